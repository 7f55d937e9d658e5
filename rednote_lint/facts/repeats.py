"""Finds an earlier file with an equal trace."""

from __future__ import annotations

from enum import StrEnum

from rednote_lint.facts.analysis.similarity import are_similar
from rednote_lint.facts.traces import Trace


class Same(StrEnum):
    """What two files share."""

    BYTES = "bytes"
    """Every byte."""
    LOOK = "look"
    """What a viewer sees, after other compression or scaling; files with the same bytes are not meant in one post."""
    CAPTION = "caption"
    """Words in a row of the body; only of two posts."""


class Repeats:
    """Finds for each trace the first earlier one that equals it.

    Args:
        same: what equal files share.
    """

    def __init__(self, same: Same) -> None:
        self._same = same
        self._by_digest: dict[str, Trace] = {}
        self._seen: list[Trace] = []

    def first(self, trace: Trace) -> Trace | None:
        """Return the first earlier trace that equals this one, which is kept for later ones."""
        twin = self._by_digest.setdefault(trace.digest, trace) if trace.digest else trace
        if self._same is Same.BYTES:
            return None if twin is trace else twin
        if not trace.fingerprint:
            return None
        found = next((earlier for earlier in self._seen if self._looks_like(earlier, trace)), None)
        if (
            twin is trace or not twin.fingerprint
        ):  # Whatever looks like a file with the same bytes looks like the first.
            self._seen.append(trace)
        return found

    def _looks_like(self, one: Trace, other: Trace) -> bool:
        same_bytes = bool(one.digest) and one.digest == other.digest
        return not same_bytes and are_similar(one.fingerprint, other.fingerprint)
