"""A second look at a few moments of a file, asked for when a mark was found: exactly when, exactly where."""

from __future__ import annotations

from rednote_lint.facts.endcard import TAIL, Ground, card_start
from rednote_lint.model import Asset


class Closer:
    """Looks at moments of one asset again.

    Args:
        asset: an image or video that has been looked at.
    """

    def __init__(self, asset: Asset) -> None:
        """Open nothing yet."""
        self._path = asset.path

    def card_start(self, ground: Ground) -> float | None:
        """Return the second since which the last frame's card stands, found frame by frame; None when none is found."""
        from rednote_lint.facts.decoding import Clip, NotVideo

        try:
            with Clip(self._path) as clip:
                tail = max(clip.duration - TAIL, 0.0)
                return card_start(clip.between(tail, clip.duration + 1.0), ground)
        except NotVideo:
            return None
