"""Prepares records for use in several threads: msgspec reads a type's annotations when it first decodes one.

Two threads that do so for one type at the same time have been seen to end the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def prepare_records() -> int:
    """Have every record that is loaded by now read its annotations, in this thread; return how many were."""
    count = 0
    for type_ in _below(msgspec.Struct):
        with suppress(TypeError, NameError):  # Some are never decoded, and cannot be.
            msgspec.json.Decoder(type_)
            count += 1
    return count


def _below(type_: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for inner in type_.__subclasses__():
        yield inner
        yield from _below(inner)
