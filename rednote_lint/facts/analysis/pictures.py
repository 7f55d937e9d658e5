"""Still image decoder: images turned as they are displayed, scaled down while they are decoded."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rednote_lint.errors import decoder_said
from rednote_lint.facts.video.frames import Frame
from rednote_lint.media.file_type import HEAD, sniff
from rednote_lint.media.jpeg import END_OF_IMAGE
from rednote_lint.media.jpeg_damage import jpeg_damage
from rednote_lint.media.native_stderr import native_stderr_silenced
from rednote_lint.media.png import decodable_part
from rednote_lint.model import Bilingual

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORKING_SIDE = 1440
"""Pictures are shown with a shorter side of at most this many pixels; a phone's 12 megapixels are decoded at half."""

LARGEST = 200_000_000
"""Pixels; what claims more is refused rather than given memory."""

_ANIMATED = frozenset({"GIF", "PNG", "WEBP", "HEIF", "AVIF"})
"""Formats, as Pillow names them, whose further pictures are shown one after the other."""

_JPEG = frozenset({"JPEG", "MPO"})
"""Formats, as Pillow names them, of which its decoder passes over damage without a word."""

_TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations that swap width and height."""


class NotPicture(Exception):
    """The file cannot be decoded as a picture.

    Args:
        reason: why, in both languages.
    """

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Picture:
    """A decoded still image.

    Attributes:
        frame: the picture as it is displayed; of an animation the first frame.
        size: width and height in displayed pixels.
        damage: what could not be decoded, in both languages.
        frames: how many pictures follow one another in the file, 1 for a still one.
    """

    def __init__(
        self, frame: Frame, size: tuple[int, int], damage: tuple[Bilingual, ...] = (), frames: int = 1
    ) -> None:
        self.frame = frame
        self.size = size
        self.damage = damage
        self.frames = frames


def open_picture(path: str) -> Picture:
    """Decode a still image.

    Raises:
        NotPicture: it is no image, claims an impossible size, or nothing of it can be decoded.
    """
    from PIL import Image, UnidentifiedImageError

    _know_heic()
    try:
        # Pillow warns of damage on the standard error stream, which belongs to the caller.
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            _refuse_huge(image.size)
            return _decoded(image, path)
    except NotPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise NotPicture(_not_opened(error)) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, RuntimeError) as error:
        return _rescued(path, error)


def _decoded(image: Any, path: str) -> Picture:
    from PIL import Image, ImageOps

    stored = image.size
    scale = max(min(stored) / WORKING_SIDE, 1.0)
    # A JPEG decodes at a half, a quarter or an eighth for less than the cost of the whole.
    image.draft("RGB", (math.ceil(image.width / scale), math.ceil(image.height / scale)))
    # Before anything else is asked of it: a PNG keeps EXIF data behind its pixels, and what reads them there takes a
    # damaged picture for damaged EXIF data. A second load says nothing of the damage.
    image.load()
    size, frames = _displayed_size(image, stored), _frames(image)
    if scale > 1.0:
        image.thumbnail((math.ceil(image.width / scale), math.ceil(image.height / scale)), Image.Resampling.BILINEAR)
        image.thumbnail(_within(image.size, WORKING_SIDE), Image.Resampling.BILINEAR)
    shown = ImageOps.exif_transpose(image)
    pixels = _blue_green_red(shown)
    damage = jpeg_damage(Path(path).read_bytes()) if image.format in _JPEG else None
    frame = Frame(time=None, image=pixels, scale=size[0] / pixels.shape[1])
    return Picture(frame, size, (damage,) if damage else (), frames=frames)


def _frames(image: Any) -> int:
    """Count the pictures of an animation; what a phone keeps behind a JPEG is none."""
    if image.format not in _ANIMATED:
        return 1
    try:
        return int(image.n_frames)
    except (OSError, ValueError, SyntaxError, EOFError, AttributeError):
        return 1  # what is cut off is told as damage of the file


def _blue_green_red(image: Any) -> NDArray[np.uint8]:
    """Return pixels as OpenCV wants them; what is transparent is shown on white."""
    import numpy as np
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        image = Image.alpha_composite(white, rgba)
    elif image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    rgb = np.asarray(image.convert("RGB"), np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _displayed_size(image: Any, stored: tuple[int, int]) -> tuple[int, int]:
    width, height = stored
    try:
        orientation = image.getexif().get(0x0112, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        orientation = 1  # damaged EXIF data: the picture is shown as it lies
    return (height, width) if orientation in _TURNED else (width, height)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    factor = min(side / min(size), 1.0)
    return max(round(size[0] * factor), 1), max(round(size[1] * factor), 1)


def _refuse_huge(size: tuple[int, int]) -> None:
    if size[0] * size[1] > LARGEST:
        raise NotPicture(
            Bilingual(
                en=f"its header claims {size[0]} × {size[1]} pixels",
                zh=f"文件头声称的尺寸为 {size[0]} × {size[1]} 像素",
            )
        )


def _rescued(path: str, error: Exception) -> Picture:
    """Decode what is left of a damaged picture with the other library, which tolerates more."""
    import cv2
    import numpy as np

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        data = np.frombuffer(_honest_part(Path(path).read_bytes()), np.uint8)
        with native_stderr_silenced():  # what libjpeg and libpng print there is in the report
            pixels = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error):
        pixels = None
    if pixels is None:
        raise NotPicture(_not_opened(error)) from error
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, _within((width, height), WORKING_SIDE), interpolation=cv2.INTER_AREA)
    said = decoder_said(error)
    damage = Bilingual(en=f"part of it could not be decoded ({said.en})", zh=f"部分内容无法解码（{said.zh}）")
    frame = Frame(time=None, image=np.asarray(small, np.uint8), scale=width / small.shape[1])
    return Picture(frame, (width, height), (damage,))


def _honest_part(data: bytes) -> bytes:
    """End a JPEG file, and cut a PNG file before the first chunk that claims more bytes than follow.

    The decoder would give a PNG the memory that it claims.
    """
    match sniff(data[:HEAD]):
        case "jpeg":
            return data + END_OF_IMAGE  # with its end mark, what is there of it can be decoded
        case "png":
            return decodable_part(data)
        case _:
            return data


def _know_heic() -> None:
    """Let Pillow open HEIC and HEIF, where the library for them is there; it registers itself once."""
    try:
        import pillow_heif
    except ImportError:
        return
    pillow_heif.register_heif_opener()


def _not_opened(error: Exception) -> Bilingual:
    said = decoder_said(error)
    return Bilingual(en=f"it cannot be opened as a picture ({said.en})", zh=f"无法作为图片打开（{said.zh}）")
