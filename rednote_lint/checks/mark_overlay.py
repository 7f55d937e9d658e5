"""Marks laid over a picture: lines put together to lockups, lockups weighed, stretches told."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark_lines import belongs, in_zone, moved_from, reads, together, touches_side
from rednote_lint.checks.mark_spec import Evidence, MarkSpec, Proof, pattern
from rednote_lint.facts.closer import Closer
from rednote_lint.facts.endcard import TAIL
from rednote_lint.facts.seen_text import stretch
from rednote_lint.facts.sight import Sight
from rednote_lint.facts.tracks import LineTrack
from rednote_lint.model import Box, Confidence, Record, TimeRange

STAYING = 1.5
"""Seconds that a line must keep its place, over a changing picture, to count as laid over it."""


class Sighting(Record, frozen=True, kw_only=True):
    """One stretch of one mark."""

    box: Box
    time: TimeRange | None
    evidence: str
    """What speaks for it, in words."""
    words: str
    """The lines as they were read."""
    confidence: Confidence


class Lockup(Record, frozen=True, kw_only=True):
    """Lines that stand together as a mark."""

    anchor: LineTrack
    handle: LineTrack | None
    logo: Box | None
    evidence: frozenset[Evidence]

    @property
    def box(self) -> Box:
        """The box around all parts."""
        box = self.anchor.box
        for other in (self.handle.box if self.handle else None, self.logo):
            box = box.union(other) if other is not None else box
        return box


def overlays(spec: MarkSpec, sight: Sight, closer: Closer | None) -> Iterator[Sighting]:
    """Yield every stretch of the mark that `spec` describes."""
    lines = [line for line in sight.lines or () if not _on_card(line, sight)]
    anchors = [line for line in lines if _anchors(spec, line, sight)]
    for anchor in anchors:
        lockup = _lockup(spec, anchor, lines, anchors, sight)
        proof = _proven(spec, lockup)
        if proof is not None:
            yield _sighting(lockup, proof, sight)


def _anchors(spec: MarkSpec, line: LineTrack, sight: Sight) -> bool:
    """Whether a line may be the heart of the mark: wordmark, remains of it, or, where that is enough, the account."""
    low, high = spec.height
    share = line.box.h / min(sight.view.size)
    if not low <= share <= high or not in_zone(line.box, sight.view.size, spec.where):
        return False
    return bool(_own(spec, line, sight))


def _own(spec: MarkSpec, line: LineTrack, sight: Sight) -> set[Evidence]:
    """Return what a line is by itself."""
    own: set[Evidence] = set()
    if reads(line, pattern(spec.words)):
        own.add(Evidence.WORD)
    elif touches_side(line.box, sight.view.size) and reads(line, pattern(spec.fragments)):
        own.add(Evidence.FRAGMENT)
    elif not spec.words and spec.handle and reads(line, pattern((spec.handle,))):
        own.add(Evidence.HANDLE)
    return own


def _lockup(
    spec: MarkSpec, anchor: LineTrack, lines: list[LineTrack], anchors: list[LineTrack], sight: Sight
) -> Lockup:
    evidence = _own(spec, anchor, sight)
    handle = _handle(spec, anchor, lines) if spec.handle and Evidence.HANDLE not in evidence else None
    if handle is not None:
        evidence.add(Evidence.HANDLE)
    if anchor.changed >= 1 and anchor.first is not None and (anchor.last or 0) - anchor.first >= STAYING:
        evidence.add(Evidence.STAYS)
    if moved_from(anchor, anchors, sight.view.size):
        evidence.add(Evidence.JUMPS)
    return Lockup(anchor=anchor, handle=handle, logo=None, evidence=frozenset(evidence))


def _handle(spec: MarkSpec, anchor: LineTrack, lines: list[LineTrack]) -> LineTrack | None:
    near = [
        line
        for line in lines
        if line is not anchor
        and together(anchor, line)
        and belongs(anchor.box, line.box, spec.handle_side)
        and reads(line, pattern((spec.handle or "",)))
    ]
    return max(near, key=lambda line: line.score, default=None)


def _proven(spec: MarkSpec, lockup: Lockup) -> Proof | None:
    return next((proof for proof in spec.proof if set(proof.all) <= lockup.evidence), None)


def _on_card(line: LineTrack, sight: Sight) -> bool:
    """Whether a line belongs to a card at the end: it came in the last seconds, centred, on a flat ground."""
    ground, duration = sight.ground, sight.view.duration
    if ground is None or duration is None or ground.share < 0.5 or line.first is None or line.after is not None:
        return False
    centre = (line.box.x + line.box.w / 2) / sight.view.size[0]
    return line.first >= duration - TAIL and abs(centre - 0.5) < 0.17


def _sighting(lockup: Lockup, proof: Proof, sight: Sight) -> Sighting:
    parts = [lockup.anchor.text] + ([lockup.handle.text] if lockup.handle else [])
    return Sighting(
        box=lockup.box,
        time=stretch(lockup.anchor, sight.view.duration),
        evidence=_in_words(lockup, parts),
        words=" ".join(parts),
        confidence=proof.confidence,
    )


def _in_words(lockup: Lockup, parts: list[str]) -> str:
    said = [f"“{part}”" for part in parts]
    if Evidence.LOGO in lockup.evidence:
        said.append("logo")
    if Evidence.STAYS in lockup.evidence:
        said.append("stays while the picture moves")
    if Evidence.JUMPS in lockup.evidence:
        said.append("changes its place")
    if lockup.anchor.mirrored:
        said.append("mirrored")
    return ", ".join(said)
