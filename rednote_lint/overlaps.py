"""Finds findings that a more severe one of the same pack overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rednote_lint.model import Finding, Safety, TextRange


def overlapped(findings: Sequence[Finding]) -> frozenset[int]:
    """Return the indices of findings whose words lie in those of a more severe one of its pack, or hold them.

    No place falls silent without them, no post changes its worst severity, and no safe fix is lost.
    """
    weaker: set[int] = set()
    by_text: dict[tuple[str, str], list[tuple[TextRange, int]]] = {}
    for index, finding in enumerate(findings):
        if finding.location.text is not None:
            by_text.setdefault((finding.pack, finding.location.path), []).append((finding.location.text, index))
    for places in by_text.values():
        weaker.update(_weaker(sorted(places), findings))
    return frozenset(weaker)


def _weaker(places: Iterable[tuple[TextRange, int]], findings: Sequence[Finding]) -> Iterable[int]:
    """Go through places from left to right, keeping at hand those that reach beyond the one just met."""
    at_hand: list[tuple[TextRange, int]] = []
    for place, index in places:
        at_hand = [(other, number) for other, number in at_hand if other.end > place.start]
        for other, number in at_hand:
            if place.end <= other.end or place.start == other.start:
                weaker, stronger = sorted((index, number), key=lambda n: findings[n].severity.rank)
                if _says_enough(findings[weaker], findings[stronger]):
                    yield weaker
        at_hand.append((place, index))


def _says_enough(weaker: Finding, stronger: Finding) -> bool:
    """Say whether the stronger finding suffices for both; a body that is too long does not repeat its tags."""
    return weaker.severity.rank < stronger.severity.rank and (_is_mended(stronger) or not _is_mended(weaker))


def _is_mended(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safety is Safety.SAFE and bool(finding.fix.edits)
