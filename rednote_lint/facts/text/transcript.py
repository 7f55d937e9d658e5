"""Transcript of a video: the subtitles in its picture, merged over time, from one pass that looks twice a second."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import reduce
from itertools import pairwise

from rednote_lint.facts.analysis.analyze import Pass, analyze, stored
from rednote_lint.facts.analysis.analyzers import LINES
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Facts, Need, Unreadable, visible_assets
from rednote_lint.facts.records import NO_RECORDS, FileRecords
from rednote_lint.facts.text.blocks import between, blocks
from rednote_lint.facts.text.runs import Block, Run, runs
from rednote_lint.facts.text.seen_text import stretch
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Box, Subtitle, Transcript

_STANDING = 0.6
"""Share of the video from which a text is a title, a label or a mark, and no subtitle."""
_CENTERED = 0.12
"""How far the middle of a single subtitle lies from that of the picture, as a share of its width."""
_MOST_ROWS = 4
"""Rows of a subtitle; a text of more is a page that is shown, or a screen that was recorded."""
_SAME = 0.8
"""Likeness of two readings of one subtitle."""


_DENSE = Pass(kind=AssetKind.VIDEO, specs=(LINES,), profile=SamplingProfile.TRANSCRIPT)


def transcribed(path: str, records: FileRecords = NO_RECORDS) -> tuple[Subtitle, ...] | Unreadable:
    """Read the subtitles in the picture of a video.

    Args:
        path: the video.
        records: the stored facts of the file.

    Returns:
        The subtitles in order of time, or why the file cannot be decoded or read.
    """
    analysis = analyze(path, _DENSE, records)
    return analysis if isinstance(analysis, Unreadable) else cues_of(analysis)


def recalled(records: FileRecords) -> tuple[Subtitle, ...] | None:
    """Return the subtitles of a video that were read before; None where they were not."""
    analysis, absent = stored(_DENSE, records)
    return None if analysis is None or absent else cues_of(analysis)


def transcripts(facts: Facts) -> Iterator[Transcript]:
    """Yield the subtitles of a post's videos in which the rules have read text; nothing is decoded for them.

    The rules look every two seconds: what stands for less may be missing, and times are those of these looks.
    """
    for asset in visible_assets(facts.post) if Need.OCR in facts.needs and facts.options.media else ():
        if asset.kind is AssetKind.VIDEO:
            analysis = facts.analysis(asset)
            cues = () if isinstance(analysis, Unreadable) else cues_of(analysis)
            if cues:
                yield Transcript(path=asset.path, lines=cues)


def cues_of(analysis: MediaAnalysis) -> tuple[Subtitle, ...]:
    """Return the subtitles among the lines that were seen."""
    duration = analysis.view.duration or 0.0
    passing = (block for block in blocks(analysis.lines or ()) if not _is_none(block, duration))
    found = (cue for run in runs(passing) if _is_said(run, analysis.view.size[0]) for cue in _cues(run, duration))
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def _is_none(block: Block, duration: float) -> bool:
    """Whether a text stands through most of the video, or fills a page."""
    is_page = _text(block).count("\n") >= _MOST_ROWS
    return is_page or any((line.last or 0.0) - (line.first or 0.0) > _STANDING * duration for line in block)


def _is_said(run: Run, width: int) -> bool:
    """Whether a run changes its words, or stands in the middle of the picture as subtitles do."""
    if any(not _same(_text(one), _text(other)) for one, other in pairwise(run)):
        return True
    box = reduce(Box.union, (line.box for line in run[0]))
    return abs(box.x + box.w / 2 - width / 2) <= _CENTERED * width


def _cues(run: Run, duration: float) -> Iterator[Subtitle]:
    """Yield the subtitles of a run, those joined that are two readings of one."""
    waiting: Subtitle | None = None
    for block in run:
        cue = _cue(block, duration)
        if waiting is not None and _same(waiting.text, cue.text):
            waiting = Subtitle(waiting.start, cue.end, max(waiting.text, cue.text, key=len))
            continue
        if waiting is not None:
            yield waiting
        waiting = cue
    if waiting is not None:
        yield waiting


def _cue(block: Block, duration: float) -> Subtitle:
    times = [time for time in (stretch(line, duration) for line in block) if time is not None]
    return Subtitle(min(time.start for time in times), max(time.end for time in times), _text(block))


def _text(block: Block) -> str:
    follows = (between(before, line) + line.text for before, line in pairwise(block))
    return block[0].text + "".join(follows)


def _same(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _SAME
