"""The batch stage of a run: collects the traces of each post, then gives the findings that come of comparing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rednote_lint.batch.base import BatchChecker, BatchKind
from rednote_lint.checks import kind
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Client, Finding, Post, Rule
from rednote_lint.ruleset import RuleSet, applies
from rednote_lint.stamp import Stamp


def batch_checkers(rules: RuleSet) -> tuple[BatchChecker, ...]:
    """Compile the rules that compare posts; each call makes checkers that have seen no post yet."""
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        by_kind.setdefault(rule.check, []).append(rule)
    made = ((kind(name), own) for name, own in by_kind.items())
    return tuple(checker for one, own in made if isinstance(one, BatchKind) for checker in one.compile_batch(own))


class _Added(NamedTuple):
    post: Post
    rules: RuleSet
    client: Client


class Stage:
    """Compares the posts of one run; posts are held until the end, so that findings can quote them."""

    def __init__(self) -> None:
        self._checkers: dict[tuple[str, ...], BatchChecker] = {}
        self._compiled: dict[RuleSet, tuple[BatchChecker, ...]] = {}
        self._added: dict[str, _Added] = {}

    def add(self, post: Post, traces: Sequence[Trace], rules: RuleSet, client: Client) -> None:
        """Take the next post.

        Args:
            post: the post.
            traces: what `BatchChecker.traces` yielded of it.
            rules: those that are on for the post; it is compared by these only.
            client: the client that the post is published with.
        """
        self._added[post.path] = _Added(post, rules, client)
        if rules not in self._compiled:
            self._compiled[rules] = batch_checkers(rules)
        for checker in self._compiled[rules]:
            if any(applies(rules.by_code[code].when, post, client) for code in checker.codes):
                self._checkers.setdefault(checker.codes, checker).add(post.path, traces)

    def finish(self) -> dict[str, tuple[Finding, ...]]:
        """Return the findings by post path; a rule that is off for a post finds nothing in it."""
        found: dict[str, tuple[Finding, ...]] = {}
        stamps = {path: Stamp(*added) for path, added in self._added.items()}
        for checker in self._checkers.values():
            for path, hit in checker.finish():
                if hit.code in self._added[path].rules.by_code:
                    found[path] = (*found.get(path, ()), stamps[path].finding(hit))
        return found
