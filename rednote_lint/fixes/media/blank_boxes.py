"""Takes position and serial numbers out of an MP4 or MOV in place: boxes become free space, their content zeros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.blank_xmp import blank_xmp
from rednote_lint.fixes.media.boxes import Box, boxes

_PARENTS = (b"moov", b"trak", b"udta", b"mdia", b"minf", b"stbl")
_PLACES = (b"\xa9xyz", b"loci", b"GPMF", b"CAME", b"SNUM", b"gps ", b"GPS ")
_TRACKS = (b"gpmd", b"camm", b"rtmd")
"""Timed metadata that holds positions: GoPro, Android, Sony."""
_WORDS = (b"location", b"gps", b"serial")
_TABLES, _CHUNKS = {b"stsz", b"stsc"}, {b"stco", b"co64"}
_DEEPEST = 16
"""Boxes in boxes; a real file has seven."""


def blank_boxes(data: Any) -> bool:
    """Blank positions and serial numbers in user data, tags, XMP and metadata tracks.

    Returns:
        Whether anything was taken out.

    Raises:
        CannotRepair: there is a track of positions whose samples cannot be found.
    """
    changed = False
    for box in boxes(data):
        if box.name != b"mdat":
            changed |= blank_xmp(data, box.start, box.end)
    for box in list(_within(data, 0, len(data))):
        if box.name in _PLACES:
            _free(data, box)
            changed = True
        elif box.name == b"meta":
            changed |= _blank_tags(data, box)
        elif box.name == b"trak":
            changed |= _blank_track(data, box)
    return changed


def _within(data: Any, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    for box in boxes(data, start, end):
        yield box
        if box.name in _PARENTS and depth < _DEEPEST:
            yield from _within(data, box.body, box.end, depth + 1)


def _free(data: Any, box: Box) -> None:
    data[box.body : box.end] = bytes(box.end - box.body)
    data[box.start + 4 : box.start + 8] = b"free"


def _blank_tags(data: Any, meta: Box) -> bool:
    """Free the items of a tag list whose key speaks of a place or a serial number."""
    body = meta.body if data[meta.body + 4 : meta.body + 8] == b"hdlr" else meta.body + 4
    inner = {child.name: child for child in boxes(data, body, meta.end)}
    if b"ilst" not in inner:
        return False
    keys = _keys(data, inner[b"keys"]) if b"keys" in inner else []
    changed = False
    for item in boxes(data, inner[b"ilst"].body, inner[b"ilst"].end):
        number = int.from_bytes(item.name, "big")
        key = keys[number - 1] if 0 < number <= len(keys) else bytes(data[item.body : item.end])[:200]
        named = 0 < number <= len(keys) or item.name == b"----"
        if item.name in _PLACES or (named and any(word in key.lower() for word in _WORDS)):
            _free(data, item)
            changed = True
    return changed


def _keys(data: Any, box: Box) -> list[bytes]:
    return [bytes(data[child.body : child.end]) for child in boxes(data, box.body + 8, box.end)]


def _blank_track(data: Any, track: Box) -> bool:
    """Wipe the samples of a track of positions, and let the track itself become free space."""
    found = {box.name: box for box in _within(data, track.body, track.end)}
    described = found.get(b"stsd")
    if described is None:
        return False
    kind, words = data[described.body + 12 : described.body + 16], bytes(data[described.body : described.end]).lower()
    if kind not in _TRACKS and not (kind == b"mebx" and b"location" in words):
        return False
    if any(box.name == b"moof" for box in boxes(data)) or not (found.keys() >= _TABLES and found.keys() & _CHUNKS):
        raise CannotRepair(
            "it has a track of positions that cannot be taken out; convert it first",
            "其中的位置轨道无法删除：请先转换格式",
        )
    for start, length in _samples(data, found):
        data[start : start + length] = bytes(max(min(length, len(data) - start), 0))
    _free(data, track)
    return True


def _samples(data: Any, found: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    """Yield offset and length of each sample of a track, from its tables."""
    sizes, chunks = _sizes(data, found[b"stsz"]), _offsets(data, found)
    groups = _table(data, found[b"stsc"], (4, 4, 4))
    sample = 0
    for number, offset in enumerate(chunks, 1):
        per_chunk = next((count for first, count, _ in reversed(groups) if first <= number), 0)
        for size in sizes[sample : sample + per_chunk]:
            yield offset, size
            offset += size
        sample += per_chunk


def _sizes(data: Any, box: Box) -> list[int]:
    same, count = (int.from_bytes(data[box.body + at : box.body + at + 4], "big") for at in (4, 8))
    if same:
        return [same] * min(count, box.end)
    return [size for (size,) in _table(data, box, (4,), head=8)]


def _offsets(data: Any, found: dict[bytes, Box]) -> list[int]:
    if b"co64" in found:
        return [offset for (offset,) in _table(data, found[b"co64"], (8,))]
    return [offset for (offset,) in _table(data, found[b"stco"], (4,))]


def _table(data: Any, box: Box, widths: tuple[int, ...], head: int = 4) -> list[tuple[int, ...]]:
    """Read a table of numbers behind version, flags and count."""
    rows, at = [], box.body + head + 4
    while at + sum(widths) <= box.end:
        row = []
        for width in widths:
            row.append(int.from_bytes(data[at : at + width], "big"))
            at += width
        rows.append(tuple(row))
    return rows
