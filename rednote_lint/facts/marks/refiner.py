"""Refines detected marks: locates their first and last frame and their logo boxes, over one open file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from difflib import SequenceMatcher
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec
from msgspec.structs import replace

from rednote_lint.facts.analysis.ocr import Reader
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.analysis.tracks import LineTrack, LineTracker
from rednote_lint.facts.base import Change, Unreadable
from rednote_lint.facts.marks.end_card import card_start
from rednote_lint.facts.marks.layout import CardLayout, Layout, stretches_of
from rednote_lint.facts.marks.logos import LogoSeen, best_match, seek, whitest
from rednote_lint.facts.marks.moving_logo import MovedLogo, find_moved_logo, has_moved
from rednote_lint.facts.marks.overlaid import FRAMES, Steadiness, steadiness, steady_logo
from rednote_lint.facts.marks.views import key_of, views_of
from rednote_lint.facts.records import NO_RECORDS, FileRecords
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.sampling import Sample
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Asset, AssetKind, Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.video.decoding import Clip

VERSION = 5
"""Raised whenever an answer may change, so that stored ones are dropped."""

LARGE_SIDE = 960
"""Longer side, in pixels, at which frames are searched for text."""

LOGO_LINE = 28.0
"""Height in pixels to which a wordmark is scaled down before its logo is sought."""

PROBES = 12
"""Moments at which a stretch is probed before it is halved."""

AROUND = 0.3
"""Seconds before and after the one sample that shows a line in which it is to stand there as well."""

READS_ALIKE = 0.6
"""Share of characters in which a reading must agree with the line that is sought."""

T = TypeVar("T")


class Lost(Exception):
    """The file has become unreadable since it was analyzed."""


class FileRefiner:
    """Answers from one open decoder, and from the store what was asked of the same content before.

    A file that has become unreadable since it was analyzed gives no answers, and none are stored.

    Args:
        asset: an image or video.
        analysis: the results of the first pass.
        reader: gives the OCR engine, when text has to be read.
        records: the stored facts of the file.
    """

    def __init__(
        self,
        asset: Asset,
        analysis: MediaAnalysis | Unreadable,
        reader: Callable[[], Reader],
        records: FileRecords = NO_RECORDS,
    ) -> None:
        self._path = asset.path
        self._moving = asset.kind is not AssetKind.IMAGE
        self._analysis = analysis if isinstance(analysis, MediaAnalysis) else None
        self._reader = reader
        self._records = records
        self._answers: dict[str, object] = {}
        self._clip: Clip | None = None

    def __enter__(self) -> FileRefiner:
        """Return the refiner itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        """Close the file."""
        if self._clip is not None:
            self._clip.__exit__(kind, value, trace)
            self._clip = None

    def card_start(self, within: float) -> float | None:
        """Return the second since which the last frame's card stands, found frame by frame; None without one.

        Args:
            within: seconds before the end in which it may begin.
        """
        background = self._analysis.background if self._analysis is not None else None
        if background is None:
            return None

        def compute() -> float | None:
            clip = self._opened()
            tail = max(clip.duration - within, 0.0)
            with closing(clip.between(tail, clip.duration + 1.0)) as frames:
                return card_start(frames, background)

        return self._answer("card-start", (background, within), float | None, compute, lost=None)

    def changed_at(self, line: LineTrack, start: float, end: float, change: Change) -> float | None:
        """Return when a line appears or vanishes between two moments, to a tenth of a second.

        Args:
            line: the line; its box says where it stands.
            start: second of the earlier moment.
            end: second of the later moment.
            change: what it does.
        """
        appears = change is Change.APPEARS

        def compute() -> float | None:
            views = views_of(self._opened(), line.box, start, end)
            if not appears:
                views.reverse()  # what vanishes, appears when time runs backwards
            index = self._first_shown(views, line)
            if index is None:
                return end if appears else start
            return views[index][0]

        parameters = (line.box, line.text, line.readings, line.mirrored, start, end, change)
        return self._answer("changed-at", parameters, float | None, compute, lost=None)

    def lines_at(self, times: Sequence[float]) -> tuple[LineTrack, ...]:
        """Read the frames at other moments, larger than in the first pass."""
        if not times or not self._moving:
            return ()

        def compute() -> tuple[LineTrack, ...]:
            clip = self._opened()
            tracks: list[LineTrack] = []
            with closing(clip.at([Sample(time=time, key=key_of(clip, time)) for time in sorted(times)])) as frames:
                for frame in frames:
                    tracker = LineTracker(self._reader())
                    tracker.process(frame, LARGE_SIDE)
                    tracks.extend(tracker.tracks())
            return tuple(tracks)

        return self._answer("lines-at", tuple(sorted(times)), tuple[LineTrack, ...], compute, lost=())

    def logo_beside(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Match a template left of a line or above it, as lockups have it; return the best match, however poor.

        Args:
            line: the wordmark.
            template: path of the logo's template.
        """

        def compute() -> LogoSeen | None:
            frame = self._frame(line.first)
            return _best_beside(frame, line.box, template) if frame is not None else None

        parameters = (line.first, line.box, sha256_of(template))
        return self._answer("logo-beside", parameters, LogoSeen | None, compute, lost=None)

    def is_overlaid(self, line: LineTrack) -> bool:
        """Whether a line keeps its exact place while the picture around it moves.

        Args:
            line: a line of a video, in the place where it stands.
        """
        measured = self._steadiness(line)
        return measured is not None and measured.is_overlay

    def is_over_picture(self, line: LineTrack) -> bool:
        """Whether the picture moves behind a line of a video.

        Args:
            line: a line of a video, in the place where it stands.
        """
        measured = self._steadiness(line)
        return measured is not None and measured.over_picture

    def keeps_place(self, line: LineTrack) -> bool:
        """Whether what stands in the place of a line stays there; so where too few frames tell.

        Args:
            line: a line of a video; one that was seen once is compared with the moments before and after it.
        """
        if line.first is None or line.last is None:
            return True
        apart = line.last > line.first
        measured = self._steadiness(
            line if apart else replace(line, first=line.first - AROUND, last=line.last + AROUND)
        )
        return measured is None or measured.keeps_place

    def _steadiness(self, line: LineTrack) -> Steadiness | None:
        return self._answer(
            "steadiness",
            (line.first, line.last, line.box),
            Steadiness | None,
            lambda: steadiness(self._during(line), line.box),
            lost=None,
        )

    def steady_logo(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Match a template with the edges that stay beside a line of a video; return the best match, however poor.

        Args:
            line: the account beside the logo.
            template: path of the logo's template.
        """
        return self._answer(
            "steady-logo",
            (line.first, line.last, line.box, sha256_of(template)),
            LogoSeen | None,
            lambda: steady_logo(self._during(line), line.box, template),
            lost=None,
        )

    def _during(self, line: LineTrack) -> list[Frame]:
        """Decode some frames that show a line; none of a still image, or of a line that was seen once."""
        if line.first is None or line.last is None or line.last <= line.first:
            return []
        clip, length = self._opened(), line.last - line.first
        times = [line.first + length * (index + 0.5) / FRAMES for index in range(FRAMES)]
        times = [time for time in times if 0 <= time < clip.duration]
        if not times:
            return []
        with closing(clip.at([Sample(time=time, key=key_of(clip, time)) for time in times])) as frames:
            return list(frames)

    def logos_in_corners(self, template: str, heights: tuple[float, float]) -> tuple[LogoSeen, ...]:
        """Match a template in the lower corners of a still image.

        Args:
            template: path of the logo's template.
            heights: least and greatest height of the logo, in displayed pixels.
        """
        corners = (self._analysis.corners or ()) if self._analysis is not None else ()
        found = (seek(patch, template, heights) for patch in corners)
        return tuple(logo for logo in found if logo is not None)

    def moved_logo(self, template: str, layout: Layout, card: CardLayout) -> MovedLogo | None:
        """Find a logo that changes its place, by the static edges of the first pass.

        Args:
            template: path of the logo's template.
            layout: where its two places lie, and when it moves.
            card: the platform's end card, whose edges do not count.
        """
        gathered = (self._analysis.static_edges or ()) if self._analysis is not None else ()
        static = next((edges for edges in gathered if edges.stretches == stretches_of(layout, card)), None)
        if static is None or static.early is None or static.late is None:
            return None
        return self._answer(
            "moved-logo",
            (sha256_of(template), layout, static),
            MovedLogo | None,
            lambda: find_moved_logo(static, template, layout),
            lost=None,
        )

    def moved_at(self, moved: MovedLogo, template: str) -> float:
        """Return the second at which a logo leaves its first place for its second.

        Args:
            moved: where it stood, and the moments between which it moved.
            template: path of the logo's template.
        """

        def compute() -> float:
            with closing(self._opened().between(moved.left, moved.taken)) as frames:
                times = (f.time for f in frames if f.time is not None and has_moved(f, moved, template))
                return next(times, moved.taken)

        return self._answer("moved-at", (moved, sha256_of(template)), float, compute, lost=moved.taken)

    def _answer(self, question: str, parameters: object, result: object, compute: Callable[[], T], *, lost: T) -> T:
        """Answer a question once: from memory, from the store, or by computing it; `lost` when the file is gone."""
        digest = hashlib.sha256(msgspec.json.encode(parameters)).hexdigest()[:24]
        key = f"refine-{question}-{VERSION}/{digest}"
        if key not in self._answers:
            found = self._records.get(key, result)
            if found is None:
                try:
                    self._answers[key] = compute()
                except Lost:
                    return lost
                self._records.put(key, self._answers[key])
            else:
                self._answers[key] = found.answer
        return cast(T, self._answers[key])

    def _opened(self) -> Clip:
        """Return the open video; opened at the first question, and left open for the next.

        Raises:
            Lost: it cannot be opened.
        """
        from rednote_lint.facts.video.decoding import Clip, NotVideo

        if self._clip is None:
            if not self._moving:
                raise Lost
            try:
                self._clip = Clip(self._path)
            except NotVideo as error:
                raise Lost from error
        return self._clip

    def _frame(self, time: float | None) -> Frame | None:
        """Return the frame at a moment, None where it cannot be decoded; a still image for None."""
        from rednote_lint.facts.analysis.pictures import NotPicture, open_picture

        if time is None:
            try:
                return open_picture(self._path).frame
            except NotPicture as error:
                raise Lost from error
        clip = self._opened()
        with closing(clip.at([Sample(time=time, key=key_of(clip, time))])) as frames:
            return next(frames, None)

    def _first_shown(self, views: list[tuple[float, NDArray[np.uint8]]], line: LineTrack) -> int | None:
        """Return the index of the first view that shows the line.

        A line may be illegible for a moment, but is hardly ever read where it is not: the first of some probes that
        shows it is trusted, and only the stretch before that one is halved further.
        """
        step = max(len(views) // PROBES, 1)
        shown = next((index for index in range(0, len(views), step) if self._shows(views[index][1], line)), None)
        if shown is None:
            return None
        low = shown - step if shown else -1
        while shown - low > 1:
            middle = (low + shown) // 2
            if self._shows(views[middle][1], line):
                shown = middle
            else:
                low = middle
        return shown

    def _shows(self, view: NDArray[np.uint8], line: LineTrack) -> bool:
        """Whether the line is read in the place where it stands."""
        import numpy as np

        shown = np.ascontiguousarray(view[:, ::-1]) if line.mirrored else view
        if not shown.size:
            return False
        text, _ = self._reader().recognise([shown])[0]
        wanted = line.readings or (line.text,)
        return any(_agreement(text, reading) >= READS_ALIKE for reading in wanted)


def _best_beside(frame: Frame, box: Box, template: str) -> LogoSeen | None:
    x, y, w, h = (side / frame.scale for side in box)
    left, top = max(int(x - 2.0 * h), 0), max(int(y - 2.9 * h), 0)
    piece = frame.image[top : int(y + 1.3 * h) + 1, left : int(x + w + 0.3 * h) + 1]
    scale = min(LOGO_LINE / h, 1.0)
    found = best_match(whitest(piece, scale), template, (0.85 * h * scale, 2.6 * h * scale)) if piece.size else None
    if found is None:
        return None
    score, (fx, fy, fw, fh) = found
    seen = frame.displayed(left + fx / scale, top + fy / scale, fw / scale, fh / scale)
    return LogoSeen(box=seen, score=round(score, 3))


def _agreement(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
