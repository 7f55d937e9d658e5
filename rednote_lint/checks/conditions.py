"""Comparisons that a rule may ask of a measured value: attribute, operator, limit."""

from __future__ import annotations

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
        return self._number_holds(value) and self._choice_holds(value)

    def _number_holds(self, value: Any) -> bool:
        if not self.numeric:
            return True
        low, high = self.between or (None, None)
        return (
            (low is None or value >= low)
            and (high is None or value <= high)
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.less_than is None or value < self.less_than)
            and (self.more_than is None or value > self.more_than)
        )

    def _choice_holds(self, value: Any) -> bool:
        return (
            (self.equals is None or value == self.equals)
            and (self.not_equals is None or value != self.not_equals)
            and (self.among is None or value in self.among)
            and (self.not_in is None or value not in self.not_in)
            and (self.matches is None or self.matches.original.fullmatch(str(value)) is not None)
        )
