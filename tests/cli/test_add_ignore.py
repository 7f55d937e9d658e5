"""`--add-ignore CODE --reason …` writes suppressions for what is found now, in real files, by a real process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.media_made import scene

from .test_commands import run

BAD = "这是国家级的面霜，加微信 abc12345\n"


def add(folder: Path, *arguments: str, codes: tuple[str, ...] = ("AD", "DV")) -> Any:
    named = [part for code in codes for part in ("--add-ignore", code)]
    return run(".", *named, "--reason", "品牌方要求", *arguments, cwd=folder)


def posts(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    said = run(".", "--format", "json", *arguments, cwd=folder).stdout
    found: list[dict[str, Any]] = json.loads(said)["posts"]
    return found


def test_found_now_is_ignored_from_now_on_and_written_once(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\nlong_text: true  # mine\r\n---\r\n" + BAD.encode())
    before = {f["code"] for f in posts(tmp_path)[0]["findings"] if f["code"][:2] in ("AD", "DV")}
    assert before
    result = add(tmp_path, "--until", "2999-01-01")
    assert "ignored from now on" in result.stderr, result.stderr
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\nlong_text: true  # mine\r\nlint:\r\n  ignore:\r\n    - {rule: ")
    assert data.endswith(b"---\r\n" + BAD.encode())
    (post,) = posts(tmp_path)
    assert {f["code"] for f in post["suppressed"]} >= before
    assert {f["reason"] for f in post["suppressed"]} == {"品牌方要求"}
    again = add(tmp_path)
    assert "nothing to ignore" in again.stderr
    assert path.read_bytes() == data, "it is written once"


def test_plain_text_gets_a_post_yaml_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text(BAD, encoding="utf-8")
    result = add(tmp_path)
    assert (tmp_path / "post.yaml").exists(), result.stderr
    assert (tmp_path / "caption.txt").read_text(encoding="utf-8") == BAD
    assert not [f for f in posts(tmp_path)[0]["findings"] if f["code"][:2] in ("AD", "DV")]


def test_a_medium_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nimages: [01.png, 02.png]\n---\n周末去露营\n", encoding="utf-8")
    for name in ("01.png", "02.png"):
        scene(1200, 1600 + (name == "02.png")).save(tmp_path / name, format="JPEG")
    result = add(tmp_path, codes=("FM",))
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "asset: 01.png" in text and "asset: 02.png" in text, text + result.stderr
    assert not [f for f in posts(tmp_path)[0]["findings"] if f["code"].startswith("FM0")]


def test_rows_of_json_lines_hold_them_and_rows_of_a_table_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": BAD}, ensure_ascii=False) + "\n", encoding="utf-8")
    add(tmp_path)
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8"))["lint"]["ignore"]
    (post,) = posts(tmp_path)
    assert not [f for f in post["findings"] if f["code"][:2] in ("AD", "DV")]
    (tmp_path / "a.jsonl").unlink()
    (tmp_path / "b.csv").write_text(f"title,body\n露营,{BAD}", encoding="utf-8")
    result = add(tmp_path)
    assert result.returncode == 2
    assert "b.csv has no place for a suppression" in result.stderr
    assert "`suppressions` of the configuration" in result.stderr


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    result = add(tmp_path, "--diff")
    assert result.returncode == 1 and "+lint:" in result.stdout
    assert "DV118" in result.stdout, "what the others hid is in it as well"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--add-ignore", "AD101"], "needs a reason"),
        (["--add-ignore", "AD101", "--reason", " "], "needs a reason"),
        (["--reason", "x"], "--reason has no effect"),
        (["--until", "2999-01-01"], "--until has no effect"),
        (["--add-ignore", "AD101", "--reason", "x", "--until", "soon"], "takes a date"),
        (["--add-ignore", "AD101", "--reason", "x", "--until", "2020-01-01"], "is over already"),
        (["--add-ignore", "AD999", "--reason", "x"], "names no rule"),
        (["--add-ignore", "AD101", "--reason", "x", "--fix"], "exclude each other"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    result = run(".", *arguments, cwd=tmp_path)
    assert result.returncode == 2 and said in result.stderr, result.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == BAD


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "b.md").write_text(f"# 标题\n{BAD}", encoding="utf-8")
    result = add(tmp_path)
    assert result.returncode == 2 and "b.md has its title in a heading" in result.stderr
    assert "lint:" in (tmp_path / "a.md").read_text(encoding="utf-8"), "the others are written"
