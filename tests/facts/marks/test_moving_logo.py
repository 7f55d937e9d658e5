"""A logo is found where a layout says, by its shape, and only when it moves as the layout says."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from rednote_lint.facts.marks.moving_logo import MovedLogo, find_moved_logo, has_moved
from rednote_lint.facts.marks.static_edges import StaticEdges
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box
from tests.facts.marks.drawn import FIRST, SECOND, SIZE, TEMPLATE, frames, gathered, layout_of, note

LAYOUT, _ = layout_of()


def moved(edges: StaticEdges) -> MovedLogo | None:
    return find_moved_logo(edges, TEMPLATE, LAYOUT)


def near(box: Box, at: tuple[int, int]) -> bool:
    return abs(box.x / 2 - at[0]) < 12 and abs(box.y / 2 - at[1]) < 12


def test_a_logo_in_two_places_is_found_in_displayed_pixels_with_the_moments_around_its_move() -> None:
    found = moved(gathered(frames(note())))
    assert found is not None
    assert near(found.first, FIRST) and near(found.second, SECOND)
    assert (found.left, found.taken, found.mirrored) == (4.0, 6.0, False)
    assert found.score > 0.8 and found.similarity > 0.9


def mirrored(shown: Frame) -> Frame:
    return Frame(time=shown.time, image=np.ascontiguousarray(shown.image[:, ::-1]), scale=shown.scale)


def test_a_mirrored_logo_is_found_where_it_stands() -> None:
    found = moved(gathered(map(mirrored, frames(note()))))
    assert found is not None and found.mirrored
    assert near(found.first, (SIZE[0] - FIRST[0] - 38, FIRST[1]))


@pytest.mark.parametrize(("turned", "is_found"), [(0, True), (15, False)])
def test_another_shape_that_resembles_the_logo_in_both_places_is_none(turned: float, is_found: bool) -> None:
    # Turned by 15 degrees it correlates by 0.51, enough to be weighed, and looks the same in both places.
    assert (moved(gathered(frames(note(turned)))) is not None) == is_found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SECOND, SECOND),
        (FIRST, FIRST),
        (FIRST, (370, 380)),  # not far enough down
        ((180, 360), SECOND),  # not left enough
        (FIRST, (230, 560)),  # not right enough
        (SECOND, FIRST),
    ],
)
def test_a_logo_that_does_not_move_as_the_layout_says_is_none(first: tuple[int, int], second: tuple[int, int]) -> None:
    assert moved(gathered(frames(note(), first, second))) is None


def test_the_layout_decides_what_a_move_is() -> None:
    level = gathered(frames(note(), FIRST, (370, 380)))
    assert find_moved_logo(level, TEMPLATE, LAYOUT) is None
    flat = replace(LAYOUT, second=replace(LAYOUT.second, down=0.01))
    assert find_moved_logo(level, TEMPLATE, flat) is not None
    far = replace(LAYOUT, second=replace(LAYOUT.second, across=0.9))
    assert find_moved_logo(gathered(frames(note())), TEMPLATE, far) is None
    tall = replace(LAYOUT, height=(0.2, 0.3))
    assert find_moved_logo(gathered(frames(note())), TEMPLATE, tall) is None


def test_one_stretch_alone_proves_nothing() -> None:
    assert moved(gathered(frames(note(), times=range(5)))) is None


def test_a_frame_shows_in_which_place_the_logo_stands() -> None:
    found = moved(gathered(frames(note())))
    assert found is not None
    shown = [has_moved(frame, found, TEMPLATE) for frame in frames(note())]
    assert shown == [False] * 5 + [True] * 7


def test_two_likenesses_of_the_logo_that_differ_from_each_other_are_none() -> None:
    # Each resembles the template well enough, turned to one side and to the other.
    shown = [*frames(note(8), times=range(5)), *frames(note(-8), times=range(5, 12))]
    assert moved(gathered(iter(shown))) is None
    assert moved(gathered(frames(note(8)))) is not None
