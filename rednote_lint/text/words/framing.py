"""How a caption looks at a thing: a memory, a warning, news or fiction, whose claims are told and not made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from rednote_lint.text.words.context import Ranges
from rednote_lint.text.words.frames import ANY, OF_SELLERS, Frame, Framed, frames_of
from rednote_lint.text.words.selling import selling_places


def framed(text: str, start: int, end: int, between: Ranges = (), among: Collection[Frame] = ANY) -> Framed | None:
    """Return the frame that a claim in a folded text stands in, of some; its own words alone frame nothing."""
    apart = ((0, start), *between, (end, len(text)))
    for frame in _frames(text):
        if frame.frame in among and any(
            any(left <= word.start and word.end <= right for left, right in apart) for word in frame.row
        ):
            return frame
    return None


@lru_cache(maxsize=8)
def _frames(text: str) -> Sequence[Framed]:
    sells = bool(selling_places(text))
    return tuple(framed for framed in frames_of(text) if not sells or framed.frame in OF_SELLERS)
