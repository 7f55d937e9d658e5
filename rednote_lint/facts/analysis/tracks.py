"""Line tracker: follows lines of text over time; a line that stays is recognised once, and becomes one track."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from rednote_lint.facts.analysis.ocr import Reader, around
from rednote_lint.facts.analysis.orientation import Orientation, is_turned_by_the_library, other_views
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEGIBLE = 0.5
"""Readings below this score are noise more often than text."""

DOUBTFUL = 0.93
"""A reading below this score is tried in other orientations: mirrored text still reads as something, but poorly."""

_REPLACES = 0.5
"""Share of a line that stands within the place of one that was not found: that place was read, and shows another."""

_LEAST_LETTERS = 3
"""Letters that another orientation must read: fewer are read into anything."""

SURE = 0.8
"""Score from which a line that is not found again is read again in its place."""

MOST_AGAIN = 6
"""Lines that are read again in their places in one frame."""

MISSES = 1
"""Samples in a row in which a standing line may be overlooked before it counts as gone."""

_STRIP = (24, 192)


class LineTrack(Record, frozen=True, kw_only=True):
    """A line of text that stood in one place for a while."""

    text: str
    score: float
    """The best reading's score, 0 to 1."""
    box: Box
    """In displayed pixels."""
    first: float | None = None
    """Second of the first sample that shows it; None on a still image."""
    last: float | None = None
    """Second of the last sample that shows it."""
    before: float | None = None
    """Second of the sample before the first, which does not show it."""
    after: float | None = None
    """Second of the sample after the last, which does not show it."""
    samples: int = 1
    """In how many samples it was seen."""
    changed: int = 0
    """In how many of them the picture behind it had changed since the sample before."""
    orientation: Orientation = Orientation.UPRIGHT
    """How its place has to be looked at to be read, after one higher than wide is turned to the left."""
    readings: tuple[str, ...] = ()
    """The different texts it was read as, best first."""

    @property
    def mirrored(self) -> bool:
        """Whether it is read in a mirror."""
        return self.orientation is Orientation.MIRRORED


@dataclass
class _Live:
    readings: list[tuple[float, str]]
    box: Box
    strip: NDArray[np.float32]
    first: float | None
    last: float | None
    before: float | None
    samples: int = 1
    changed: int = 0
    misses: int = 0
    after: float | None = None
    orientation: Orientation = Orientation.UPRIGHT

    @property
    def mirrored(self) -> bool:
        return self.orientation is Orientation.MIRRORED

    def ended(self) -> LineTrack:
        best = max(self.readings)
        return LineTrack(
            text=best[1], score=round(best[0], 3), box=self.box, first=self.first, last=self.last,
            before=self.before, after=self.after, samples=self.samples, changed=self.changed,
            orientation=self.orientation,
            readings=tuple(dict.fromkeys(text for _, text in sorted(self.readings, reverse=True))),
        )  # fmt: skip


class _Blank(NamedTuple):
    """A place that was taken for a line and is not legible."""

    box: Box
    strip: NDArray[np.float32]


class LineTracker:
    """Follows lines of text from sample to sample; sees frames in order of time.

    Args:
        reader: the OCR engine.
        widest: share of the frame's shorter side; wider lines are passed over. None reads all.
    """

    def __init__(self, reader: Reader, *, widest: float | None = None) -> None:
        self._widest = widest
        self._reader = reader
        self._live: list[_Live] = []
        self._done: list[LineTrack] = []
        self._blank: list[_Blank] = []
        self._time: float | None = None

    def process(self, frame: Frame, side: int) -> list[str]:
        """Find and read the lines of the next frame.

        Args:
            frame: the frame.
            side: longer side, in pixels, at which lines are searched.

        Returns:
            The texts that were seen.
        """
        quads = self._narrow(self._reader.find(frame.image, side), frame)
        crops = self._reader.crops(frame.image, quads)
        strips = [_strip(crop) for crop in crops]
        boxes = [frame.displayed(*around(quad)) for quad in quads]
        kept, fresh = self._matched(boxes, strips)
        for index, live in kept.items():
            self._stay(live, frame.time, boxes[index], strips[index])
        blank = [index for index in fresh if self._is_blank(boxes[index], strips[index])]
        fresh = [index for index in fresh if index not in blank]
        self._blank = [_Blank(boxes[index], strips[index]) for index in blank]
        self._read(frame, fresh, boxes, crops, strips)
        self._reread(frame)
        self._miss(frame.time)
        self._time = frame.time
        return [max(live.readings)[1] for live in self._live if live.last == frame.time]

    def standing(self) -> list[Box]:
        """Return the places of the lines that the last frame shows."""
        return [live.box for live in self._live if live.last == self._time]

    def repeat(self, time: float) -> None:
        """Extend what stands to `time`: the picture has not changed."""
        for live in self._live:
            if live.last == self._time:
                live.last, live.samples = time, live.samples + 1
        self._time = time

    def tracks(self) -> tuple[LineTrack, ...]:
        """End all lines and return their tracks in order of appearance."""
        self._done.extend(live.ended() for live in self._live)
        self._live = []
        return tuple(sorted(self._done, key=lambda track: (track.first or 0.0, track.box.y, track.box.x)))

    def _narrow(self, quads: NDArray[np.float32], frame: Frame) -> NDArray[np.float32]:
        if self._widest is None:
            return quads
        limit = self._widest * min(frame.image.shape[:2])
        narrow: NDArray[np.float32] = quads[quads[:, :, 0].max(axis=1) - quads[:, :, 0].min(axis=1) <= limit]
        return narrow

    def _matched(self, boxes: list[Box], strips: list[NDArray[np.float32]]) -> tuple[dict[int, _Live], list[int]]:
        """Split found boxes into those that show a standing line unchanged, and those to be read."""
        kept: dict[int, _Live] = {}
        fresh: list[int] = []
        for index, box in enumerate(boxes):
            same = [
                live for live in self._live if live.box.intersection_over_union(box) > 0.6 and live not in kept.values()
            ]
            match = next((live for live in same if _same_strip(live.strip, strips[index])), None)
            if match is None:
                fresh.append(index)
            else:
                kept[index] = match
        return kept, fresh

    def _is_blank(self, box: Box, strip: NDArray[np.float32]) -> bool:
        """Whether what stands here was not legible a sample ago, and has not changed since."""
        return any(one.box.intersection_over_union(box) > 0.6 and _same_strip(one.strip, strip) for one in self._blank)

    def _read(
        self,
        frame: Frame,
        fresh: list[int],
        boxes: list[Box],
        crops: list[NDArray[np.uint8]],
        strips: list[NDArray[np.float32]],
    ) -> None:
        texts = self._reader.recognise([crops[index] for index in fresh])
        best = self._looked_at_again([crops[index] for index in fresh], [boxes[index] for index in fresh], texts)
        for index, (orientation, text, score) in zip(fresh, best, strict=True):
            if not text or score < LEGIBLE:
                self._blank.append(_Blank(boxes[index], strips[index]))
                continue
            live = self._standing(boxes[index], text)
            if live is not None:
                live.readings.append((score, text))
                live.changed += 1
                self._stay(live, frame.time, boxes[index], strips[index])
                continue
            self._live.append(
                _Live([(score, text)], boxes[index], strips[index], frame.time, frame.time, self._time,
                      orientation=orientation)
            )  # fmt: skip

    def _reread(self, frame: Frame) -> None:
        """Read in the places of standing lines that were not found: another background may hide a line."""
        here = [live.box for live in self._live if live.last == frame.time]
        missing = [live for live in self._live if live.last == self._time and max(live.readings)[0] >= SURE]
        missing = [live for live in missing if not any(box.share_inside(live.box) > _REPLACES for box in here)]
        missing = sorted(missing, key=lambda live: max(live.readings), reverse=True)[:MOST_AGAIN]
        crops = [_cut(frame, live.box) for live in missing]
        crops = [crop[:, ::-1].copy() if live.mirrored else crop for live, crop in zip(missing, crops, strict=True)]
        for live, crop, (text, score) in zip(missing, crops, self._reader.recognise(crops), strict=True):
            if score >= LEGIBLE and _same_text(max(live.readings)[1], text):
                live.readings.append((score, text))
                live.changed += 1
                self._stay(live, frame.time, live.box, _strip(crop))

    def _looked_at_again(
        self, crops: list[NDArray[np.uint8]], boxes: list[Box], texts: list[tuple[str, float]]
    ) -> list[tuple[Orientation, str, float]]:
        """Read doubtful crops in other orientations; one counts where it reads clearly better."""
        best = [(Orientation.UPRIGHT, text, score) for text, score in texts]
        views = [
            (index, view)
            for index, (crop, box) in enumerate(zip(crops, boxes, strict=True))
            if texts[index][1] < DOUBTFUL
            for view in other_views(crop, is_tall=is_turned_by_the_library(box.w, box.h))
        ]
        for (index, view), (text, score) in zip(
            views, self._reader.recognise([view.image for _, view in views]), strict=True
        ):
            if len(text) >= _LEAST_LETTERS and score > max(texts[index][1] + 0.1, 0.8, best[index][2]):
                best[index] = (view.orientation, text, score)
        return best

    def _standing(self, box: Box, text: str) -> _Live | None:
        """Return the line that stood here and has the same text, though the picture behind it has changed."""
        for live in self._live:
            if live.box.intersection_over_union(box) > 0.4 and _same_text(max(live.readings)[1], text):
                return live
        return None

    def _stay(self, live: _Live, time: float | None, box: Box, strip: NDArray[np.float32]) -> None:
        live.last, live.strip, live.misses, live.after = time, strip, 0, None
        live.samples += 1
        if box.area > live.box.area:
            live.box = box

    def _miss(self, time: float | None) -> None:
        for live in [live for live in self._live if live.last != time]:
            live.misses += 1
            live.after = time if live.after is None else live.after
            if live.misses > MISSES:
                self._live.remove(live)
                self._done.append(live.ended())


def _cut(frame: Frame, box: Box) -> NDArray[np.uint8]:
    """Cut the place of a box out of a frame, at least one pixel of it."""
    left, top = max(round(box.x / frame.scale), 0), max(round(box.y / frame.scale), 0)
    right, bottom = round((box.x + box.w) / frame.scale), round((box.y + box.h) / frame.scale)
    cut: NDArray[np.uint8] = frame.image[top : max(bottom, top + 1), left : max(right, left + 1)]
    return cut


def _same_text(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= 0.75


def _strip(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Shrink a crop to a small grey strip, by which lines are compared."""
    import cv2
    import numpy as np

    height, width = _STRIP
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    return cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)


def _same_strip(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether two strips show the same characters: every piece must agree, since one changed word changes a text."""
    import numpy as np

    pieces_one = one.reshape(24, 8, 24).transpose(1, 0, 2).reshape(8, -1)
    pieces_other = other.reshape(24, 8, 24).transpose(1, 0, 2).reshape(8, -1)
    difference = np.abs(pieces_one - pieces_other).mean(axis=1)
    contrast = pieces_one.std(axis=1) + pieces_other.std(axis=1) + 4.0
    return bool((difference < 0.22 * contrast).all())
