"""OCR analyzer: reads the lines of text of a picture, or of the sampled frames of a video."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from rednote_lint.facts.analysis.ocr import Reader
from rednote_lint.facts.analysis.tracks import LineTrack, LineTracker
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOVING_SIDE = 640
"""Longer side, in pixels, at which frames are searched for text: reads all that 960 reads of marks as saved."""

CLOSE_SIDE = 960
"""The same for some frames, which finds what is small, in a picture within the picture for instance."""

CLOSE_EVERY, CLOSE_SELDOM = 4, 8
"""Of so many frames one is searched so: of the first number where small lines stand or marks are sought, else of the
second. What is small mostly stands from the first frame on, and that one is always searched so."""

SMALL = 12
"""Pixels at `MOVING_SIDE`: the height of a small line, and of most that marks have."""

STILL_SIDE = 960
"""The same for still images, whose text is smaller."""

BAND = 0.16
"""Share of a still image's height, at top and bottom, that is searched again unscaled: small marks stand there."""

BAND_SIDE = 2000
"""Longer side, in pixels, at which the bands are searched."""

LONGEST_TILE = 2.0
"""Length divided by width from which a still image is read tile by tile, and of the tiles."""

TILE_OVERLAP = 0.2
"""What two tiles have in common, as a share of the picture's shorter side: more than a line is high."""

WIDE_TILE_OVERLAP = 1.0
"""The same in a picture wider than high, whose tiles cut lines across."""

_SEAM = 3
"""Displayed pixels from the side of a tile within which a line counts as cut."""

_INSIDE = 0.5
"""Share of a cut line that lies in a whole one when both are the same."""

MARK_WIDTH = 0.72
"""Share of a frame's shorter side: wider lines are captions, and are not read when only marks are sought."""


class LineAnalyzer:
    """Reads the frames of a video, or a still image.

    Args:
        load: gives the OCR engine; called in a thread, so that loading it overlaps with decoding.
        widest: share of a moving picture's shorter side; wider lines are not read. Still images are read whole.
    """

    def __init__(self, load: Callable[[], Reader], *, widest: float | None = None) -> None:
        self._widest = widest
        # Before the thread, which imports it with the runtime: two threads that import numpy at once leave it broken.
        import numpy  # noqa: F401

        self._engine = ThreadPoolExecutor(1, thread_name_prefix="load-ocr").submit(load)
        self._tracker: LineTracker | None = None
        self._every = CLOSE_EVERY
        self._since_close: int | None = None
        self._still: list[LineTrack] = []

    def process(self, frame: Frame) -> None:
        """Read a frame."""
        if frame.time is None:
            self._still = still_lines(self._engine.result(), frame)
            return
        if self._tracker is None:
            self._tracker = LineTracker(self._engine.result(), widest=self._widest)
        is_close = self._since_close is None or self._since_close >= self._every
        self._tracker.process(frame, CLOSE_SIDE if is_close else MOVING_SIDE)
        self._since_close = 1 if is_close or self._since_close is None else self._since_close + 1
        small = SMALL * frame.scale * max(frame.image.shape[:2]) / MOVING_SIDE
        is_small = any(min(box.w, box.h) < small for box in self._tracker.standing())
        self._every = CLOSE_EVERY if is_small or self._widest is not None else CLOSE_SELDOM

    def repeat(self, time: float) -> None:
        """Extend what stands."""
        if self._tracker is not None:
            self._tracker.repeat(time)

    def finish(self) -> tuple[LineTrack, ...]:
        """Return all lines."""
        return (*self._still, *(self._tracker.tracks() if self._tracker is not None else ()))


def still_lines(reader: Reader, frame: Frame) -> list[LineTrack]:
    """Read a picture as a whole, a long one tile by tile, then its top and bottom bands unscaled."""
    lines = _read_in_tiles(reader, frame)
    height, width = frame.image.shape[:2]
    if max(height, width) <= STILL_SIDE:
        return lines
    band = max(round(min(height, LONGEST_TILE * width) * BAND), 1)
    for top in (0, height - band):
        lines = _joined(lines, _read_at(reader, frame, (0, top), frame.image[top : top + band], BAND_SIDE))
    return lines


def _read_in_tiles(reader: Reader, frame: Frame) -> list[LineTrack]:
    """Read a picture tile by tile; a line that a tile cuts counts only where no other tile has it whole."""
    lines: list[LineTrack] = []
    cut: list[LineTrack] = []
    for left, top, tile in _tiles(frame.image):
        read = _read_at(reader, frame, (left, top), tile, STILL_SIDE)
        seams = _seams(frame, (left, top), tile)
        cut += [line for line in read if any(line.box.intersects(seam) for seam in seams)]
        lines = _joined(lines, [line for line in read if line not in cut])
    for line in cut:
        if not any(line.box.share_inside(known.box) > _INSIDE for known in lines):
            lines.append(line)
    return lines


def _seams(frame: Frame, corner: tuple[int, int], tile: NDArray[np.uint8]) -> list[Box]:
    """Return the sides of a tile that are no sides of the picture, as boxes in displayed pixels."""
    (height, width), (left, top) = tile.shape[:2], corner
    sides = {
        (left, top, 0, height): left > 0,
        (left, top, width, 0): top > 0,
        (left + width, top, 0, height): left + width < frame.image.shape[1],
        (left, top + height, width, 0): top + height < frame.image.shape[0],
    }
    return [_widened(frame.displayed(*side)) for side, is_seam in sides.items() if is_seam]


def _widened(side: Box) -> Box:
    return Box(side.x - _SEAM, side.y - _SEAM, side.w + 2 * _SEAM, side.h + 2 * _SEAM)


def _tiles(image: NDArray[np.uint8]) -> Iterator[tuple[int, int, NDArray[np.uint8]]]:
    """Cut a long picture into overlapping tiles, with the left and upper side of each in pixels."""
    height, width = image.shape[:2]
    short, long = min(height, width), max(height, width)
    if long <= LONGEST_TILE * short:
        yield 0, 0, image
        return
    overlap = TILE_OVERLAP if height > width else WIDE_TILE_OVERLAP
    length, step = round(LONGEST_TILE * short), round((LONGEST_TILE - overlap) * short)
    for begin in range(0, long - round(overlap * short), step):
        end = min(begin + length, long)
        if height > width:
            yield 0, begin, image[begin:end]
        else:
            yield begin, 0, image[:, begin:end]


def _read_at(
    reader: Reader, frame: Frame, corner: tuple[int, int], part: NDArray[np.uint8], side: int
) -> list[LineTrack]:
    """Read a part of a picture; `corner` is its left and upper side in pixels of the picture."""
    tracker = LineTracker(reader)
    tracker.process(Frame(time=None, image=part, scale=frame.scale), side)
    right, down = (round(offset * frame.scale) for offset in corner)
    return [_moved(line, right, down) for line in tracker.tracks()]


def _moved(line: LineTrack, right: int, down: int) -> LineTrack:
    from msgspec.structs import replace

    return replace(line, box=line.box._replace(x=line.box.x + right, y=line.box.y + down))


def _joined(lines: list[LineTrack], larger: list[LineTrack]) -> list[LineTrack]:
    """Add lines that only the larger view showed; where both found one, the surer reading stays."""
    joined = list(lines)
    for line in larger:
        index = next((i for i, known in enumerate(joined) if known.box.intersection_over_union(line.box) > 0.3), None)
        if index is None:
            joined.append(line)
        elif line.score > joined[index].score:
            joined[index] = line
    return joined
