from __future__ import annotations

import hashlib

import pytest

from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE
from rednote_lint.facts.repeats import Repeats, Same
from rednote_lint.facts.traces import Trace


def trace(path: str, digest: str = "", look: str = "") -> Trace:
    shown = hashlib.shake_256(look.encode()).digest(FINGERPRINT_SIDE**2) if look else b""
    return Trace(path=path, digest=digest, fingerprint=shown)


@pytest.mark.parametrize(
    ("same", "one", "other", "equal"),
    [
        (Same.BYTES, trace("1", "a"), trace("2", "a"), True),
        (Same.BYTES, trace("1", "a"), trace("2", "b"), False),
        (Same.BYTES, trace("1", "", "x"), trace("2", "", "x"), False),
        (Same.LOOK, trace("1", "a", "x"), trace("2", "b", "x"), True),
        (Same.LOOK, trace("1", "a", "x"), trace("2", "a", "x"), False),
        (Same.LOOK, trace("1", "a", "x"), trace("2", "b", "y"), False),
        (Same.LOOK, trace("1", "a"), trace("2", "b"), False),
    ],
)
def test_what_two_files_share_is_told_by_their_traces(same: Same, one: Trace, other: Trace, equal: bool) -> None:
    repeats = Repeats(same)
    assert repeats.first(one) is None
    assert (repeats.first(other) is one) is equal


def test_a_third_file_repeats_the_first() -> None:
    repeats = Repeats(Same.BYTES)
    one, *others = (trace(name, "a") for name in "123")
    assert [repeats.first(each) for each in (one, *others)] == [None, one, one]


def test_of_files_with_the_same_bytes_the_first_is_what_others_look_like() -> None:
    repeats = Repeats(Same.LOOK)
    one, *others = (trace(name, digest, "x") for name, digest in (("1", "a"), ("2", "a"), ("3", "b")))
    assert [repeats.first(each) for each in (one, *others)] == [None, None, one]


def test_ten_thousand_equal_files_are_compared_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr("rednote_lint.facts.repeats.are_similar", lambda one, other: compared.append(one) or False)
    for same in Same:
        repeats = Repeats(same)
        for number in range(10_000):
            repeats.first(trace(str(number), "a", "x" if number < 2 else ""))
    assert len(compared) <= 10_000
