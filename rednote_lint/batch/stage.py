"""The batch stage of a run: compares each post with those before it, in the order of the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import lru_cache
from pathlib import PurePosixPath

import msgspec

from rednote_lint.batch.base import BatchChecker, BatchKind
from rednote_lint.batch.history import History
from rednote_lint.batch.index import Entry, Index
from rednote_lint.causes import with_causes
from rednote_lint.checks import kind
from rednote_lint.facts import Facts
from rednote_lint.facts.traces import Trace, Twin
from rednote_lint.model import Client, Finding, Post, Rule
from rednote_lint.ruleset import RuleSet, applies
from rednote_lint.stamp import Stamp


@lru_cache(maxsize=32)
def batch_checkers(rules: RuleSet) -> tuple[BatchChecker, ...]:
    """Compile the rules that compare posts."""
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        by_kind.setdefault(rule.check, []).append(rule)
    made = ((kind(name), own) for name, own in by_kind.items())
    return tuple(checker for one, own in made if isinstance(one, BatchKind) for checker in one.compile_batch(own))


def traces_of(post: Post, rules: RuleSet, facts: Facts, client: Client) -> tuple[Trace, ...]:
    """Return what the rules that compare posts keep of one post; two of them may keep the same."""
    active = [
        checker
        for checker in batch_checkers(rules)
        if any(applies(rules.by_code[code].when, post, client) for code in checker.codes)
    ]
    return tuple(dict.fromkeys(trace for checker in active for trace in checker.traces(facts)))


class Stage:
    """Compares the posts of one run; no post is held, for a finding always belongs to the later of two posts.

    Args:
        past: what was compared in earlier runs, to which the posts of this run are added; None: there is nothing
            before this run.

    Raises:
        UserError: that file cannot be used.
    """

    def __init__(self, past: History | None = None) -> None:
        self._history = past
        self._index = self._history.index if self._history is not None else Index()
        self._seen: dict[str, str] = {}

    def compare(
        self, post: Post, traces: Sequence[Trace], rules: RuleSet, client: Client = Client.BOTH
    ) -> tuple[Finding, ...]:
        """Compare the next post with those before it, and keep its traces for the posts after it.

        Args:
            post: the post.
            traces: what `BatchChecker.traces` yielded of it; none where no rule that is on compares it.
            rules: those that are on for the post.
            client: the client that the post is published with.

        Raises:
            UserError: the history cannot be read or written.
        """
        if not traces:
            return ()
        entry = self._entry(post, traces)
        if self._history is not None:
            self._seen[entry.name] = post.path
        with self._history.writing() if self._history is not None else nullcontext():
            twins = self._index.twins(entry)
            before = self._moved(entry, twins)
            if before is not None:
                self._index.rename(before, entry.name)
                twins = self._index.twins(entry)
            self._index.add(entry)
        typed = dict(zip((one.path for one in entry.traces), (one.path for one in traces), strict=True))
        twins = tuple(self._as_named_here(twin, typed) for twin in twins)
        if not twins:
            return ()
        stamp = Stamp(post, rules, client)
        return with_causes(
            [
                stamp.finding(hit)
                for checker in batch_checkers(rules)
                for hit in checker.judge(post, twins)
                if applies(rules.by_code[hit.code].when, post, client)
            ]
        )

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def _entry(self, post: Post, traces: Sequence[Trace]) -> Entry:
        name, kept = post.path, tuple(traces)
        if self._history is not None:
            name = self._history.name_of(post.path)
            table = post.header.path if post.header is not None else ""
            if post.id != post.path and post.path.startswith(f"{table}:"):
                name = f"{self._history.name_of(table)}#{post.id}"
            kept = tuple(msgspec.structs.replace(one, path=self._history.name_of(one.path)) for one in traces)
        declared = post.declared
        return Entry(name=name, account=declared.account, series=declared.series, traces=kept)

    def _moved(self, entry: Entry, twins: Sequence[Twin]) -> str | None:
        """Return the name that a post had in an earlier run, if it was moved or its table was exported anew since."""
        history = self._history
        if history is None or self._index.knows(entry.name):
            return None
        for name in dict.fromkeys(twin.post.name for twin in twins):
            is_free = name not in self._seen and ("#" in name or not history.has(name))
            if is_free and _last(name) == _last(entry.name) and self._is_whole(entry, name):
                return name
        return None

    def _is_whole(self, entry: Entry, name: str) -> bool:
        """Say whether a post is what the index has under a name, in all its parts."""
        return {_content(one) for one in entry.traces} == {_content(one) for one in self._index.traces_of(name)}

    def _as_named_here(self, twin: Twin, typed: Mapping[str, str]) -> Twin:
        """Name an earlier post as it was typed in this run; one of the history by its path from the history's file."""
        history = self._history
        if history is None:
            return twin
        post = msgspec.structs.replace(twin.post, name=self._seen.get(twin.post.name, twin.post.name))
        trace = msgspec.structs.replace(twin.trace, path=typed[twin.trace.path])
        return msgspec.structs.replace(twin, post=post, trace=trace, path=history.path_from_here(twin.path))


def _content(trace: Trace) -> Trace:
    return msgspec.structs.replace(trace, path="")


def _last(name: str) -> str:
    """Return the `id` of a post, or the last part of its path."""
    return name.rpartition("#")[2] if "#" in name else PurePosixPath(name).name
