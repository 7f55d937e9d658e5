"""Edges that outlast a stretch are kept, those of the scene are not, and the rules say where the stretches end."""

from __future__ import annotations

import numpy as np

from rednote_lint.facts.marks.moving_logo import decoded
from rednote_lint.facts.marks.static_edges import SIDE, StaticEdgesAnalyzer, shared_edges
from rednote_lint.facts.parameters import Stretches
from rednote_lint.facts.video.frames import Frame
from tests.facts.marks.drawn import FIRST, SECOND, frames, gathered, note

ONE = Stretches(moves_after=5.0, card=4.2)


def test_what_is_laid_over_a_moving_picture_stays_and_the_picture_does_not() -> None:
    edges = gathered(frames(note(), times=range(16)))
    assert edges.early is not None and edges.late is not None
    assert (edges.early.first, edges.early.last) == (0.0, 4.0)
    assert edges.late.first == 6.0
    assert edges.early.scale == 2.0  # frames of half the displayed size, gathered as they are
    for stretch, at, other in ((edges.early, FIRST, SECOND), (edges.late, SECOND, FIRST)):
        strengths = decoded(stretch)
        assert min(strengths.shape) == SIDE
        here = strengths[at[1] : at[1] + 44, at[0] : at[0] + 38].mean()
        there = strengths[other[1] : other[1] + 44, other[0] : other[0] + 38].mean()
        assert here > 3 * there


def test_an_ending_as_long_as_the_longest_card_is_left_out_unless_nothing_else_remains() -> None:
    def last(card: float, seconds: int) -> float | None:
        analyzer = StaticEdgesAnalyzer((Stretches(moves_after=5.0, card=card),))
        for frame in frames(note(), times=range(seconds)):
            analyzer.process(frame)
        (edges,) = analyzer.finish()
        return edges.late.last if edges.late is not None else None

    assert last(4.2, 14) == 8.0
    assert last(2.5, 14) == 10.0
    assert last(4.2, 8) == 7.0
    assert last(4.2, 5) is None


def test_each_division_that_a_rule_states_has_its_own_result() -> None:
    other = Stretches(moves_after=3.0, card=4.2)
    analyzer = StaticEdgesAnalyzer((other, ONE))
    for frame in frames(note()):
        analyzer.process(frame)
    early, late = analyzer.finish()
    assert (early.stretches, late.stretches) == (other, ONE)
    assert early.early is not None and late.early is not None
    assert (early.early.last, late.early.last) == (2.0, 4.0)
    assert StaticEdgesAnalyzer(()).finish() == ()


def test_a_still_image_has_no_static_edges() -> None:
    analyzer = StaticEdgesAnalyzer((ONE,))
    analyzer.process(Frame(time=None, image=np.zeros((500, 500, 3), np.uint8), scale=1.0))
    (edges,) = analyzer.finish()
    assert edges.early is None and edges.late is None


def test_two_pictures_agree_where_their_slopes_do() -> None:
    step = np.zeros((40, 40), np.uint8)
    step[:, 20:] = 200
    assert shared_edges([step, step]).max() > 100
    assert shared_edges([step, 200 - step]).max() == 0
    assert shared_edges([step, np.roll(step, 10, axis=1)])[:, 18:22].max() == 0
