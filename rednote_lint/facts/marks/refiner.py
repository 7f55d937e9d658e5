"""A second look at a few moments of a video, asked for when a mark was found: exactly when, exactly where."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from rednote_lint.facts.analysis.tracks import LineTrack, LineTracker
from rednote_lint.facts.marks.end_card import TAIL, BackgroundColor, card_start
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.sampling import Sample
from rednote_lint.model import Asset, AssetKind, Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.marks.logos import LogoSeen
    from rednote_lint.facts.marks.moving_logo import MovedLogo
    from rednote_lint.facts.video.decoding import Clip

FINE = 0.08
"""Seconds between the moments at which the coming and going of a line is looked for."""

CLOSE_SIDE = 960
"""Longer side, in pixels, at which frames are searched for text in a second look."""

LOGO_LINE = 28.0
"""Height in pixels to which a wordmark is scaled down before its logo is looked for."""

PROBES = 12
"""Moments at which a stretch is probed before it is halved."""

READS_ALIKE = 0.6
"""Share of characters in which a reading must agree with the line that is looked for."""


class MarkRefiner:
    """Looks at moments of one asset again; a file that has become unreadable gives no answers.

    Args:
        asset: an image or video that has been looked at.
    """

    def __init__(self, asset: Asset) -> None:
        """Open nothing yet."""
        self._path = asset.path
        self._moving = asset.kind is not AssetKind.IMAGE
        self.card_start = cache(self._card_start)

    def _card_start(self, ground: BackgroundColor) -> float | None:
        """Return the second since which the last frame's card stands, found frame by frame; None when none is found."""
        clip = self._open()
        if clip is None:
            return None
        with clip:
            tail = max(clip.duration - TAIL, 0.0)
            return card_start(clip.between(tail, clip.duration + 1.0), ground)

    def change(self, line: LineTrack, start: float, end: float, *, appears: bool) -> float | None:
        """Return when a line comes or goes between two moments, to a tenth of a second.

        Args:
            line: the line; its box says where to look.
            start: second of the earlier moment.
            end: second of the later moment.
            appears: whether it is absent at `start` and there at `end`, or the other way round.
        """
        clip = self._open()
        if clip is None:
            return None
        with clip:
            views = _views(clip, line.box, start, end)
        if not appears:
            views.reverse()  # what goes, comes when time runs backwards
        index = _first_shown(views, line)
        if index is None:
            return end if appears else start
        return views[index][0]

    def logo(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Look for a logo left of a line or above it, as lockups have it; give the best match, however poor.

        Args:
            line: the wordmark.
            template: path of the logo's template.
        """
        from rednote_lint.facts.marks.logos import LogoSeen, best_match, whitest

        frame = self._frame(line.first)
        if frame is None:
            return None
        x, y, w, h = (side / frame.scale for side in line.box)
        left, top = max(int(x - 2.0 * h), 0), max(int(y - 2.9 * h), 0)
        piece = frame.image[top : int(y + 1.3 * h) + 1, left : int(x + w + 0.3 * h) + 1]
        scale = min(LOGO_LINE / h, 1.0)
        found = best_match(whitest(piece, scale), template, (0.85 * h * scale, 2.6 * h * scale)) if piece.size else None
        if found is None:
            return None
        score, (fx, fy, fw, fh) = found
        box = frame.displayed(left + fx / scale, top + fy / scale, fw / scale, fh / scale)
        return LogoSeen(box=box, score=round(score, 3))

    def left(self, jump: MovedLogo, template: str) -> float:
        """Return the second at which a logo leaves its first place for its second.

        Args:
            jump: where it stood, and the moments between which it moved.
            template: path of the logo's template.
        """
        clip = self._open()
        if clip is None:
            return jump.taken
        from rednote_lint.facts.marks.moving_logo import has_moved

        with clip:
            moved = (
                f.time
                for f in clip.between(jump.left, jump.taken)
                if f.time is not None and has_moved(f, jump, template)
            )
            return next(moved, jump.taken)

    def _frame(self, time: float | None) -> Frame | None:
        from rednote_lint.facts.analysis.pictures import NotPicture, open_picture

        if time is None:
            try:
                return open_picture(self._path).frame
            except NotPicture:
                return None
        clip = self._open()
        if clip is None:
            return None
        with clip:
            return next(clip.at([Sample(time=time, key=_key(clip, time))]), None)

    def lines(self, times: Sequence[float]) -> tuple[LineTrack, ...]:
        """Read the frames at other moments, larger than at the first look."""
        from rednote_lint.facts.analysis.ocr import engine

        clip = self._open()
        if clip is None or not times:
            return ()
        tracks: list[LineTrack] = []
        with clip:
            for frame in clip.at([Sample(time=time, key=_key(clip, time)) for time in sorted(times)]):
                tracker = LineTracker(engine())
                tracker.process(frame, CLOSE_SIDE)
                tracks.extend(tracker.tracks())
        return tuple(tracks)

    def _open(self) -> Clip | None:
        from rednote_lint.facts.video.decoding import Clip, NotVideo

        try:
            return Clip(self._path) if self._moving else None
        except NotVideo:
            return None


def _key(clip: Clip, time: float) -> float:
    return max((key for key in clip.keys if key <= time), default=clip.keys[0])


def _views(clip: Clip, box: Box, start: float, end: float) -> list[tuple[float, NDArray[np.uint8]]]:
    """Cut the place of a line out of the frames between two moments."""
    views: list[tuple[float, NDArray[np.uint8]]] = []
    for frame in clip.between(start, end):
        assert frame.time is not None
        if frame.time <= start + 1e-3 or frame.time >= end - 1e-3:
            continue
        if not views or frame.time - views[-1][0] >= FINE:
            views.append((frame.time, _cut(frame, box)))
    return views


def _first_shown(views: list[tuple[float, NDArray[np.uint8]]], line: LineTrack) -> int | None:
    """Return the index of the first view that shows the line.

    A line may be illegible for a moment, but is hardly ever read where it is not: the first of some probes that shows
    it is trusted, and only the stretch before that one is halved further.
    """
    step = max(len(views) // PROBES, 1)
    shown = next((index for index in range(0, len(views), step) if _shows(views[index][1], line)), None)
    if shown is None:
        return None
    low = shown - step if shown else -1
    while shown - low > 1:
        middle = (low + shown) // 2
        if _shows(views[middle][1], line):
            shown = middle
        else:
            low = middle
    return shown


def _cut(frame: Frame, box: Box) -> NDArray[np.uint8]:
    margin = box.h * 0.08
    left, top = (box.x - margin) / frame.scale, (box.y - margin) / frame.scale
    right, bottom = (box.x + box.w + margin) / frame.scale, (box.y + box.h + margin) / frame.scale
    cut: NDArray[np.uint8] = frame.image[max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1].copy()
    return cut


def _shows(view: NDArray[np.uint8], line: LineTrack) -> bool:
    """Whether the line is read in the place where it stands."""
    import numpy as np

    from rednote_lint.facts.analysis.ocr import engine

    shown = np.ascontiguousarray(view[:, ::-1]) if line.mirrored else view
    if not shown.size:
        return False
    text, _ = engine().recognise([shown])[0]
    wanted = line.readings or (line.text,)
    return any(_agree(text, reading) >= READS_ALIKE for reading in wanted)


def _agree(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
