"""Text detection and recognition models of PaddleOCR on onnxruntime: what goes in, and what their answers mean.

The models come from the rapidocr wheel. Its own pipeline is not used: importing it takes longer than a short clip.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEP = 32
"""The detection model takes sides that are multiples of this."""
_IS_TEXT = 0.3
"""Probability from which a pixel belongs to text."""
_IS_LINE = 0.5
"""Mean probability of the pixels of a line."""
_MOST_LINES = 1000
_GROWTH = 1.6
"""The model marks the core of a line; the line is that core, grown by this many times its area by its perimeter."""
_THINNEST, _THINNEST_GROWN = 3, 5
"""Pixels of the shorter side of a core, and of the line grown from it."""
_SMALLEST = 3
"""Pixels of the picture: what is not larger in both directions is no line."""
_FLAT, _LOW = 8, 30
"""A picture wider than 8 times its height, or at most 30 pixels high, gets a margin above and below."""
_TALL = 1.5
"""Height divided by width from which a line is turned by 90 degrees when it is cut out."""
_ROW = 10
"""Pixels by which the upper sides of two lines may differ for them to stand in one row."""
_HEIGHT, _WIDTH = 48, 320
"""Size in pixels of what the recognition model takes; wider lines make wider inputs. Each line is an input of its own:
in one thread a batch reads no faster, and all lines of it were as wide as the widest."""
_CHARACTERS = "character"
"""Key of the characters, one a line, in the metadata of a recognition model."""


class TextDetector:
    """Finds lines of text.

    Args:
        model: an ONNX file of a detection model.
        threads: of one run.
    """

    def __init__(self, model: Path, threads: int) -> None:
        self._session = _session(model, threads)

    def __call__(self, image: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the corners of all lines, shape (n, 4, 2), from the upper left one clockwise, in pixels of `image`.

        Args:
            image: blue, green, red, rows top down; searched as large as it is.
        """
        import cv2
        import numpy as np

        margin = _margin(*image.shape[:2])
        if margin:
            image = np.asarray(
                cv2.copyMakeBorder(image, margin, margin, 0, 0, cv2.BORDER_CONSTANT, value=(0, 0, 0)), np.uint8
            )
        height, width = (max(round(side / _STEP), 1) * _STEP for side in image.shape[:2])
        fitted = cv2.resize(image, (width, height)).astype(np.float32) / 127.5 - 1.0
        probable = _answer(self._session, fitted.transpose(2, 0, 1)[np.newaxis])[0, 0]
        scale = (image.shape[1] / width, image.shape[0] / height)
        quads = [
            quad for core in _cores(probable) if (quad := _line(core, probable, scale, image.shape[:2])) is not None
        ]
        if not quads:
            return np.zeros((0, 4, 2), np.float32)
        found = _in_reading_order(np.stack(quads))
        found[:, :, 1] = np.clip(found[:, :, 1] - margin, 0, image.shape[0] - 2 * margin - 1)
        return found


class TextRecognizer:
    """Reads lines of text.

    Args:
        model: an ONNX file of a recognition model, with its characters in its metadata.
        threads: of one run.

    Raises:
        KeyError: the model does not say which characters it reads.
    """

    def __init__(self, model: Path, threads: int) -> None:
        self._session = _session(model, threads)
        characters = self._session.get_modelmeta().custom_metadata_map[_CHARACTERS].splitlines()
        self._characters = ["", *characters, " "]  # The first answer means that no character stands there.

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> list[tuple[str, float]]:
        """Return text and mean probability of each crop; crops are blue, green, red and level."""
        import numpy as np

        return [self._text(_answer(self._session, _fitted(crop)[np.newaxis])[0]) for crop in crops]

    def _text(self, answer: NDArray[np.float32]) -> tuple[str, float]:
        """Return the likeliest characters; one that is told twice in a row stands once."""
        import numpy as np

        likeliest, probability = answer.argmax(axis=1), answer.max(axis=1)
        kept = likeliest != 0
        kept[1:] &= likeliest[1:] != likeliest[:-1]
        if not kept.any():
            return "", 0.0
        return "".join(self._characters[number] for number in likeliest[kept]), float(np.mean(probability[kept]))


def level(image: NDArray[np.uint8], quad: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Cut a line out of a picture and turn it level; one that stands upright comes out turned by 90 degrees.

    Args:
        image: blue, green, red, rows top down.
        quad: the line's corners, from the upper left one clockwise.
    """
    import cv2
    import numpy as np

    width = max(int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3]))), 1)
    height = max(int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2]))), 1)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), target)
    crop = cv2.warpPerspective(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.rot90(crop) if height >= _TALL * width else crop, np.uint8)


def _session(model: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    # The arena keeps its blocks from run to run: the system would clear each page anew, a fifth of the time of a run.
    options.enable_cpu_mem_arena = True
    options.enable_mem_pattern = False  # One large block for each size of input would be kept as well.
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])


def _answer(session: Any, blob: NDArray[np.float32]) -> NDArray[np.float32]:
    answer: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: blob})[0]
    return answer


def _margin(height: int, width: int) -> int:
    """Return the pixels to put above and below a picture that is too flat to be searched as it is."""
    if height > _LOW and width <= _FLAT * height:
        return 0
    return abs(2 * max(width // _FLAT, _LOW) - height) // 2


def _cores(probable: NDArray[np.float32]) -> list[Any]:
    """Return the outlines of connected text pixels."""
    import cv2
    import numpy as np

    mask = cv2.dilate((probable > _IS_TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return list(outlines[:_MOST_LINES])


def _line(
    core: Any, probable: NDArray[np.float32], scale: tuple[float, float], size: tuple[int, ...]
) -> NDArray[np.float32] | None:
    """Grow the core of a line to the whole line, in pixels of the picture; None where it is none."""
    import cv2
    import numpy as np

    marked = np.asarray(cv2.boxPoints(cv2.minAreaRect(core)), np.float32)
    if _thickness(marked) < _THINNEST or _probability(marked, probable) < _IS_LINE:
        return None
    # The model was trained on cores of whole pixels.
    center, (width, height), angle = cv2.minAreaRect(marked.astype(np.int32))
    grown = _GROWTH * width * height / max(width + height, 1.0)
    if min(width, height) + grown < _THINNEST_GROWN:
        return None
    corners = cv2.boxPoints((center, (width + grown, height + grown), angle)) * np.asarray(scale, np.float32)
    limits = np.asarray((size[1] - 1, size[0] - 1), np.float32)
    quad = _clockwise(np.clip(np.round(corners), 0, limits))
    sides = (np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[0] - quad[3]))
    return quad if int(min(sides)) > _SMALLEST else None


def _thickness(corners: NDArray[np.float32]) -> float:
    """Return the shorter side of a rectangle."""
    import numpy as np

    return float(min(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[1] - corners[2])))


def _probability(corners: NDArray[np.float32], probable: NDArray[np.float32]) -> float:
    """Return the mean probability inside a rectangle."""
    import cv2
    import numpy as np

    height, width = probable.shape
    left, right = (int(np.clip(x, 0, width - 1)) for x in (np.floor(corners[:, 0].min()), np.ceil(corners[:, 0].max())))
    top, bottom = (
        int(np.clip(y, 0, height - 1)) for y in (np.floor(corners[:, 1].min()), np.ceil(corners[:, 1].max()))
    )
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probable[top : bottom + 1, left : right + 1], mask)[0])


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Order corners from the upper left one clockwise."""
    import numpy as np

    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.asarray((left[0], right[0], right[1], left[1]), np.float32)


def _in_reading_order(quads: NDArray[np.float32]) -> NDArray[np.float32]:
    """Order lines row by row, each row from left to right."""
    import numpy as np

    quads = quads[np.argsort(quads[:, 0, 1], kind="stable")]
    rows = np.concatenate(([0], np.cumsum(np.diff(quads[:, 0, 1]) >= _ROW)))
    return np.asarray(quads[np.lexsort((quads[:, 0, 0], rows))], np.float32)


def _fitted(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Scale a line to the height that the model takes, with nothing behind it up to the least width."""
    import math

    import cv2
    import numpy as np

    drawn = math.ceil(_HEIGHT * crop.shape[1] / crop.shape[0])
    width = max(drawn, _WIDTH)
    fitted = np.zeros((3, _HEIGHT, width), np.float32)
    scaled = cv2.resize(crop, (drawn, _HEIGHT)).astype(np.float32)
    fitted[:, :, :drawn] = scaled.transpose(2, 0, 1) / 127.5 - 1.0
    return fitted
