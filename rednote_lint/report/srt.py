"""`--output srt=PATH`: the subtitles in the picture of a video, as a SubRip file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rednote_lint.model import PostDisplay, Report, Subtitle, Summary
from rednote_lint.report.base import Display, RunInfo


class SrtReporter:
    """Writes the subtitles of the video of a run; of another one there is no room in the format."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream

    def begin(self, run: RunInfo) -> None:
        """Write nothing yet."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the subtitles of the post's video."""
        for transcript in report.transcripts:
            if transcript.is_dense:
                self._stream.writelines(written(transcript.lines))

    def end(self, summary: Summary) -> None:
        """Write nothing more."""


def written(subtitles: Sequence[Subtitle]) -> Iterator[str]:
    """Yield the entries of a SubRip file."""
    for number, one in enumerate(subtitles, 1):
        text = "\n".join(line for line in one.text.splitlines() if line.strip())
        yield f"{number}\n{_clock(one.start)} --> {_clock(one.end)}\n{text}\n\n"


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"
