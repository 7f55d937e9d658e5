"""The ledger of a run: every post with what its rules said, in order, so that reports can be made of it again.

It is what `merge` reads. A run that continues writes it anew: what was checked is found by its content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.facts.seen_files import SeenFile
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Bilingual, Finding, Post, Record, Report
from rednote_lint.run.kept.shard import Shard
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.program import program
from rednote_lint.run.settings import Settings
from rednote_lint.store.run_store import RunStore
from rednote_lint.stored_edits import Given, stated_arguments, with_arguments

_OTHER_FORM = (
    Bilingual(en="the posts of this run are kept in the form of another version", zh="其中的笔记以其他版本的格式保存"),
    Bilingual(en="run its command again, with --store", zh="用 --store 再次运行原来的命令"),
)
_HEAD, _POST = "run/1", "post/1"
_AT_ONCE = 100
"""Posts that are written together; what is lost of them with the process is written by the run that continues."""
_A_DAY = dt.timedelta(days=1)


class Head(Record, frozen=True, kw_only=True):
    """What a run was asked."""

    settings: Settings
    paths: tuple[str, ...]
    shard: Shard
    moment: dt.datetime
    """The moment that schedules are compared with; a run that continues within a day keeps it."""
    program: tuple[str, ...]
    found: int | None = None
    """The posts that were found, those of other shards as well; None until the run has ended."""
    packs: tuple[tuple[str, str], ...] = ()
    """Configuration -> what stands for the content of all packs there, of those that posts have."""


class Line(Record, frozen=True, kw_only=True):
    """One post as it came from its rules, before posts are compared and anything is set aside."""

    number: int
    """Its place among all posts that were found."""
    post: Post
    report: Report
    traces: tuple[Trace, ...] = ()
    files: tuple[SeenFile, ...] = ()
    """Its media as they were; empty where no rule asked for them."""
    arguments: Given = ()
    twins: tuple[Finding, ...] | None = None
    """What the run told of it and earlier posts; None of a part, and of a run of an older version."""


class Ledger:
    """Writes the ledger of one run.

    Args:
        store: of the run.
        head: what the run was asked.
    """

    def __init__(self, store: RunStore, head: Head) -> None:
        self._store = store
        self._head = head
        self._lines: list[bytes] = []
        self._last: Line | None = None
        self._written = 1
        self._store.forget_run()
        self._put_head(head)

    def add(self, number: int, post: Post, outcome: Outcome, twins: tuple[Finding, ...] | None) -> None:
        """Note the next post of the run."""
        told = msgspec.structs.replace(outcome.report, timings={})
        line = Line(
            number=number,
            post=post,
            report=told,
            traces=outcome.traces,
            files=outcome.files,
            arguments=stated_arguments(told),
            twins=twins,
        )
        self.add_line(line)

    def add_line(self, line: Line) -> None:
        """Note the next post as it is kept."""
        self._complete()
        self._last = line

    def add_twins(self, found: Sequence[Finding]) -> None:
        """Note what the post that was added last has in common with earlier ones."""
        if self._last is not None and found:
            self._last = msgspec.structs.replace(self._last, twins=tuple(found))

    def _complete(self) -> None:
        if self._last is not None:
            self._lines.append(msgspec.msgpack.encode(self._last))
            self._last = None
        if len(self._lines) >= _AT_ONCE:
            self._flush()

    def end(self, found: int, packs: Mapping[str, str] | None = None) -> None:
        """Note that the run has ended, how many posts there were, and by which packs; see `Head`."""
        self._complete()
        self._flush()
        self._put_head(msgspec.structs.replace(self._head, found=found, packs=tuple(sorted((packs or {}).items()))))

    def _flush(self) -> None:
        self._store.keep(self._written, _POST, self._lines)
        self._written += len(self._lines)
        self._lines.clear()

    def _put_head(self, head: Head) -> None:
        self._store.keep(0, _HEAD, [msgspec.msgpack.encode(head, enc_hook=_plain)])


def head_of(store: RunStore) -> Head | None:
    """Return what the run of a store was asked; None where it was never begun, or by another version."""
    try:
        return next((msgspec.msgpack.decode(raw, type=Head, dec_hook=_typed) for raw in store.kept(_HEAD)), None)
    except msgspec.MsgspecError:
        return None


def lines_of(store: RunStore) -> Iterator[Line]:
    """Yield the posts of a run, in order.

    Raises:
        UserError: another version has written them in another form.
    """
    for raw in store.kept(_POST):
        try:
            line = msgspec.msgpack.decode(raw, type=Line)
        except msgspec.MsgspecError:
            raise UserError(*_OTHER_FORM, str(store.file)) from None
        report = with_arguments(line.report, line.arguments)
        yield msgspec.structs.replace(line, report=report, arguments=())


def moment_of(store: RunStore, now: dt.datetime) -> dt.datetime:
    """Return the moment of the run that is continued, if it was begun within a day; else this one."""
    head = head_of(store)
    return head.moment if head is not None and dt.timedelta() <= now - head.moment < _A_DAY else now


def head(settings: Settings, paths: tuple[str, ...], shard: Shard, moment: dt.datetime) -> Head:
    """Say what a run is asked."""
    return Head(settings=settings, paths=paths, shard=shard, moment=moment, program=program())


def _plain(value: Any) -> str:
    return str(value)


def _typed(kind: type, value: Any) -> Any:
    return kind(value) if issubclass(kind, Path) else value
