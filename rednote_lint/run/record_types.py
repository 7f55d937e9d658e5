"""Prepares records for use in several threads: msgspec reads a type's annotations when it first decodes one.

Two threads that do so for one type at the same time have been seen to end the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

import msgspec

_IMPORTED_LATE = ("rednote_lint.run.linting.linter", "rednote_lint.run.linting.configured", "rednote_lint.packs.cache")


def prepare_records() -> int:
    """Have every record read its annotations, in this thread; return how many did.

    What a run imports only when it asks rules is imported here, else two threads might do that at the same time.
    """
    for name in _IMPORTED_LATE:
        import_module(name)
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
