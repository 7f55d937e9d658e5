"""Clues in metadata, as rules of the kinds `metadata` and `declared` state them."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

import msgspec

from rednote_lint.checks.base import Params
from rednote_lint.facts.metadata import Metadata, Tag
from rednote_lint.text.patterns.pattern import Pattern

_SHOWN = 60


class Clue(Params, frozen=True, kw_only=True):
    """A tag that tells something."""

    key: str
    """Its key, case aside; `*` stands for anything: `xmp.*:DigitalSourceType`."""
    value: Pattern = msgspec.field(default_factory=lambda: Pattern("."))
    """A pattern found in its value, case aside."""
    label: str = ""
    """What to call it in the evidence; the key when absent."""
    show: bool = True
    """False keeps the value out of the report: a report travels further than the file."""

    def fits(self, tag: Tag) -> bool:
        """Tell whether the tag is what the clue means."""
        return fnmatchcase(tag.key.lower(), self.key.lower()) and self.value.caseless.search(tag.value) is not None

    def evidence(self, tag: Tag) -> str:
        """Put the tag into words."""
        name = self.label or tag.key
        if not self.show:
            return name
        shown = " ".join(tag.value.split())
        return f"{name}: {shown[:_SHOWN]}…" if len(shown) > _SHOWN else f"{name}: {shown}"


def found(clues: Sequence[Clue], metadata: Metadata) -> tuple[tuple[Clue, Tag], ...]:
    """Return each clue that fits, with the first tag it fits; two clues that say the same are one."""
    first: dict[str, tuple[Clue, Tag]] = {}
    for clue in clues:
        tag = next((tag for tag in metadata.tags if clue.fits(tag)), None)
        if tag is not None:
            first.setdefault(clue.evidence(tag), (clue, tag))
    return tuple(first.values())
