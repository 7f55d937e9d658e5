"""`StatedFacts`: the facts that a rule's own test states, in place of those that would be observed in files."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any

from rednote_lint.facts import Need, Observation, Options, Unreadable, visible_assets
from rednote_lint.facts.analysis.codes import CodeSeen
from rednote_lint.facts.analysis.looks import Look
from rednote_lint.facts.analysis.orientation import Orientation
from rednote_lint.facts.analysis.payload import Payload, classify
from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE, Quality
from rednote_lint.facts.analysis.results import MediaAnalysis, View
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.base import Change
from rednote_lint.facts.headers.images import ImageHeader
from rednote_lint.facts.headers.videos import VideoHeader
from rednote_lint.facts.marks.end_card import Background, plain
from rednote_lint.facts.marks.layout import CardLayout, Layout
from rednote_lint.facts.marks.logos import LogoSeen
from rednote_lint.facts.marks.moving_logo import MovedLogo
from rednote_lint.facts.measures.registry import measured
from rednote_lint.facts.metadata import Metadata, Tag
from rednote_lint.facts.text.reading import Reading
from rednote_lint.facts.text.seen_text import seen_spans
from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Box,
    Location,
    Post,
    Record,
    Scope,
    Skipped,
    TextSpan,
    TimeRange,
)
from rednote_lint.store import FactRow

PICTURE = (1080, 1920)
"""Displayed pixels of the picture that observations stand in, unless they say otherwise."""

_NO_FILE = Unreadable(reason=Bilingual(en="a stated file has no header", zh="规则测试中的文件没有文件头"))
_CARD = plain(14, 14, 26)


class Stated(Record, frozen=True, kw_only=True):
    """Facts as a rule's own test states them; see `model.Example`."""

    spans: tuple[TextSpan, ...] = ()
    """All the text there is; empty: the post's own."""
    values: dict[str, Any] = {}
    """Measured values by measure or metadata name."""
    seen: tuple[dict[str, Any], ...] = ()
    """Observations in pixels: lines of text, logos, codes, contents of files."""


def stated_assets(stated: Stated) -> tuple[Asset, ...]:
    """Return the files that observations describe: one picture or video, or one picture for each stated content."""
    if any("bytes" in item or "looks" in item for item in stated.seen):
        return tuple(Asset(path=f"{number:02}.jpg", kind=AssetKind.IMAGE) for number in range(1, len(stated.seen) + 1))
    if not stated.seen and not stated.values:
        return ()
    moving = any("time" in item or "duration" in item for item in stated.seen)
    kind = AssetKind.VIDEO if moving else AssetKind.IMAGE
    return (Asset(path="example", kind=kind),)


class StatedFacts:
    """Answers from what a rule's test states, and reads no file; see `facts.base.Facts`.

    Args:
        post: the post of the example; its assets are those of `stated_assets`.
        needs: what the rule may ask.
        options: how facts are gathered.
        stated: what the test states.
    """

    def __init__(self, post: Post, needs: frozenset[Need], options: Options, stated: Stated) -> None:
        self.post = post
        self.needs = needs
        self.options = options
        self.skipped: list[Skipped] = []
        self.recorded: list[FactRow] = []
        self.timings: dict[str, float] = {}
        self._stated = stated

    @property
    def kinds(self) -> frozenset[AssetKind]:
        """All kinds: values are stated without files."""
        return frozenset(AssetKind)

    @cached_property
    def reading(self) -> Reading:
        """The views of all texts."""
        return Reading(self.spans, self.needs)

    def spans(self, scope: Scope) -> tuple[TextSpan, ...]:
        """Return the stated text in one scope, else the post's own, else the lines that are seen."""
        if self._stated.spans:
            return tuple(span for span in self._stated.spans if span.scope is scope)
        post = self.post
        own: dict[Scope, tuple[TextSpan | None, ...]] = {
            Scope.TITLE: (post.title,),
            Scope.BODY: (post.body,),
            Scope.TAGS: post.tags,
            Scope.OCR: tuple(self._seen_spans()),
        }
        return tuple(span for span in own.get(scope, ()) if span is not None)

    def observe(self, measure: str) -> tuple[Observation, ...]:
        """Return the stated value of a measure; without any stated value, what is measured of the text."""
        values = self._stated.values
        if not values:
            return tuple(measured(measure, self))
        where = Location(path=self.post.path)
        return (Observation(value=values[measure], where=where),) if measure in values else ()

    def image(self, asset: Asset) -> ImageHeader | Unreadable:
        """Return that there is no header."""
        return _NO_FILE

    def video(self, asset: Asset) -> VideoHeader | Unreadable:
        """Return that there is no header."""
        return _NO_FILE

    def metadata(self, asset: Asset) -> Metadata | Unreadable:
        """Return the stated values as tags."""
        return Metadata(tags=tuple(Tag(key, str(value)) for key, value in self._stated.values.items()))

    def analysis(self, asset: Asset) -> MediaAnalysis | Unreadable:
        """Return what the observations would have been analyzed as.

        Each observation is a mapping: `text` with `box` and, in a video, `time: [start, end]`; or `ground` with the
        share of the last frame that is one colour; or `code` with `content`; or `looks`, naming what a file shows; or
        `size: [width, height]` and `duration`. A line counts as seen twice a second while the picture moves, unless it
        says `moves: false`.
        """
        items = self._stated.seen
        size = next((tuple(item["size"]) for item in items if "size" in item), PICTURE)
        duration = _duration(items)
        ground = next((item["ground"] for item in items if "ground" in item), 0.1)
        return MediaAnalysis(
            view=View(size=(size[0], size[1]), duration=duration),
            lines=tuple(_line(item, duration) for item in items if "text" in item),
            background=Background(shades=_CARD, share=ground, time=duration),
            codes=tuple(_code(item) for item in items if "code" in item),
            quality=Quality(size=(size[0], size[1]), fingerprint=b64encode(self._noise(asset)).decode("ascii")),
            look=Look(hashes=(self._noise(asset)[:18],), thumbnail=self._noise(asset)),
        )

    def refinement(self, asset: Asset) -> StatedRefiner:
        """Return a refiner that answers from the stated logos and lines."""
        return StatedRefiner(self.analysis(asset), self._stated.seen)

    def size(self, asset: Asset) -> int | None:
        """Return the same size for all files, so that their contents are compared."""
        return 0

    def digest(self, asset: Asset) -> str | Unreadable:
        """Return the stated name of what a file holds; each file without one holds something else."""
        return str(self._item(asset).get("bytes", self._own(asset)))

    def _noise(self, asset: Asset) -> bytes:
        """Make a thumbnail of noise that is the same for files of which the same `looks` is stated."""
        shown = str(self._item(asset).get("looks", self._own(asset)))
        return hashlib.shake_256(shown.encode()).digest(FINGERPRINT_SIDE**2)

    def _own(self, asset: Asset) -> str:
        """Name what no file of another post has."""
        return f"{self.post.path}/{asset.path}"

    def _item(self, asset: Asset) -> dict[str, Any]:
        names = [one.path for one in self.post.assets]
        items = self._stated.seen
        return items[names.index(asset.path)] if asset.path in names and len(items) == len(names) else {}

    def _seen_spans(self) -> Iterator[TextSpan]:
        for asset in visible_assets(self.post):
            analysis = self.analysis(asset)
            if isinstance(analysis, MediaAnalysis):
                yield from seen_spans(asset, analysis)


class StatedRefiner:
    """Answers from stated logos and lines; times that a second pass would refine stay as stated."""

    def __init__(self, analysis: MediaAnalysis | Unreadable, seen: Sequence[dict[str, Any]]) -> None:
        self._analysis = analysis
        self._logos = [item for item in seen if "logo" in item]

    def __enter__(self) -> StatedRefiner:
        """Return the refiner itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        """Do nothing: no file is open."""

    def card_start(self, within: float) -> float | None:
        """Return when the first of the lines came that stand at the end and came in the last seconds."""
        if isinstance(self._analysis, Unreadable) or self._analysis.view.duration is None:
            return None
        earliest = self._analysis.view.duration - within
        final = [line.first for line in self._analysis.lines or () if line.after is None and line.first is not None]
        return min((first for first in final if first >= earliest), default=None)

    def changed_at(self, line: LineTrack, start: float, end: float, change: Change) -> float | None:
        """Return that no better time is known."""
        return None

    def lines_at(self, times: Sequence[float]) -> tuple[LineTrack, ...]:
        """Return no lines but those that are stated."""
        return ()

    def logo_beside(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Return none: lockups are stated by their lines."""
        return None

    def steady_logo(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Return none: lockups are stated by their lines."""
        return None

    def is_overlaid(self, line: LineTrack) -> bool:
        """Return whether the picture behind the line is stated to move."""
        return line.changed >= 1

    def is_over_picture(self, line: LineTrack) -> bool:
        """Return whether the picture behind the line is stated to move."""
        return line.changed >= 1

    def keeps_place(self, line: LineTrack) -> bool:
        """Return that it does: a line is stated with the place in which it stays."""
        return True

    def logos_in_corners(self, template: str, heights: tuple[float, float]) -> tuple[LogoSeen, ...]:
        """Return the logos that are stated without a time."""
        stated = [item for item in self._logos if item["logo"] == Path(template).stem and "time" not in item]
        return tuple(LogoSeen(box=Box(*item["box"]), score=item.get("score", 0.9)) for item in stated[-1:])

    def moved_logo(self, template: str, layout: Layout, card: CardLayout) -> MovedLogo | None:
        """Return the logo that is stated twice, each time with a `time`."""
        stated = [item for item in self._logos if item["logo"] == Path(template).stem and "time" in item]
        moved = [_moved(one, other) for one, other in pairwise(stated)]
        return moved[-1] if moved else None

    def moved_at(self, moved: MovedLogo, template: str) -> float:
        """Return the stated time."""
        return moved.taken


def _duration(items: Sequence[dict[str, Any]]) -> float | None:
    ends = [item["time"][1] for item in items if "time" in item]
    return next((float(item["duration"]) for item in items if "duration" in item), max(ends, default=None))


def _moved(one: dict[str, Any], other: dict[str, Any]) -> MovedLogo:
    return MovedLogo(
        first=Box(*one["box"]),
        second=Box(*other["box"]),
        score=one.get("score", 0.9),
        similarity=0.9,
        left=one["time"][1],
        taken=other["time"][0],
    )


def _line(item: dict[str, Any], duration: float | None) -> LineTrack:
    box = Box(*item["box"])
    score = item.get("score", 0.98)
    orientation = Orientation.MIRRORED if item.get("mirrored", False) else Orientation.UPRIGHT
    if "time" not in item:
        return LineTrack(text=item["text"], score=score, box=box, orientation=orientation, readings=(item["text"],))
    start, end = item["time"]
    samples = max(int((end - start) * 2), 1)
    return LineTrack(
        text=item["text"],
        score=score,
        box=box,
        first=start,
        last=end,
        before=start - 0.1 if start > 0 else None,
        after=end + 0.1 if duration is not None and end < duration else None,
        samples=samples,
        changed=samples - 1 if item.get("moves", True) else 0,
        orientation=orientation,
        readings=(item["text"],),
    )


def _code(item: dict[str, Any]) -> CodeSeen:
    """Read a stated code: `code` (its format) and `content`; without `content` it cannot be read."""
    symbology, text = str(item["code"]), str(item.get("content", ""))
    return CodeSeen(
        symbology=symbology,
        text=text,
        payload=classify(symbology, text) if text else Payload.UNREADABLE,
        box=Box(*item.get("box", (100, 100, 200, 200))),
        size=PICTURE,
        time=TimeRange(*item["time"]) if "time" in item else None,
    )
