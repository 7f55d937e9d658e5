"""Reads an earlier JSON report, and compares the findings of a post with it by fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError, system_said
from rednote_lint.model import Bilingual, Finding, Omission, Record, Report
from rednote_lint.report.contract import CheckedPost, FoundOne, JsonReport, Sums

_NO_REPORT = Bilingual(
    en="this is no report that `--format json` or `--format jsonl` wrote: {why}",
    zh="这不是 `--format json` 或 `--format jsonl` 写下的报告：{why}",
)
_NAME_ONE = Bilingual(
    en="name an earlier report; write one with `--output json=report.json`",
    zh="指定以前的报告；可用 `--output json=report.json` 写一份",
)
_UNREADABLE = Bilingual(en="cannot be read: {why}", zh="无法读取：{why}")


class State(Enum):
    """What became of a finding since the earlier report."""

    NEW = "new"
    UNCHANGED = "unchanged"
    FIXED = "fixed"
    MISSED = "missed"
    """It may be there still: what it was found by or in was not checked this time."""


class Compared(Record, frozen=True, kw_only=True):
    """A post beside what the earlier report says of it."""

    known: frozenset[str] = frozenset()
    """Fingerprints of what the earlier report has."""
    fixed: tuple[FoundOne, ...] = ()
    """Findings of the earlier report that are found no more."""
    missed: tuple[FoundOne, ...] = ()
    """Those of which it is not known, because what they were found by or in was not checked this time."""

    def state_of(self, finding: Finding) -> State:
        """Say whether a finding is new."""
        return State.UNCHANGED if finding.fingerprint in self.known else State.NEW

    def states(self, findings: Sequence[Finding]) -> Iterator[State]:
        """Yield what there is in the post, each state once."""
        there = {self.state_of(finding) for finding in findings}
        there.update([State.FIXED] * bool(self.fixed), [State.MISSED] * bool(self.missed))
        yield from (state for state in State if state in there)


class Earlier(Record, frozen=True, kw_only=True):
    """The findings of an earlier report."""

    posts: Mapping[str, tuple[FoundOne, ...]]
    """Identifier of a post -> what was found in it."""

    def compared(self, report: Report) -> Compared:
        """Compare a post; what is suppressed now was not fixed, and is neither."""
        before = self.posts.get(report.id, ())
        now = {finding.fingerprint for finding in report.findings}
        now.update(entry.finding.fingerprint for entry in report.suppressed)
        now.update(entry.finding.fingerprint for entry in report.overlapped)
        gone = [one for one in before if one.fingerprint not in now]
        unseen = [_is_unseen(one, report) for one in gone]
        return Compared(
            known=frozenset(one.fingerprint for one in before),
            fixed=tuple(one for one, is_unseen in zip(gone, unseen, strict=True) if not is_unseen),
            missed=tuple(one for one, is_unseen in zip(gone, unseen, strict=True) if is_unseen),
        )


def _is_unseen(one: FoundOne, report: Report) -> bool:
    """Say whether what would find it again was not checked: something failed, or its rule or its file was left out."""
    left_out = {one.code, one.pack, one.location.path}
    failed = any(skip.omission is Omission.FAILURE or skip.what in left_out for skip in report.skipped)
    return failed or bool(report.problems)


class _Line(msgspec.Struct, frozen=True):
    """A line of `--format jsonl`."""

    post: CheckedPost | None = None
    summary: Sums | None = None


def earlier(path: Path) -> Earlier:
    """Read an earlier report, as `--format json` or `--format jsonl` writes it.

    Raises:
        UserError: it cannot be read, or is no report.
    """
    posts: dict[str, tuple[FoundOne, ...]] = {}
    for post in _posts(_content(path), path):
        posts[post.id] = (*posts.get(post.id, ()), *post.findings)
    return Earlier(posts=posts)


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise UserError(_NO_REPORT.filled({"why": path.name}), _NAME_ONE, str(path))
        return path.read_bytes()
    except OSError as error:
        why = system_said(error)
        said = Bilingual(en=_UNREADABLE.en.format(why=why.en), zh=_UNREADABLE.zh.format(why=why.zh))
        raise UserError(said, _NAME_ONE, str(path)) from None


def _posts(data: bytes, path: Path) -> Iterator[CheckedPost]:
    is_lines = path.suffix.lower() == ".jsonl" or b'"posts"' not in data
    try:
        if not is_lines:
            yield from msgspec.json.decode(data, type=JsonReport).posts
            return
        lines = [msgspec.json.decode(line, type=_Line) for line in data.splitlines() if line.strip()]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(_NO_REPORT.filled({"why": str(error)}), _NAME_ONE, str(path)) from None
    if not any(line.post or line.summary for line in lines):
        raise UserError(_NO_REPORT.filled({"why": path.name}), _NAME_ONE, str(path))
    yield from (line.post for line in lines if line.post is not None)
