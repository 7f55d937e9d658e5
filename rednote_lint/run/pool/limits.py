"""What one worker may take."""

from __future__ import annotations

from rednote_lint.model import Record


class Limits(Record, frozen=True, kw_only=True):
    """The most that one post may cost; what takes more is ended, and told."""

    seconds: float = 600.0
    """Wall time of one post."""
    memory: int = 1_500_000_000
    """Bytes that a worker may hold in memory; the largest of `benchmarks/` takes 0.6 GB."""
