"""Shared by `words`, `pattern` and `combo`: scopes, exceptions, the way from a place in a view to a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.facts.base import Need, need_of
from rednote_lint.facts.text.reading import TEXT_SCOPES, Text
from rednote_lint.model import (
    MOST_PLACES,
    Bilingual,
    Confidence,
    Hit,
    InvalidValue,
    Location,
    Omission,
    Rule,
    Scope,
    Skipped,
    Veto,
)
from rednote_lint.text.covered import Covered
from rednote_lint.text.views import Views
from rednote_lint.text.words.context import Ranges, Require, Unless
from rednote_lint.text.words.frames import AGAINST
from rednote_lint.text.words.reporting import reported
from rednote_lint.text.words.tale import tale

_MORE_PLACES = Bilingual(
    en="more than {most} places in one text: only the first were checked; remove those, then check again",
    zh="同一段文字中超过 {most} 处：只检查了前面的；先处理这些，再重新检查",
)
_UNSURE = frozenset(("homophone", "sound"))


class Reported(StrEnum):
    """What becomes of claims that the author passes on, warns of or denies."""

    PASS = "pass"
    TALE = "tale"
    """As `pass`; tales of the past that offer nothing pass too."""
    WARNED = "warned"
    """As `pass`, but what a caption is about excuses nothing, only who warns, refuses or suffers."""
    HIT = "hit"


class NotReported:
    """The exception that `reported: pass` stands for."""

    def reason(self, views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
        """Return why the claim is not the author's own, or None."""
        return reported(views, start, end, between)


class NotWarnedOf:
    """The exception that `reported: warned` stands for."""

    def reason(self, views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
        """Return who reports, warns of or refuses what was found, or None."""
        return reported(views, start, end, between, AGAINST)


class NoTale:
    """The exception that `reported: tale` stands for."""

    def reason(self, views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
        """Return why the claim is not the author's own, or is told of the past, or None."""
        return reported(views, start, end, between) or tale(views.folded.text)


_REPORTED: Mapping[Reported | None, tuple[NotReported | NotWarnedOf | NoTale, ...]] = {
    Reported.PASS: (NotReported(),),
    Reported.WARNED: (NotWarnedOf(),),
    Reported.TALE: (NoTale(),),
}


class TextParams(Params, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys that all kinds of rules on text have."""

    on: tuple[Scope, ...] = TEXT_SCOPES
    unless: Unless | None = None
    require: Require | None = None
    reported: Reported | None = None
    """The pack's own when absent, and there `hit`."""
    once: bool = False
    """Whether all places in a post make one finding."""

    def __post_init__(self) -> None:
        """Refuse scopes of pixels."""
        for scope in self.on:
            if scope not in TEXT_SCOPES:
                raise InvalidValue(
                    Bilingual(
                        en=f"`on: {scope.value}` is no text; choose from {', '.join(TEXT_SCOPES)}",
                        zh=f"`on: {scope.value}` 不是文字；可选：{'、'.join(TEXT_SCOPES)}",
                    )
                )
        if not self.on:
            raise InvalidValue(Bilingual(en="`on` names no scope", zh="`on` 没有写任何范围"))

    def exceptions(self) -> tuple[Condition, ...]:
        """Return the conditions of the whole rule."""
        stated = (condition for condition in (self.unless, self.require) if condition is not None)
        return (*stated, *_REPORTED.get(self.reported, ()))


Condition = Unless | Require | NotReported | NotWarnedOf | NoTale
"""What may let a hit pass."""


class Place(NamedTuple):
    """What a rule found in one text, before its exceptions are asked."""

    start: int
    """Range in the folded text."""
    end: int
    values: dict[str, str]
    via: tuple[str, ...] = ()
    suggest: tuple[str, ...] = ()
    exceptions: tuple[Condition, ...] = ()
    between: Ranges = ()
    """What stands between the parts of a combination."""


class Extent(Protocol):
    """Anything that reaches from a start to an end."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102

    @property
    def via(self) -> tuple[str, ...]: ...  # noqa: D102


E = TypeVar("E", bound=Extent)


class Seen:
    """Lets the first answer of a rule to each place of a file through: an inline tag is both body and tag."""

    def __init__(self) -> None:
        self._places: set[tuple[str, Location]] = set()

    def first(self, found: Iterable[Yield]) -> Iterator[Yield]:
        """Yield the answers to places that had none yet."""
        for answer in found:
            if isinstance(answer, Skipped):
                yield answer
                continue
            place = (answer.code, answer.where)
            if answer.where.text is None or place not in self._places:
                self._places.add(place)
                yield answer


def text_needs(rule: Rule) -> frozenset[Need]:
    """Say which facts a rule on text asks for: what its scopes cost."""
    return frozenset(need_of(scope) for scope in params_of(rule, TextParams).on)


class Gathered(Generic[E]):
    """Places in order of the text from several sources, of each no more than are looked at."""

    def __init__(self, places: Iterable[E] = (), left_at: int | None = None) -> None:
        self.places = list(places)
        self.left_at = left_at
        """Where the first place begins that was left, of all sources; None when none was."""

    def add(self, source: Iterable[E]) -> None:
        """Add the places of a source; the rest of a source that has too many is not even looked for."""
        for number, place in enumerate(source):
            if number == MOST_PLACES:
                self.leave(place.start)
                return
            self.places.append(place)

    def join(self, other: Gathered[E]) -> None:
        """Add the places that another gathered."""
        self.places.extend(other.places)
        if other.left_at is not None:
            self.leave(other.left_at)

    def leave(self, at: int) -> None:
        """Note that places were left from some offset on."""
        self.left_at = at if self.left_at is None else min(at, self.left_at)

    def first(self) -> list[E]:
        """Return the places that are looked at."""
        if len(self.places) > MOST_PLACES and len(outermost := longest(self.places)) > MOST_PLACES:
            self.leave(outermost[MOST_PLACES].start)
        return [place for place in self.places if self.left_at is None or place.start < self.left_at]


def answers(
    rule: Rule, text: Text, found: Gathered[Place], keep: Callable[[Sequence[Place]], list[Place]] | None = None
) -> Iterator[Yield]:
    """Turn what a rule found in one text into vetoes and hits; `keep` picks of hits that meet (default: `longest`)."""
    standing: list[Place] = []
    places = found.first()
    if found.left_at is not None:
        told, where = _MORE_PLACES.filled({"most": str(MOST_PLACES)}), Location(path=text.span.where.path)
        yield Skipped(what=rule.code, reason=told, where=where, omission=Omission.FAILURE)
    for place in places:
        reason = _reason(text.views, place)
        if reason is None:
            standing.append(place)
        else:
            first, last = text.views.original_range(place.start, place.end)
            yield Veto(
                code=rule.code, where=text.span.locate(first, last), evidence=text.span.text[first:last], reason=reason
            )
    for place in (keep or longest)(standing):
        yield _hit(rule, text, place)


def _reason(views: Views, place: Place) -> Bilingual | None:
    """Return why a place passes: what the first of its exceptions says that holds, or None."""
    for exception in place.exceptions:
        if reason := exception.reason(views, place.start, place.end, place.between):
            return reason
    return None


def longest(places: Sequence[E]) -> list[E]:
    """Drop every place that lies inside another; places that only overlap both stay; in order of the text."""
    kept: list[E] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end, len(place.via))):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return kept


def apart(places: Sequence[E]) -> list[E]:
    """Keep the longest of places that overlap, the first of equals; in order of the text."""
    kept: list[E] = []
    taken = Covered()
    for place in sorted(places, key=lambda place: (place.start - place.end, place.start, len(place.via))):
        if not taken.meets((place.start, place.end)):
            taken.add((place.start, place.end))
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _hit(rule: Rule, text: Text, place: Place) -> Hit:
    first, last = text.views.original_range(place.start, place.end)
    typed = text.span.text[first:last]
    where = text.span.locate(first, last)
    unsure = not _UNSURE.isdisjoint(place.via) and rule.confidence is Confidence.HIGH
    return Hit(
        code=rule.code,
        where=where,
        evidence=typed,
        values={"hit": typed, **place.values},
        scope=text.span.scope,
        via=place.via,
        confidence=Confidence.MEDIUM if unsure else None,
        suggestions=place.suggest,
    )
