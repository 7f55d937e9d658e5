"""The interface of media operations: from one file to a new one, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rednote_lint.model import Bilingual, Record

Advance = Callable[[float], None]
"""Is told the share of the work that is done, from 0 to 1."""


class MediaOutcome(Record, frozen=True, kw_only=True):
    """What an operation wrote."""

    suffix: str = ""
    """The extension that the content has, with its dot, such as `.jpg`; empty: the same as before."""
    notes: tuple[Bilingual, ...] = ()
    """What a person should know about the result."""


class CannotRepair(Exception):
    """The operation cannot be done well with this file; it stays as it is.

    Args:
        en: why, in English.
        zh: the same in simplified Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.reason = Bilingual(en=en, zh=zh)


class RepairFailed(CannotRepair):
    """The file changed meanwhile, or it cannot be read or written; nothing was written."""


Repair = Callable[[Path, Path, Any, Advance], MediaOutcome]
"""`repair(source, target, arguments, advance)`: reads `source`, writes `target`, which exists, empty and without an
extension; `arguments` is the struct that `fixes.operations` names. Raises CannotRepair, or OSError when the target
cannot be written."""
