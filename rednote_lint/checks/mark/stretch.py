"""Stretches of time: joins lockups that stand in one place, and refines when they begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from rednote_lint.checks.mark.lockup import Lockup
from rednote_lint.checks.mark.spec import Proof
from rednote_lint.facts.base import Change, MarkRefiner
from rednote_lint.model import Box, Record

SAME_PLACE = 0.3
"""Intersection over union from which two lockups stand in the same place."""

MISREAD = 1.0
"""Seconds between two stretches of one place that count as a misreading."""


class Stretch(Record, frozen=True, kw_only=True):
    """A mark in one place, from one moment to another; both None on a still image."""

    lockup: Lockup
    """Its best view."""
    proof: Proof
    box: Box
    start: float | None = None
    end: float | None = None
    before: float | None = None
    """Second of the last sample before it; None when it is there from the beginning."""
    after: float | None = None
    """Second of the first sample after it; None when it is there to the end."""


def stretches(proven: Iterable[tuple[Lockup, Proof]]) -> list[Stretch]:
    """Join lockups that stand in one place one after the other; in order of time."""
    ordered = sorted(proven, key=lambda pair: pair[0].anchor.first or 0.0)
    joined: list[Stretch] = []
    for lockup, proof in ordered:
        new = _stretch(lockup, proof)
        same = next((old for old in reversed(joined) if old.box.intersection_over_union(new.box) > SAME_PLACE), None)
        if same is not None and _unbroken(same, new, joined):
            joined[joined.index(same)] = _join(same, new)
        else:
            joined.append(new)
    return joined


def exact(found: Sequence[Stretch], duration: float, refiner: MarkRefiner) -> list[Stretch]:
    """Find the moments at which the stretches begin and end.

    Args:
        found: stretches in order of time.
        duration: length of the video in seconds.
        refiner: reads the moments between samples.
    """
    done: list[Stretch] = []
    for stretch in found:
        start = _begins(stretch, refiner)
        before = done[-1] if done else None
        if before is not None and before.after is not None and before.after >= (stretch.start or 0.0):
            # One place is left at the moment at which the next is taken.
            done[-1] = replace(before, end=max(start, before.end or 0.0))
        elif before is not None:
            done[-1] = replace(before, end=_ends(before, duration, refiner))
        done.append(replace(stretch, start=start))
    if done:
        done[-1] = replace(done[-1], end=_ends(done[-1], duration, refiner))
    return done


def merged(found: Iterable[Stretch]) -> list[Stretch]:
    """Join stretches of one place that follow each other at once: a moment was misread, the mark was there."""
    joined: list[Stretch] = []
    for stretch in sorted(found, key=lambda one: one.start or 0.0):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.box.intersection_over_union(stretch.box) > SAME_PLACE
            and (stretch.start or 0.0) - (last.end or 0.0) < MISREAD
        ):
            joined[-1] = _join(last, stretch)
        else:
            joined.append(stretch)
    return joined


def _stretch(lockup: Lockup, proof: Proof) -> Stretch:
    line = lockup.anchor
    return Stretch(
        lockup=lockup,
        proof=proof,
        box=lockup.box,
        start=line.first,
        end=line.last,
        before=line.before,
        after=line.after,
    )


def _unbroken(old: Stretch, new: Stretch, joined: list[Stretch]) -> bool:
    """Whether nothing stood elsewhere between two views of the same place."""
    if old.end is None or new.start is None:
        return True
    between = [one for one in joined if one is not old and one.start is not None and old.end < one.start < new.start]
    return not between


def _join(old: Stretch, new: Stretch) -> Stretch:
    later = new if (new.end or 0.0) >= (old.end or 0.0) else old
    better = new if new.proof.confidence.rank > old.proof.confidence.rank else old
    return replace(
        old,
        lockup=better.lockup,
        proof=better.proof,
        box=old.box.union(new.box),
        end=later.end,
        after=later.after,
    )


def _begins(stretch: Stretch, refiner: MarkRefiner) -> float:
    if stretch.start is None or stretch.before is None:
        return 0.0
    moment = refiner.changed_at(stretch.lockup.anchor, stretch.before, stretch.start, Change.APPEARS)
    return stretch.start if moment is None else moment


def _ends(stretch: Stretch, duration: float, refiner: MarkRefiner) -> float:
    if stretch.end is None or stretch.after is None:
        return max(duration, stretch.end or 0.0)
    moment = refiner.changed_at(stretch.lockup.anchor, stretch.end, stretch.after, Change.VANISHES)
    return stretch.end if moment is None else moment
