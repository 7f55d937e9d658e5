"""What only the boxes of an MP4 or QuickTime file say: how the picture is turned, and whether the file is whole."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.facts.metadata.bmff import Span, boxes, content
from rednote_lint.facts.metadata.source import CutShort, Source
from rednote_lint.model import Bilingual, Record

_CUT = Bilingual(en="the file ends before its video is complete", zh="文件在视频完整之前就结束了")
_MATRIX = {0: 40, 1: 52}
"""Where the matrix lies in a track header, by the header's version."""


class MovieBoxes(Record, frozen=True, kw_only=True):
    """Facts from the boxes."""

    sideways: bool = False
    """The picture is shown turned by a quarter."""
    damage: Bilingual | None = None


def read_boxes(path: Path) -> MovieBoxes:
    """Walk the outer boxes and the track headers; no sample is touched."""
    sideways = False
    try:
        with path.open("rb") as file:
            source = Source(file, path.stat().st_size)
            for box in boxes(source, 0, source.size):
                if box.kind == b"moov":
                    sideways = _turned(source, box)
            damage = _CUT if source.gaps else None
    except (OSError, CutShort):
        damage = _CUT
    return MovieBoxes(sideways=sideways, damage=damage)


def _turned(source: Source, movie: Span) -> bool:
    """Tell whether the first track that shows something is turned by a quarter."""
    for track in boxes(source, movie.start, movie.end):
        if track.kind != b"trak":
            continue
        for box in boxes(source, track.start, track.end):
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
