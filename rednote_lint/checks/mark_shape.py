"""A mark whose words cannot be read: its logo, found in two places one after the other by its edges alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rednote_lint.checks.mark_lines import texts
from rednote_lint.checks.mark_overlay import HOLE, Sighting, content_end
from rednote_lint.checks.mark_spec import Evidence, MarkSpec, pattern
from rednote_lint.facts.closer import Closer
from rednote_lint.facts.jumps import Jump, find_jump
from rednote_lint.facts.sight import Sight
from rednote_lint.model import Bilingual, Box, TimeRange

_PROOF = frozenset({Evidence.LOGO, Evidence.JUMPS})


def tells_by_shape(spec: MarkSpec) -> bool:
    """Whether a logo that changes its place is proof enough for a rule."""
    return any(set(proof.all) == _PROOF for proof in spec.proof)


def hints(spec: MarkSpec, sight: Sight) -> bool:
    """Whether any line of a video names the platform, be it no proof by itself: two platforms may share a logo."""
    return any(pattern(spec.words).search(text) for line in sight.lines or () for text in texts(line))


def covered(known: Sequence[TimeRange], sight: Sight, closer: Closer | None) -> bool:
    """Whether the known stretches of a mark leave no hole in a video that would be worth a look."""
    duration = sight.view.duration
    if duration is None or not known:
        return duration is None
    return sum(time.end - time.start for time in known) > content_end(sight, duration, closer) - HOLE


def shapes(spec: MarkSpec, sight: Sight, closer: Closer | None, template: str) -> Iterator[Sighting]:
    """Yield the two stretches of a logo that changes its place.

    Args:
        spec: the rule's mark.
        sight: what the first look saw.
        closer: the means for a second look; None where a rule's test plants what is seen.
        template: path of the logo's template.
    """
    planted = sight.planted_jumps.get(spec.logo or "")
    jump = find_jump(sight.steady, template) if sight.steady is not None else planted
    duration = sight.view.duration
    if jump is None or duration is None:
        return
    left = jump.taken if closer is None else closer.left(jump, template)
    yield _sighting(spec, jump, jump.first, (0.0, left))
    yield _sighting(spec, jump, jump.second, (left, content_end(sight, duration, closer)))


def _sighting(spec: MarkSpec, jump: Jump, box: Box, time: tuple[float, float]) -> Sighting:
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
