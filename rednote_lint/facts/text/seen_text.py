"""Lines of text seen in pixels, as spans that the text rules read: neighbouring lines are one text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rednote_lint.facts.text.blocks import between, blocks
from rednote_lint.facts.text.runs import Run, runs
from rednote_lint.model import Asset, Location, Scope, SeenLine, TextSpan, TimeRange

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.results import MediaAnalysis
    from rednote_lint.facts.analysis.tracks import LineTrack


def seen_spans(asset: Asset, analysis: MediaAnalysis) -> Iterator[TextSpan]:
    """Yield the blocks of lines of an image or video, each line with where and when it stands.

    Blocks of a video that follow one another in one place, as subtitles do, are one text, in which sentences go on.
    """
    size, duration = analysis.view.size, analysis.view.duration
    for run in runs(blocks(analysis.lines or ())):
        text, lines = _joined(run, duration)
        where = Location(path=asset.path, time=lines[0].time, box=lines[0].box, frame=size)
        yield TextSpan(scope=Scope.OCR, text=text, where=where, lines=lines if len(lines) > 1 else ())


def _joined(run: Run, duration: float | None) -> tuple[str, tuple[SeenLine, ...]]:
    """Join the lines of blocks by what stands between them, and the blocks by a line end."""
    text, lines = "", list[SeenLine]()
    for number, block in enumerate(run):
        text += "\n" if number else ""
        for index, line in enumerate(block):
            if index:
                text += between(block[index - 1], line)
            lines.append(SeenLine(len(text), len(text) + len(line.text), line.box, stretch(line, duration)))
            text += line.text
    return text, tuple(lines)


def stretch(line: LineTrack, duration: float | None) -> TimeRange | None:
    """Return when a line stands: it appears and goes somewhere between two samples, most likely half way."""
    if line.first is None or line.last is None:
        return None
    start = line.first if line.before is None else (line.before + line.first) / 2
    end = max(duration or 0.0, line.last) if line.after is None else (line.last + line.after) / 2
    return TimeRange(round(start, 2), round(end, 2))
