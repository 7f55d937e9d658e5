"""Puts subtitles that were read densely in the place of those that the rules have read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from rednote_lint.model import Asset, AssetKind, Report, Subtitle, Transcript
from rednote_lint.run.linting.masking import masked_transcript

Reader = Callable[[Asset], Sequence[Subtitle] | None]
"""Gives the subtitles of a video in order of time; None where they cannot be had."""


def with_dense(report: Report, read: Reader) -> Report:
    """Return the report with what a reader gives for its videos; where it gives nothing, what the rules read stays."""
    known = {one.path: one for one in report.transcripts}
    for asset in report.assets:
        lines = read(asset) if asset.kind is AssetKind.VIDEO else None
        if lines is not None:
            known[asset.path] = masked_transcript(Transcript(path=asset.path, lines=tuple(lines), is_dense=True))
    return msgspec.structs.replace(report, transcripts=tuple(known.values()))


def read_now(asset: Asset) -> Sequence[Subtitle] | None:
    """Read the subtitles of a video; decoders are imported when one is asked for."""
    from rednote_lint.facts import Unreadable
    from rednote_lint.facts.text.transcript import transcribed

    found = transcribed(asset.path)
    return None if isinstance(found, Unreadable) else found
