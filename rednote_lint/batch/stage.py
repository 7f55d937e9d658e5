"""The batch stage of a run: compares each post with those before it, in the order of the run."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from rednote_lint.batch.base import BatchChecker, BatchKind
from rednote_lint.batch.index import Entry, Index
from rednote_lint.causes import with_causes
from rednote_lint.checks import kind
from rednote_lint.facts.traces import Trace
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


class Stage:
    """Compares the posts of one run; no post is held, for a finding always belongs to the later of two posts."""

    def __init__(self) -> None:
        self._index = Index()

    def compare(
        self, post: Post, traces: Sequence[Trace], rules: RuleSet, client: Client = Client.BOTH
    ) -> tuple[Finding, ...]:
        """Compare the next post with those before it, and keep its traces for the posts after it.

        Args:
            post: the post.
            traces: what `BatchChecker.traces` yielded of it; none where no rule that is on compares it.
            rules: those that are on for the post.
            client: the client that the post is published with.
        """
        if not traces:
            return ()
        entry = Entry(
            name=_name(post),
            shown=post.path,
            account=post.declared.account,
            series=post.declared.series,
            traces=tuple(traces),
        )
        twins = self._index.twins(entry)
        self._index.add(entry)
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


def _name(post: Post) -> str:
    """Return the identity of a post."""
    return unicodedata.normalize("NFC", Path(os.path.abspath(post.path)).as_posix())  # noqa: PTH100 - links stay.
