"""Masks keys and tokens in what a report says of a post besides its findings, which are masked as they are stamped."""

from __future__ import annotations

import msgspec

from rednote_lint.model import Bilingual, Notice, Problem, Report, Skipped, Transcript
from rednote_lint.text.detect.secrets import with_secrets_masked


def without_secrets(report: Report) -> Report:
    """Return the report with masked names, reasons and messages: it is passed on to people who must not have them."""
    return msgspec.structs.replace(
        report,
        id=with_secrets_masked(report.id),
        account=with_secrets_masked(report.account),
        skipped=tuple(map(_skipped, report.skipped)),
        notices=tuple(map(_notice, report.notices)),
        problems=tuple(map(_problem, report.problems)),
        suppressed=tuple(
            msgspec.structs.replace(entry, reason=with_secrets_masked(entry.reason)) for entry in report.suppressed
        ),
        transcripts=tuple(map(masked_transcript, report.transcripts)),
    )


def _skipped(skip: Skipped) -> Skipped:
    return msgspec.structs.replace(skip, reason=_masked(skip.reason))


def masked_transcript(transcript: Transcript) -> Transcript:
    """Return a transcript with masked keys and tokens."""
    lines = (line._replace(text=with_secrets_masked(line.text)) for line in transcript.lines)
    return msgspec.structs.replace(transcript, lines=tuple(lines))


def _notice(notice: Notice) -> Notice:
    return msgspec.structs.replace(notice, what=with_secrets_masked(notice.what), reason=_masked(notice.reason))


def _problem(problem: Problem) -> Problem:
    remedy = None if problem.remedy is None else _masked(problem.remedy)
    return msgspec.structs.replace(problem, message=_masked(problem.message), remedy=remedy)


def _masked(text: Bilingual) -> Bilingual:
    return Bilingual(en=with_secrets_masked(text.en), zh=with_secrets_masked(text.zh))
