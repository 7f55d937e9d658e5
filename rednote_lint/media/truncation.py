"""Detects truncated files by the end that their format prescribes."""

from __future__ import annotations

from rednote_lint.media import gif, jpeg, matroska, png, riff
from rednote_lint.media.file_type import HEAD, TS_SYNC, ts_packets
from rednote_lint.media.source import CutShort, Source

_BLOCK = 1 << 20


def is_complete(source: Source, kind: str) -> bool:
    """Say whether an image or a video can be whole; True when its format does not say where it ends.

    Args:
        source: the file; its bounds must allow all of it.
        kind: its type by content.
    """
    try:
        match kind:
            case "jpeg":
                return _jpeg_ends(source)
            case "png":
                return png.is_whole(source)
            case "webp":
                return int.from_bytes(source.slice(4, 8), "little") + 8 <= source.size
            case "avi":
                return riff.is_whole(source)
            case "ts":
                return _ts_ends(source)
            case "gif":
                return gif.is_whole(source)
            case "mkv" | "webm":
                return matroska.is_whole(source)
            case _:
                return True
    except CutShort:
        return False


def _jpeg_ends(source: Source) -> bool:
    """Look for the end mark behind the start of the first scan; inside a scan it cannot occur by chance."""
    scan = next((span for span in jpeg.segments(source) if span.marker == jpeg.SCAN), None)
    if scan is None:
        return False
    at = scan.body
    while at < source.size:
        # Blocks overlap by one byte, for the mark may lie across two of them.
        if jpeg.END_OF_IMAGE in source.slice(at, min(at + _BLOCK + 1, source.size)):
            return True
        at += _BLOCK
    return False


def _ts_ends(source: Source) -> bool:
    """Say whether no packet is begun at the end of a transport stream, which does not say how many there are."""
    shape = ts_packets(source.slice(0, min(source.size, HEAD)))
    if shape is None:
        return True
    packet, first = shape
    sync = source.size - source.size % packet + first
    # What other programs append behind the last packet begins with no sync byte.
    return sync >= source.size or source.slice(sync, sync + 1)[0] != TS_SYNC
