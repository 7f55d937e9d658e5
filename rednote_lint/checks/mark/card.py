"""Cards that apps append to a video: the platform's words on a flat ground, at the very end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from rednote_lint.checks.mark.lines import texts
from rednote_lint.checks.mark.overlay import Sighting
from rednote_lint.checks.mark.spec import MarkSpec, pattern
from rednote_lint.facts.analysis.analyze import MediaAnalysis
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.marks.end_card import TAIL
from rednote_lint.facts.marks.refiner import MarkRefiner
from rednote_lint.model import Bilingual, Box, TimeRange

CENTRED = 0.2
"""Share of the width by which a card's line may stand off the middle."""

BRIEFEST = 0.4
"""Seconds that a flat ending lasts at least to be a card, or what is left of one."""


def cards(spec: MarkSpec, analysis: MediaAnalysis, refiner: MarkRefiner | None) -> Iterator[Sighting]:
    """Yield the card at the end of a video, when its last frame is flat and names the platform in the middle."""
    ground, duration = analysis.ground, analysis.view.duration
    if ground is None or duration is None or ground.share < spec.ground:
        return
    final = [line for line in analysis.lines or () if _final(line, duration, analysis.view.size)]
    named = [line for line in final if any(pattern(spec.words).search(text) for text in texts(line))]
    if not named:
        return
    start = refiner.card_start(ground) if refiner is not None else min(line.first or 0.0 for line in named)
    if start is None or start <= max(duration - TAIL, 0.0) + 0.1:
        return  # the whole ending is flat: a plain scene, no card that was appended
    if duration - start < BRIEFEST:
        return  # the scene fades out behind a mark
    words = " / ".join(line.text for line in final)
    yield Sighting(
        box=reduce(Box.union, (line.box for line in final)),
        time=TimeRange(round(start, 2), round(duration, 2)),
        evidence=words,
        told=Bilingual(
            en=f"“{words}” on a flat card of {duration - start:.1f} s",
            zh=f"“{words}”，纯色片尾 {duration - start:.1f} 秒",
        ),
        words=words,
        confidence=None,
    )


def _final(line: LineTrack, duration: float, size: tuple[int, int]) -> bool:
    """Whether a line came in the last seconds, stays to the end, and stands in the middle."""
    if line.first is None or line.after is not None or line.first < duration - TAIL:
        return False
    return abs((line.box.x + line.box.w / 2) / size[0] - 0.5) < CENTRED
