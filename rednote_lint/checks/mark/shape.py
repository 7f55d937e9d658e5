"""A mark whose words cannot be read: its logo, found in two places one after the other by its edges alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rednote_lint.checks.mark.lines import texts
from rednote_lint.checks.mark.overlay import HOLE, Sighting, content_end
from rednote_lint.checks.mark.spec import Evidence, MarkSpec, pattern
from rednote_lint.facts.analysis.analyze import MediaAnalysis
from rednote_lint.facts.marks.moving_logo import MovedLogo, find_moved_logo
from rednote_lint.facts.marks.refiner import MarkRefiner
from rednote_lint.model import Bilingual, Box, TimeRange

_PROOF = frozenset({Evidence.LOGO, Evidence.JUMPS})


def tells_by_shape(spec: MarkSpec) -> bool:
    """Whether a logo that changes its place is proof enough for a rule."""
    return any(set(proof.all) == _PROOF for proof in spec.proof)


def hints(spec: MarkSpec, analysis: MediaAnalysis) -> bool:
    """Whether any line of a video names the platform, be it no proof by itself: two platforms may share a logo."""
    return any(pattern(spec.words).search(text) for line in analysis.lines or () for text in texts(line))


def covered(known: Sequence[TimeRange], analysis: MediaAnalysis, refiner: MarkRefiner | None) -> bool:
    """Whether the known stretches of a mark leave no hole in a video that would be worth a look."""
    duration = analysis.view.duration
    if duration is None or not known:
        return duration is None
    return sum(time.end - time.start for time in known) > content_end(analysis, duration, refiner) - HOLE


def shapes(spec: MarkSpec, analysis: MediaAnalysis, refiner: MarkRefiner | None, template: str) -> Iterator[Sighting]:
    """Yield the two stretches of a logo that changes its place.

    Args:
        spec: the rule's mark.
        analysis: what the first look saw.
        refiner: the means for a second look; None where a rule's test plants what is seen.
        template: path of the logo's template.
    """
    planted = analysis.planted_jumps.get(spec.logo or "")
    jump = find_moved_logo(analysis.steady, template) if analysis.steady is not None else planted
    duration = analysis.view.duration
    if jump is None or duration is None:
        return
    left = jump.taken if refiner is None else refiner.left(jump, template)
    yield _sighting(spec, jump, jump.first, (0.0, left))
    yield _sighting(spec, jump, jump.second, (left, content_end(analysis, duration, refiner)))


def _sighting(spec: MarkSpec, jump: MovedLogo, box: Box, time: tuple[float, float]) -> Sighting:
    proof = next(proof for proof in spec.proof if set(proof.all) == _PROOF)
    return Sighting(
        box=box,
        time=TimeRange(round(time[0], 2), round(time[1], 2)),
        evidence=f"{spec.logo} {jump.score:.2f}",
        told=Bilingual(
            en=f"its logo, which changes its place; likeness {jump.score:.2f}",
            zh=f"会换位置的标志，相似度 {jump.score:.2f}",
        ),
        words=spec.platform.en,
        confidence=proof.confidence,
    )
