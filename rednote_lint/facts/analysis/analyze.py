"""One look at a media file: it is decoded once, and everyone who asked sees its frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import msgspec

from rednote_lint.facts.analysis.analyzers import CORNERS, GROUND, LINES, MARK_LINES, STEADY, AnalyzerSpec
from rednote_lint.facts.analysis.isolated import IsolatedAnalyzer
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.prefetch import ahead
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Bilingual, Record
from rednote_lint.store import Store, content_key

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.tracks import LineTrack
    from rednote_lint.facts.marks.end_card import BackgroundColor
    from rednote_lint.facts.marks.logos import LogoSeen, Patch
    from rednote_lint.facts.marks.moving_logo import MovedLogo
    from rednote_lint.facts.marks.static_edges import StaticEdges

VERSION = 2
"""Raised whenever sampling changes, so that stored answers are dropped."""

STILL = 5.0
"""Levels (0 to 255) by which the most changed piece of the picture may differ for the frame to count as the same."""

HELD = 5.0
"""Seconds after which even a picture that seems the same is shown again: white on white, a mark moves unnoticed."""

EMPTY = Bilingual(en="no frame of it could be decoded", zh="无法解码出任何画面")


PLANTED_LOGOS = "planted-logos"
PLANTED_JUMPS = "planted-jumps"


class View(Record, frozen=True, kw_only=True):
    """What was looked at."""

    size: tuple[int, int]
    """Width and height in displayed pixels."""
    duration: float | None = None
    """Seconds; None for a still image."""
    times: tuple[float, ...] = ()
    """Seconds of the frames that were looked at."""
    damage: tuple[Bilingual, ...] = ()
    """What could not be decoded, and who failed."""
    failed: tuple[str, ...] = ()
    """Names of the analyzers that failed; they have no result."""


class MediaAnalysis(Record, frozen=True, kw_only=True):
    """A look at one media file, and what everyone saw."""

    view: View
    seen: dict[str, Any] = {}
    """Result of each spec, by its name; an spec whose library is missing has none."""

    @property
    def lines(self) -> tuple[LineTrack, ...] | None:
        """Lines of text; None when nobody read."""
        lines = self.seen.get(LINES.name) or self.seen.get(MARK_LINES.name)
        return None if lines is None else lines.tracks

    @property
    def ground(self) -> BackgroundColor | None:
        """The flat colour of the last frame."""
        return self.seen.get(GROUND.name)

    @property
    def planted_logos(self) -> dict[str, LogoSeen]:
        """Logos by name that the test of a rule states; empty for a real file."""
        planted: dict[str, LogoSeen] = self.seen.get(PLANTED_LOGOS, {})
        return planted

    @property
    def planted_jumps(self) -> dict[str, MovedLogo]:
        """Logos in two places by name that the test of a rule states; empty for a real file."""
        planted: dict[str, MovedLogo] = self.seen.get(PLANTED_JUMPS, {})
        return planted

    @property
    def steady(self) -> StaticEdges | None:
        """What stays in a video while the picture moves."""
        return self.seen.get(STEADY.name)

    @property
    def corners(self) -> tuple[Patch, ...]:
        """The lower corners of a still image."""
        kept = self.seen.get(CORNERS.name)
        return () if kept is None else tuple(kept.patches)


def look(
    path: str, kind: AssetKind, wanted: Sequence[AnalyzerSpec], profile: SamplingProfile, store: Store | None = None
) -> MediaAnalysis | Unreadable:
    """Look at a media file, or recall an earlier look at the same content.

    Args:
        path: the file.
        kind: whether to open it as an image or as a video.
        wanted: who is to look.
        profile: how closely a video is looked at.
        store: where answers are kept; None keeps nothing.

    Returns:
        What was seen, or why the file cannot be looked at.
    """
    key = content_key(path) if store is not None else None
    recalled = _recall(store, key, kind, wanted, profile) if store is not None and key is not None else None
    if recalled is not None:
        return recalled
    analyzers = {spec.name: spec.make() for spec in wanted}
    present = {name: IsolatedAnalyzer(name, analyzer) for name, analyzer in analyzers.items() if analyzer is not None}
    view = _show(path, kind, profile, list(present.values()))
    if isinstance(view, Unreadable):
        return view
    results = {name: analyzer.finish() for name, analyzer in present.items()}
    seen = {name: result for name, result in results.items() if not present[name].failures}
    failures = tuple(failure for analyzer in present.values() for failure in analyzer.failures)
    failed = tuple(name for name in present if name not in seen)
    analysis = MediaAnalysis(
        view=msgspec.structs.replace(view, damage=(*view.damage, *failures), failed=failed), seen=seen
    )
    if store is not None and key is not None and not failed:
        _keep(store, key, kind, wanted, profile, analysis)
    return analysis


def profile_for(needs: frozenset[Need]) -> SamplingProfile:
    """Return how closely videos are looked at for these needs: marks alone stand long enough for fewer frames."""
    return SamplingProfile.MARKS if needs & _PIXEL_NEEDS <= {Need.MARKS} else SamplingProfile.TEXT


_PIXEL_NEEDS = frozenset({Need.OCR, Need.MARKS, Need.CODES, Need.QUALITY})


def _show(path: str, kind: AssetKind, profile: SamplingProfile, analyzers: list[IsolatedAnalyzer]) -> View | Unreadable:
    shows: dict[AssetKind, Callable[..., View | Unreadable]] = {AssetKind.IMAGE: _show_picture}
    return shows.get(kind, _show_video)(path, profile, analyzers)


def _show_picture(path: str, profile: SamplingProfile, analyzers: list[IsolatedAnalyzer]) -> View | Unreadable:
    from rednote_lint.facts.analysis.pictures import NotPicture, open_picture

    try:
        picture = open_picture(path)
    except NotPicture as error:
        return Unreadable(reason=error.reason)
    with ThreadPoolExecutor(1, thread_name_prefix="look-beside") as beside:
        _process(picture.frame, analyzers, beside)
    return View(size=picture.size, damage=picture.damage)


def _show_video(path: str, profile: SamplingProfile, analyzers: list[IsolatedAnalyzer]) -> View | Unreadable:
    from rednote_lint.facts.video.decoding import Clip, NotVideo
    from rednote_lint.facts.video.sampling import plan

    try:
        with Clip(path) as clip, closing(ahead(clip.at(plan(clip.keys, clip.duration, profile)))) as frames:
            with ThreadPoolExecutor(1, thread_name_prefix="look-beside") as beside:
                times = list(_shown(frames, analyzers, beside))
            if not times:
                return Unreadable(reason=clip.damage[0] if clip.damage else EMPTY)
            return View(size=clip.size, duration=round(clip.duration, 3), times=tuple(times), damage=tuple(clip.damage))
    except NotVideo as error:
        return Unreadable(reason=error.reason)


def _shown(frames: Iterator[Frame], analyzers: list[IsolatedAnalyzer], beside: Executor) -> Iterator[float]:
    """Show each frame that differs from the one before; yield the second of every frame."""
    before: Any = None
    shown = 0.0
    for frame in frames:
        assert frame.time is not None
        small = _coarse(frame)
        same = before is not None and before.shape == small.shape and float(abs(small - before).max()) <= STILL
        same = same and frame.time - shown < HELD
        if same:
            for analyzer in analyzers:
                analyzer.repeat(frame.time)
        else:
            _process(frame, analyzers, beside)
            shown = frame.time
        before = before if same else small
        yield round(frame.time, 3)


def _process(frame: Frame, analyzers: list[IsolatedAnalyzer], beside: Executor) -> None:
    """Show one frame: reading takes longest and comes first in the list, the others look at the same time."""
    others = [beside.submit(analyzer.process, frame) for analyzer in analyzers[1:]]
    for analyzer in analyzers[:1]:
        analyzer.process(frame)
    for other in others:
        other.result()


def _coarse(frame: Frame) -> Any:
    """Shrink a frame so far that noise is averaged away, and a changed word is still seen."""
    import cv2
    import numpy as np

    height, width = frame.image.shape[:2]
    factor = 96 / max(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _recall(
    store: Store, key: str, kind: AssetKind, wanted: Sequence[AnalyzerSpec], profile: SamplingProfile
) -> MediaAnalysis | None:
    raw = {spec: store.get(key, _name(spec, kind, profile)) for spec in wanted}
    view = store.get(key, _name(None, kind, profile))
    if view is None or any(answer is None for answer in raw.values()):
        return None
    try:
        return MediaAnalysis(
            view=msgspec.json.decode(view, type=View),
            seen={
                spec.name: msgspec.json.decode(answer, type=spec.result)
                for spec, answer in raw.items()
                if answer is not None
            },
        )
    except msgspec.MsgspecError:
        return None


def _keep(
    store: Store,
    key: str,
    kind: AssetKind,
    wanted: Sequence[AnalyzerSpec],
    profile: SamplingProfile,
    analysis: MediaAnalysis,
) -> None:
    store.put(key, _name(None, kind, profile), msgspec.json.encode(analysis.view))
    for spec in wanted:
        if spec.name in analysis.seen:
            store.put(key, _name(spec, kind, profile), msgspec.json.encode(analysis.seen[spec.name]))


def _name(spec: AnalyzerSpec | None, kind: AssetKind, profile: SamplingProfile) -> str:
    """Name who looked, in which version, how closely."""
    who = "view" if spec is None else f"{spec.name}-{spec.version}"
    how = "" if kind is AssetKind.IMAGE else f"/{profile.value}"
    return f"{who}/{VERSION}/{kind.value}{how}"
