"""Runs all requested analyzers over one decode of a media file."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rednote_lint.facts.analysis.analyzers import AnalyzerSpec
from rednote_lint.facts.analysis.isolated import IsolatedAnalyzer
from rednote_lint.facts.analysis.results import MediaAnalysis, View
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.parameters import Parameters
from rednote_lint.facts.records import NO_RECORDS, FileRecords
from rednote_lint.facts.threads import is_one_of_several, limit_threads
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.prefetch import prefetch
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Bilingual, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.video.decoding import Clip
    from rednote_lint.facts.video.sampling import Sample

VERSION = 8
"""Raised whenever sampling changes, or what is told as damage, so that stored answers are dropped."""

STILL = 5.0
"""Levels (0 to 255) by which the most changed piece of the picture may differ for the frame to count as the same."""

HELD = 5.0
"""Seconds after which even a picture that seems the same is processed again: white on white, a mark moves unnoticed."""

OVER = Bilingual(en="the time for this post was over", zh="这篇笔记的检查时间已用完")
EMPTY = Bilingual(en="no frame of it could be decoded", zh="无法解码出任何画面")

_PIXEL_NEEDS = frozenset({Need.OCR, Need.MARKS, Need.CODES, Need.QUALITY, Need.LOOK})


class Pass(Record, frozen=True, kw_only=True):
    """What one pass over a file is to do."""

    kind: AssetKind
    """Whether to open it as an image or as a video."""
    specs: tuple[AnalyzerSpec[Any], ...]
    profile: SamplingProfile
    """How densely a video is sampled."""
    parameters: Parameters = Parameters()
    until: float | None = None
    """The moment (`time.monotonic`) after which a video is given up; of what was seen until then nothing is told."""

    def key(self, spec: AnalyzerSpec[Any] | None) -> str:
        """Name an analyzer's stored answer: its name, version, parameters, and the sampling; None: the view."""
        who = "view" if spec is None else f"{spec.name}-{spec.version}"
        stated = "" if spec is None else spec.key(self.parameters)
        how = "" if self.kind is AssetKind.IMAGE else f"/{self.profile.value}"
        return f"{who}/{VERSION}/{self.kind.value}{how}" + (f"/{stated}" if stated else "")


class Crew(NamedTuple):
    """The analyzers of one pass, by the thread that they run in."""

    foreground: list[IsolatedAnalyzer]
    background: list[IsolatedAnalyzer]
    glimpsing: list[IsolatedAnalyzer]
    """Those of them that are shown glimpses as well."""

    def process(self, frame: Frame, pool: Executor | None) -> None:
        """Give a frame to all it is for; the background ones run one after the other in the pool's only thread."""
        if frame.glimpse:
            for analyzer in self.glimpsing:
                analyzer.process(frame)
            return
        if pool is None:
            for analyzer in (*self.foreground, *self.background):
                analyzer.process(frame)
            return
        others = [pool.submit(analyzer.process, frame) for analyzer in self.background]
        for analyzer in self.foreground:
            analyzer.process(frame)
        for other in others:
            other.result()

    def repeat(self, time: float) -> None:
        """Tell all that the picture has not changed."""
        for analyzer in (*self.foreground, *self.background):
            analyzer.repeat(time)


def analyze(path: str, wanted: Pass, records: FileRecords = NO_RECORDS) -> MediaAnalysis | Unreadable:
    """Analyze a media file, or recall an earlier analysis of the same content.

    Args:
        path: the file.
        wanted: what to do.
        records: the stored facts of the file.

    Returns:
        The results, or why the file cannot be decoded.
    """
    recalled = _recalled(wanted, records)
    if recalled is not None:
        return recalled
    limit_threads()
    analyzers = [(spec, spec.make(wanted.parameters)) for spec in wanted.specs]
    isolated = [(spec, IsolatedAnalyzer(spec.name, analyzer)) for spec, analyzer in analyzers if analyzer is not None]
    crew = Crew(
        foreground=[analyzer for spec, analyzer in isolated if spec.foreground],
        background=[analyzer for spec, analyzer in isolated if not spec.foreground],
        glimpsing=[analyzer for spec, analyzer in isolated if spec.glimpses],
    )
    view = _fed(path, wanted, crew)
    if isinstance(view, Unreadable):
        return view
    results = [(spec, analyzer, analyzer.finish()) for spec, analyzer in isolated]
    failures = tuple(failure for _, analyzer, _ in results for failure in analyzer.failures)
    failed = tuple(spec.name for spec, analyzer, _ in results if analyzer.failures)
    analysis = MediaAnalysis(view=msgspec.structs.replace(view, damage=(*view.damage, *failures), failed=failed))
    for spec, analyzer, result in results:
        if not analyzer.failures:
            analysis = spec.assign(analysis, result)
    if not failed:
        records.put(wanted.key(None), analysis.view)
        for spec, _, result in results:
            records.put(wanted.key(spec), result)
    return analysis


def profile_for(needs: frozenset[Need]) -> SamplingProfile:
    """Return how densely videos are sampled for these needs: marks alone stand long enough for fewer frames."""
    return SamplingProfile.MARKS if needs & _PIXEL_NEEDS <= {Need.MARKS} else SamplingProfile.TEXT


def _recalled(wanted: Pass, records: FileRecords) -> MediaAnalysis | None:
    """Return a stored analysis, if every part of it is there; a library that was missing then may be there now."""
    analysis, absent = stored(wanted, records)
    return None if absent else analysis


def stored(wanted: Pass, records: FileRecords) -> tuple[MediaAnalysis | None, tuple[AnalyzerSpec[Any], ...]]:
    """Return what is stored of an analysis, if anything is, and the analyzers of which no answer is."""
    view = records.get(wanted.key(None), View)
    if view is None:
        return None, wanted.specs
    assert isinstance(view.answer, View)
    analysis, absent = MediaAnalysis(view=view.answer), []
    for spec in wanted.specs:
        found = records.get(wanted.key(spec), spec.result)
        if found is None:
            absent.append(spec)
        else:
            analysis = spec.assign(analysis, found.answer)
    return analysis, tuple(absent)


def _fed(path: str, wanted: Pass, crew: Crew) -> View | Unreadable:
    return _fed_by_picture(path, crew) if wanted.kind is AssetKind.IMAGE else _fed_by_video(path, wanted, crew)


def _fed_by_picture(path: str, crew: Crew) -> View | Unreadable:
    from rednote_lint.facts.analysis.pictures import NotPicture, open_picture

    try:
        picture = open_picture(path)
    except NotPicture as error:
        return Unreadable(reason=error.reason)
    with _second_thread() as pool:
        crew.process(picture.frame, pool)
    return View(size=picture.size, damage=picture.damage, frames=picture.frames)


def _fed_by_video(path: str, wanted: Pass, crew: Crew) -> View | Unreadable:
    from rednote_lint.facts.video.decoding import Clip, NotVideo
    from rednote_lint.facts.video.sampling import plan, with_glimpses

    try:
        with Clip(path) as clip:
            samples = plan(clip.keys, clip.duration, wanted.profile)
            if crew.glimpsing:
                samples = with_glimpses(samples, clip.keys, clip.duration)
            return _seen(clip, samples, crew, wanted.until)
    except NotVideo as error:
        return Unreadable(reason=error.reason)


def _seen(clip: Clip, samples: list[Sample], crew: Crew, until: float | None) -> View | Unreadable:
    shown = clip.at(samples)
    with closing(shown if is_one_of_several() else prefetch(shown)) as frames, _second_thread() as pool:
        times = []
        for time in _processed(frames, crew, pool):
            times.append(time)
            if until is not None and monotonic() > until:
                return Unreadable(reason=OVER)
    if not times:
        return Unreadable(reason=clip.damage[0] if clip.damage else EMPTY)
    return View(size=clip.size, duration=round(clip.duration, 3), times=tuple(times), damage=tuple(clip.damage))


def _second_thread() -> AbstractContextManager[Executor | None]:
    """Return the pool of one thread that the background analyzers run in; nothing where other processes are at work."""
    return nullcontext() if is_one_of_several() else ThreadPoolExecutor(1, thread_name_prefix="analyze")


def _processed(frames: Iterator[Frame], crew: Crew, pool: Executor | None) -> Iterator[float]:
    """Process each frame that differs from the one before; yield the second of every sample."""
    before: NDArray[np.float32] | None = None
    processed = 0.0
    for frame in frames:
        assert frame.time is not None
        if frame.glimpse:
            crew.process(frame, pool)
            continue
        small = _thumbnail(frame)
        same = before is not None and before.shape == small.shape and float(abs(small - before).max()) <= STILL
        if same and frame.time - processed < HELD:
            crew.repeat(frame.time)
        else:
            crew.process(frame, pool)
            before, processed = small, frame.time
        yield round(frame.time, 3)


def _thumbnail(frame: Frame) -> NDArray[np.float32]:
    """Shrink a frame so far that noise is averaged away, and a changed word still shows."""
    import cv2
    import numpy as np

    height, width = frame.half.shape[:2]
    factor = 96 / max(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return cv2.resize(frame.half, size, interpolation=cv2.INTER_AREA).astype(np.float32)
