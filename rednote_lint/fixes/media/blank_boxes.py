"""Blanks positions and serial numbers of an MP4 or MOV in place: boxes become free space, their content zeros."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.blank_xmp import blank_xmp
from rednote_lint.media.isobmff.boxes import IsoBox, boxes, inside_meta
from rednote_lint.media.source import CutShort, Source

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
    try:
        return _blank(data)
    except CutShort as cut:
        raise CannotRepair(f"it cannot be read: {cut.reason.en}", f"无法读取：{cut.reason.zh}") from cut


def _blank(data: Any) -> bool:
    changed = False
    for box in boxes(Source.of_buffer(data)):
        if box.kind != b"mdat":
            changed |= blank_xmp(data, box.start, box.end)
    for box in list(_within(data, 0, len(data))):
        if box.kind in _PLACES:
            _free(data, box)
            changed = True
        elif box.kind == b"meta":
            changed |= _blank_tags(data, box)
        elif box.kind == b"trak":
            changed |= _blank_track(data, box)
    return changed


def _within(data: Any, start: int, end: int, depth: int = 0) -> Iterator[IsoBox]:
    for box in boxes(Source.of_buffer(data), start, end):
        yield box
        if box.kind in _PARENTS and depth < _DEEPEST:
            yield from _within(data, box.body, box.end, depth + 1)


def _free(data: Any, box: IsoBox) -> None:
    data[box.body : box.end] = bytes(box.end - box.body)
    data[box.start + 4 : box.start + 8] = b"free"


def _blank_tags(data: Any, meta: IsoBox) -> bool:
    """Free the items of a tag list whose key speaks of a place or a serial number."""
    source = Source.of_buffer(data)
    inner = {child.kind: child for child in boxes(source, inside_meta(source, meta).body, meta.end)}
    if b"ilst" not in inner:
        return False
    keys = _keys(data, inner[b"keys"]) if b"keys" in inner else []
    changed = False
    for item in boxes(source, inner[b"ilst"].body, inner[b"ilst"].end):
        number = int.from_bytes(item.kind, "big")
        key = keys[number - 1] if 0 < number <= len(keys) else bytes(data[item.body : item.end])[:200]
        named = 0 < number <= len(keys) or item.kind == b"----"
        if item.kind in _PLACES or (named and any(word in key.lower() for word in _WORDS)):
            _free(data, item)
            changed = True
    return changed


def _keys(data: Any, box: IsoBox) -> list[bytes]:
    return [bytes(data[child.body : child.end]) for child in boxes(Source.of_buffer(data), box.body + 8, box.end)]


def _blank_track(data: Any, track: IsoBox) -> bool:
    """Wipe the samples of a track of positions, and let the track itself become free space."""
    found = {box.kind: box for box in _within(data, track.body, track.end)}
    described = found.get(b"stsd")
    if described is None:
        return False
    kind, words = data[described.body + 12 : described.body + 16], bytes(data[described.body : described.end]).lower()
    if kind not in _TRACKS and not (kind == b"mebx" and b"location" in words):
        return False
    fragmented = any(box.kind == b"moof" for box in boxes(Source.of_buffer(data)))
    if fragmented or not (found.keys() >= _TABLES and found.keys() & _CHUNKS):
        raise CannotRepair(
            "it has a track of positions that cannot be taken out; convert it first",
            "其中的位置轨道无法删除：先转换格式",
        )
    for start, length in _samples(data, found):
        data[start : start + length] = bytes(max(min(length, len(data) - start), 0))
    _free(data, track)
    return True


def _samples(data: Any, found: dict[bytes, IsoBox]) -> Iterator[tuple[int, int]]:
    """Yield offset and length of each sample of a track, from its tables."""
    sizes, chunks = _sizes(data, found[b"stsz"]), _offsets(data, found)
    groups = sorted(_table(data, found[b"stsc"], (4, 4, 4)))
    firsts = [first for first, _, _ in groups]
    sample = 0
    for number, offset in enumerate(chunks, 1):
        group = bisect_right(firsts, number) - 1
        per_chunk = groups[group][1] if group >= 0 else 0
        for size in sizes[sample : sample + per_chunk]:
            yield offset, size
            offset += size
        sample += per_chunk


def _sizes(data: Any, box: IsoBox) -> list[int]:
    same, count = (int.from_bytes(data[box.body + at : box.body + at + 4], "big") for at in (4, 8))
    if same:
        return [same] * min(count, box.end)
    return [size for (size,) in _table(data, box, (4,), head=8)]


def _offsets(data: Any, found: dict[bytes, IsoBox]) -> list[int]:
    if b"co64" in found:
        return [offset for (offset,) in _table(data, found[b"co64"], (8,))]
    return [offset for (offset,) in _table(data, found[b"stco"], (4,))]


def _table(data: Any, box: IsoBox, widths: tuple[int, ...], head: int = 4) -> list[tuple[int, ...]]:
    """Read a table of numbers behind version, flags and count."""
    rows, at = [], box.body + head + 4
    while at + sum(widths) <= box.end:
        row = []
        for width in widths:
            row.append(int.from_bytes(data[at : at + width], "big"))
            at += width
        rows.append(tuple(row))
    return rows
