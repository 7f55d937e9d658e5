"""End cards of platforms: their words on a flat background, at the very end of a video."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from rednote_lint.checks.mark.analyzed import ENTRANCE, AnalyzedAsset, is_plain_scene
from rednote_lint.checks.mark.lines import reads, texts
from rednote_lint.checks.mark.sighting import Sighting
from rednote_lint.checks.mark.spec import MarkSpec, pattern
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.marks.layout import CardLayout
from rednote_lint.model import Bilingual, Box, TimeRange

OTHERS = 0.7
"""Letters beside the platform's name on its line, as a share of the letters of the name."""
_ACCOUNT = re.compile(r"@\s?[\w.]+|[:：]\s?[\w.-]+")


class Card(NamedTuple):
    """A card, by its lines of text and the seconds between which it is shown."""

    lines: list[LineTrack]
    start: float
    end: float

    def accounts(self) -> tuple[str, ...]:
        """Return the accounts that it names, in small letters, without the sign before them."""
        named = [_ACCOUNT.search(text) for line in self.lines for text in texts(line)]
        return tuple(dict.fromkeys(one[0].strip("@:： ").casefold() for one in named if one is not None))


def cards(spec: MarkSpec, seen: AnalyzedAsset, rivals: tuple[str, ...]) -> Iterator[Sighting]:
    """Yield the card at the end of a video, when its last frame is flat and names the platform on a line of its own.

    Args:
        spec: the card.
        seen: the video.
        rivals: patterns of all other platforms' wordmarks: who lists several has written the credits himself.
    """
    shown = card_of(spec, seen)
    if shown is None or any(
        reads(line, pattern(rivals))
        for line in shown.lines
        if len(line.text) > 1 and not reads(line, pattern(spec.words))  # a logo may be read as a letter
    ):
        return
    words = " / ".join(line.text for line in shown.lines)
    seconds = shown.end - shown.start
    yield Sighting(
        box=reduce(Box.union, (line.box for line in shown.lines)),
        time=TimeRange(round(shown.start, 2), round(shown.end, 2)),
        evidence=words,
        told=Bilingual(
            en=f"“{words}” on a {seconds:.1f} s card with a plain background",
            zh=f"“{words}”，{seconds:.1f} 秒纯色片尾",
        ),
        words=words,
        confidence=None,
    )


def card_of(spec: MarkSpec, seen: AnalyzedAsset) -> Card | None:
    """Return the card at the end of a video, when its last frame is flat and names the platform of `spec`."""
    background, view, card = seen.analysis.background, seen.analysis.view, spec.card
    if background is None or view.duration is None or card is None or background.share < spec.ground:
        return None
    duration = view.duration
    final = [line for line in seen.lines() if _final(line, duration, view.size, card)]
    if not _named(spec, final):
        return None
    start = seen.refiner.card_start(card.within)
    if start is None or is_plain_scene(start, duration, card.within):
        return None
    if duration - start < card.shortest:
        return None  # the scene fades out behind a mark
    final = [line for line in final if (line.first or 0.0) >= start - ENTRANCE]
    if not _named(spec, final):
        return None
    return Card(final, start, duration)


def _named(spec: MarkSpec, lines: list[LineTrack]) -> bool:
    """Whether one of the lines is the platform's name."""
    return any(_names_only(pattern(spec.words), text) for line in lines for text in texts(line))


def _names_only(words: re.Pattern[str], text: str) -> bool:
    """Whether a line is the platform's name, perhaps with its account or a misread logo, and no sentence."""
    named = words.search(text)
    if named is None:
        return False
    rest = _ACCOUNT.sub("", text[: named.start()] + text[named.end() :])
    return sum(map(str.isalnum, rest)) <= OTHERS * sum(map(str.isalnum, named[0]))


def _final(line: LineTrack, duration: float, size: tuple[int, int], card: CardLayout) -> bool:
    """Whether a line came in the last seconds, stays to the end, and stands in the middle."""
    if line.first is None or line.after is not None or line.first < duration - card.within:
        return False
    return abs((line.box.x + line.box.w / 2) / size[0] - 0.5) < card.off_centre
