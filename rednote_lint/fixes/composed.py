"""Composes the edits of several passes into edits of the files as they are now."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from rednote_lint.fixes.outcome import Offer
from rednote_lint.model import Bilingual, Record, Safety, TextEdit, TextRange
from rednote_lint.syntax.writer import spliced


class _Piece(Record, frozen=True, kw_only=True):
    """An edit of a file as it is now, and where its new text stands after the passes so far."""

    edit: TextEdit
    after: TextRange
    offers: tuple[int, ...]
    """Numbers of the offers that it belongs to."""
    is_fused: bool = False
    """Whether it does what several of them do, so that none of them can be had alone."""


class _Cluster:
    """Edits of one pass and the pieces that they touch, in places of the text before that pass."""

    def __init__(self, pieces: Sequence[_Piece], edits: Sequence[tuple[TextEdit, tuple[int, ...]]]) -> None:
        self.pieces = list(pieces)
        self.edits = list(edits)

    @property
    def start(self) -> int:
        return min([piece.after.start for piece in self.pieces] + [edit.range.start for edit, _ in self.edits])

    @property
    def end(self) -> int:
        return max([piece.after.end for piece in self.pieces] + [edit.range.end for edit, _ in self.edits])

    @property
    def order(self) -> tuple[int, int]:
        first = min((piece.edit.range.start for piece in self.pieces), default=-1)
        return self.start, first

    def piece(self, original: str, now: str, shift: int, drift: int) -> _Piece:
        """Make one piece of all; `shift` and `drift`: how far what stands before has moved, so far and in this pass."""
        start, end = self.start, self.end
        grown = sum(_length(piece.after) - _length(piece.edit.range) for piece in self.pieces)
        place = TextRange(start - shift, end - shift - grown)
        inside = [
            msgspec.structs.replace(edit, range=TextRange(edit.range.start - start, edit.range.end - start))
            for edit, _ in self.edits
        ]
        new = spliced(now[start:end], inside)
        parts = [piece.edit for piece in self.pieces] + [edit for edit, _ in self.edits]
        edit = TextEdit(
            path=parts[0].path,
            range=place,
            old=original[slice(*place)],
            new=new,
            new_file=any(part.new_file for part in parts),
            secret=any(part.secret for part in parts),
        )
        numbers = [number for piece in self.pieces for number in piece.offers]
        numbers += [number for _, own in self.edits for number in own]
        return _Piece(
            edit=edit,
            after=TextRange(start + drift, start + drift + len(new)),
            offers=tuple(dict.fromkeys(numbers)),
            is_fused=len(parts) > 1 or any(piece.is_fused for piece in self.pieces),
        )


def composed(passes: Sequence[Sequence[Offer]], texts: Mapping[str, str]) -> list[Offer]:
    """Return offers that do at once what passes do one after the other.

    An edit of a later pass that touches what an earlier one wrote becomes one edit with it, and their fixes one fix.

    Args:
        passes: text offers of each pass; those of one pass go together.
        texts: the files as they are before the first pass.
    """
    offers: list[Offer] = []
    pieces: dict[str, list[_Piece]] = {}
    for one in passes:
        edits: dict[str, dict[TextEdit, list[int]]] = {}
        for number, offer in enumerate(one, len(offers)):
            for edit in offer.fix.edits:
                if isinstance(edit, TextEdit):
                    edits.setdefault(edit.path, {}).setdefault(edit, []).append(number)
        offers += one
        for path, made in edits.items():
            owned = sorted(((edit, tuple(own)) for edit, own in made.items()), key=lambda pair: pair[0].range)
            pieces[path] = _after_pass(texts.get(path, ""), pieces.get(path, []), owned)
    return _joined(offers, [piece for path in sorted(pieces) for piece in pieces[path]])


def _after_pass(text: str, before: Sequence[_Piece], edits: Sequence[tuple[TextEdit, tuple[int, ...]]]) -> list[_Piece]:
    now = spliced(text, [piece.edit for piece in before])
    made, shift, drift = list[_Piece](), 0, 0
    for cluster in sorted(_clusters(before, edits), key=lambda cluster: cluster.order):
        piece = cluster.piece(text, now, shift, drift)
        made.append(piece)
        shift += sum(_length(old.after) - _length(old.edit.range) for old in cluster.pieces)
        drift += _length(piece.after) - (cluster.end - cluster.start)
    return made


def _clusters(pieces: Sequence[_Piece], edits: Sequence[tuple[TextEdit, tuple[int, ...]]]) -> list[_Cluster]:
    """Put each edit together with the pieces that it touches, and with the edits that touch them too."""
    starts, ends = [piece.after.start for piece in pieces], [piece.after.end for piece in pieces]
    clusters: list[_Cluster] = []
    used = 0
    """Pieces before this one are in a cluster with an edit, or alone in one."""
    for edit in edits:
        low, high = bisect_left(ends, edit[0].range.start), bisect_right(starts, edit[0].range.end)
        clusters += [_Cluster([piece], []) for piece in pieces[used:low]]
        if low < used:
            clusters[-1].edits.append(edit)
            clusters[-1].pieces += pieces[used:high]
        else:
            clusters.append(_Cluster(pieces[low:high], [edit]))
        used = max(used, low, high)
    return clusters + [_Cluster([piece], []) for piece in pieces[used:]]


def _joined(offers: Sequence[Offer], pieces: Sequence[_Piece]) -> list[Offer]:
    """Give every offer its edits; those of one fused edit become one."""
    group = list(range(len(offers)))

    def top(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    for piece in pieces:
        if piece.is_fused:
            lowest = min(top(number) for number in piece.offers)
            for number in piece.offers:
                group[top(number)] = lowest
    edits: dict[int, dict[TextEdit, None]] = {}
    for piece in pieces:
        if piece.edit.old != piece.edit.new:
            for number in piece.offers:
                edits.setdefault(top(number), {})[piece.edit] = None
    members: dict[int, list[Offer]] = {}
    for number, offer in enumerate(offers):
        members.setdefault(top(number), []).append(offer)
    return [_as_one(members[number], tuple(edits[number])) for number in sorted(edits)]


def _as_one(offers: Sequence[Offer], edits: tuple[TextEdit, ...]) -> Offer:
    first = max(offers, key=lambda offer: offer.severity.rank)
    titles = dict.fromkeys(offer.fix.title for offer in offers)
    title = Bilingual(en="; ".join(title.en for title in titles), zh="；".join(title.zh for title in titles))
    is_safe = all(offer.fix.safety is Safety.SAFE for offer in offers)
    fix = msgspec.structs.replace(first.fix, title=title, safety=Safety.SAFE if is_safe else Safety.UNSAFE, edits=edits)
    return msgspec.structs.replace(first, fix=fix)


def _length(place: TextRange) -> int:
    return place.end - place.start
