"""Comparisons that a rule may ask of a measured value: attribute, operator, limit."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import msgspec

from rednote_lint.model import Bilingual, InvalidValue, Record
from rednote_lint.text.lazy import lazy
from rednote_lint.text.patterns.pattern import Pattern

Plain = str | int | float | bool
"""What a rule may compare with."""

_NUMERIC = ("between", "at_least", "at_most", "less_than", "more_than")


def written(number: float) -> str:
    """Write a number as messages do: values and limits alike, without an exponent."""
    return f"{number:.10g}"


class Condition(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What must hold of a value; all that are stated must hold. Except for `exists`, no value holds anything."""

    between: tuple[float, float] | None = None
    """Both ends included."""
    at_least: float | None = None
    at_most: float | None = None
    less_than: float | None = None
    more_than: float | None = None
    equals: Plain | None = None
    not_equals: Plain | None = None
    among: tuple[Plain, ...] | None = msgspec.field(default=None, name="in")
    not_in: tuple[Plain, ...] | None = None
    matches: Pattern | None = None
    """A regular expression that the whole text must match."""
    exists: bool | None = None
    """Whether there is a value at all."""

    def __post_init__(self) -> None:
        """Refuse a condition that says nothing, and an empty range."""
        if all(getattr(self, name) is None for name in self.__struct_fields__):
            raise InvalidValue(Bilingual(en="`require` states no operator", zh="`require` 没有写运算符"))
        if self.between is not None and self.between[0] > self.between[1]:
            raise InvalidValue(Bilingual(en="`between` is an empty range", zh="`between` 是空区间"))

    @lazy
    def numeric(self) -> bool:
        """Whether it compares numbers."""
        return any(getattr(self, name) is not None for name in _NUMERIC)

    @property
    def upper(self) -> float | None:
        """The largest number that holds, where there is one."""
        limits = [self.at_most, self.less_than, self.between[1] if self.between else None]
        return min((limit for limit in limits if limit is not None), default=None)

    @property
    def limit(self) -> Bilingual:
        """The limit as a message shows it."""
        choices = self.among if self.among is not None else self.not_in
        if self.numeric or choices is None:
            bound = self._bound()
            return Bilingual(en=bound, zh=bound)
        listed = [str(choice) for choice in choices]
        return Bilingual(en=", ".join(listed), zh="、".join(listed))

    def _bound(self) -> str:
        if self.between is not None:
            return "–".join(map(written, self.between))
        for name in ("at_most", "less_than", "at_least", "more_than"):
            bound = getattr(self, name)
            if bound is not None:
                return written(bound)
        return str(self.equals if self.equals is not None else self.not_equals)

    def holds(self, value: Any) -> bool:
        """Tell whether a value meets the condition."""
        if self.exists is not None and (value is not None) != self.exists:
            return False
        if value is None:
            return self.exists is not None
        return all([test(value) for test in self._tests])  # Of one or two; a generator would take twice as long.

    @lazy
    def _tests(self) -> tuple[Callable[[Any], bool], ...]:
        """What is stated, each as a question about a value that there is."""
        low, high = self.between or (None, None)
        stated: tuple[tuple[Any, Callable[[Any, Any], bool]], ...] = (
            (low, ge),
            (high, le),
            (self.at_least, ge),
            (self.at_most, le),
            (self.less_than, lt),
            (self.more_than, gt),
            (self.equals, eq),
            (self.not_equals, ne),
            (self.among, _is_among),
            (self.not_in, _is_not_among),
            (self.matches, _is_matched),
        )
        return tuple(_question(compare, limit) for limit, compare in stated if limit is not None)


def _question(compare: Callable[[Any, Any], bool], limit: Any) -> Callable[[Any], bool]:
    return lambda value: compare(value, limit)


def _is_among(value: Any, choices: tuple[Plain, ...]) -> bool:
    return value in choices


def _is_not_among(value: Any, choices: tuple[Plain, ...]) -> bool:
    return value not in choices


def _is_matched(value: Any, pattern: Pattern) -> bool:
    return pattern.original.fullmatch(str(value)) is not None
