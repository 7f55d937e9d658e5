"""Moving logos: finds a logo that stands in one place first and in another later, by its static edges alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rednote_lint.facts.marks.layout import Layout
from rednote_lint.facts.marks.logos import STEPS, deviation, shape_of
from rednote_lint.facts.marks.static_edges import SIDE, Edges, StaticEdges, shared_edges
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESEMBLES = 0.5
"""Least correlation of a place with the template for it to be weighed at all."""

FLAT = 8.0
"""Standard deviation of edge strengths below which a place is too flat to be compared with anything."""

PEAKS = 4
"""Places that are weighed for each size."""

LIKELY = 24
"""Places, and pairs of them, that are weighed further."""

ALIKE = 0.75
"""Least correlation of what stands in the one place with what stands in the other."""

SMALL, LARGE = (0.042, 0.74), (0.07, 0.6)
"""Heights of a logo, as shares of the shorter side, and the mean correlation that each must reach: chance resembles
something small more often. Among 800 pairs of stretches without a mark it reached 0.65 at the small end, and less than
0.5 at the large one."""


class MovedLogo(Record, frozen=True, kw_only=True):
    """One logo in two places; boxes in displayed pixels."""

    first: Box
    second: Box
    score: float
    """Mean correlation of both places with the template, 0 to 1."""
    similarity: float
    """Correlation of what stands in the one place with what stands in the other, 0 to 1."""
    left: float
    """Second by which the first place may have been left: the last frame of it."""
    taken: float
    """Second of the first frame of the second place."""
    mirrored: bool = False


class _Place(Record, frozen=True):
    score: float
    x: int
    y: int
    w: int
    h: int


class _Pair(Record, frozen=True):
    first: _Place
    second: _Place
    similarity: float

    @property
    def score(self) -> float:
        return (self.first.score + self.second.score) / 2


def find_moved_logo(static: StaticEdges, template: str, layout: Layout) -> MovedLogo | None:
    """Return a logo, or its mirror image, that stands left first and right and further down later; None without one.

    Args:
        static: the static edges of the first seconds and of the rest.
        template: path of the logo's template, white on black.
        layout: where the two places lie.
    """
    import numpy as np

    if static.early is None or static.late is None:
        return None
    early, late = (decoded(edges) for edges in (static.early, static.late))
    if early.shape != late.shape:
        return None
    pair = _pair(early, late, template, layout)
    if pair is not None:
        return _moved(pair, static.early, static.late)
    turned = _pair(np.ascontiguousarray(early[:, ::-1]), np.ascontiguousarray(late[:, ::-1]), template, layout)
    return None if turned is None else _moved(turned, static.early, static.late, width=early.shape[1])


def has_moved(frame: Frame, moved: MovedLogo, template: str) -> bool:
    """Whether a frame resembles the logo more in the second place than in the first."""
    return _resembles(frame, moved.second, moved, template) > _resembles(frame, moved.first, moved, template)


def _resembles(frame: Frame, box: Box, moved: MovedLogo, template: str) -> float:
    import cv2
    import numpy as np

    shape = shape_of(template)
    x, y, w, h = (round(side / frame.scale) for side in box)
    slack = max(h // 6, 2)
    piece = frame.image[max(y - slack, 0) : y + h + slack, max(x - slack, 0) : x + w + slack]
    size = shape.shape[0] / max(h, 1)
    grey = cv2.cvtColor(cv2.resize(piece, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    edges = shared_edges([np.asarray(grey[:, ::-1] if moved.mirrored else grey, np.uint8)])
    outline = shared_edges([shape])
    if edges.shape[0] < outline.shape[0] or edges.shape[1] < outline.shape[1]:
        return 0.0
    return float(np.nan_to_num(cv2.matchTemplate(edges, outline, cv2.TM_CCOEFF_NORMED)).max())


def _pair(early: NDArray[np.uint8], late: NDArray[np.uint8], template: str, layout: Layout) -> _Pair | None:
    height, width = early.shape
    all_sizes = _sizes(layout)
    first = _places(early, template, all_sizes, (0, int(layout.first.left_of * width)))
    sizes = [size for size in all_sizes if any(_near(size, one.h) for one in first)]
    second = _places(late, template, sizes, (int(layout.second.right_of * width), width))
    likely = [
        (one, other)
        for one in first
        for other in second
        if _near(one.h, other.h)
        and other.x - one.x >= layout.second.across * width
        and other.y - one.y >= layout.second.down * height
        and (one.score + other.score) / 2 >= _needed(min(one.h, other.h))
    ]
    likely = sorted(likely, key=lambda pair: pair[0].score + pair[1].score)[-LIKELY:]
    weighed = [_Pair(one, other, _similarity(early, one, late, other)) for one, other in likely]
    alike = [pair for pair in weighed if pair.similarity >= ALIKE]
    return max(alike, key=lambda pair: pair.score + pair.similarity / 2, default=None)


def _needed(height: int) -> float:
    """Return the mean correlation that a logo of this height in pixels must reach."""
    share = (height / SIDE - SMALL[0]) / (LARGE[0] - SMALL[0])
    return SMALL[1] + (LARGE[1] - SMALL[1]) * min(max(share, 0.0), 1.0)


def _places(edges: NDArray[np.uint8], template: str, sizes: list[int], strip: tuple[int, int]) -> list[_Place]:
    """Return the places of a strip of the picture that resemble the template, the most surprising first."""
    import cv2
    import numpy as np

    found: list[_Place] = []
    for size in sizes:
        shape = outline_of(template, size)
        tall, wide = shape.shape
        right = min(strip[1] + wide // 2, edges.shape[1])
        piece = np.ascontiguousarray(edges[:, strip[0] : right])
        if tall >= piece.shape[0] or wide >= piece.shape[1]:
            continue
        scores = cv2.matchTemplate(piece, shape, cv2.TM_CCOEFF_NORMED)
        scores[deviation(piece, (wide, tall)) < FLAT] = -1.0
        scores = np.nan_to_num(scores, nan=-1.0, posinf=-1.0, neginf=-1.0)
        for _ in range(PEAKS):
            _, score, _, (x, y) = cv2.minMaxLoc(scores)
            if score < RESEMBLES:
                break
            found.append(_Place(float(score), int(x) + strip[0], int(y), wide, tall))
            scores[max(y - tall // 2, 0) : y + tall // 2, max(x - wide // 2, 0) : x + wide // 2] = -1.0
    return sorted(found, key=lambda place: place.score - _needed(place.h), reverse=True)[:LIKELY]


def _similarity(early: NDArray[np.uint8], one: _Place, late: NDArray[np.uint8], other: _Place) -> float:
    """Correlate what stands in one place with the surroundings of the other."""
    import cv2
    import numpy as np

    slack = max(one.h // 8, 2)
    top, left = max(other.y - slack, 0), max(other.x - slack, 0)
    around = late[top : other.y + one.h + slack, left : other.x + one.w + slack]
    pattern = early[one.y : one.y + one.h, one.x : one.x + one.w]
    if around.shape[0] < pattern.shape[0] or around.shape[1] < pattern.shape[1]:
        return 0.0
    scores = cv2.matchTemplate(np.ascontiguousarray(around), np.ascontiguousarray(pattern), cv2.TM_CCOEFF_NORMED)
    return float(np.nan_to_num(scores, nan=0.0, posinf=0.0, neginf=0.0).max())


def _moved(pair: _Pair, early: Edges, late: Edges, width: int | None = None) -> MovedLogo:
    """Turn a pair into displayed pixels; `width` is that of the picture when the pair was found in its mirror image."""
    return MovedLogo(
        first=_displayed(pair.first, early.scale, width),
        second=_displayed(pair.second, late.scale, width),
        score=round(pair.score, 3),
        similarity=round(pair.similarity, 3),
        left=early.last,
        taken=late.first,
        mirrored=width is not None,
    )


def _displayed(place: _Place, scale: float, width: int | None) -> Box:
    x = place.x if width is None else width - place.x - place.w
    return Box(round(x * scale), round(place.y * scale), round(place.w * scale), round(place.h * scale))


def _near(one: int, other: int) -> bool:
    return 0.9 <= one / other <= 1.12


def _sizes(layout: Layout) -> list[int]:
    low, high = (round(share * SIDE) for share in layout.height)
    sizes = [low]
    while sizes[-1] * STEPS <= high:
        sizes.append(max(round(sizes[-1] * STEPS), sizes[-1] + 1))
    return sizes


def decoded(edges: Edges) -> NDArray[np.uint8]:
    """Return the strengths of static edges as a picture."""
    import cv2
    import numpy as np

    return np.asarray(cv2.imdecode(np.frombuffer(edges.png, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


@cache
def outline_of(template: str, size: int) -> NDArray[np.uint8]:
    """Return the edges of a template that is `size` pixels high."""
    import cv2
    import numpy as np

    shape = shape_of(template)
    wide = max(round(shape.shape[1] * size / shape.shape[0]), 4)
    return shared_edges([np.asarray(cv2.resize(shape, (wide, size), interpolation=cv2.INTER_AREA), np.uint8)])
