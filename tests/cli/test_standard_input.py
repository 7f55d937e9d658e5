"""Standard input in place of a file: bytes piped in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.terminal import at_terminal
from tests.cli.test_commands import surroundings
from tests.program import called

CONTACT = "加我微信 camp_day88"


def piped(data: bytes, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return called(*arguments, cwd=cwd, environment=surroundings(cwd, **environment), given=data)


def reported(data: bytes, *arguments: str, cwd: Path) -> dict[str, Any]:
    result = piped(data, *arguments, "--format", "json", cwd=cwd)
    (post,) = json.loads(result.stdout)["posts"]
    return dict(post)


def codes(post: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {finding["code"]: finding for finding in post["findings"]}


def test_findings_name_the_given_name_and_its_place(tmp_path: Path) -> None:
    found = codes(reported(f"周末\r\n{CONTACT}\r\n".encode(), "-", "--stdin-filename", "p/caption.txt", cwd=tmp_path))
    where = found["DV102"]["location"]
    assert (where["path"], where["line"], where["column"]) == ("p/caption.txt", 2, 3)


def test_without_a_name_nothing_on_disk_belongs_to_it(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "1.jpg")
    (tmp_path / "stdin.md").write_text(CONTACT, encoding="utf-8")
    post = reported("---\ntitle: 周末\n---\n露营".encode(), "-", cwd=tmp_path)
    assert post["path"] == "stdin.md" and not {"DV102", "FM310"} & set(codes(post))


def test_media_and_configuration_of_the_place_count(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    Image.new("RGB", (300, 400)).save(tmp_path / "p/1.jpg")
    (tmp_path / "p/caption.txt").write_text("saved", encoding="utf-8")
    (tmp_path / "p/rednote-lint.yaml").write_text("ignore: [DV102]\nocr: false\n", encoding="utf-8")
    found = codes(reported(CONTACT.encode(), "-", "--stdin-filename", "p/caption.txt", cwd=tmp_path))
    assert "FM310" in found and found["FM310"]["location"]["path"] == "p/1.jpg"
    assert "DV102" not in found


@pytest.mark.parametrize("encoding", ["gb18030", "cp950", "utf-8-sig"])
def test_encodings_are_read_as_in_files(tmp_path: Path, encoding: str) -> None:
    text = "週末去露營，想要清單的朋友加我微信 camp_day88" if encoding == "cp950" else f"周末去露营，朋友{CONTACT}"
    data = text.encode(encoding)
    (tmp_path / "caption.txt").write_bytes(data)
    from_file = piped(b"", "caption.txt", "--format", "json", cwd=tmp_path)
    from_input = piped(data, "-", "--stdin-filename", "caption.txt", "--format", "json", cwd=tmp_path)
    assert "camp_day88" in from_file.stdout.decode() and from_input.stdout == from_file.stdout


def test_rows_of_a_table_are_posts(tmp_path: Path) -> None:
    data = f"title,body\n露营,清单\n周末,{CONTACT}\n".encode()
    result = piped(data, "-", "--stdin-filename", "new.csv", "--format", "concise", cwd=tmp_path)
    assert result.returncode == 1 and "new.csv:3:" in result.stdout.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_fixes_are_printed_in_the_encoding_and_line_ends_of_the_input(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "caption.txt").write_text("saved", encoding="utf-8")
    text = f"周末去露营\r\n{CONTACT}\r\n＃周末[话题]#\r\n"
    result = piped(text.encode(encoding), "-", "--stdin-filename", "caption.txt", "--fix", cwd=tmp_path)
    assert result.stdout == text.replace("＃", "#").encode(encoding)
    assert result.returncode == 1 and "camp_day88" in result.stderr.decode()
    assert (tmp_path / "caption.txt").read_text(encoding="utf-8") == "saved"


def test_what_needs_no_fix_or_is_no_text_is_printed_as_it_came(tmp_path: Path) -> None:
    for data, code in (("周末\r\n露营".encode(), 0), (b"\0\xff binary", 2), (b"", 2)):
        result = piped(data, "fix", "-", cwd=tmp_path)
        assert (result.stdout, result.returncode) == (data, code), result.stderr.decode()


def test_a_report_for_programs_leaves_stdout_to_the_text(tmp_path: Path) -> None:
    result = piped("＃周末[话题]#".encode(), "-", "--fix", "--format", "json", "--output", "json=r.json", cwd=tmp_path)
    assert result.stdout == "#周末[话题]#".encode()
    written = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert written in result.stderr.decode() and "FM202" not in written


def test_a_diff_names_the_given_name(tmp_path: Path) -> None:
    result = piped("＃周末[话题]#\n".encode(), "-", "--diff", "--stdin-filename", "p/a.md", cwd=tmp_path)
    shown = result.stdout.decode()
    assert shown.startswith("--- a/p/a.md\n+++ b/p/a.md\n") and "+#周末[话题]#" in shown
    assert result.returncode == 1 and not (tmp_path / "p").exists()


def test_a_fix_of_another_file_is_left_alone_and_told(tmp_path: Path) -> None:
    subtitles = "1\n00:00:00,000 --> 00:00:02,000\n周末 加我微信 camp_day88\n"
    (tmp_path / "clip.srt").write_text(subtitles, encoding="utf-8")
    (tmp_path / "clip.mp4").write_bytes(b"")
    result = piped(
        "＃周末[话题]#".encode(), "-", "--stdin-filename", "post.md", "--fix", "--unsafe-fixes", cwd=tmp_path
    )
    assert result.stdout == "#周末[话题]#".encode()
    assert "clip.srt, which is not standard input" in result.stderr.decode()
    assert (tmp_path / "clip.srt").read_text(encoding="utf-8") == subtitles
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".cache") == ["clip.mp4", "clip.srt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-", "a.md"], "stands alone"),
        (["a.md", "--stdin-filename", "b.md"], "has no effect without `-`"),
        (["-", "--stdin-filename", "a.jpg"], "`a.jpg` names none"),
        (["-", "--stdin-filename", "a.docx"], "`a.docx` names none"),
        (["-", "--stdin-filename", "."], "`.` names none"),
        (["-", "--stdin-filename", ""], "`` names none"),
        (["-", "--fix-media"], "--fix-media works on files"),
        (["-", "--add-ignore", "DV102", "--reason", "ours"], "--add-ignore works on files"),
        (["fix", "-", "--plan", "p.json"], "--plan works on files"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = piped(b"text", *arguments, cwd=tmp_path)
    assert result.returncode == 2 and said in result.stderr.decode() and result.stdout == b""


def test_help_and_errors_speak_the_language_of_the_place(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/rednote-lint.yaml").write_text("lang: zh\n", encoding="utf-8")
    result = piped(b"", "-", "--stdin-filename", "p/a.jpg", cwd=tmp_path)
    assert "标准输入按文字读取" in result.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize(("language", "said"), [("en", "end it with Ctrl-D"), ("zh", "输入完成后按 Ctrl-D 结束")])
def test_a_terminal_is_told_how_to_end(tmp_path: Path, language: str, said: str) -> None:
    with at_terminal("-", "--lang", language, cwd=tmp_path) as screen:
        screen.wait_for(said)
        screen.type(f"{CONTACT}\n\x04")
        assert screen.end() == 1
        assert "DV102" in screen.shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_ctrl_c_while_it_is_typed(tmp_path: Path) -> None:
    with at_terminal("-", cwd=tmp_path) as screen:
        screen.wait_for("Ctrl-D")
        screen.type("\x03")
        assert screen.end() == 130
        assert "Traceback" not in screen.shown
