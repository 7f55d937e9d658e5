"""Exact comparison of two pictures or two videos that a search by hashes has brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from rednote_lint.facts.analysis.looks import THUMBNAIL_SIDE
from rednote_lint.facts.analysis.similarity import are_similar
from rednote_lint.facts.traces import Trace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

FAR = 26
"""Bits of 144 by which the hashes of copies differ at most; unrelated photographs differ by 38 and more."""
_SIZES = (64, 62, 61, 59, 58)
"""Sides of a thumbnail that shows the whole, as a part of one that shows more: up to a tenth may be cut off."""
_CLOSE = 17.0
"""Levels of grey by which thumbnails of one framing may differ: those of the half of a small picture do by more than
`CLOSE`, those of another word on the same card by more than this."""
_TILE = 8
_PLAIN = 4.0
"""Spread of the levels of a tile below which there is nothing in it to compare."""
_SAME = 0.83
"""Correlation of two tiles that show the same; of another word on the same card some of the tiles have less."""
_TILES = 0.95
"""Share of the tiles that must show the same."""
_ALL = 0.8
"""Correlation of the whole of a copy with what it was cut from; cards of words alone on white have less."""
_LEAST_TILES = 8
_REST = 0.19
"""What may be left of two aligned thumbnails anywhere, as a part of the detail there: photographs at JPEG q40, half
size and 95 % of the sides leave up to 0.18, other words on one card as a rule more than 0.2."""
_PEAK = 19.0
"""Levels of grey that may be left at any spot of 2 × 2 cells: of screenshots full of fine text, which no thumbnail
resolves, up to 20; of words in letters from a fifteenth of the height of a card on 19 and more."""
_NEAR = 12
"""Side of the squares of cells in which that is added up."""
_NOISE = 25.0
"""Added to the detail, so that a plain place leaves nothing."""
_RIM = 3
"""Cells at the edge that are left out: a cell there may show what was cut off."""
_STEPS = (3, 60, 1e-5)
"""When the alignment ends: after 60 steps, or when one changes nothing."""
_SLACK = 1.1
"""Seconds by which frames of two copies may lie apart, since each was sampled at key frames of its own."""
_LEAST_FRAMES = 3


def picture_likeness(one: Trace, other: Trace) -> float:
    """Return how far one picture is a copy of another, smaller, compressed or cropped: 0 for a different picture."""
    if not one.fingerprint or not other.fingerprint or _distance(one.hashes, other.hashes) > FAR:
        return 0.0
    return max(_inside(one.fingerprint, other.fingerprint), _inside(other.fingerprint, one.fingerprint))


def video_likeness(one: Trace, other: Trace) -> float:
    """Return the share of the frames of the shorter of two videos that the other shows in the same order."""
    near = [
        (at, there)
        for at, mine in zip(one.times, one.hashes, strict=True)
        for there, theirs in zip(other.times, other.hashes, strict=True)
        if _bits(mine, theirs) <= FAR
    ]
    if not near:
        return 0.0
    shifts = Counter(round(there - at) for at, there in near)
    (shift, _) = max(shifts.items(), key=lambda item: (item[1], -abs(item[0]), item[0]))
    met = [(at, there) for at, there in near if abs(there - at - shift) <= _SLACK]
    shown = {at for at, _ in met}
    seen = {there for _, there in met}
    distinct = len({mine for at, mine in zip(one.times, one.hashes, strict=True) if at in shown})
    if min(distinct, len(seen)) < min(_LEAST_FRAMES, len(one.hashes), len(other.hashes)):
        return 0.0
    return min(len(shown), len(seen)) / min(len(one.hashes), len(other.hashes))


def _distance(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """Return the bits between the whole of one picture and the nearest part of the other."""
    return min(
        *(_bits(one[0], part) for part in other),
        *(_bits(part, other[0]) for part in one),
    )


def _bits(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def _inside(large: bytes, small: bytes) -> float:
    """Return how well one thumbnail shows what lies in another: 0 where a part of it differs."""
    import cv2
    import numpy as np

    whole, part = _levels(large), _levels(small)
    best = (-1.0, (0, 0), (0, 0))
    for width in _SIZES:
        for height in _SIZES:
            found = cv2.matchTemplate(whole, _resized(small, width, height), cv2.TM_CCOEFF_NORMED)
            _, score, _, place = cv2.minMaxLoc(found)
            best = max(best, (float(score), (width, height), (int(place[0]), int(place[1]))))
    score, (width, height), (x, y) = best
    if (width, height) == (THUMBNAIL_SIDE, THUMBNAIL_SIDE):
        return score if are_similar(large, small, _CLOSE) else 0.0
    cut = np.asarray(cv2.resize(whole[y : y + height, x : x + width], (THUMBNAIL_SIDE, THUMBNAIL_SIDE)), np.uint8)
    tiles = _tiles(_smooth(cut), _smooth(part))
    is_same = (
        score >= _ALL and len(tiles) >= _LEAST_TILES and sum(tile >= _SAME for tile in tiles) >= _TILES * len(tiles)
    )
    return score if is_same and not _differs(whole, part, (x, y, width, height)) else 0.0


def _differs(whole: Grey, part: Grey, place: tuple[int, int, int, int]) -> bool:
    """Align a thumbnail with what it was cut from, and say whether something else is left than sampling makes.

    Of a copy little is left, or little against the detail there; of other words on one card as much as words have.

    Args:
        whole: the thumbnail that shows more.
        part: the other one.
        place: left, top, width and height of the part, to a cell.
    """
    import cv2
    import numpy as np

    side = THUMBNAIL_SIDE
    x, y, width, height = (one / side for one in place)
    there = np.array([[width, 0, side * x + (width - 1) / 2], [0, height, side * y + (height - 1) / 2]], np.float32)
    mine, other = part.astype(np.float32), whole.astype(np.float32)
    with suppress(cv2.error):  # It does not converge: the place counts as it was found.
        _, found = cv2.findTransformECC(mine, other, there.copy(), cv2.MOTION_AFFINE, _STEPS)
        there = np.asarray(found, np.float32)
    how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    met = cv2.warpAffine(other, there, (side, side), flags=how, borderMode=cv2.BORDER_REPLICATE)
    shown, met = (cv2.GaussianBlur(one, (3, 3), 0) for one in (mine, met))
    around = float(met.mean())
    gain = float(((shown - shown.mean()) * (met - around)).mean()) / max(float(met.var()), 1.0)
    inner = slice(_RIM, side - _RIM), slice(_RIM, side - _RIM)
    left = (shown - shown.mean() - gain * (met - around))[inner]
    detail = cv2.Laplacian(shown[inner], cv2.CV_32F)
    near = (_NEAR, _NEAR)
    rest = cv2.blur(left * left, near) / (cv2.blur(detail * detail, near) + _NOISE)
    return float(rest.max()) > _REST and float(abs(cv2.blur(left, (2, 2))).max()) > _PEAK


def _smooth(levels: Grey) -> Grey:
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(levels, (3, 3), 0), np.uint8)


def _tiles(one: Grey, other: Grey) -> list[float]:
    """Correlate each tile of one thumbnail with the other, where it may lie one cell aside."""
    import cv2

    found: list[float] = []
    for y in range(0, THUMBNAIL_SIDE, _TILE):
        for x in range(0, THUMBNAIL_SIDE, _TILE):
            tile = other[y : y + _TILE, x : x + _TILE]
            around = one[max(y - 1, 0) : y + _TILE + 1, max(x - 1, 0) : x + _TILE + 1]
            if max(float(tile.std()), float(around.std())) >= _PLAIN:
                found.append(float(cv2.matchTemplate(around, tile, cv2.TM_CCOEFF_NORMED).max()))
    return found


@lru_cache(maxsize=512)
def _levels(thumbnail: bytes) -> Grey:
    import numpy as np

    return np.frombuffer(thumbnail, np.uint8).reshape(THUMBNAIL_SIDE, THUMBNAIL_SIDE)


@lru_cache(maxsize=512)
def _resized(thumbnail: bytes, width: int, height: int) -> Grey:
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(_levels(thumbnail), (width, height), interpolation=cv2.INTER_AREA), np.uint8)
