"""The boxes of an MP4 or MOV file: its tags, how its picture is turned, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.media.isobmff.boxes import IsoBox, boxes, content, inside_meta, uuid_parts
from rednote_lint.media.source import CutShort, Part, PartKind, Source
from rednote_lint.model import Bilingual, Record

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
_MATRIX = {0: 40, 1: 52}
"""Where the matrix lies in a track header, by the header's version."""


class MovieHeader(Record, frozen=True, kw_only=True):
    """What only the boxes say of a movie."""

    sideways: bool = False
    """The picture is shown turned by a quarter."""
    whole: bool = True
    """The file reaches as far as its boxes say."""


def mp4_parts(source: Source) -> Iterator[Part]:
    """Yield tags of the movie and its tracks, XMP and content credentials."""
    indexed = False
    for box in boxes(source):
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


def movie_header(source: Source) -> MovieHeader:
    """Walk the outer boxes and the track headers; no sample is touched."""
    sideways = False
    try:
        for box in boxes(source):
            if box.kind == b"moov":
                sideways = _turned(source, box)
    except CutShort:
        return MovieHeader(sideways=sideways, whole=False)
    return MovieHeader(sideways=sideways, whole=not source.gaps)


def _turned(source: Source, movie: IsoBox) -> bool:
    """Say whether the first track that shows something is turned by a quarter."""
    for track in boxes(source, movie.body, movie.end):
        if track.kind != b"trak":
            continue
        for box in boxes(source, track.body, track.end):
            if box.kind == b"tkhd":
                data = content(source, box)
                if _shows(data):
                    return _quarter(data)
    return False


def _shows(header: bytes) -> bool:
    """A sound track has no width."""
    return len(header) >= 84 and any(header[-8:-4])


def _quarter(header: bytes) -> bool:
    """A quarter turn swaps the axes: the matrix has nothing on its diagonal."""
    start = _MATRIX.get(header[0], 40)
    a, b = (int.from_bytes(header[at : at + 4], "big", signed=True) for at in (start, start + 4))
    return a == 0 and b != 0


def _movie(source: Source, movie: IsoBox) -> Iterator[Part]:
    for box in boxes(source, movie.body, movie.end):
        match box.kind:
            case b"udta":
                yield from _user_data(source, box)
            case b"meta":
                yield from _keys_and_values(source, box)
            case b"trak":
                yield from _track(source, box)
            case b"uuid":
                yield from uuid_parts(source, box)


def _track(source: Source, track: IsoBox) -> Iterator[Part]:
    for box in boxes(source, track.body, track.end):
        if box.kind == b"udta":
            yield from _user_data(source, box)
        elif box.kind == b"mdia":
            for inner in boxes(source, box.body, box.end):
                if inner.kind == b"hdlr":
                    yield Part(PartKind.TEXT, "stream.handler_name", _handler_name(content(source, inner)))


def _handler_name(data: bytes) -> bytes:
    """Cut the name behind 24 bytes of fields; QuickTime writes its length first, MP4 a zero behind it."""
    name = data[24:]
    if name and name[0] == len(name) - 1:
        name = name[1:]
    return name.partition(b"\x00")[0]


def _user_data(source: Source, data: IsoBox) -> Iterator[Part]:
    for box in boxes(source, data.body, data.end):
        if box.kind == b"meta":
            yield from _keys_and_values(source, box)
        elif box.kind == b"XMP_":
            yield Part(PartKind.XMP, "", content(source, box), box.body)
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


def _keys_and_values(source: Source, meta: IsoBox) -> Iterator[Part]:
    """Yield the entries of an `ilst`: by four letters (iTunes), by a number into `keys` (QuickTime), or free-form."""
    names: list[str] = []
    inside = inside_meta(source, meta)
    for box in boxes(source, inside.body, inside.end):
        if box.kind == b"keys":
            names = _key_names(content(source, box))
        elif box.kind == b"ilst":
            for item in boxes(source, box.body, box.end):
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


def _item(source: Source, item: IsoBox, names: list[str]) -> Iterator[Part]:
    number = int.from_bytes(item.kind, "big")
    key = f"container.{names[number - 1]}" if 1 <= number <= len(names) else _key(item.kind)
    for box in boxes(source, item.body, item.end):
        if box.kind == b"name":
            key = "container." + content(source, box)[4:].decode("utf-8", "replace")
        elif box.kind == b"data":
            data = content(source, box)
            if int.from_bytes(data[:4], "big") in _TEXT_TYPES:
                yield Part(PartKind.TEXT, key, data[8:])


def _key(kind: bytes) -> str:
    return "container." + _NAMES.get(kind, kind.decode("latin-1").strip("\xa9 \x00"))
