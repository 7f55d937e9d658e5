"""Results of whole posts in the store: what the engine answers, keyed by everything that it answers from.

What depends on the moment is no part of a result: directives that run out and per-path ignores are asked anew, and a
post with a schedule is checked anew, because its distance from now is measured, unless the run has a moment of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from rednote_lint.config import Config
from rednote_lint.facts.base import visible_assets
from rednote_lint.facts.digests import Digests
from rednote_lint.facts.traces import Trace
from rednote_lint.model import AssetKind, Omission, Post, Record, Report, RulePack
from rednote_lint.posts.files import live_half
from rednote_lint.run.pool.loss import Loss
from rednote_lint.run.program import program
from rednote_lint.store import FactRow, Store
from rednote_lint.stored_edits import Given, stated_arguments, with_arguments

T = TypeVar("T")
_FORM = 3
"""Raised when the stored form changes."""
_RESULT, _RULES, _LOSS = f"result/{_FORM}", f"rules/{_FORM}", "loss/1"
_OF_THE_VERDICT = (
    "origin",
    "stated",
    "packs",
    "lang",
    "fail_on",
    "format",
    "min_severity",
    "baseline",
    "columns",
    "rule_pages",
)
"""Settings that no answer depends on; the packs count by their content."""


class Result(Record, frozen=True, kw_only=True):
    """What the engine answered about one post, before the verdict."""

    report: Report
    traces: tuple[Trace, ...] = ()
    arguments: Given = ()
    """Of the media edits in the report, which has none itself as it is stored."""


class RulesNote(Record, frozen=True, kw_only=True):
    """What must be known of the rules of a session to answer from the store without loading them.

    It is there only when the configuration was valid and no pack was broken.
    """

    opens_media: bool
    """Whether any rule needs more of a post than the words of its own files."""


class Results:
    """The stored results of one session.

    Args:
        store: where they are.
        config: as it counts, the command line included.
        packs: digests of the content of all packs, in their order.
        media: whether media are opened.
        now: the moment that schedules are compared with; None: that of asking.
    """

    def __init__(
        self, store: Store, config: Config, packs: Sequence[str], *, media: bool, now: dt.datetime | None = None
    ) -> None:
        self._store = store
        self._packs = tuple(packs)
        self._now = now
        self.rules = rules_key(config, packs, media=media)

    @property
    def packs(self) -> str:
        """What stands for the content of all packs, whatever the configuration asks of them."""
        return hashlib.sha256("\0".join(self._packs).encode()).hexdigest()

    def are_of(self, packs: Iterable[RulePack]) -> bool:
        """Say whether packs were read as they are in the key: one may have been written in between."""
        return tuple(pack.digest for pack in packs) == self._packs

    def note(self) -> RulesNote | None:
        """Return what is known of the rules, if they were loaded before."""
        raw = self._store.get(self.rules, _RULES)
        return _decoded(raw, RulesNote)

    def note_row(self, note: RulesNote) -> FactRow:
        """Make the row that keeps a note."""
        return FactRow(content=self.rules, analyzer=_RULES, answer=msgspec.msgpack.encode(note))

    def key(self, post: Post, note: RulesNote, digests: Digests) -> str | None:
        """Return what stands for everything that the rules read; None for what cannot be answered from the store.

        Args:
            post: as it was found; its names and the order of its files are a part, so a moved post is another one.
            note: about the rules.
            digests: of its files.
        """
        if post.is_bare or (post.declared.schedule is not None and self._now is None):
            return None
        moment = self._now.isoformat() if self._now is not None and post.declared.schedule is not None else ""
        digest = hashlib.sha256(f"{self.rules}{moment}".encode())
        try:
            digest.update(msgspec.msgpack.encode(post))
            for content in _contents(post, digests) if note.opens_media else ():
                digest.update(content.encode() + b"\0")
        except (OSError, UnicodeEncodeError):
            return None
        return digest.hexdigest()

    def get(self, key: str) -> Result | None:
        """Return a stored result."""
        result = _decoded(self._store.get(key, _RESULT), Result)
        if result is None:
            return None
        return msgspec.structs.replace(result, report=with_arguments(result.report, result.arguments), arguments=())

    def loss(self, key: str) -> Loss | None:
        """Return why no worker process could check a post."""
        return _decoded(self._store.get(key, _LOSS), Loss)

    def loss_row(self, key: str, loss: Loss) -> FactRow:
        """Make the row that keeps that."""
        return FactRow(content=key, analyzer=_LOSS, answer=msgspec.msgpack.encode(loss))

    def rows(self, key: str, result: Result) -> Iterator[FactRow]:
        """Yield the row that keeps a result; none for one that may differ next time, such as of an unreadable file.

        Its report has no secrets any more.
        """
        if any(skip.omission is Omission.FAILURE for skip in result.report.skipped):
            return
        report = msgspec.structs.replace(result.report, timings={})
        with contextlib.suppress(UnicodeEncodeError):  # A file's name may hold bytes that are no characters.
            stored = msgspec.structs.replace(result, report=report, arguments=stated_arguments(report))
            answer = msgspec.msgpack.encode(stored)
            yield FactRow(content=key, analyzer=_RESULT, answer=answer)


def rules_key(config: Config, digests: Sequence[str], *, media: bool) -> str:
    """Return what stands for the rules, their configuration and the program that asks them.

    Args:
        config: as it counts, the command line included; what only the verdict or a report asks is left out.
        digests: of the content of all packs, in their order.
        media: whether media are opened.
    """
    ignores = tuple(msgspec.structs.replace(one, root="", glob="") for one in config.ignores)
    asked = msgspec.structs.replace(
        config,
        **{name: getattr(Config(), name) for name in _OF_THE_VERDICT},
        ignores=ignores,  # Only their selectors, which must name rules.
    )
    digest = hashlib.sha256(msgspec.json.encode((asked, tuple(digests), media, program()), enc_hook=str))
    return digest.hexdigest()


def _contents(post: Post, digests: Digests) -> Iterator[str]:
    """Yield what rules may read of the media of a post, and of what lies beside one of them."""
    visible = set(visible_assets(post))
    for asset in post.assets:
        if asset in visible or asset.kind not in (AssetKind.IMAGE, AssetKind.VIDEO):
            yield digests.of(asset.path)
            yield "live" if asset.kind is AssetKind.IMAGE and live_half(Path(asset.path)) else ""


def _decoded(raw: bytes | None, kind: type[T]) -> T | None:
    if raw is None:
        return None
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except msgspec.MsgspecError:
        return None
