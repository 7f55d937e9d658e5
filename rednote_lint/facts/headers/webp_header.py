"""The displayed size of a WebP picture, from its chunks: Pillow would read the whole file for it."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.facts.metadata.riff import riff_parts
from rednote_lint.facts.metadata.source import CutShort, PartKind, Source

_ANIMATED, _WITH_EXIF = 0x02, 0x08
_KEY_FRAME = b"\x9d\x01\x2a"


def webp_size(head: bytes) -> tuple[int, int, bool] | None:
    """Return width, height as stored, and whether the picture moves; None when the header is damaged.

    Args:
        head: the first bytes of the file, at least 30 of them when the file has so many.
    """
    if len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8X":
            width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
            return width, height, bool(head[20] & _ANIMATED)
        case b"VP8L" if head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, False
        case b"VP8 " if head[23:26] == _KEY_FRAME:
            width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
            return width, height, False
        case _:
            return None


def webp_exif(path: Path, head: bytes) -> bytes | None:
    """Return the EXIF block of a WebP file whose header announces one."""
    if head[12:16] != b"VP8X" or not head[20] & _WITH_EXIF:
        return None
    try:
        with path.open("rb") as file:
            parts = riff_parts(Source(file, path.stat().st_size))
            return next((part.data for part in parts if part.kind is PartKind.EXIF), None)
    except (OSError, CutShort):
        return None
