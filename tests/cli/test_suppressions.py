"""Suppressions that are of no use, over or without a reason are findings on their own line; fixes remove them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_commands import run

GOOD = "周末去公园走走"
HEADER = "---\nlong_text: true  # mine\n{lint}---\n{body}\n"
OVER = "lint: {ignore: [{rule: DV102, reason: checked, until: 2026-01-01}]}\n"
IDLE = "lint: {ignore: [{rule: DV102, reason: checked}]}\n"


def written(folder: Path, lint: str, body: str = GOOD) -> Path:
    path = folder / "a.md"
    path.write_bytes(HEADER.format(lint=lint, body=body).encode())
    return path


def checked(folder: Path, *arguments: str) -> dict[str, Any]:
    (post,) = json.loads(run("a.md", "--format", "json", *arguments, cwd=folder).stdout)["posts"]
    found: dict[str, Any] = post
    return found


def about(post: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [
        (f["code"], f["location"]["line"], f["location"]["column"])
        for f in post["findings"]
        if f["code"].startswith("LN")
    ]


@pytest.mark.parametrize(
    ("lint", "expected"),
    [
        (OVER, [("LN102", 3, 17)]),
        (IDLE, [("LN101", 3, 17)]),
        ("lint:\n  ignore:\n    - rule: DV102\n", [("LN103", 5, 7)]),
        ("lint: {ignore: [{rule: DV, reason: x}]}\n", []),  # Rules that are off here would be needed to tell.
    ],
)
def test_it_is_a_finding_on_its_own_line(tmp_path: Path, lint: str, expected: list[tuple[str, int, int]]) -> None:
    written(tmp_path, lint)
    post = checked(tmp_path)
    assert about(post) == expected
    assert not post["skipped"] and not post["problems"] and not post["notices"]
    assert run("a.md", cwd=tmp_path).returncode == 0, "it changes no verdict"


@pytest.mark.parametrize("arguments", [("--select", "AD,LN"), ("--ignore", "DV102")])
def test_what_was_not_asked_may_be_of_use(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    written(tmp_path, IDLE)
    assert about(checked(tmp_path, *arguments)) == []


def test_a_medium_that_cannot_be_read_may_need_it(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    written(tmp_path, "images: [a.jpg]\nlint: {ignore: [{rule: WM101, reason: checked, asset: a.jpg}]}\n")
    assert about(checked(tmp_path)) == []


@pytest.mark.parametrize("lint", [OVER, IDLE])
def test_the_fix_removes_exactly_that(tmp_path: Path, lint: str) -> None:
    path = written(tmp_path, lint)
    result = run("a.md", "--fix", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert path.read_bytes().decode() == HEADER.format(lint="", body=GOOD)


def test_what_is_of_use_stays(tmp_path: Path) -> None:
    used = "    - {rule: DV102, reason: checked}  # mine\n"
    over = "    - {rule: DV103, reason: checked, until: 2026-01-01}\n"
    idle = "    - rule: DV104\n      reason: checked\n"
    path = written(tmp_path, f"lint:\n  ignore:\n{over}{used}{idle}", "加微信 abc12345")
    assert run("a.md", "--fix", cwd=tmp_path).returncode in (0, 1)
    assert path.read_bytes().decode() == HEADER.format(lint=f"lint:\n  ignore:\n{used}", body="加微信 abc12345")


def test_a_finding_whose_suppression_ran_out_says_so(tmp_path: Path) -> None:
    written(tmp_path, OVER, "加微信 abc12345")
    messages = [f["message"] for f in checked(tmp_path)["findings"] if f["code"] == "DV102"]
    assert messages and all("its suppression ran out on 2026-01-01" in message for message in messages)


def test_every_format_says_reason_place_and_last_day(tmp_path: Path) -> None:
    written(tmp_path, "lint: {ignore: [{rule: DV, reason: own shop, until: 2999-01-01}]}\n", "加微信 abc12345")
    post = checked(tmp_path)
    assert post["suppressed"]
    for entry in post["suppressed"]:
        assert (entry["reason"], entry["by"], entry["until"]) == ("own shop", "directive", "2999-01-01")
        assert entry["suppressed_at"] == {"path": "a.md", "line": 3, "column": 17}
    said = " ".join(run("a.md", "--verbose", cwd=tmp_path).stdout.split())
    assert "Suppressed (own shop, a.md:3:17, until 2999-01-01): DV102" in said
    said = " ".join(run("a.md", "--verbose", "--lang", "zh", cwd=tmp_path).stdout.split())
    assert "已忽略（own shop，a.md:3:17，有效期至 2999-01-01）：DV102" in said


def test_it_can_be_set_aside_itself_and_switched_off(tmp_path: Path) -> None:
    written(tmp_path, IDLE.replace("]}", ", {rule: LN101, reason: soon}]}"))
    post = checked(tmp_path)
    assert about(post) == [] and [f["code"] for f in post["suppressed"]] == ["LN101"]
    written(tmp_path, IDLE)
    assert about(checked(tmp_path, "--ignore", "LN")) == []
