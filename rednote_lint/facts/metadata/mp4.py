"""The tags of an MP4 or MOV file, read from its index without opening a decoder."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.metadata.bmff import Span, boxes, content, inside_meta, uuid_parts
from rednote_lint.facts.metadata.source import Part, PartKind, Source
from rednote_lint.model import Bilingual

NO_INDEX = Bilingual(
    en="the video has no index (moov box): its container tags could not be read",
    zh="视频缺少索引（moov），无法读取容器标签",
)
# The names that ffmpeg and exiftool print for the four-letter keys.
_NAMES = {
    b"\xa9cmt": "comment",
    b"\xa9too": "encoder",
    b"\xa9swr": "software",
    b"\xa9nam": "title",
    b"\xa9ART": "artist",
    b"\xa9des": "description",
    b"\xa9inf": "information",
    b"\xa9mak": "make",
    b"\xa9mod": "model",
    b"\xa9xyz": "location",
    b"desc": "description",
}
_TEXT_TYPES = {0, 1}


def mp4_parts(source: Source) -> Iterator[Part]:
    """Yield tags of the movie and its tracks, XMP and content credentials."""
    indexed = False
    for box in boxes(source, 0, source.size):
        match box.kind:
            case b"ftyp":
                yield Part(PartKind.TEXT, "container.major_brand", content(source, box)[:4])
            case b"moov":
                indexed = True
                yield from _movie(source, box)
            case b"meta":
                yield from _keys_and_values(source, box)
            case b"uuid":
                yield from uuid_parts(source, box)
    if not indexed:
        source.gaps.append(NO_INDEX)


def _movie(source: Source, movie: Span) -> Iterator[Part]:
    for box in boxes(source, movie.start, movie.end):
        match box.kind:
            case b"udta":
                yield from _user_data(source, box)
            case b"meta":
                yield from _keys_and_values(source, box)
            case b"trak":
                yield from _track(source, box)
            case b"uuid":
                yield from uuid_parts(source, box)


def _track(source: Source, track: Span) -> Iterator[Part]:
    for box in boxes(source, track.start, track.end):
        if box.kind == b"udta":
            yield from _user_data(source, box)
        elif box.kind == b"mdia":
            for inner in boxes(source, box.start, box.end):
                if inner.kind == b"hdlr":
                    yield Part(PartKind.TEXT, "stream.handler_name", _handler_name(content(source, inner)))


def _handler_name(data: bytes) -> bytes:
    """Cut the name behind 24 bytes of fields; QuickTime writes its length first, MP4 a zero behind it."""
    name = data[24:]
    if name and name[0] == len(name) - 1:
        name = name[1:]
    return name.partition(b"\x00")[0]


def _user_data(source: Source, data: Span) -> Iterator[Part]:
    for box in boxes(source, data.start, data.end):
        if box.kind == b"meta":
            yield from _keys_and_values(source, box)
        elif box.kind == b"XMP_":
            yield Part(PartKind.XMP, "", content(source, box))
        elif box.kind == b"loci":
            yield Part(PartKind.TEXT, "container.location", _location(content(source, box)))
        elif box.kind[:1] == b"\xa9":
            # A length and a language stand before the text.
            yield Part(PartKind.TEXT, _key(box.kind), content(source, box)[4:])


def _location(data: bytes) -> bytes:
    """Write the place of a 3GPP `loci` box (fixed-point degrees behind a name and a role) as ISO 6709."""
    name, _, rest = data[6:].partition(b"\x00")
    if len(rest) < 9 or b"\xfe\xff" in name[:2]:
        return b""
    longitude, latitude = (int.from_bytes(rest[at : at + 4], "big", signed=True) / 65536 for at in (1, 5))
    return f"{latitude:+09.5f}{longitude:+010.5f}/".encode("ascii")


def _keys_and_values(source: Source, meta: Span) -> Iterator[Part]:
    """Yield the entries of an `ilst`: by four letters (iTunes), by a number into `keys` (QuickTime), or free-form."""
    names: list[str] = []
    inside = inside_meta(source, meta)
    for box in boxes(source, inside.start, inside.end):
        if box.kind == b"keys":
            names = _key_names(content(source, box))
        elif box.kind == b"ilst":
            for item in boxes(source, box.start, box.end):
                yield from _item(source, item, names)


def _key_names(data: bytes) -> list[str]:
    names, position = [], 8
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if length < 8:
            break
        names.append(data[position + 8 : position + length].decode("utf-8", "replace"))
        position += length
    return names


def _item(source: Source, item: Span, names: list[str]) -> Iterator[Part]:
    number = int.from_bytes(item.kind, "big")
    key = f"container.{names[number - 1]}" if 1 <= number <= len(names) else _key(item.kind)
    for box in boxes(source, item.start, item.end):
        if box.kind == b"name":
            key = "container." + content(source, box)[4:].decode("utf-8", "replace")
        elif box.kind == b"data":
            data = content(source, box)
            if int.from_bytes(data[:4], "big") in _TEXT_TYPES:
                yield Part(PartKind.TEXT, key, data[8:])


def _key(kind: bytes) -> str:
    return "container." + _NAMES.get(kind, kind.decode("latin-1").strip("\xa9 \x00"))
