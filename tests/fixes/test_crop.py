from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.crop import LEAST_SHARE, crop_fix, crop_offer, largest_clean, with_crops
from rednote_lint.model import Box, Fix, Location, MediaEdit, Safety, TextRange
from rednote_lint.model.arguments import Crop

from .made import SAID, finding, policy, rule


@given(st.lists(st.tuples(*[st.integers(0, 20)] * 2, *[st.integers(1, 12)] * 2), max_size=4))
def test_the_largest_clean_rectangle_is_the_largest(corners: list[tuple[int, int, int, int]]) -> None:
    marks = [Box(*corner) for corner in corners]
    dirty = {(x, y) for m in marks for x in range(m.x, m.x + m.w) for y in range(m.y, m.y + m.h)}
    found = largest_clean((20, 20), marks)
    kept = {(x, y) for x in range(found.x, found.x + found.w) for y in range(found.y, found.y + found.h)}
    assert not kept & dirty
    best = 0
    for top in range(20):
        free = [True] * 20
        for bottom in range(top, 20):
            free = [free[x] and (x, bottom) not in dirty for x in range(20)]
            run = longest = 0
            for is_free in free:
                run = run + 1 if is_free else 0
                longest = max(longest, run)
            best = max(best, longest * (bottom - top + 1))
    assert found.w * found.h == best


def test_a_crop_is_offered_only_when_most_is_left() -> None:
    corner = crop_fix("a b.jpg", (1000, 1000), [Box(900, 950, 90, 40)])
    assert corner is not None
    assert corner.safety is Safety.MANUAL
    assert "rednote-lint fix --crop 0,0,1000,950 'a b.jpg'" in corner.title.en
    assert "95 %" in corner.title.en
    assert LEAST_SHARE == 0.8
    assert crop_fix("a.mp4", (576, 1024), [Box(20, 490, 150, 60), Box(400, 740, 160, 60)]) is None
    assert crop_fix("a.jpg", (1000, 1000), []) is None


@pytest.mark.parametrize(
    ("boxes", "is_offered"),
    [
        ({"MARK": [Box(900, 950, 90, 40)]}, True),
        ({"MARK": [Box(900, 950, 90, 40), Box(5, 5, 90, 40)]}, True),
        ({"MARK": [Box(900, 950, 90, 40), Box(400, 480, 90, 40)]}, False),
        ({"MARK": [Box(900, 950, 90, 40)], "LABEL": [Box(20, 955, 90, 40)]}, False),
        ({"MARK": [Box(900, 950, 90, 40)], "LABEL": [Box(20, 20, 90, 40)]}, True),
    ],
)
def test_one_crop_frees_a_file_of_all_marks_and_spares_labels(boxes: dict[str, list[Box]], is_offered: bool) -> None:
    rules = {"MARK": rule(policy(edit="crop-to", safety=Safety.MANUAL), "MARK"), "LABEL": rule(policy(), "LABEL")}
    found = [
        finding(Location(path="a.jpg", box=box, frame=(1000, 1000)), code=code) for code in boxes for box in boxes[code]
    ]
    after = with_crops(found, rules)
    assert [one.code for one in after] == [one.code for one in found]
    assert {one.code for one in after if one.fix} == ({"MARK"} if is_offered else set())


MARK = {"MARK": rule(policy(edit="crop-to", safety=Safety.MANUAL), "MARK")}
CORNER, EDGE = Box(900, 950, 90, 40), Box(0, 0, 20, 1000)


def test_all_marks_of_a_file_get_the_same_crop_and_each_file_its_own() -> None:
    places = [("a.jpg", CORNER), ("a.jpg", EDGE), ("b.jpg", CORNER)]
    found = [finding(Location(path=path, box=box, frame=(1000, 1000)), code="MARK") for path, box in places]
    fixes = [one.fix for one in with_crops(found, MARK)]
    assert fixes[0] == fixes[1] != fixes[2]
    boxes = [
        list(edit.arguments.box)
        for fix in fixes
        if fix
        for edit in fix.edits
        if isinstance(edit, MediaEdit) and isinstance(edit.arguments, Crop)
    ]
    assert boxes == [[20, 0, 980, 950], [20, 0, 980, 950], [0, 0, 1000, 950]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((1000, 1000), (2000, 1000)),  # Pictures of two sizes share no rectangle.
        (None, None),
    ],
)
def test_marks_whose_pictures_differ_or_are_unknown_get_no_crop(
    first: tuple[int, int] | None, second: tuple[int, int] | None
) -> None:
    found = [finding(Location(path="a.mp4", box=CORNER, frame=frame), code="MARK") for frame in (first, second)]
    assert not [one for one in with_crops(found, MARK) if one.fix]


def test_a_fix_that_is_there_already_stays() -> None:
    own = Fix(title=SAID, safety=Safety.MANUAL)
    found = [finding(Location(path="a.jpg", box=CORNER, frame=(1000, 1000)), code="MARK", fix=own)]
    assert with_crops(found, MARK)[0].fix == own


def test_what_is_no_mark_in_a_picture_gets_no_crop() -> None:
    words = finding(Location(path="a.jpg", text=TextRange(0, 1)), code="MARK")
    assert with_crops([words], MARK) == (words,)
    assert with_crops([], MARK) == ()


@pytest.mark.parametrize("path", ["a b.jpg", "it's.jpg", "$(x).jpg", "图 1.jpg", "-a.jpg"])
def test_the_command_names_the_file_as_a_shell_reads_it(path: str) -> None:
    fix = crop_fix(path, (1000, 1000), [CORNER])
    assert fix is not None
    for title in (fix.title.en.partition(": ")[2], fix.title.zh.partition("：")[2]):
        assert shlex.split(title) == ["rednote-lint", "fix", "--crop", "0,0,1000,950", path]


def test_a_crop_that_was_asked_for_is_one_edit_of_the_file() -> None:
    offer = crop_offer("a.jpg", (1, 2, 3, 4))
    assert offer.fix.edits == (MediaEdit(path="a.jpg", operation="crop-to", arguments=Crop(box=Box(1, 2, 3, 4))),)
    assert offer.fix.safety is Safety.UNSAFE
    assert offer.where.path == "a.jpg"
