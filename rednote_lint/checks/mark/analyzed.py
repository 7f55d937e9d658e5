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
"""Share of the last frame in one flat colour from which it may be a card; its words are the card rules' business."""

CARD_CENTRE = 0.17
"""Share of the width by which a line may stand off the middle and surely be a card's."""


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
        """Return the lines of a card at the end: they came in the last seconds, centred, on a flat background."""
        background, duration, within = self.analysis.background, self.analysis.view.duration, self.card_within
        if background is None or duration is None or within is None or background.share < CARD_GROUND:
            return []
        return [line for line in self.lines() if self._ends_centred(line, duration - within)]

    def content_end(self, duration: float) -> float:
        """Return the second at which the card begins, if lines belong to one, else the end of the video."""
        card = self.card_lines()
        if not card or self.card_within is None:
            return duration
        start = self.refiner.card_start(self.card_within)
        return min(line.first or 0.0 for line in card) if start is None else start

    def _ends_centred(self, line: LineTrack, earliest: float) -> bool:
        centre = (line.box.x + line.box.w / 2) / self.analysis.view.size[0]
        if line.first is None or line.after is not None:
            return False
        return line.first >= earliest and abs(centre - 0.5) < CARD_CENTRE
