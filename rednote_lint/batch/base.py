"""The protocols of batch checks: what a kind of check implements to compare the posts of a run with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from rednote_lint.facts import Facts
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Hit, Rule


class PostHit(NamedTuple):
    """A hit, and the post that it belongs to."""

    post: str
    """The post's path."""
    hit: Hit


class BatchChecker(Protocol):
    """The compiled form of rules that compare posts: traces are taken in the worker and compared in the driver."""

    codes: tuple[str, ...]
    """The codes of the rules it answers for."""

    def traces(self, facts: Facts) -> Iterator[Trace]:
        """Yield what must be kept of one post; runs in the worker, and no state may outlive the call."""
        ...

    def add(self, post: str, traces: Sequence[Trace]) -> None:
        """Take the traces of the next post, in the order of the run.

        Args:
            post: its path.
            traces: of all batch checkers together; what concerns others is to be passed over.
        """
        ...

    def finish(self) -> Iterator[PostHit]:
        """Yield the hits of all posts, after the last one."""
        ...


@runtime_checkable
class BatchKind(Protocol):
    """A kind of check (see `checks.Kind`) whose rules compare posts, in addition to what it checks in each."""

    def compile_batch(self, rules: Sequence[Rule]) -> Sequence[BatchChecker]:
        """Make checkers of those of the rules that compare posts."""
        ...
