"""Marks whose words cannot be read: a moving logo, found in two places one after the other by its edges alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.lines import texts
from rednote_lint.checks.mark.overlay import HOLE
from rednote_lint.checks.mark.sighting import Sighting
from rednote_lint.checks.mark.spec import MOVED, MarkSpec, pattern
from rednote_lint.facts.marks.moving_logo import MovedLogo
from rednote_lint.model import Bilingual, Box, TimeRange


def hints(spec: MarkSpec, seen: AnalyzedAsset) -> bool:
    """Whether any line of a video names the platform, be it no proof by itself: two platforms may share a logo."""
    return any(pattern(spec.words).search(text) for line in seen.lines() for text in texts(line))


def covered(known: Sequence[TimeRange], seen: AnalyzedAsset) -> bool:
    """Whether the known stretches of a mark leave no hole in a video that would be worth a template match."""
    duration = seen.analysis.view.duration
    if duration is None or not known:
        return duration is None
    return sum(time.end - time.start for time in known) > seen.content_end(duration) - HOLE


def shapes(spec: MarkSpec, seen: AnalyzedAsset, template: str) -> Iterator[Sighting]:
    """Yield the two stretches of a logo that changes its place.

    Args:
        spec: the rule's mark.
        seen: the video.
        template: path of the logo's template.
    """
    duration = seen.analysis.view.duration
    if duration is None or spec.layout is None or spec.card is None:
        return
    moved = seen.refiner.moved_logo(template, spec.layout, spec.card)
    if moved is None:
        return
    left = seen.refiner.moved_at(moved, template)
    yield _sighting(spec, moved, moved.first, (0.0, left))
    yield _sighting(spec, moved, moved.second, (left, seen.content_end(duration)))


def _sighting(spec: MarkSpec, moved: MovedLogo, box: Box, time: tuple[float, float]) -> Sighting:
    proof = next(proof for proof in spec.proof if set(proof.all) == MOVED)
    return Sighting(
        box=box,
        time=TimeRange(round(time[0], 2), round(time[1], 2)),
        evidence=f"{spec.logo} {moved.score:.2f}",
        told=Bilingual(
            en=f"its logo switches position, score {moved.score:.2f}",
            zh=f"标志会更换位置，相似度 {moved.score:.2f}",
        ),
        words=spec.platform.en,
        confidence=proof.confidence,
    )
