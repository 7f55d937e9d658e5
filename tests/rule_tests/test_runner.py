"""The runner of rules' own tests: it must fail where a rule does not keep its word."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rednote_lint.model import Severity
from rednote_lint.packs.loader import load_pack
from rednote_lint.rule_tests.runner import Complaint, run_tests
from tests.packs.pack_files import rule, write_pack

TODAY = dt.date(2026, 11, 20)


def complaints(tmp_path: Path, old: str = "", new: str = "") -> list[Complaint]:
    text = rule()
    assert old in text
    rules = load_pack(write_pack(tmp_path / "pack", text.replace(old, new) if old else text)).rules
    return list(run_tests(rules, TODAY).complaints)


def test_a_rule_that_keeps_its_word_passes(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('bad: ["有蓝莓派吗"]', 'bad: ["有草莓派吗"]', "is not hit"),
        ('good: ["没有"]', 'good: ["蓝莓派"]', "is hit: 蓝莓派"),
        ('bad: ["有蓝莓派吗"]', "bad: [{text: 蓝莓派蓝莓派, hits: [蓝莓派]}]", "is hit at"),
        ('bad: ["有蓝莓派吗"]', "bad: [{text: 蓝莓派, fixed: 派}]", "is fixed to"),
        ('bad: ["有蓝莓派吗"], ', "", "no bad example"),
        (', good: ["没有"]', "", "no good example"),
        ("出现“{hit}”", "出现“{hitt}”", "nothing fills the placeholder {hitt}"),
        ('  source: {url: "https://example.org", title: T, tier: law, seen: 2026-01-01}\n', "", "names no source"),
    ],
)
def test_a_rule_that_does_not_is_complained_of(tmp_path: Path, old: str, new: str, part: str) -> None:
    found = complaints(tmp_path, old, new)
    assert [c.severity for c in found if part in c.message.en] == [Severity.ERROR]


def test_an_overdue_review_is_a_warning(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "seen: 2026-01-01", "seen: 2026-01-01, review_after: 2026-11-19")
    assert found.severity is Severity.WARNING
    assert not complaints(tmp_path, "seen: 2026-01-01", "seen: 2026-01-01, review_after: 2026-11-20")
