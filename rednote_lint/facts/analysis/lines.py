"""OCR analyzer: reads the lines of text of a picture, or of the sampled frames of a video."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from rednote_lint.facts.analysis.ocr import Reader
from rednote_lint.facts.analysis.tracks import LineTrack, LineTracker
from rednote_lint.facts.video.frames import Frame

MOVING_SIDE = 640
"""Longer side, in pixels, at which frames are searched for text: reads all that 960 reads of marks as saved."""

CLOSE_SIDE = 960
"""The same for every fourth frame, which finds what is small, in a picture within the picture for instance."""

CLOSE_EVERY = 4

STILL_SIDE = 960
"""The same for still images, whose text is smaller."""

BAND = 0.16
"""Share of a still image's height, at top and bottom, that is searched again unscaled: small marks stand there."""

BAND_SIDE = 2000
"""Longer side, in pixels, at which the bands are searched."""


MARK_WIDTH = 0.62
"""Share of a frame's shorter side: wider lines are captions, and are not read when only marks are sought."""


class LineAnalyzer:
    """Reads the frames of a video, or a still image.

    Args:
        load: gives the OCR engine; called in a thread, so that loading it overlaps with decoding.
        widest: share of a moving picture's shorter side; wider lines are not read. Still images are read whole.
    """

    def __init__(self, load: Callable[[], Reader], *, widest: float | None = None) -> None:
        self._widest = widest
        self._engine = ThreadPoolExecutor(1, thread_name_prefix="load-ocr").submit(load)
        self._tracker: LineTracker | None = None
        self._frames = 0
        self._still: list[LineTrack] = []

    def process(self, frame: Frame) -> None:
        """Read a frame."""
        if frame.time is None:
            self._still = still_lines(self._engine.result(), frame)
            return
        if self._tracker is None:
            self._tracker = LineTracker(self._engine.result(), widest=self._widest)
        self._tracker.process(frame, MOVING_SIDE if self._frames % CLOSE_EVERY else CLOSE_SIDE)
        self._frames += 1

    def repeat(self, time: float) -> None:
        """Extend what stands."""
        if self._tracker is not None:
            self._tracker.repeat(time)

    def finish(self) -> tuple[LineTrack, ...]:
        """Return all lines."""
        return (*self._still, *(self._tracker.tracks() if self._tracker is not None else ()))


def still_lines(reader: Reader, frame: Frame) -> list[LineTrack]:
    """Read a picture as a whole, then its top and bottom bands unscaled where that shows more."""
    tracker = LineTracker(reader)
    tracker.process(frame, STILL_SIDE)
    lines = list(tracker.tracks())
    height = frame.image.shape[0]
    if max(frame.image.shape[:2]) <= STILL_SIDE:
        return lines
    band = max(round(height * BAND), 1)
    for top in (0, height - band):
        tracker = LineTracker(reader)
        tracker.process(Frame(time=None, image=frame.image[top : top + band], scale=frame.scale), BAND_SIDE)
        lines = _joined(lines, [_moved(line, round(top * frame.scale)) for line in tracker.tracks()])
    return lines


def _moved(line: LineTrack, down: int) -> LineTrack:
    from msgspec.structs import replace

    return replace(line, box=line.box._replace(y=line.box.y + down))


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
