"""One output stream cannot be two formats, nor a text for people in two languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "caption.txt").write_text("想要清单的加我微信 camp_day88", encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str) -> None:
    (folder / "rednote-lint.yaml").write_text(text, encoding="utf-8")


def test_two_formats_are_refused_naming_both_files(posts: Path) -> None:
    configure(posts / "a", "format: concise\n")
    configure(posts / "b", "format: json\n")
    result = run("a", "b", cwd=posts)
    assert result.returncode == 2
    assert all(part in result.stderr for part in ("a/rednote-lint.yaml", "b/rednote-lint.yaml", "--format"))
    assert run("a", "b", "--format", "concise", cwd=posts).returncode == 1


@pytest.mark.parametrize("arguments", [(), ("--format", "concise"), ("--format", "json", "--output", "full=out.txt")])
def test_two_languages_are_refused_where_a_person_reads(posts: Path, arguments: tuple[str, ...]) -> None:
    configure(posts / "a", "lang: en\n")
    configure(posts / "b", "lang: zh\n")
    result = run("a", "b", *arguments, cwd=posts)
    assert result.returncode == 2
    assert all(part in result.stderr for part in ("a/rednote-lint.yaml", "b/rednote-lint.yaml", "--lang"))
    assert run("a", "b", *arguments, "--lang", "zh", cwd=posts).returncode == 1


def test_in_json_each_post_has_its_own_language(posts: Path) -> None:
    configure(posts / "a", "lang: en\n")
    configure(posts / "b", "lang: zh\n")
    one, other = json.loads(run("a", "b", "--format", "json", cwd=posts).stdout)["posts"]
    assert one["findings"][0]["why"].isascii()
    assert not other["findings"][0]["why"].isascii()


def test_severities_may_differ_from_post_to_post(posts: Path) -> None:
    configure(posts / "a", "fail-on: never\nmin-severity: error\nseverity: {ALL: warning}\n")
    shown = run("a", "b", "--format", "concise", cwd=posts)
    assert shown.returncode == 1
    assert not [line for line in shown.stdout.splitlines() if line.startswith("a/")]
    assert [line for line in shown.stdout.splitlines() if line.startswith("b/")]
    assert "not shown" in shown.stdout
    assert run("a", cwd=posts).returncode == 0


def test_a_format_that_does_not_exist_is_refused_before_anything_is_fixed(posts: Path) -> None:
    configure(posts / "a", "format: sarif2\n")
    before = (posts / "a" / "caption.txt").read_bytes()
    result = run("a", "--fix", "--unsafe-fixes", cwd=posts)
    assert result.returncode == 2
    assert "no format is called `sarif2`" in result.stderr
    assert (posts / "a" / "caption.txt").read_bytes() == before
