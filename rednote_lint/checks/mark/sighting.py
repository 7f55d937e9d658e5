"""`Sighting`: one stretch of one mark, as rules report it."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Box, Confidence, Record, TimeRange


class Sighting(Record, frozen=True, kw_only=True):
    """One stretch of one mark."""

    box: Box
    time: TimeRange | None
    evidence: str
    """What speaks for it, the same in every language: the lines as they were read, or how similar a shape is."""
    told: Bilingual
    """What speaks for it, in words."""
    words: str
    """The lines as they were read."""
    confidence: Confidence | None
    """None: the rule's own."""
    yields: bool = False
    """Lower priority: no mark where another one was found in the same place."""
