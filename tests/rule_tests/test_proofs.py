"""The generated proofs complain where a disguise is not seen through, and where an exception does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.model import Severity
from rednote_lint.packs.loader import load_pack
from rednote_lint.rule_tests import proofs
from rednote_lint.rule_tests.runner import run_tests
from tests.packs.pack_files import rule, write_pack
from tests.rule_tests.test_runner import TODAY


def complaints(tmp_path: Path, **changes: str) -> list[str]:
    text = rule()
    for old, new in (change.split(" -> ") for change in changes.values()):
        assert old in text
        text = text.replace(old, new)
    found = run_tests(load_pack(write_pack(tmp_path / "pack", text)).rules, TODAY).complaints
    return [complaint.message.en for complaint in found if complaint.severity is Severity.ERROR]


def test_a_plain_word_is_found_in_every_disguise(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


def test_a_disguise_that_the_search_does_not_know_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "mutations", lambda word, variants: [("backwards", word[::-1])])
    (told,) = complaints(tmp_path)
    assert "派莓蓝" in told and "backwards" in told


def test_words_that_tell_a_tale_together_are_found(tmp_path: Path) -> None:
    words = "{w: walked cart, lang: en}, {w: waited cart, lang: en}"
    assert (
        complaints(
            tmp_path, a=f"[蓝莓派] -> [蓝莓派, {words}]", b="severity: error -> reported: tale\n  severity: error"
        )
        == []
    )


@pytest.mark.parametrize(
    ("unless", "good", "told"),
    [
        ("{cover: [蓝莓派对]}", "没有", []),  # A cover phrase of a word rule is its own example.
        ("{near: {window: 4, any: [没有]}}", "没有", ["`near`"]),
        ("{near: {window: 4, any: [没有]}}", "没有蓝莓派", []),
        ("{quoted: true}", "没有", ["`quoted`"]),
        ("{negated: true}", "没有", ["`negated`"]),
    ],
)
def test_an_exception_that_no_good_example_shows_at_work_is_told(
    tmp_path: Path, unless: str, good: str, told: list[str]
) -> None:
    exception = f"severity: error -> unless: {unless}\n  severity: error"
    found = complaints(tmp_path, a=exception, b=f'good: ["没有"] -> good: ["{good}"]')
    assert len(found) == len(told)
    assert all(part in message for part, message in zip(told, found, strict=True))


def test_a_cover_phrase_that_another_word_breaks_is_told(tmp_path: Path) -> None:
    found = complaints(
        tmp_path,
        a="words: [蓝莓派] -> words: [蓝莓派, {w: 苹果, unless: {cover: [苹果蓝莓派]}}]",
        b='bad: ["有蓝莓派吗"] -> bad: ["有蓝莓派吗", 苹果]',
    )
    assert [message for message in found if "苹果蓝莓派" in message and "does not shield" in message]
