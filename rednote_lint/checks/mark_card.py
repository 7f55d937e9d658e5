"""Cards that apps append to a video: the platform's words on a flat ground, at the very end."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark_lines import texts
from rednote_lint.checks.mark_overlay import Sighting
from rednote_lint.checks.mark_spec import MarkSpec, pattern
from rednote_lint.facts.closer import Closer
from rednote_lint.facts.endcard import TAIL
from rednote_lint.facts.sight import Sight
from rednote_lint.facts.tracks import LineTrack
from rednote_lint.model import Box, Confidence, TimeRange


def cards(spec: MarkSpec, sight: Sight, closer: Closer | None) -> Iterator[Sighting]:
    """Yield the card at the end of a video, when its last frame is flat and names the platform."""
    ground, duration = sight.ground, sight.view.duration
    if ground is None or duration is None or ground.share < spec.ground:
        return
    final = [line for line in sight.lines or () if _final(line, duration)]
    named = [line for line in final if any(pattern(spec.words).search(text) for text in texts(line))]
    if not named:
        return
    start = closer.card_start(ground) if closer is not None else None
    begins = start if start is not None else min(line.first or 0.0 for line in named)
    box = named[0].box
    for line in final:
        box = box.union(line.box)
    words = " / ".join(line.text for line in final)
    yield Sighting(
        box=Box(*box),
        time=TimeRange(round(begins, 2), round(duration, 2)),
        evidence=f"“{words}” on a flat card of {duration - begins:.1f} s",
        words=words,
        confidence=Confidence.HIGH,
    )


def _final(line: LineTrack, duration: float) -> bool:
    return line.first is not None and line.after is None and line.first >= duration - TAIL
