"""End cards of platforms: their words on a flat background, at the very end of a video."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce

from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.lines import texts
from rednote_lint.checks.mark.overlay import Sighting
from rednote_lint.checks.mark.spec import MarkSpec, pattern
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.marks.layout import CardLayout
from rednote_lint.model import Bilingual, Box, TimeRange

OTHERS = 0.7
"""Letters beside the platform's name on its line, as a share of the letters of the name."""
_ACCOUNT = re.compile(r"@\s?[\w.]+|[:：]\s?[\w.-]+")


def cards(spec: MarkSpec, seen: AnalyzedAsset) -> Iterator[Sighting]:
    """Yield the card at the end of a video, when its last frame is flat and names the platform on a line of its own."""
    background, view, card = seen.analysis.background, seen.analysis.view, spec.card
    if background is None or view.duration is None or card is None or background.share < spec.ground:
        return
    duration = view.duration
    final = [line for line in seen.lines() if _final(line, duration, view.size, card)]
    if not any(_names_only(pattern(spec.words), text) for line in final for text in texts(line)):
        return
    start = seen.refiner.card_start(card.within)
    if start is None or start <= max(duration - card.within, 0.0) + 0.1:
        return  # the whole ending is flat: a plain scene, no card that was appended
    if duration - start < card.shortest:
        return  # the scene fades out behind a mark
    words = " / ".join(line.text for line in final)
    yield Sighting(
        box=reduce(Box.union, (line.box for line in final)),
        time=TimeRange(round(start, 2), round(duration, 2)),
        evidence=words,
        told=Bilingual(
            en=f"“{words}” on a {duration - start:.1f} s card with a plain background",
            zh=f"“{words}”，{duration - start:.1f} 秒纯色片尾",
        ),
        words=words,
        confidence=None,
    )


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
