"""An analyzed image or video as all mark rules are asked of it, and where the card at its end begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.base import MarkRefiner, Unreadable
from rednote_lint.facts.metadata import Metadata
from rednote_lint.model import Asset

CARD_GROUND = 0.5
"""Share of the last frame on a smooth ground from which it may be a card; its words are the card rules' business."""

CARD_CENTRE = 0.17
"""Share of the width by which a line may stand off the middle and surely be a card's."""

ENTRANCE = 0.3
"""Seconds before a card within which its words may come: what stood in the scene already is none of the card's."""


def is_plain_scene(start: float, duration: float, within: float) -> bool:
    """Whether an ending is smooth for longer than any card: a plain scene, no card that was appended.

    Args:
        start: second since which the frames look like the last one.
        duration: seconds of the video.
        within: seconds before the end in which a card may begin.
    """
    return start <= max(duration - within, 0.0) + 0.1


class AnalyzedAsset(NamedTuple):
    """An asset, the results of its first pass, and what refines them."""

    asset: Asset
    analysis: MediaAnalysis
    refiner: MarkRefiner
    card_within: float | None
    """Seconds before the end in which the cards that rules of the run describe may begin; None without such rules."""
    metadata: Callable[[], Metadata | Unreadable]
    """Reads the tags of the file, when a rule asks where it comes from."""

    def lines(self) -> tuple[LineTrack, ...]:
        """Return all lines of text."""
        return self.analysis.lines or ()

    def card_lines(self) -> list[LineTrack]:
        """Return the lines of a card at the end: they came with it, centred, on a smooth background."""
        background, duration, within = self.analysis.background, self.analysis.view.duration, self.card_within
        if background is None or duration is None or within is None or background.share < CARD_GROUND:
            return []
        lines = [line for line in self.lines() if self._ends_centred(line, duration - within)]
        start = self.refiner.card_start(within) if lines else None
        if start is None or is_plain_scene(start, duration, within):
            return []
        return [line for line in lines if (line.first or 0.0) >= start - ENTRANCE]

    def content_end(self, duration: float) -> float:
        """Return the second at which the card begins, if lines belong to one, else the end of the video."""
        if self.card_within is None or not self.card_lines():
            return duration
        start = self.refiner.card_start(self.card_within)
        return duration if start is None else start

    def _ends_centred(self, line: LineTrack, earliest: float) -> bool:
        centre = (line.box.x + line.box.w / 2) / self.analysis.view.size[0]
        if line.first is None or line.after is not None:
            return False
        return line.first >= earliest and abs(centre - 0.5) < CARD_CENTRE
