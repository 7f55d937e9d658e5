"""The displayed size of a HEIC or AVIF still, from its property boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.metadata.bmff import Span, boxes, content, inside_meta
from rednote_lint.facts.metadata.source import CutShort, Source
from rednote_lint.model import Bilingual

_SEQUENCES = (b"msf1", b"hevc", b"avis")


def still_size(path: Path) -> tuple[int | None, int | None, bool] | Unreadable:
    """Return displayed width, height, and whether it is a sequence of pictures.

    The largest stated size is the whole picture's: those of tiles and thumbnails are smaller.
    """
    try:
        with path.open("rb") as file:
            source = Source(file, path.stat().st_size)
            sizes, turned = _properties(source)
            source.seek(8)
            animated = source.take(4) in _SEQUENCES
    except (OSError, CutShort):
        return _damaged()
    if not sizes:
        return _damaged()
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return (height, width, animated) if turned else (width, height, animated)


def _properties(source: Source) -> tuple[list[tuple[int, int]], bool]:
    sizes: list[tuple[int, int]] = []
    turned = False
    for box in _inside(source, [b"meta", b"iprp", b"ipco"], Span(b"", 0, source.size)):
        data = content(source, box)
        if box.kind == b"ispe" and len(data) >= 12:
            sizes.append((int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")))
        elif box.kind == b"irot" and data:
            turned = bool(data[0] & 1)
    return sizes, turned


def _inside(source: Source, path: list[bytes], outer: Span) -> Iterator[Span]:
    """Yield the boxes that lie in the boxes of the given names, one inside the other."""
    for box in boxes(source, outer.start, outer.end):
        if not path:
            yield box
        elif box.kind == path[0]:
            inner = inside_meta(source, box) if box.kind == b"meta" else box
            yield from _inside(source, path[1:], inner)


def _damaged() -> Unreadable:
    return Unreadable(reason=Bilingual(en="its header is damaged", zh="文件头已损坏"))
