"""The protocols of batch checks: what a kind of check implements to compare the posts of a run with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from rednote_lint.facts import Facts
from rednote_lint.facts.traces import Trace, Twin
from rednote_lint.model import Hit, Post, Rule


class BatchChecker(Protocol):
    """The compiled form of rules that compare posts: traces are taken in the worker, twins judged in the driver."""

    codes: tuple[str, ...]
    """The codes of the rules it answers for."""

    def traces(self, facts: Facts) -> Iterator[Trace]:
        """Yield what must be kept of one post; runs in the worker, and no state may outlive the call."""
        ...

    def judge(self, post: Post, twins: Sequence[Twin]) -> Iterator[Hit]:
        """Yield the hits of a post.

        Args:
            post: the post at hand.
            twins: what is alike in earlier posts, for each trace the likest first; of all batch checkers together.
        """
        ...


@runtime_checkable
class BatchKind(Protocol):
    """A kind of check (see `checks.Kind`) whose rules compare posts, in addition to what it checks in each."""

    def compile_batch(self, rules: Sequence[Rule]) -> Sequence[BatchChecker]:
        """Make checkers of those of the rules that compare posts."""
        ...
