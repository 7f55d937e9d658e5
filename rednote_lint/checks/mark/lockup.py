"""Lockups: groups the lines of a mark, and compares their evidence with what a rule calls proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rednote_lint.checks.mark.lines import (
    belongs,
    drifts,
    in_row,
    in_zone,
    is_label_with,
    is_signature_of,
    is_title_with,
    moved_from,
    off_centre,
    on_path,
    reads,
    repeated,
    seconds_in_place,
    texts,
    together,
    touches_side,
    with_account,
)
from rednote_lint.checks.mark.spec import Evidence, MarkSpec, Proof, Side, Zone, pattern
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.model import Box, Record

STAYING = 1.5
"""Seconds that a line must keep its place, over a changing picture, to count as laid over it."""


REMAINS = 4
"""Letters that must be left of an account that a side of the picture cuts."""


class FileEvidence(Record, frozen=True, kw_only=True):
    """What a file as a whole says about a mark."""

    evidence: frozenset[Evidence] = frozenset()
    accounts: tuple[str, ...] = ()
    """The accounts that the platform's card names, in small letters."""


class Lockup(Record, frozen=True, kw_only=True):
    """Lines that stand together as a mark."""

    anchor: LineTrack
    seconds: float
    """For how long it stands in this place."""
    off_centre: bool
    """Whether it stands off the middle of the picture's width."""
    zones: frozenset[Zone]
    """Where in the picture it stands."""
    handle: LineTrack | None = None
    logo: Box | None = None
    evidence: frozenset[Evidence]
    drifts: bool = False
    """Whether the words leave their place little by little, as what belongs to the scene does."""
    labelled: bool = False
    """Whether another platform's name of its size, or words that are no account beside it, stand in the picture at the
    same time: labels and titles, not marks."""

    @property
    def box(self) -> Box:
        """The box around all parts."""
        box = self.anchor.box
        for other in (self.handle.box if self.handle else None, self.logo):
            box = box.union(other) if other is not None else box
        return box

    @property
    def words(self) -> tuple[str, ...]:
        """The lines as they were read."""
        return (self.anchor.text, *([self.handle.text] if self.handle else []))


def lockups(
    spec: MarkSpec, lines: list[LineTrack], size: tuple[int, int], file: FileEvidence, rivals: tuple[str, ...]
) -> list[Lockup]:
    """Put the lines that may be marks together with what stands by them.

    Args:
        spec: what the mark is made of.
        lines: all lines of the video or picture.
        size: width and height of the picture.
        file: what the file as a whole says.
        rivals: patterns of all other platforms' wordmarks.
    """
    candidates = [line for line in lines if _anchors(spec, line, size, file)]
    others = [line for line in lines if not reads(line, pattern(spec.words))]
    candidates = [line for line in candidates if not in_row(line, others)]
    if not candidates:
        return []  # before the patterns of all platforms are compiled
    named = [line for line in candidates if _is_named(spec, line)]
    # What is left of an account stands for the mark only where nothing of the wordmark is left beside it.
    anchors = [line for line in candidates if line in named or not _beside_any(line, named)]
    words = [line for line in lines if reads(line, pattern(spec.words))]
    legible = [line for line in others if len(line.text) > 1]  # a logo may be read as a letter
    labels = [line for line in legible if reads(line, pattern(rivals))]
    found = [_lockup(spec, anchor, lines, anchors, words, labels, size, file) for anchor in anchors]
    accounts = [one.handle for one in found if one.handle is not None]
    return [one for one in found if one.anchor not in accounts or Evidence.WORD in one.evidence]


def proven(spec: MarkSpec, lockup: Lockup) -> Proof | None:
    """Return the first combination of evidence that the lockup has."""
    return next((proof for proof in spec.proof if set(proof.all) <= lockup.evidence and _counts(proof, lockup)), None)


_ALONE = {Evidence.WORD, Evidence.STAYS, Evidence.OVERLAID, Evidence.OVER_PICTURE}
"""What a name that stands in the picture as a label has as well."""

_ELSEWHERE = {Evidence.HANDLE, Evidence.JUMPS, Evidence.PATH, Evidence.CARD, Evidence.ORIGIN, Evidence.REPEATS}
"""What does not depend on the exact place of the words."""


def _counts(proof: Proof, lockup: Lockup) -> bool:
    asked = set(proof.all)
    if proof.where not in lockup.zones:
        return False
    if lockup.drifts and not asked & _ELSEWHERE:
        return False
    return not (lockup.labelled and asked <= _ALONE)


def lacks(spec: MarkSpec, lockup: Lockup, evidence: Evidence) -> bool:
    """Whether this one piece of evidence is all that a lockup needs to be proven."""
    return any(set(proof.all) - lockup.evidence == {evidence} for proof in spec.proof)


def _anchors(spec: MarkSpec, line: LineTrack, size: tuple[int, int], file: FileEvidence) -> bool:
    """Whether a line may be the heart of the mark: the wordmark, or what remains of it."""
    low, high = spec.height
    if not low <= line.box.h / min(size) <= high or not in_zone(line.box, size, spec.where):
        return False
    return bool(_own(spec, line, size, file))


def _is_named(spec: MarkSpec, line: LineTrack) -> bool:
    """Whether a line is the wordmark, or reads like what remains of it."""
    patterns = (*spec.words, *spec.fragments, *((spec.name,) if spec.name is not None else ()))
    return reads(line, pattern(patterns))


def _beside_any(line: LineTrack, words: Iterable[LineTrack]) -> bool:
    return any(together(word, line) and belongs(word.box, line.box, Side.NEAR) for word in words)


def _own(spec: MarkSpec, line: LineTrack, size: tuple[int, int], file: FileEvidence) -> set[Evidence]:
    """Return what a line is by itself."""
    own: set[Evidence] = set()
    if reads(line, pattern(spec.words)):
        own.add(Evidence.WORD)
    if spec.handle is not None and with_account(line, pattern(spec.words), pattern((spec.handle,))):
        own |= {Evidence.WORD, Evidence.HANDLE}
    if touches_side(line.box, size) and (own or reads(line, pattern(spec.fragments)) or _remains(line, file.accounts)):
        own.add(Evidence.FRAGMENT)
    elif spec.name is not None and reads(line, pattern((spec.name,))):
        own.add(Evidence.NAME)
    return own


def _remains(line: LineTrack, accounts: Sequence[str]) -> bool:
    """Whether a line is the beginning or the end of an account, or all of it."""
    read = [text.strip("@ ").casefold() for text in texts(line)]
    return any(
        len(text) >= REMAINS and (account.startswith(text) or account.endswith(text))
        for text in read
        for account in accounts
    )


def _lockup(
    spec: MarkSpec,
    anchor: LineTrack,
    lines: list[LineTrack],
    anchors: list[LineTrack],
    words: list[LineTrack],
    labels: list[LineTrack],
    size: tuple[int, int],
    file: FileEvidence,
) -> Lockup:
    evidence = _own(spec, anchor, size, file) | file.evidence
    handle = _handle(spec, anchor, lines) if spec.handle else None
    if handle is not None:
        evidence.add(Evidence.HANDLE)
    if spec.asks(Evidence.SIGNED) and any(is_signature_of(anchor, line) for line in lines if line not in anchors):
        evidence.add(Evidence.SIGNED)
    if anchor.changed >= 1 and anchor.first is not None and (anchor.last or 0) - anchor.first >= STAYING:
        evidence.add(Evidence.STAYS)
    # Words that cross the picture are a sign or a shirt, however seldom they are read at its sides.
    if moved_from(anchor, anchors, [*anchors, *words], size):
        evidence.add(Evidence.JUMPS)
    if spec.layout is not None and on_path(anchor, anchors, size, spec.layout):
        evidence.add(Evidence.PATH)
    if repeated(anchor, words if anchor in words else anchors, size):
        evidence.add(Evidence.REPEATS)
    return Lockup(
        anchor=anchor,
        seconds=seconds_in_place(anchor, anchors, size),
        off_centre=off_centre(anchor.box, size),
        zones=frozenset(zone for zone in Zone if in_zone(anchor.box, size, zone)),
        handle=handle,
        evidence=frozenset(evidence),
        drifts=drifts(anchor, words, size),
        labelled=any(is_label_with(anchor, label) for label in labels) or _is_in_title(spec, anchor, lines, anchors),
    )


def _is_in_title(spec: MarkSpec, anchor: LineTrack, lines: list[LineTrack], anchors: list[LineTrack]) -> bool:
    """Whether other words stand right beside a mark that has nothing beside it but an account."""
    others = (line for line in lines if line not in anchors and not reads(line, pattern((spec.handle or "",))))
    return spec.handle is not None and any(is_title_with(anchor, line) for line in others)


def _same_words(one: LineTrack, other: LineTrack) -> bool:
    return not {text.casefold() for text in texts(one)}.isdisjoint(text.casefold() for text in texts(other))


def _handle(spec: MarkSpec, anchor: LineTrack, lines: list[LineTrack]) -> LineTrack | None:
    near = [
        line
        for line in lines
        if line is not anchor
        and together(anchor, line)
        and belongs(anchor.box, line.box, spec.handle_side)
        and reads(line, pattern((spec.handle or "",)))
        and not _same_words(anchor, line)  # the wordmark itself, where it stood a moment before
    ]
    return max(near, key=lambda line: line.score, default=None)
