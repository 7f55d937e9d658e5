"""Lines of text seen in pixels, as spans that the text rules read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rednote_lint.model import Asset, Location, Scope, TextSpan, TimeRange

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.results import MediaAnalysis
    from rednote_lint.facts.analysis.tracks import LineTrack


def seen_spans(asset: Asset, analysis: MediaAnalysis) -> Iterator[TextSpan]:
    """Yield the lines of an image or video with where and when they stand."""
    for line in analysis.lines or ():
        where = Location(
            path=asset.path, time=stretch(line, analysis.view.duration), box=line.box, frame=analysis.view.size
        )
        yield TextSpan(scope=Scope.OCR, text=line.text, where=where)


def stretch(line: LineTrack, duration: float | None) -> TimeRange | None:
    """Return when a line stands: it appears and goes somewhere between two samples, most likely half way."""
    if line.first is None or line.last is None:
        return None
    start = line.first if line.before is None else (line.before + line.first) / 2
    end = max(duration or 0.0, line.last) if line.after is None else (line.last + line.after) / 2
    return TimeRange(round(start, 2), round(end, 2))
