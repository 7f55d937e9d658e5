"""The same bytes under the extension that they deserve."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome

_STARTS = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tiff"),
    (b"MM\0*", ".tiff"),
    (b"\x1aE\xdf\xa3", ".webm"),
    (b"FLV\1", ".flv"),
    (b"0&\xb2u\x8ef\xcf\x11", ".wmv"),
)
_BRANDS = (
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), ".heic"),
    ((b"avif", b"avis"), ".avif"),
    ((b"qt  ",), ".mov"),
    ((b"M4V ", b"M4VH", b"M4VP"), ".m4v"),
    ((b"3gp4", b"3gp5", b"3gp6"), ".3gp"),
)


def repair(source: Path, target: Path, arguments: dict[str, Any], advance: Advance) -> MediaOutcome:
    """Copy the file; its new extension is told by its first bytes."""
    with source.open("rb") as file:
        suffix = suffix_of(file.read(64))
    if suffix is None:
        raise CannotRepair("its content is of no known type", "无法识别其内容类型")
    shutil.copyfile(source, target)
    return MediaOutcome(suffix=suffix)


def suffix_of(head: bytes) -> str | None:
    """Return the extension that a file with these first 64 bytes deserves."""
    if head[4:8] == b"ftyp":
        return next((suffix for brands, suffix in _BRANDS if head[8:12] in brands), ".mp4")
    if head[:4] == b"RIFF":
        return {b"WEBP": ".webp", b"AVI ": ".avi"}.get(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3"):
        return ".webm" if b"webm" in head else ".mkv"
    return next((suffix for start, suffix in _STARTS if head.startswith(start)), None)
