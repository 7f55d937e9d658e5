"""Drops findings that a more severe one of the same pack overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rednote_lint.model import Finding, TextRange


def without_echoes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Leave out each finding whose words lie in those of a more severe one of its pack, or hold them.

    No place falls silent by that, and no post changes its worst severity.
    """
    echoes: set[int] = set()
    by_text: dict[tuple[str, str], list[tuple[TextRange, int]]] = {}
    for index, finding in enumerate(findings):
        if finding.location.text is not None:
            by_text.setdefault((finding.pack, finding.location.path), []).append((finding.location.text, index))
    for places in by_text.values():
        echoes.update(_echoes(sorted(places), findings))
    return tuple(finding for index, finding in enumerate(findings) if index not in echoes)


def _echoes(places: Iterable[tuple[TextRange, int]], findings: Sequence[Finding]) -> Iterable[int]:
    """Go through places from left to right, keeping at hand those that reach beyond the one just met."""
    at_hand: list[tuple[TextRange, int]] = []
    for place, index in places:
        at_hand = [(other, number) for other, number in at_hand if other.end > place.start]
        for other, number in at_hand:
            if place.end <= other.end or place.start == other.start:
                weaker, stronger = sorted((index, number), key=lambda n: findings[n].severity.rank)
                if findings[weaker].severity.rank < findings[stronger].severity.rank:
                    yield weaker
        at_hand.append((place, index))
