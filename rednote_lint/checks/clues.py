"""Clues in metadata, as rules of the kinds `metadata` and `declared` state them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from rednote_lint.checks.base import Params
from rednote_lint.facts.metadata import Metadata, Tag
from rednote_lint.text.patterns.gate import compile_original, verify
from rednote_lint.text.trust import is_checked

_SHOWN = 60


class Clue(Params, frozen=True, kw_only=True):
    """A tag that tells something."""

    key: str
    """Its key, case aside; `*` stands for anything: `xmp.*:DigitalSourceType`."""
    value: str = "."
    """A pattern found in its value, case aside."""
    label: str = ""
    """What to call it in the evidence; the key when absent."""
    show: bool = True
    """False keeps the value out of the report: a report travels further than the file."""

    def __post_init__(self) -> None:
        """Refuse a pattern that is none."""
        refuse_unfit(self.value)

    def fits(self, tag: Tag) -> bool:
        """Tell whether the tag is what the clue means."""
        return fnmatchcase(tag.key.lower(), self.key.lower()) and compiled(self.value).search(tag.value) is not None

    def evidence(self, tag: Tag) -> str:
        """Put the tag into words."""
        name = self.label or tag.key
        if not self.show:
            return name
        shown = " ".join(tag.value.split())
        return f"{name}: {shown[:_SHOWN]}…" if len(shown) > _SHOWN else f"{name}: {shown}"


def refuse_unfit(pattern: str) -> None:
    """Refuse a pattern that cannot be used; one that was checked before is taken as it is.

    Raises:
        ValueError: it is no pattern, matches nothing at all, or could hang.
    """
    if not is_checked():
        verify(_insensitive(pattern))


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that knows no case; it was checked when its rule was read."""
    return compile_original(_insensitive(pattern))


def _insensitive(pattern: str) -> str:
    return f"(?i:{pattern})"


def found(clues: Sequence[Clue], metadata: Metadata) -> tuple[tuple[Clue, Tag], ...]:
    """Return each clue that fits, with the first tag it fits; two clues that say the same are one."""
    first: dict[str, tuple[Clue, Tag]] = {}
    for clue in clues:
        tag = next((tag for tag in metadata.tags if clue.fits(tag)), None)
        if tag is not None:
            first.setdefault(clue.evidence(tag), (clue, tag))
    return tuple(first.values())
