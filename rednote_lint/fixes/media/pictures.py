"""Opens still pictures upright in sRGB and saves them with their metadata and AI labels."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.metadata_transfer import carry_over
from rednote_lint.media.ai_labels import labels_of
from rednote_lint.model import Record
from rednote_lint.model.arguments import PictureFormat

if TYPE_CHECKING:
    from PIL import Image

_ORIENTATION, _EXIF_IFD = 0x0112, 0x8769
_STORAGE = {254, 255, 256, 257, 258, 259, 262, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 330, 338, 339}
_STORAGE |= {347, 513, 514, 530, 531, 532, 700, 34675, 52545}
"""TIFF tags about strips, samples, the colour profile, and blocks that are carried over by themselves."""
_SIZES = {0xA002, 0xA003}
_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_XMP_ORIENTATION = re.compile(rb"""(tiff:Orientation(?:=["']|>))[2-8]""")
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_LONGEST_SIDE = {"JPEG": 65_500, "WEBP": 16_383}
"""In pixels, as far as the encoders go."""
_BEST_JPEG = 95
"""Above it a JPEG grows a lot and looks the same (Pillow's own advice)."""


class Picture(Record, frozen=True, kw_only=True):
    """Upright pixels in sRGB, and the blocks of metadata that belong to them."""

    pixels: Image.Image
    """Mode `L`, `RGB` or `RGBA`."""
    format: str
    """Pillow's name of the format it was read from."""
    exif: bytes = b""
    """With orientation 1."""
    xmp: bytes = b""
    frames: int = 1


def read(path: Path) -> Picture:
    """Read the first frame of a picture, upright, in sRGB.

    Raises:
        CannotRepair: it cannot be decoded.
    """
    import pillow_heif
    from PIL import Image, ImageOps, UnidentifiedImageError

    pillow_heif.register_heif_opener()
    try:
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1)
            exif = image.getexif()
            xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
            icc = image.info.get("icc_profile")
            image.load()
            # A HEIF decoder turns the picture itself; what XMP says of its orientation is about the turned one.
            upright = image if image.format == "HEIF" else ImageOps.exif_transpose(image) or image
            pixels = _standard_colours(_plain_mode(upright), icc)
            name = image.format or ""
    except UnidentifiedImageError as error:
        raise CannotRepair("it is no picture that can be decoded", "不是可解码的图片") from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise CannotRepair(f"the picture cannot be decoded: {error}", f"无法解码图片：{error}") from error
    packet = xmp.encode() if isinstance(xmp, str) else bytes(xmp)
    return Picture(
        pixels=pixels,
        format=name,
        exif=_described(exif),
        xmp=_XMP_ORIENTATION.sub(rb"\g<1>1", packet),
        frames=frames,
    )


def best_format(picture: Picture, wish: PictureFormat) -> str:
    """Return `JPEG` or `PNG`: the wish of the rule, or what the picture needs."""
    if wish is PictureFormat.AUTO:
        return "PNG" if picture.pixels.mode == "RGBA" else "JPEG"
    return wish.value.upper()


def kept_format(picture: Picture) -> str:
    """Return the picture's own format where the platform takes it, else the best one."""
    return picture.format if picture.format in _SUFFIXES else best_format(picture, PictureFormat.AUTO)


def encoded(picture: Picture, format_name: str, quality: int = _BEST_JPEG) -> bytes:
    """Encode the pixels, without metadata.

    Raises:
        CannotRepair: the format does not hold pictures of this size.
    """
    buffer, pixels = BytesIO(), picture.pixels
    longest = _LONGEST_SIDE.get(format_name)
    if longest and max(pixels.size) > longest:
        raise CannotRepair(
            f"a {format_name} has at most {longest} pixels on a side; export it in parts, or as PNG",
            f"{format_name} 每边最多 {longest} 像素：分段导出，或导出为 PNG",
        )
    match format_name:
        case "JPEG":
            _on_white(pixels).save(buffer, "JPEG", quality=quality, subsampling=0 if quality > 90 else 2, optimize=True)
        case "WEBP":
            pixels.save(buffer, "WEBP", quality=quality, method=4)
        case _:
            pixels.save(buffer, "PNG")
    return buffer.getvalue()


def save(picture: Picture, source: Path, target: Path, format_name: str, data: bytes | None = None) -> str:
    """Write a picture with its metadata and every AI label of the file it came from.

    Args:
        picture: what to write.
        source: where the labels are.
        target: the file to fill.
        format_name: `JPEG`, `PNG` or `WEBP`.
        data: the pixels as encoded already.

    Returns:
        The extension, with its dot.
    """
    plain = encoded(picture, format_name) if data is None else data
    target.write_bytes(carry_over(plain, picture.exif, picture.xmp, labels_of(source)))
    return _SUFFIXES[format_name]


def _plain_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        raise CannotRepair(
            "pictures with 16 bits per channel are not converted here; export it with 8 bits",
            "暂不支持每通道 16 位的图片：导出为 8 位",
        )
    if image.mode in ("L", "RGB", "CMYK", "RGBA"):
        return _opaque(image)
    has_alpha = image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info
    return _opaque(image.convert("RGBA")) if has_alpha else image.convert("L" if image.mode == "1" else "RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """Drop an alpha channel that hides nothing."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _standard_colours(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Convert to sRGB by the picture's own profile, so that no profile is needed to show it right."""
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(icc)) if icc else None
        if own is not None and own.profile.xcolor_space.strip() == _SPACES[colours.mode]:
            converted = ImageCms.profileToProfile(colours, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            assert converted is not None
            colours = converted
    except (ImageCms.PyCMSError, OSError) as error:
        raise CannotRepair(
            f"its colour profile cannot be applied: {error}", f"无法应用其颜色配置文件：{error}"
        ) from error
    colours = colours.convert("RGB") if colours.mode == "CMYK" else colours
    if alpha:
        colours.putalpha(alpha)
    colours.info.pop("icc_profile", None)
    return colours


def _described(exif: Image.Exif) -> bytes:
    """Return EXIF without the tags that describe how the old file stored its pixels."""
    for tag in _STORAGE & exif.keys():
        del exif[tag]
    for tag in _SIZES & exif.get_ifd(_EXIF_IFD).keys():
        del exif.get_ifd(_EXIF_IFD)[tag]
    if _ORIENTATION in exif:
        exif[_ORIENTATION] = 1
    return exif.tobytes() if len(exif) else b""


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
