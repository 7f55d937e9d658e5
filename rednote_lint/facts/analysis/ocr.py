"""OCR engine: models from the rapidocr wheel, loaded once and only when asked, never from the network."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual, Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.analysis.ocr_models import TextDetector, TextRecognizer

_SMALLEST_SIDE = 8
"""Pixels: a picture narrower than this shows no letter, and the library fails on some."""
THREADS = 1
"""The other processor decodes and detects codes meanwhile; a second thread here would mostly spin and wait."""

MISSING = Bilingual(
    en="text and watermarks in pictures were not looked for: "
    "the OCR engine is not installed (pip install rapidocr onnxruntime)",
    zh="未查找画面中的文字和水印：没有安装 OCR 引擎（pip install rapidocr onnxruntime）",
)
SWITCHED_OFF = Bilingual(
    en="text and watermarks in pictures were not looked for: --no-ocr",
    zh="未查找画面中的文字和水印：使用了 --no-ocr",
)


def models() -> tuple[Path, Path] | None:
    """Return the model files that find and that read text, or None where the OCR library or its models are missing.

    Nothing is imported, so that asking costs nothing.
    """
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(spec.origin).parent / "models"
    finders, readers = sorted(folder.glob("*_det_*.onnx")), sorted(folder.glob("*_rec_*.onnx"))
    # A wheel without models would download them at the first use, which is never done here.
    return (finders[-1], readers[-1]) if finders and readers else None


class Engine:
    """Loads the OCR models at the first use, once.

    The one instance, `ENGINE`, is the only state that this process shares between posts: its models take seconds to
    load and some hundred megabytes, and give the same answer to the same picture whoever asked before.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """Return the reader; ask `models` first whether there is one.

        Raises:
            ImportError: the OCR library or its models are missing.
        """
        with self._lock:
            if self._reader is None:
                self._reader = _loaded()
            return self._reader


def _loaded() -> Reader:
    files = models()
    if files is None:
        raise ImportError(MISSING.en)
    # Before the import: while it is imported, the runtime writes an id of the device and a first event to the cache.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    disable = getattr(onnxruntime, "disable_telemetry_events", None)
    if disable is not None:
        disable()
    from rednote_lint.facts.analysis.ocr_models import TextDetector, TextRecognizer

    reader = Reader(TextDetector(files[0], THREADS), TextRecognizer(files[1], THREADS))
    reader.warm_up()
    return reader


class Reader:
    """Finds lines of text and reads them.

    Args:
        detector: finds lines.
        recognizer: reads them.
    """

    def __init__(self, detector: TextDetector, recognizer: TextRecognizer) -> None:
        self._detector = detector
        self._recognizer = recognizer

    def warm_up(self) -> None:
        """Load both models, so that whoever waits for the reader waits for all of it."""
        import numpy as np

        blank = np.zeros((64, 64, 3), np.uint8)
        self.find(blank, 64)
        self.recognise([blank])

    def find(self, image: NDArray[np.uint8], side: int) -> NDArray[np.float32]:
        """Return where lines of text stand.

        Args:
            image: blue, green, red, rows top down.
            side: the picture is searched with its longer side scaled down to this many pixels.

        Returns:
            Corners of the lines, shape (n, 4, 2), in pixels of `image`.
        """
        import cv2
        import numpy as np

        scale = min(side / max(image.shape[:2]), 1.0)
        if min(image.shape[:2]) * scale < _SMALLEST_SIDE:
            return np.zeros((0, 4, 2), np.float32)
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
        return np.asarray(self._detector(np.asarray(small, np.uint8)) / scale, np.float32)

    def crops(self, image: NDArray[np.uint8], quads: NDArray[np.float32]) -> list[NDArray[np.uint8]]:
        """Cut lines out of a picture, each turned level; a line higher than wide comes out turned by 90 degrees."""
        from rednote_lint.facts.analysis.ocr_models import level

        return [level(image, quad) for quad in quads]

    def recognise(self, crops: Sequence[NDArray[np.uint8]]) -> list[tuple[str, float]]:
        """Return text and score of each crop, an empty text where nothing is legible."""
        return [(text.strip(), score) for text, score in self._recognizer(crops)]


ENGINE = Engine()
"""The engine of this process."""


def around(quad: NDArray[np.float32]) -> Box:
    """Return the upright box around four corners."""
    left, top = (math.floor(side) for side in quad.min(axis=0))
    right, bottom = (math.ceil(side) for side in quad.max(axis=0))
    return Box(max(left, 0), max(top, 0), max(right - max(left, 0), 1), max(bottom - max(top, 0), 1))
