"""`--show-files` and `--show-settings`: what would be read, and which settings count, without a check."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    files = {
        "a/post.md": "---\nimages: [1.jpg]\n---\n加我微信 camp_day88",
        "a/1.jpg": "no picture",
        "a/2.jpg": "not named",
        "a/notes.docx": "x",
        "b/caption.txt": "露营",
        "b/1.fixed.jpg": "x",
        "b/.hidden.md": "x",
        "README.md": "about",
        "b/rednote-lint.yaml": "extend: strict\nclient: web\nignore: [DV102]\n",
    }
    for name, text in files.items():
        (tmp_path / "posts" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "posts" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_files_are_listed_with_what_is_left_out_and_why(posts: Path) -> None:
    result = run("posts", "--show-files", "--format", "json", cwd=posts)
    found = json.loads(result.stdout)
    assert {post["path"]: [file["path"] for file in post["files"]] for post in found["posts"]} == {
        "posts/a": ["posts/a/post.md", "posts/a/1.jpg"],
        "posts/b": ["posts/b/caption.txt"],
    }
    assert {file["path"]: file["reason"]["en"] for file in found["left_out"]} == {
        "posts/README.md": "about the folder, not a post",
        "posts/a/2.jpg": "nothing says that it belongs to a post",
        "posts/a/notes.docx": "nothing says that it belongs to a post",
        "posts/b/.hidden.md": "hidden",
        "posts/b/1.fixed.jpg": "left by a repair",
        "posts/b/rednote-lint.yaml": "about the folder, not a post",
    }
    assert result.returncode == 0


@pytest.mark.parametrize(("language", "said"), [("en", "posts/b/.hidden.md (hidden)"), ("zh", "隐藏文件")])
def test_files_on_the_screen(posts: Path, language: str, said: str) -> None:
    result = run("posts", "--show-files", "--lang", language, cwd=posts)
    assert said in result.stdout and "camp_day88" not in result.stdout


def test_every_file_is_either_read_or_left_out(posts: Path) -> None:
    found = json.loads(run("posts", "--show-files", "--format", "json", cwd=posts).stdout)
    listed = [file["path"] for post in found["posts"] for file in post["files"]]
    listed += [file["path"] for file in found["left_out"]]
    there = [path.relative_to(posts).as_posix() for path in (posts / "posts").rglob("*") if path.is_file()]
    assert sorted(listed) == sorted(there)


def test_what_cannot_be_read_is_told_and_fails(posts: Path) -> None:
    (posts / "posts/b/caption.txt").write_bytes(b"\0")
    result = run("posts", "nowhere", "--show-files", cwd=posts)
    assert result.returncode == 2 and "NUL" in result.stdout and "nowhere does not exist" in result.stdout


def test_settings_say_where_they_come_from(posts: Path) -> None:
    arguments = ("--show-settings", "--format", "json", "--fail-on", "warning", "--ignore", "FM306")
    one, other = json.loads(run("posts", *arguments, cwd=posts).stdout)["settings"]
    assert (one["posts"], other["posts"]) == (["posts/a"], ["posts/b"])
    assert other["settings"]["client"] == "web" and other["stated"]["client"][0].endswith("b/rednote-lint.yaml")
    assert other["settings"]["fail_on"] == "warning" and other["stated"]["fail_on"] == ["command line"]
    assert other["settings"]["ignore"][-2:] == ["DV102", "FM306"]
    assert other["stated"]["ignore"][-1] == "command line" and other["stated"]["ignore"][-2].endswith(".yaml")
    assert "client" not in one["stated"] and one["stated"]["fail_on"] == ["command line"]
    assert one["stated"]["select"][0].endswith("recommended.yaml")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["client: web (posts/b/rednote-lint.yaml)", "lang: en (command line)", "(built in)", "(preset"],
        ),
        ("zh", ["client: web（posts/b/rednote-lint.yaml）", "lang: zh（命令行）", "（内置）", "（预设"]),
    ],
)
def test_settings_on_the_screen(posts: Path, language: str, said: list[str]) -> None:
    shown = run("posts/b", "--show-settings", "--lang", language, cwd=posts).stdout
    assert [part for part in said if part not in shown] == []


def test_another_format_is_refused(posts: Path) -> None:
    result = run("posts", "--show-files", "--format", "concise", cwd=posts)
    assert result.returncode == 2 and "--format json" in result.stderr


def test_a_setting_without_a_value_says_none(posts: Path) -> None:
    shown = run("posts/a", "--show-settings", "--isolated", "--lang", "en", cwd=posts).stdout
    assert (
        "packs: none (built in)" in shown and "baseline: none (built in)" in shown and "ocr: true (built in)" in shown
    )


@pytest.mark.posix("names of any bytes")
@pytest.mark.parametrize("option", ["--show-files", "--show-settings"])
def test_names_of_bytes_that_are_no_characters_are_listed(posts: Path, option: str) -> None:
    folder = posts / "strange" / os.fsdecode(b"\xff")
    folder.mkdir(parents=True)
    (folder / "caption.txt").write_text("露营", encoding="utf-8")
    told = run("strange", option, "--format", "json", cwd=posts).stdout
    assert "strange/\udcff" in json.dumps(json.loads(told), ensure_ascii=False)
