"""Overlays: where marks laid over a picture stand, since when and until when, and what proves them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from rednote_lint.checks.clues import found as clues_found
from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.card import card_of
from rednote_lint.checks.mark.lines import in_zone
from rednote_lint.checks.mark.lockup import FileEvidence, Lockup, lacks, lockups, proven
from rednote_lint.checks.mark.sighting import Sighting
from rednote_lint.checks.mark.spec import Evidence, MarkSpec, Proof, Zone
from rednote_lint.checks.mark.stretch import Stretch, exact, merged, stretches
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.marks.logos import LogoSeen
from rednote_lint.facts.metadata import Metadata
from rednote_lint.model import Bilingual, TimeRange

HOLE = 1.5
"""Seconds without the mark that are read again, once a video is known to carry it."""

MOST = 0.6
"""Share of a video, up to its end card, for which a word without an account must keep its place."""

LEAST = 3.0
"""Seconds for which it must keep it in any case."""

LOCATES = 0.5
"""Correlation from which the best match beside a proven wordmark is taken for its logo."""


class Rivals(NamedTuple):
    """The marks of all other platforms: what a mark is told from."""

    logos: tuple[str, ...] = ()
    """Paths of the logos that may stand beside a bare name; the most similar one says whose name it is."""
    words: tuple[str, ...] = ()
    """Patterns of the wordmarks."""


def overlays(spec: MarkSpec, seen: AnalyzedAsset, template: str | None, rivals: Rivals) -> Iterator[Sighting]:
    """Yield every stretch of the mark that `spec` describes, in order of time.

    Args:
        spec: what the mark is made of.
        seen: the image or video.
        template: path of the logo's template, if the mark has one.
        rivals: the other platforms' marks.
    """
    prover = _Prover(spec, seen, template, rivals)
    card = seen.card_lines()
    lines = [line for line in seen.lines() if line not in card]
    found = stretches(prover.proven(lines))
    duration = seen.analysis.view.duration
    if found and duration is not None:
        found = exact(found, duration, seen.refiner)
        end = seen.content_end(duration)
        found = merged([*found, *_in_holes(prover, lines, found, end, seen)])
        found = [replace(one, end=min(one.end or end, end)) for one in found if (one.start or 0.0) < end]
    for one in found:
        sighting = _sighting(prover.completed(one), duration)
        # What a bare name and a shape prove, a word may disprove: the account in a mark is a name as well.
        yield replace(sighting, yields=spec.yields or Evidence.NAME in one.lockup.evidence)


class _Prover:
    """Proves lockups by their lines, and matches the logo where only that is missing."""

    def __init__(self, spec: MarkSpec, seen: AnalyzedAsset, template: str | None, rivals: Rivals) -> None:
        self._rivals = rivals
        self._spec = spec
        self._size = seen.analysis.view.size
        self._refiner = seen.refiner
        self._template = template
        duration = seen.analysis.view.duration
        self._lasting = None if duration is None else max(MOST * seen.content_end(duration), LEAST)
        self._file = _file_evidence(spec, seen)

    def proven(self, lines: list[LineTrack]) -> Iterator[tuple[Lockup, Proof]]:
        for lockup in lockups(self._spec, lines, self._size, self._file, self._rivals.words):
            full = self._over_picture(self._overlaid(self._with_logo(lockup)))
            proof = proven(self._spec, full)
            if proof is not None and not self._is_carried(full, proof):
                yield full, proof

    def completed(self, one: Stretch) -> Stretch:
        """Add the logo to the box of a mark that was proven without it."""
        if self._template is None or one.lockup.logo is not None:
            return one
        logo = self._refiner.logo_beside(one.lockup.anchor, self._template)
        if logo is None or logo.score < LOCATES:
            return one
        lockup = replace(one.lockup, evidence=one.lockup.evidence | {Evidence.LOGO})
        return replace(one, lockup=lockup, box=one.box.union(logo.box))

    def _with_logo(self, lockup: Lockup) -> Lockup:
        if self._template is None or proven(self._spec, lockup) is not None:
            return lockup
        if not any(Evidence.LOGO in proof.all and _but(proof, lockup) <= _SOUGHT for proof in self._spec.proof):
            return lockup
        if Evidence.JUMPS not in lockup.evidence and not in_zone(lockup.anchor.box, self._size, Zone.EDGES):
            return lockup  # A shirt or a poster in the picture may well show the logo; a mark stands at a side.
        logo = self._logo(lockup, self._template)
        if logo is None or logo.score < self._spec.score or self._is_of_a_rival(lockup, logo):
            return lockup
        return replace(lockup, logo=logo.box, evidence=lockup.evidence | {Evidence.LOGO})

    def _logo(self, lockup: Lockup, template: str) -> LogoSeen | None:
        """Match the logo: beside a bare name among the edges that stay, for chance resembles a logo in one frame."""
        if Evidence.NAME in lockup.evidence and lockup.anchor.first is not None:
            return self._refiner.steady_logo(lockup.anchor, template)
        return self._refiner.logo_beside(lockup.anchor, template)

    def _is_of_a_rival(self, lockup: Lockup, logo: LogoSeen) -> bool:
        """Whether what stands beside a bare name resembles another platform's logo more."""
        if Evidence.NAME not in lockup.evidence:
            return False
        others = (self._logo(lockup, rival) for rival in self._rivals.logos)
        return any(other is not None and other.score > logo.score for other in others)

    def _is_carried(self, lockup: Lockup, proof: Proof) -> bool:
        """Whether words that only their logo or two places prove move with the scene: on a shirt, a bus, a sign."""
        if self._lasting is None or not set(proof.all) <= _BY_PLACE or lockup.evidence & _BY_NAME:
            return False
        return not self._refiner.keeps_place(lockup.anchor)

    def _overlaid(self, lockup: Lockup) -> Lockup:
        """Compare frames where a word stands long enough, and only where that is all that is missing."""
        if proven(self._spec, lockup) is not None or not lacks(self._spec, lockup, Evidence.OVERLAID):
            return lockup
        if self._lasting is None or lockup.seconds < self._lasting or not lockup.off_centre:
            return lockup
        if not self._refiner.is_overlaid(lockup.anchor):
            return lockup
        return replace(lockup, evidence=lockup.evidence | {Evidence.OVERLAID})

    def _over_picture(self, lockup: Lockup) -> Lockup:
        """Compare frames around a word, and only where that is all that is missing."""
        if proven(self._spec, lockup) is not None or not lacks(self._spec, lockup, Evidence.OVER_PICTURE):
            return lockup
        if self._lasting is None or not self._refiner.is_over_picture(lockup.anchor):
            return lockup
        return replace(lockup, evidence=lockup.evidence | {Evidence.OVER_PICTURE})


_SOUGHT = {Evidence.LOGO, Evidence.OVERLAID}
"""What is sought in the pixels, once everything else is there."""


_BY_PLACE = {Evidence.WORD, Evidence.LOGO, Evidence.JUMPS, Evidence.STAYS}
"""What a thing in the scene that carries the logo may seem to have as well."""

_BY_NAME = {Evidence.HANDLE, Evidence.ORIGIN, Evidence.CARD}
"""What nothing in the scene has."""


def _but(proof: Proof, lockup: Lockup) -> set[Evidence]:
    return set(proof.all) - lockup.evidence


def _file_evidence(spec: MarkSpec, seen: AnalyzedAsset) -> FileEvidence:
    """Return what the file as a whole says: where it comes from, and whose card it ends with."""
    evidence: set[Evidence] = set()
    if spec.asks(Evidence.ORIGIN):
        metadata = seen.metadata()
        if isinstance(metadata, Metadata) and clues_found(spec.origin, metadata):
            evidence.add(Evidence.ORIGIN)
    card = card_of(spec, seen) if spec.asks(Evidence.CARD) else None
    if card is not None:
        evidence.add(Evidence.CARD)
    return FileEvidence(evidence=frozenset(evidence), accounts=card.accounts() if card is not None else ())


def _in_holes(
    prover: _Prover, lines: list[LineTrack], found: list[Stretch], end: float, seen: AnalyzedAsset
) -> list[Stretch]:
    """Read again, at a larger size, at the times in which the mark was not read."""
    holes = _holes(found, end)
    times = [start + (stop - start) * share for start, stop in holes for share in (0.3, 0.7)]
    fresh = [
        replace(line, before=start or None, after=stop)
        for line in seen.refiner.lines_at(times)
        for start, stop in holes
        if start <= (line.first or 0.0) <= stop
    ]
    pairs = [pair for pair in prover.proven([*lines, *fresh]) if pair[0].anchor in fresh]
    return exact(stretches(pairs), end, seen.refiner)


def _holes(found: list[Stretch], end: float) -> list[tuple[float, float]]:
    """Return the times up to `end` in which no stretch of the mark was found."""
    holes: list[tuple[float, float]] = []
    reached = 0.0
    for one in sorted(found, key=lambda one: one.start or 0.0):
        holes.append((reached, one.start or 0.0))
        reached = max(reached, one.end or 0.0)
    holes.append((reached, end))
    return [(start, stop) for start, stop in holes if stop - start >= HOLE]


def _sighting(one: Stretch, duration: float | None) -> Sighting:
    time = None
    if duration is not None and one.start is not None and one.end is not None:
        time = TimeRange(round(one.start, 2), round(one.end, 2))
    return Sighting(
        box=one.box,
        time=time,
        evidence=" ".join(one.lockup.words),
        told=_in_words(one.lockup),
        words=" ".join(one.lockup.words),
        confidence=one.proof.confidence,
    )


def _in_words(lockup: Lockup) -> Bilingual:
    read = [f"“{part}”" for part in lockup.words]
    said = list(dict.fromkeys(words for evidence, words in _SAID.items() if evidence in lockup.evidence))
    said += [_MIRRORED] if lockup.anchor.mirrored else []
    return Bilingual(
        en=", ".join([*read, *(words.en for words in said)]), zh="，".join([*read, *(words.zh for words in said)])
    )


_SAID = {
    Evidence.LOGO: Bilingual(en="logo", zh="标志"),
    Evidence.STAYS: Bilingual(en="drawn over the picture", zh="叠加在画面上"),
    Evidence.OVERLAID: Bilingual(en="drawn over the picture", zh="叠加在画面上"),
    Evidence.REPEATS: Bilingual(en="repeated over the picture", zh="在画面上重复出现"),
    Evidence.JUMPS: Bilingual(en="switches position", zh="会更换位置"),
    Evidence.ORIGIN: Bilingual(en="the file's tags name the platform", zh="文件标签指向该平台"),
    Evidence.CARD: Bilingual(en="the video ends with the platform's card", zh="视频以该平台片尾结束"),
}
_MIRRORED = Bilingual(en="mirrored", zh="左右镜像")
