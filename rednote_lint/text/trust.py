"""Whether what is being read was checked before: packs from the cache were, when they came from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_checked: ContextVar[bool] = ContextVar("checked", default=False)


def is_checked() -> bool:
    """Say whether patterns and words may be taken as they are; checking them takes longer than using them."""
    return _checked.get()


@contextmanager
def checked_before() -> Iterator[None]:
    """Take what is read inside the `with` for checked."""
    token = _checked.set(True)
    try:
        yield
    finally:
        _checked.reset(token)
