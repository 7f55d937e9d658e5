"""File types from first bytes, never from names."""

from __future__ import annotations

from pathlib import Path

HEAD = 4096
"""Bytes that are enough to name a type."""
TS_SYNC = 0x47
"""The first byte of each packet of a transport stream."""

_PREFIXES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"8BPS", "psd"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"FLV", "flv"),
    (b".RMF", "rm"),
    (b"OggS", "ogg"),
    (b"\0\0\x01\xba", "mpeg"),
    (b"\0\0\x01\xb3", "mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"ID3", "mp3"),
    (b"BM", "bmp"),
)
_RIFF = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}
_STILL_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic"}
_STILL_BRANDS |= {b"hevc": "heic", b"hevx": "heic", b"mif1": "heic", b"msf1": "heic"}
_MOVIE_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")

IMAGE_TYPES = frozenset(("jpeg", "png", "gif", "webp", "heic", "avif", "bmp", "tiff", "psd", "jxl", "svg"))
ISO_MOVIE_TYPES = frozenset(("mp4", "mov", "m4v", "f4v", "3gp"))
"""Videos made of the boxes of an ISO base media file."""
VIDEO_TYPES = frozenset(
    ("mp4", "mov", "m4v", "f4v", "flv", "mkv", "webm", "rm", "mpeg", "ts", "avi", "wmv", "3gp", "ogg")
)

EXTENSIONS: dict[str, frozenset[str]] = {
    "jpeg": frozenset((".jpg", ".jpeg", ".jfif")),
    "png": frozenset((".png", ".apng")),
    "gif": frozenset((".gif",)),
    "webp": frozenset((".webp",)),
    "heic": frozenset((".heic", ".heif", ".hif")),
    "avif": frozenset((".avif",)),
    "bmp": frozenset((".bmp",)),
    "tiff": frozenset((".tif", ".tiff", ".dng")),
    "psd": frozenset((".psd",)),
    "jxl": frozenset((".jxl",)),
    "svg": frozenset((".svg",)),
    "mp4": frozenset((".mp4", ".m4v", ".f4v", ".mov")),
    "mov": frozenset((".mov", ".mp4", ".m4v")),
    "m4v": frozenset((".m4v", ".mp4")),
    "f4v": frozenset((".f4v", ".mp4")),
    "flv": frozenset((".flv",)),
    "mkv": frozenset((".mkv",)),
    "webm": frozenset((".webm",)),
    "rm": frozenset((".rm", ".rmvb")),
    "mpeg": frozenset((".mpg", ".mpeg")),
    "ts": frozenset((".ts", ".mts", ".m2ts")),
    "avi": frozenset((".avi",)),
    "wmv": frozenset((".wmv", ".asf")),
    "3gp": frozenset((".3gp",)),
    "ogg": frozenset((".ogv",)),
}
"""The file names' endings that go with each type; MP4 and QuickTime are read by the same parsers everywhere."""

_USUAL = {"jpeg": ".jpg", "png": ".png", "heic": ".heic", "tiff": ".tiff", "mp4": ".mp4", "mov": ".mov", "m4v": ".m4v"}
_USUAL |= {"f4v": ".f4v", "rm": ".rm", "mpeg": ".mpg", "ts": ".ts", "wmv": ".wmv"}
"""Of types with several endings, the one to give."""


_WRITTEN = {"webp": "WebP", "jxl": "JPEG XL", "webm": "WebM", "rm": "RealMedia", "ts": "MPEG-TS", "ogg": "Ogg"}


def format_name(kind: str) -> str:
    """Return the name of a type as people write it, where it is a type of pictures or videos."""
    return _WRITTEN.get(kind, kind.upper()) if kind in IMAGE_TYPES or kind in VIDEO_TYPES else kind


def sniff(head: bytes) -> str:
    """Name the type of a file from its first bytes; `unknown` when they are of no type listed here."""
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "unknown")
    if head[:4] == b"\x1aE\xdf\xa3":
        return "webm" if b"webm" in head[:64] else "mkv"
    for prefix, name in _PREFIXES:
        if head.startswith(prefix):
            return name
    if head[4:8] in _MOVIE_BOXES:
        return "mov"
    return _by_shape(head)


def named_as(kind: str, path: Path) -> bool:
    """Say whether a file's ending goes with its type; a type without usual endings goes with any."""
    return path.suffix.lower() in EXTENSIONS.get(kind, {path.suffix.lower()})


def sniff_file(path: Path) -> str:
    """Name the type of a file; raises OSError."""
    with path.open("rb") as file:
        return sniff(file.read(HEAD))


def usual_extension(kind: str) -> str | None:
    """Return the ending to give to files of a type, with its dot; None when the type has no usual one."""
    return _USUAL.get(kind) or next(iter(EXTENSIONS.get(kind, ())), None)


def _by_brand(head: bytes) -> str:
    """Distinguish stills from movies by the brands of an ISO base media file."""
    size = int.from_bytes(head[:4], "big")
    body = head[8 : max(size, 12)]
    brands = [body[:4], *(body[at : at + 4] for at in range(8, len(body) - 3, 4))]
    still = [_STILL_BRANDS[brand] for brand in brands if brand in _STILL_BRANDS]
    if brands[0] in _STILL_BRANDS:
        return "avif" if "avif" in still else "heic"
    if brands[0] == b"qt  ":
        return "mov"
    if brands[0].startswith((b"3gp", b"3g2")):
        return "3gp"
    return {b"f4v ": "f4v", b"F4V ": "f4v", b"M4V ": "m4v", b"M4VH": "m4v", b"M4VP": "m4v"}.get(brands[0], "mp4")


def ts_packets(head: bytes) -> tuple[int, int] | None:
    """Return the bytes of a transport stream's packet, and those before its sync byte; None for other files."""
    for packet, first in ((188, 0), (192, 4)):
        syncs = head[first::packet]
        if len(syncs) > 2 and set(syncs) == {TS_SYNC}:
            return packet, first
    return None


def _by_shape(head: bytes) -> str:
    """Recognise transport streams by their packets' sync bytes, and text formats by their first word."""
    if ts_packets(head) is not None:
        return "ts"
    text = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in head.lower()):
        return "svg"
    if text.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "unknown"
