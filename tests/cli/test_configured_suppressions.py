"""Suppressions of the configuration: the keys of those in headers, and the findings on them at their own line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_baseline import BAD, Result, here, post

__all__ = ["here"]
USED = '{rule: DV, path: "posts/", reason: own shop, until: 2999-01-01}'
FILES = ("rednote-lint.yaml", "rednote-lint.toml", "pyproject.toml")


def configured(*entries: dict[str, str], file: str = FILES[0]) -> None:
    """Write a configuration with these entries, from line 3 on."""
    if file.endswith(".yaml"):
        rows = [f"- {json.dumps(entry, ensure_ascii=False)}" for entry in entries]
        text = "\n".join(["# ours", "suppressions:", *rows])
    else:
        table = "tool.rednote-lint.suppressions" if file == "pyproject.toml" else "suppressions"
        rows = [f"[[{table}]]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in entry.items()) for entry in entries]
        text = "\n".join(["# ours", "", *rows])
    Path(file).write_text(f"{text}\n", encoding="utf-8")


def entry(rule: str = "DV102", **more: str) -> dict[str, str]:
    return {"rule": rule, "reason": "checked", **more}


def report(*arguments: str) -> dict[str, Any]:
    result = Result(*(arguments or ("posts",)), "--format", "json")
    assert result.error is None, result.error
    found: dict[str, Any] = json.loads(result.out)
    return found


def about(*arguments: str) -> list[tuple[str, str, int, int]]:
    """Return what is told of suppressions: code, file, line, column."""
    return [
        (f["code"], f["location"]["path"], f["location"]["line"], f["location"]["column"])
        for one in report(*arguments)["posts"]
        for f in one["findings"]
        if f["code"].startswith("LN")
    ]


@pytest.mark.parametrize("file", FILES)
def test_it_sets_aside_with_reason_place_and_last_day(here: Path, file: str) -> None:
    post("a.md", BAD)
    configured(entry("DV", path="posts/", until="2999-01-01"), file=file)
    (one,) = report()["posts"]
    assert not one["findings"] and one["suppressed"]
    for told in one["suppressed"]:
        assert (told["by"], told["reason"], told["until"]) == ("config", "checked", "2999-01-01")
        assert told["suppressed_at"] == {"path": file, "line": 3, "column": 3 if file.endswith(".yaml") else 1}
    assert Result("posts").code == 0


@pytest.mark.parametrize(
    ("more", "covers"),
    [
        ({}, True),
        ({"path": "posts/"}, True),
        ({"path": "/posts/a.md"}, True),
        ({"path": "*.md"}, True),
        ({"path": "drafts/"}, False),
        ({"path": "posts"}, True),
        ({"path": "posts/b.md"}, False),
        ({"asset": "a.md"}, True),
        ({"asset": "clip.mp4"}, False),
        ({"path": "posts/", "asset": "clip.mp4"}, False),
    ],
)
def test_path_and_asset_limit_it(here: Path, more: dict[str, str], covers: bool) -> None:
    post("a.md", BAD)
    configured(entry("DV", **more))
    one = report()["posts"][0]
    assert bool(one["suppressed"]) is covers and bool(one["findings"]) is not covers


@pytest.mark.parametrize("file", FILES)
def test_what_is_wrong_with_it_is_told_once_at_its_place(here: Path, file: str) -> None:
    for name in "abc":
        post(f"{name}.md", "周末去公园走走")
    configured(entry("DV102"), entry("DV103", until="2026-01-01"), {"rule": "DV104"}, file=file)
    column, lines = (3, (3, 4, 5)) if file.endswith(".yaml") else (1, (3, 6, 10))
    codes = ("LN101", "LN102", "LN103")
    assert about(".") == [(code, file, line, column) for code, line in zip(codes, lines, strict=True)]
    said = report(".")
    assert [one["path"] for one in said["posts"]] == ["posts/a.md", "posts/b.md", "posts/c.md", file]
    assert (said["summary"]["posts"], said["summary"]["warnings"], said["summary"]["infos"]) == (3, 2, 1)
    assert Result(".").code == 0 and Result(".", "--fail-on", "warning").code == 1


def test_unused_is_told_of_whole_runs_only(here: Path) -> None:
    post("a.md", "周末去公园走走")
    post("b.md", "周末去公园走走")
    (here / "drafts").mkdir()
    (here / "drafts/c.md").write_text("---\nlong_text: true\n---\n周末去公园走走\n", encoding="utf-8")
    configured(entry())
    assert about(".") and about(".", "posts") and not about("posts") and not about("posts/a.md")
    configured(entry(path="/posts/"))
    assert about(".") and about("posts") and not about("posts/a.md") and not about("drafts")
    configured(entry(path="/posts/a.md"))
    assert about("posts/a.md") and not about("posts/b.md")
    configured(entry(path="gone/**"))
    assert about("."), "no post is there"
    configured(entry())
    assert (
        not about(".", "--select", "AD,LN") and not about(".", "--ignore", "DV102") and not about(".", "--ignore", "LN")
    )
    configured(entry("WM101"))
    assert about("."), "marks were looked for in all media: there are none"


def test_one_post_that_needs_it_is_enough(here: Path) -> None:
    for name in "abc":
        post(f"{name}.md", BAD if name == "a" else "周末去公园走走")
    configured(entry("DV"))
    assert not about(".")
    (here / "posts/broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    configured(entry("WM101", path="posts/"))
    assert about(".") == [], "a medium that cannot be read may need it"


def test_those_of_an_extended_file_are_never_called_unused(here: Path) -> None:
    post("a.md", "周末去公园走走")
    configured(entry("DV102"), entry("DV103", until="2026-01-01"))
    Path("posts/rednote-lint.yaml").write_text("extend: ../rednote-lint.yaml\n", encoding="utf-8")
    assert about(".") == [("LN102", "rednote-lint.yaml", 4, 3)]
    assert about("posts") == [("LN102", "rednote-lint.yaml", 4, 3)]


def test_the_header_goes_first_and_findings_on_it_can_be_set_aside(here: Path) -> None:
    Path("posts/a.md").write_text(
        "---\nlint: {ignore: [{rule: DV102, reason: idle}]}\n---\n周末去公园走走\n", encoding="utf-8"
    )
    configured(entry("LN101"))
    assert about(".") == []
    configured(entry("DV103"), entry("LN101", path="rednote-lint.yaml"))
    assert about(".") == [("LN101", "posts/a.md", 2, 17)]
    assert [f["code"] for f in report(".")["posts"][-1]["suppressed"]] == ["LN101"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "suppressions: [{rule: DV102, reson: x}]",
            "rednote-lint.yaml:1:30: unknown key `reson` (did you mean `reason`?)",
        ),
        ("suppressions: [{reason: x}]", "rednote-lint.yaml:1:16: the key `rule` is missing"),
        ("suppressions: [{rule: '', reason: x}]", "rednote-lint.yaml:1:16: `rule` is empty"),
        ("suppressions: [{rule: DV102x}]", "rednote-lint.yaml:1:16: `DV102x` names no rule"),
        ("suppressions: [{rule: DV102, until: soon}]", "rednote-lint.yaml:1:37: must be a date"),
        ("suppressions: [DV102]", "rednote-lint.yaml:1:16: expected keys with values, got text"),
        ("suppressions: {rule: DV102}", "rednote-lint.yaml:1:15: expected a list, got keys with values"),
        ("suppression: []", "rednote-lint.yaml:1:1: unknown key `suppression` (did you mean `suppressions`?)"),
        ("suppressions: [{rule: DV102, path: ''}]", "rednote-lint.yaml:1:16: `` matches no path"),
        ("suppressions: [{rule: DV102, path: '#a'}]", "rednote-lint.yaml:1:16: `#a` matches no path"),
        ("suppressions: [{rule: DV102, path: 'a\\b.md'}]", "rednote-lint.yaml:1:16: `a\\b.md` matches no path"),
        ("per-path-ignores: {'!a': [AD]}", "rednote-lint.yaml:1:20: `!a` matches no path"),
    ],
)
def test_mistakes_are_refused_with_their_place(here: Path, text: str, said: str) -> None:
    post("a.md", BAD)
    Path("rednote-lint.yaml").write_text(text, encoding="utf-8")
    told = str(Result("posts").error)
    assert said in told.replace("\n", ": "), told


def test_mistakes_in_toml_have_places_too(here: Path) -> None:
    post("a.md", BAD)
    Path("pyproject.toml").write_text(
        '[tool.rednote-lint]\nsuppressions = [\n  {rule = "DV102", reson = "x"},\n]\n', encoding="utf-8"
    )
    told = str(Result("posts").error)
    assert "pyproject.toml:3:20" in told and "reason" in told


def test_it_is_refused_on_the_command_line(here: Path) -> None:
    post("a.md", BAD)
    assert "no place on the command line" in str(Result("posts", "--config", "suppressions=[{rule: DV}]").error)


def test_paths_through_dots_and_from_other_folders(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post("a.md", BAD)
    configured(entry("DV", path="/posts/a.md"))
    monkeypatch.chdir(here / "posts")
    assert not report("../posts/../posts/a.md")["posts"][0]["findings"]
    assert not report("a.md", "--config", "../rednote-lint.yaml")["posts"][0]["findings"]


@pytest.mark.parametrize(
    "format_", ["full", "concise", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "csv"]
)
def test_every_format_tells_it(here: Path, format_: str) -> None:
    post("a.md", BAD)
    configured(entry("DV"), entry("DV103", until="2026-01-01"))
    result = Result(".", "--format", format_)
    assert result.error is None and result.code == 0
    assert "LN102" in result.out and "rednote-lint.yaml" in result.out


def test_a_diff_and_add_ignore_leave_the_configuration(here: Path) -> None:
    post("a.md", f"{BAD} ＃露营")
    configured(entry("DV"), entry("DV103", until="2026-01-01"))
    before = Path("rednote-lint.yaml").read_bytes()
    for more in (["--diff"], ["--add-ignore", "FM", "--reason", "x"]):
        assert Result(".", *more).error is None
    assert Path("rednote-lint.yaml").read_bytes() == before


@pytest.mark.parametrize("file", FILES)
def test_line_ends_and_byte_order_marks_move_no_place(here: Path, file: str) -> None:
    post("a.md", "周末去公园走走")
    configured(entry("DV102"), entry("DV103", until="2026-01-01"), file=file)
    text = Path(file).read_bytes()
    Path(file).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    line, column = (4, 3) if file.endswith(".yaml") else (6, 1)
    assert ("LN102", file, line, column) in about(".")


def test_the_screen_says_what_it_is_about(here: Path) -> None:
    post("a.md", "周末去公园走走")
    configured(entry("DV103", until="2026-01-01"))
    said = Result(".").out
    assert "SETTINGS   rednote-lint.yaml   1 to improve" in said and "READY   posts" in said
    assert "rednote-lint.yaml:3  - {" in said
    for number in range(8):
        post(f"{number}.md", "周末去公园走走")
    said = Result(".").out
    assert "SETTINGS   rednote-lint.yaml" in said and "9 ready   0 to fix first" in said


def test_settings_show_it(here: Path) -> None:
    post("a.md", BAD)
    configured(entry("DV", path="posts/", until="2999-01-01"))
    shown = json.loads(Result("config", "posts", "--format", "json").out)["settings"]["suppressions"]
    place = f"{here / 'rednote-lint.yaml'}:3:3"
    assert shown == [{"rule": "DV", "reason": "checked", "path": "posts/", "until": "2999-01-01", "at": place}]
