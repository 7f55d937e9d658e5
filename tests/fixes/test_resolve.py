from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.fixes.outcome import Offer
from rednote_lint.fixes.resolve import resolve
from rednote_lint.model import ArgumentValue, Fix, Location, MediaEdit, Safety, Severity, TextEdit

from .made import TITLE, edit, offer, offers_for


@given(offers_for())
def test_edits_that_were_chosen_never_overlap(case: tuple[str, list[Offer]]) -> None:
    _, offers = case
    taken, left = resolve(offers)
    places = sorted(edit.range for one in taken for edit in one.fix.edits if isinstance(edit, TextEdit))
    for first, second in pairwise(places):
        assert first.end <= second.start or first == second
    assert resolve(taken) == (taken, [])
    for one in left:
        assert one.reason.en


def test_the_graver_finding_goes_first_then_the_left_most() -> None:
    text = "abcdef"
    light = offer(edit(text, 0, 3, "1"), severity=Severity.INFO, code="LIGHT")
    grave = offer(edit(text, 2, 4, "2"), severity=Severity.ERROR, code="GRAVE")
    right = offer(edit(text, 3, 6, "3"), severity=Severity.ERROR, code="RIGHT")
    taken, left = resolve([light, right, grave])
    assert [one.code for one in taken] == ["GRAVE"]
    assert {one.code: "GRAVE" in one.reason.en for one in left} == {"LIGHT": True, "RIGHT": True}


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    text = "abcdef"
    both = offer(edit(text, 0, 1, "x"), edit(text, 4, 5, "y"), severity=Severity.INFO)
    taken, left = resolve([both, offer(edit(text, 4, 6, "z"), code="B1")])
    assert [one.code for one in taken] == ["B1"]
    assert len(left) == 1


def media_offer(code: str, operation: str, path: str = "a.jpg", **arguments: ArgumentValue) -> Offer:
    given = typed(OPERATIONS[operation].arguments, arguments)
    change = MediaEdit(path=path, operation=operation, arguments=given)
    fix = Fix(title=TITLE, safety=Safety.SAFE, edits=(change,))
    return Offer(code=code, severity=Severity.ERROR, where=Location(path=path), fix=fix)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("crop-ratio", {"max": 1}), ("pad-ratio", {"max": 1}), False),
        (("crop-ratio", {"max": 1}), ("crop-ratio", {"max": 2}), False),
        (("crop-ratio", {"max": 1}), ("crop-ratio", {"max": 1}), True),
        (("convert-image", {}), ("first-frame", {}), False),
        (("convert-image", {}), ("crop-ratio", {"max": 1}), True),
        (("strip-location", {}), ("shrink-image", {"limit_mb": 2}), True),
        (("crop-to", {"box": [0, 0, 9, 9]}), ("crop-to", {"box": [0, 0, 9, 8]}), False),
    ],
)
def test_operations_that_decide_the_same_exclude_each_other(
    first: tuple[str, dict[str, object]], second: tuple[str, dict[str, object]], together: bool
) -> None:
    offers = [media_offer("A", first[0], **first[1]), media_offer("B", second[0], **second[1])]
    taken, left = resolve(offers)
    assert [one.code for one in taken] == (["A", "B"] if together else ["A"])
    assert [one.code for one in left] == ([] if together else ["B"])
    apart = [offers[0], media_offer("B", second[0], path="b.jpg", **second[1])]
    assert resolve(apart)[1] == []


def test_two_insertions_at_one_place_go_together_and_one_inside_a_change_does_not() -> None:
    text = "abcdef"
    here = [offer(edit(text, 2, 2, "x"), code="A"), offer(edit(text, 2, 2, "y"), code="B")]
    assert resolve(here)[1] == []
    inside = [offer(edit(text, 1, 4, "-"), code="A"), offer(edit(text, 2, 2, "x"), code="B")]
    assert [one.code for one in resolve(inside)[1]] == ["B"]
    beside = [offer(edit(text, 1, 4, "-"), code="A"), offer(edit(text, 4, 4, "x"), code="B")]
    assert resolve(beside)[1] == []


def test_edits_of_two_files_never_meet() -> None:
    offers = [offer(edit("abc", 0, 2, "x", path), code=path) for path in ("a.md", "b.md")]
    assert resolve(offers) == (offers, [])


def test_the_order_of_offers_does_not_matter() -> None:
    text = "abcdef"
    offers = [offer(edit(text, at, at + 2, "x"), code=f"A{at}") for at in range(4)]
    assert resolve(offers) == resolve(list(reversed(offers)))
