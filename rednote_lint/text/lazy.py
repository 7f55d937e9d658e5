"""Lazy attributes and answers, computed when they are first asked for and kept on the instance."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar, overload

import msgspec

T = TypeVar("T")
S = TypeVar("S")
K = TypeVar("K")


class lazy(Generic[T]):
    """Like `functools.cached_property`, without its lock, which up to Python 3.11 costs more than most readings do."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Note whether the instances are records, which are frozen, so that the value is put beside their fields."""
        self._of_record = isinstance(owner, type(msgspec.Struct))

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> lazy[T] | T:
        """Make the value and put it in the descriptor's place on the instance."""
        if instance is None:
            return self
        value = self._make(instance)
        if self._of_record:
            instance.__dict__[self._name] = value
        else:
            setattr(instance, self._name, value)  # A `__dict__` that is asked for is one more object to make.
        return value


def answered_once(answer: Callable[[S, K], T]) -> Callable[[S, K], T]:
    """Keep the answers of a method of one argument on its instance, as long as that lives.

    `functools.cache` of a bound method would make a cycle with the instance, which then waits for the garbage
    collector with all that it holds.
    """
    name = f"_answers_of_{answer.__name__}"

    @wraps(answer)
    def kept(self: S, key: K, /) -> T:
        answers: dict[K, T] = self.__dict__.get(name) or self.__dict__.setdefault(name, {})
        if key not in answers:
            answers[key] = answer(self, key)
        return answers[key]

    return kept
