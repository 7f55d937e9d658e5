"""Thumbnails of a post's media with the boxes of its findings, and a time strip for each video."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Box,
    Location,
    Omission,
    Record,
    Report,
    Severity,
    Subtitle,
    Thumbnails,
    TimeRange,
)
from rednote_lint.report.base import Illustrator
from rednote_lint.report.html.marking import Stretch, marks_in_lines, stretches
from rednote_lint.report.html.said import told
from rednote_lint.report.places.place import clock, in_words
from rednote_lint.report.screen.causes import Cause

SIDE = 320
"""Pixels that no side of a thumbnail exceeds."""
FRAMES = 6
"""Frames of one video that are shown."""
ROOM = 9_000_000
"""Bytes of JPEG in one report; written out they are a third more."""
PLAIN = 200
"""Pictures without a finding that one report shows."""
LINES = 600
"""Lines of one transcript that are shown: those of half an hour."""
LEAST = 4
"""Thousandths of a time strip that its shortest stretch fills, so that it can be seen."""


class Drawn(NamedTuple):
    """A box on a thumbnail."""

    box: Box
    severity: Severity
    number: int
    """Of its cause."""


class Shown(Record, frozen=True, kw_only=True):
    """A thumbnail, or why there is none."""

    name: str
    uri: str = ""
    width: int = 0
    height: int = 0
    when: str = ""
    boxes: tuple[Drawn, ...] = ()
    numbers: tuple[int, ...] = ()
    """Of the causes that it shows."""
    said: str = ""
    """The subtitle of a frame."""


class Lane(NamedTuple):
    """The moments of one cause, in thousandths of a video."""

    number: int
    severity: Severity
    headline: Bilingual
    stretches: tuple[tuple[float, float], ...]
    words: Bilingual


class LineView(NamedTuple):
    """A line of a transcript."""

    start: float
    end: float
    when: str
    until: str
    text: tuple[Stretch, ...]


class TranscriptView(Record, frozen=True, kw_only=True):
    """The subtitles in the picture of a video."""

    name: str
    asset: int
    """Its number among the media of the post."""
    lines: tuple[LineView, ...]
    left: int
    """Lines that are not shown."""
    is_dense: bool
    """See `model.Transcript`."""


class Strip(Record, frozen=True, kw_only=True):
    """A video from its start to its end."""

    name: str
    end: str
    lanes: tuple[Lane, ...]
    said: tuple[tuple[float, float], ...] = ()
    """When subtitles stand in the picture, in thousandths of the video."""


class Media(Record, frozen=True, kw_only=True):
    """What is shown of the media of a post."""

    pictures: tuple[Shown, ...] = ()
    strips: tuple[Strip, ...] = ()
    transcripts: tuple[TranscriptView, ...] = ()
    left_out: int = 0
    """Pictures for which there was no room."""


class _Place(NamedTuple):
    where: Location
    severity: Severity
    number: int


class Gallery:
    """Makes the pictures of one report, as far as there is room.

    Args:
        illustrate: makes thumbnails.
        side: pixels that no side of one exceeds.
        room: bytes of JPEG for all of them.
    """

    def __init__(self, illustrate: Illustrator, side: int = SIDE, room: int | None = None) -> None:
        self._illustrate = illustrate
        self._side = side
        self._room = ROOM if room is None else room
        self._plain = PLAIN

    def of(self, report: Report, causes: Sequence[Cause]) -> Media:
        """Return what is shown of a post; media that could not be read are not opened again."""
        unreadable = {skip.what for skip in report.skipped if skip.omission is Omission.FAILURE}
        unreadable |= {problem.where.path for problem in report.problems if problem.where is not None}
        pictures, strips, left_out = list[Shown](), list[Strip](), 0
        said = {one.path: one.lines for one in report.transcripts if one.lines}
        for asset in report.assets:
            if asset.kind not in (AssetKind.IMAGE, AssetKind.VIDEO) or unreadable & {asset.path, report.path}:
                continue
            places = list(_places(asset, causes))
            moments = _moments(asset, places)
            if not self._may_show(places):
                left_out += 1
                continue
            made = self._illustrate(asset, [Location(path=asset.path, time=time) for time in moments], self._side)
            pictures += self._shown(asset, places, moments, made, said.get(asset.path, ()))
            timed = [place for place in places if place.where.time is not None]
            if asset.kind is AssetKind.VIDEO and (timed or asset.path in said):
                strips.append(_strip(asset, timed, causes, made.seconds, said.get(asset.path, ())))
        return Media(
            pictures=tuple(pictures),
            strips=tuple(strips),
            transcripts=tuple(transcripts_of(report, causes)),
            left_out=left_out,
        )

    def _may_show(self, places: Sequence[_Place]) -> bool:
        if self._room <= 0 or not (places or self._plain):
            return False
        self._plain -= not places
        return True

    def _shown(
        self,
        asset: Asset,
        places: Sequence[_Place],
        moments: Sequence[TimeRange | None],
        made: Thumbnails,
        said: Sequence[Subtitle],
    ) -> Iterator[Shown]:
        for moment, picture in zip(moments, made.pictures, strict=True):
            if picture is None:
                continue
            self._room -= len(picture.jpeg)
            here = [place for place in places if _is_at(place.where, moment)]
            frames = [place.where.frame for place in here if place.where.frame is not None]
            width, height = frames[0] if frames else (picture.width, picture.height)
            boxes = tuple(Drawn(p.where.box, p.severity, p.number) for p in here if p.where.box is not None)
            yield Shown(
                name=_name(asset.path),
                uri=f"data:image/jpeg;base64,{b64encode(picture.jpeg).decode('ascii')}",
                width=width,
                height=height,
                when="" if moment is None else clock(moment.start),
                boxes=tuple(dict.fromkeys(boxes)),
                numbers=tuple(sorted({place.number for place in here})),
                said="" if moment is None else " ".join(_said_at(moment.start, said)),
            )


def transcripts_of(report: Report, causes: Sequence[Cause]) -> Iterator[TranscriptView]:
    """Yield the transcripts of a post with the marks of its findings."""
    numbers = {asset.path: number for number, asset in enumerate(report.assets)}
    for one in report.transcripts:
        if not one.lines:
            continue
        shown = one.lines[:LINES]
        lines = (
            LineView(
                start=line.start,
                end=line.end,
                when=clock(line.start),
                until=clock(line.end),
                text=tuple(stretches(line.text, marks)),
            )
            for line, marks in zip(shown, marks_in_lines(one.path, shown, causes), strict=True)
        )
        yield TranscriptView(
            name=_name(one.path),
            asset=numbers.get(one.path, 0),
            lines=tuple(lines),
            left=max(len(one.lines) - LINES, 0),
            is_dense=one.is_dense,
        )


def _said_at(moment: float, said: Sequence[Subtitle]) -> Iterator[str]:
    return (one.text for one in said if one.start <= moment < one.end)


def _places(asset: Asset, causes: Sequence[Cause]) -> Iterator[_Place]:
    for number, cause in enumerate(causes, 1):
        for finding in cause.findings:
            for where in (finding.location, *finding.related):
                if where.path == asset.path:
                    yield _Place(where, finding.severity, number)


def _moments(asset: Asset, places: Sequence[_Place]) -> list[TimeRange | None]:
    """Return the moments of a video that are shown: of each cause the first, then others; of a picture, the one."""
    if asset.kind is not AssetKind.VIDEO:
        return [None]
    firsts: dict[int, TimeRange] = {}
    for place in places:
        if place.where.time is not None:
            firsts.setdefault(place.number, place.where.time)
    times = [*firsts.values(), *(place.where.time for place in places if place.where.time is not None)]
    chosen = {time.start: TimeRange(time.start, time.start) for time in times}
    frames: list[TimeRange | None] = [*sorted(list(chosen.values())[:FRAMES])]
    return frames or [None]


def _is_at(where: Location, moment: TimeRange | None) -> bool:
    if where.time is None or moment is None:
        return where.time is None
    return where.time.start == moment.start or where.time.start < moment.start < where.time.end


def _strip(
    asset: Asset,
    places: Sequence[_Place],
    causes: Sequence[Cause],
    seconds: float | None,
    said: Sequence[Subtitle],
) -> Strip:
    times = [place.where.time for place in places if place.where.time is not None]
    whole = max(seconds or 0.0, *(time.end for time in times), *(one.end for one in said), 0.001)
    lanes = []
    for number in sorted({place.number for place in places}):
        cause = causes[number - 1]
        own = [p.where for p in places if p.number == number and p.where.time is not None]
        at = [(w.time.start * 1000 / whole, w.time.end * 1000 / whole) for w in own if w.time is not None]
        lanes.append(Lane(number, cause.lead.severity, _headline(cause), _drawn(at), _when(own)))
    heard = _drawn((one.start * 1000 / whole, one.end * 1000 / whole) for one in said[:LINES])
    return Strip(name=_name(asset.path), end=clock(whole), lanes=tuple(lanes), said=heard)


def _drawn(stretches: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return where stretches begin and how long they are, each long enough to be seen."""
    sides = ((round(min(a, 1000 - LEAST), 1), round(max(b - a, LEAST), 1)) for a, b in stretches)
    return tuple(dict.fromkeys(sides))


def _headline(cause: Cause) -> Bilingual:
    return told(lambda _, language: cause.headline(language))


def _when(places: Sequence[Location]) -> Bilingual:
    times = [Location(path=where.path, time=where.time) for where in places]
    return told(lambda labels, _: labels.listed.join(dict.fromkeys(in_words(where, labels) for where in times)))


def _name(path: str) -> str:
    return path.rpartition("/")[2]
