"""Whether an image file is whole, told by how its format says that it ends."""

from __future__ import annotations

import mmap
from typing import BinaryIO

from rednote_lint.model import Bilingual

_CUT = Bilingual(en="the file ends before the picture is complete", zh="文件在图片完整之前就结束了")
_XMP_AREA = 512 * 1024
_MOTION = (b'MotionPhoto="1"', b'MicroVideo="1"', b"MotionPhoto>1<", b"MicroVideo>1<")


def image_damage(file: BinaryIO, kind: str, size: int) -> Bilingual | None:
    """Say why an image cannot be whole; None when its end is where it should be, or its format does not say.

    Args:
        file: the open image.
        kind: its type by content.
        size: its bytes.
    """
    match kind:
        case "jpeg":
            whole = _jpeg_ends(file)
        case "png":
            whole = _png_ends(file, size)
        case "webp":
            file.seek(4)
            whole = int.from_bytes(file.read(4), "little") + 8 <= size
        case "gif":
            file.seek(max(size - 1024, 0))
            whole = b"\x3b" in file.read()
        case _:
            whole = True
    return None if whole else _CUT


def is_motion_photo(file: BinaryIO) -> bool:
    """Tell whether the XMP of a JPEG announces a movie behind the picture."""
    file.seek(0)
    area = file.read(_XMP_AREA)
    return any(mark in area for mark in _MOTION)


def _jpeg_ends(file: BinaryIO) -> bool:
    """Look for the end mark behind the start of the first scan; inside a scan it cannot occur by chance."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 2
        while at + 4 <= len(data) and data[at] == 0xFF:
            marker = data[at + 1]
            if marker == 0xFF:
                at += 1
                continue
            if marker == 0xDA:
                return data.find(b"\xff\xd9", at) >= 0
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        return False


def _png_ends(file: BinaryIO, size: int) -> bool:
    """Walk the chunks to `IEND`."""
    at = 8
    while at + 12 <= size:
        file.seek(at)
        head = file.read(8)
        at += 12 + int.from_bytes(head[:4], "big")
        if head[4:] == b"IEND":
            return at <= size
    return False
