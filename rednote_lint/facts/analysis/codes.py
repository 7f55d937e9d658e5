"""Code analyzer: detects QR codes and barcodes in images and frames."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rednote_lint.facts.analysis.payload import Payload, classify
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record, TimeRange

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALL_SIDE = 700
"""Pixels: in a picture with a shorter side below this, a code of an eighth of the width has modules of two pixels or
less, and is searched once more at twice the size."""
MOVING_SIDE = 720
"""Shorter side, in pixels, at which the frames of a video are searched."""
LONG_SIDE = 4_000
"""Pixels: a longer picture is a strip, too large when doubled."""
PATIENCE = 6.5
"""Seconds within which a code that is not seen in a frame (blurred, half covered) still counts as being there."""
MOMENT = 0.1
"""Seconds that a code in one frame counts for."""
BARS_EVERY = 2
"""Of so many frames of a video one is searched for bars and all other kinds of codes, the others for QR codes: they are
what viewers are asked to scan, and the search for all takes fourteen times as long."""
_HALF = 0.5
_MARGIN = 0.3
"""Of its side, what is cut out around a code that could not be read."""
_SECOND_SIDE = 400
"""Pixels of the longer side of what the second detector searches."""
_TEXT_LIMIT = 2_000
_LARGEST_SIDE = 65_000
"""Pixels of what the library takes; a picture this long has no side a code could fit on."""


class Kinds(StrEnum):
    """What is searched for, as zxing-cpp takes it."""

    ALL = ""
    QR = "QRCode"


class CodeSeen(Record, frozen=True, kw_only=True):
    """One code, where it stands and how long."""

    symbology: str
    """As zxing-cpp names it: `QRCode`, `EAN13`, …"""
    text: str
    """Its content, at most 2,000 characters; empty when it could not be read."""
    payload: Payload
    box: Box
    """Where it was seen first, in displayed pixels."""
    size: tuple[int, int]
    """Width and height of the displayed picture."""
    time: TimeRange | None = None
    """From when to when it was seen; None in a still image."""


class CodeAnalyzer:
    """Detects codes in every frame, and joins what stays."""

    def __init__(self) -> None:
        self._done: list[CodeSeen] = []
        self._open: dict[tuple[str, str], CodeSeen] = {}
        self._visible: tuple[tuple[str, str], ...] = ()
        self._unsearched: tuple[tuple[str, str], ...] = ()
        self._frames = 0

    def process(self, frame: Frame) -> None:
        """Detect the codes of the next frame."""
        kinds = Kinds.QR if frame.glimpse or self._frames % BARS_EVERY else Kinds.ALL
        self._frames += not frame.glimpse
        codes = {(code.symbology, code.text): code for code in codes_in(frame, kinds)}
        for key, code in codes.items():
            self._join(key, code)
        before = (*self._visible, *self._unsearched)
        self._unsearched = tuple(key for key in before if key not in codes and not _is_searched(key[0], kinds))
        self._visible = tuple(codes)

    def repeat(self, time: float) -> None:
        """Let the codes of the frame seen last stay until `time`."""
        for key in self._visible:
            self._open[key] = _until(self._open[key], time)

    def finish(self) -> tuple[CodeSeen, ...]:
        """Return all codes in order of time; one that was unreadable where another was read is left out."""
        codes = [*self._done, *self._open.values()]
        read = [code.box for code in codes if code.payload is not Payload.UNREADABLE]
        kept = [
            code
            for code in codes
            if code.payload is not Payload.UNREADABLE or not any(code.box.intersects(box) for box in read)
        ]
        return tuple(sorted(map(_lasting, kept), key=lambda code: code.time or TimeRange(0, 0)))

    def _join(self, key: tuple[str, str], code: CodeSeen) -> None:
        before = self._open.get(key)
        if before is None or before.time is None or code.time is None:
            self._open[key] = code
        elif key in (*self._visible, *self._unsearched) or code.time.start - before.time.end <= PATIENCE:
            self._open[key] = _until(before, code.time.end)
        else:
            self._done.append(before)
            self._open[key] = code


def codes_in(frame: Frame, kinds: Kinds = Kinds.ALL) -> tuple[CodeSeen, ...]:
    """Return the codes of one picture; those whose content cannot be read only when no other is there."""
    import cv2
    import numpy as np

    if max(frame.image.shape) > _LARGEST_SIDE:
        return ()
    grey = np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY), np.uint8)
    if frame.glimpse:
        return _glimpsed(grey, frame)
    if frame.time is not None and min(grey.shape) > MOVING_SIDE:
        factor = MOVING_SIDE / min(grey.shape)
        small = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=_way(factor)), np.uint8)
        return _decoded(small, frame, kinds, 1 / factor)
    found = _decoded(grey, frame, kinds, 1.0)
    if not any(code.text for code in found) and min(grey.shape) < SMALL_SIDE and max(grey.shape) <= LONG_SIDE:
        doubled = np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
        found = _decoded(doubled, frame, kinds, 0.5)
    return found


def _way(factor: float) -> int:
    """Return how to scale down: to half or more, the four nearest pixels tell as much, in a fourth of the time."""
    import cv2

    return cv2.INTER_LINEAR if factor >= _HALF else cv2.INTER_AREA


def _is_searched(symbology: str, kinds: Kinds) -> bool:
    return kinds is Kinds.ALL or symbology.startswith(kinds.value)


def _glimpsed(grey: NDArray[np.uint8], frame: Frame) -> tuple[CodeSeen, ...]:
    """Return the QR codes that can be read."""
    import zxingcpp

    formats = zxingcpp.barcode_formats_from_str(Kinds.QR.value)
    barcodes = zxingcpp.read_barcodes(grey, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return tuple(_seen(barcode, frame, 1.0) for barcode in barcodes if barcode.valid)


def _decoded(grey: NDArray[np.uint8], frame: Frame, kinds: Kinds, factor: float) -> tuple[CodeSeen, ...]:
    import zxingcpp

    formats = zxingcpp.barcode_formats_from_str(kinds.value)
    barcodes = zxingcpp.read_barcodes(grey, formats=formats, text_mode=zxingcpp.TextMode.Plain, return_errors=True)
    codes = tuple(_seen(barcode, frame, factor) for barcode in barcodes if barcode.valid)
    return codes or tuple(_seen(barcode, frame, factor) for barcode in barcodes if _is_plainly_a_code(barcode, grey))


def _seen(barcode: Any, frame: Frame, factor: float) -> CodeSeen:
    symbology = barcode.format.name
    text = barcode.text[:_TEXT_LIMIT] if barcode.valid else ""
    height, width = frame.image.shape[:2]
    return CodeSeen(
        symbology=symbology,
        text=text,
        payload=classify(symbology, text) if text else Payload.UNREADABLE,
        box=frame.displayed(*_bounds(barcode.position, factor)),
        size=(round(width * frame.scale), round(height * frame.scale)),
        time=None if frame.time is None else TimeRange(frame.time, frame.time),
    )


def _is_plainly_a_code(barcode: Any, grey: NDArray[np.uint8]) -> bool:
    """Tell whether an unreadable find is a QR code for a person, too: square, large enough, and seen by OpenCV."""
    if barcode.format.name not in ("QRCode", "QRCodeModel2"):
        return False
    left, top, width, height = _bounds(barcode.position, 1.0)
    if not 0.6 <= width / max(height, 1.0) <= 1.7 or min(width, height) < max(40.0, 0.06 * min(grey.shape)):
        return False
    margin = round(_MARGIN * max(width, height))
    x, y = max(0, round(left) - margin), max(0, round(top) - margin)
    return _shows_a_code(grey[y : round(top + height) + margin, x : round(left + width) + margin])


def _shows_a_code(part: NDArray[np.uint8]) -> bool:
    """Tell whether OpenCV sees a QR code, too: what zxing-cpp takes for one may be outlined letters."""
    import cv2

    factor = max(1.0, _SECOND_SIDE / max(part.shape))
    larger = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return bool(cv2.QRCodeDetectorAruco().detect(larger)[0])


def _bounds(position: Any, factor: float) -> tuple[float, float, float, float]:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    left, right = min(corner.x for corner in corners), max(corner.x for corner in corners)
    top, bottom = min(corner.y for corner in corners), max(corner.y for corner in corners)
    return left * factor, top * factor, (right - left) * factor, (bottom - top) * factor


def _lasting(code: CodeSeen) -> CodeSeen:
    """Give a code that one frame only has a moment of time, for a stretch without length is no stretch."""
    return _until(code, code.time.start + MOMENT) if code.time and code.time.end - code.time.start < MOMENT else code


def _until(code: CodeSeen, time: float) -> CodeSeen:
    span = code.time or TimeRange(time, time)
    return CodeSeen(
        symbology=code.symbology,
        text=code.text,
        payload=code.payload,
        box=code.box,
        size=code.size,
        time=TimeRange(span.start, time),
    )
