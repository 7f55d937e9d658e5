"""Resolves overlapping fixes: the more severe one is kept, then the left-most."""

from __future__ import annotations

from collections.abc import Iterable

from rednote_lint.fixes.operations import OPERATIONS
from rednote_lint.fixes.outcome import Offer, Refused, refused
from rednote_lint.model import Bilingual, MediaEdit, TextEdit, TextRange


def resolve(offers: Iterable[Offer]) -> tuple[list[Offer], list[Refused]]:
    """Take fixes that go together; each is taken whole or not at all.

    Two fixes may share an edit that is the same in both.

    Returns:
        The offers to carry out, in the order of preference; the others with what stands in their way.
    """
    taken: list[Offer] = []
    left: list[Refused] = []
    claims = _Claims()
    for offer in sorted(offers, key=_preference):
        rival = next((rival for edit in offer.fix.edits if (rival := claims.against(edit))), None)
        if rival:
            left.append(refused(offer, _in_the_way(rival)))
            continue
        taken.append(offer)
        claims.add(offer)
    return taken, left


def _preference(offer: Offer) -> tuple[int, str, int, str]:
    first = min((edit.range.start for edit in offer.fix.edits if isinstance(edit, TextEdit)), default=0)
    return -offer.severity.rank, offer.where.path, first, offer.code


class _Claims:
    """What the offers taken so far want to change."""

    def __init__(self) -> None:
        self._texts: dict[str, list[tuple[TextEdit, str]]] = {}
        self._media: dict[str, list[tuple[MediaEdit, str]]] = {}

    def add(self, offer: Offer) -> None:
        for edit in offer.fix.edits:
            if isinstance(edit, TextEdit):
                self._texts.setdefault(edit.path, []).append((edit, offer.code))
            else:
                self._media.setdefault(edit.path, []).append((edit, offer.code))

    def against(self, edit: TextEdit | MediaEdit) -> str | None:
        """Return the code of the finding whose fix stands in the way."""
        if isinstance(edit, TextEdit):
            rivals = self._texts.get(edit.path, [])
            return next((code for other, code in rivals if other != edit and _overlap(other.range, edit.range)), None)
        return next((code for other, code in self._media.get(edit.path, []) if _exclude(other, edit)), None)


def _overlap(one: TextRange, other: TextRange) -> bool:
    """Two insertions at one place go together; an insertion inside a replaced range does not."""
    if one.start == one.end or other.start == other.end:
        return one.start < other.start < one.end or other.start < one.start < other.end
    return one.start < other.end and other.start < one.end


def _exclude(one: MediaEdit, other: MediaEdit) -> bool:
    if one.operation == other.operation:
        return one.arguments != other.arguments
    first, second = OPERATIONS.get(one.operation), OPERATIONS.get(other.operation)
    return bool(first and second and first.order is second.order)


def _in_the_way(code: str) -> Bilingual:
    return Bilingual(
        en=f"the fix for {code} changes the same place and goes first", zh=f"{code} 的修复会改动同一处，优先执行该修复"
    )
