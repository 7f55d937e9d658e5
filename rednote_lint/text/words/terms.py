"""Terms: words to look for, prepared once: how each is spelled in each view, and how far an obfuscation may go."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rednote_lint.model import Bilingual, InvalidValue, Record
from rednote_lint.text import tables
from rednote_lint.text.fold import fold_key
from rednote_lint.text.lazy import lazy
from rednote_lint.text.separators import SEPARATORS, is_invisible
from rednote_lint.text.words.boundary import Boundary

SOUND_MINIMUM = 3
"""Words of two syllables sound like too many others."""
_MOST_SPELLINGS = 24


class Homophones(StrEnum):
    """The built-in tables of stand-ins."""

    CONTACT = "contact"


class Variants(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `variants` key: which obfuscations are seen through."""

    fold: bool = True
    gap: int = 1
    sound: bool = False
    homophones: tuple[Homophones, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a gap that would join unrelated words."""
        if not 0 <= self.gap <= 8:
            raise InvalidValue(
                Bilingual(
                    en=f"`gap` is a number from 0 to 8, not {self.gap}", zh=f"`gap` 是 0 到 8 的数，不能是 {self.gap}"
                )
            )


class Term(Record, frozen=True, kw_only=True, dict=True):
    """One word with what is seen through for it; whoever looks for it hangs their own matter on `owner`."""

    word: str
    owner: Any
    variants: Variants = Variants()
    boundary: Boundary = Boundary()
    homophones: tuple[str, ...] = ()
    """Other spellings of this very word."""

    @lazy
    def folded(self) -> str:
        """The word in the folded view, or as written when it does not fold."""
        if not self.variants.fold or self.word.isascii() or self.word.isalnum():
            return fold_key(self.word)
        return fold_key("".join(char for char in self.word if not is_invisible(char)))

    @lazy
    def key(self) -> str:
        """The word without marks and spaces; empty for a word of marks or emoji."""
        return squeeze(self.folded)

    @lazy
    def spaces(self) -> frozenset[int]:
        """Indexes in the key before which the word itself has a space."""
        return _spaces(self.folded)

    @property
    def squeezable(self) -> bool:
        """Whether the word keeps enough letters without its marks to be looked for between separators."""
        return self.variants.fold and len(self.key) > 1

    @property
    def sounds(self) -> bool:
        """Whether the word is looked for by its syllables."""
        return self.variants.sound and len(self.key) >= SOUND_MINIMUM and all("一" <= c <= "鿿" for c in self.key)

    def spellings(self) -> tuple[str, ...]:
        """Return what else the word may be written as, folded: its own list, and whole words of the built-in table."""
        if not self.homophones and not self.variants.homophones:
            return ()
        listed = [fold_key(spelling) for spelling in self.homophones]
        if self.variants.homophones:
            for plain, others in tables.spellings().items():
                if plain in self.folded:
                    listed += [self.folded.replace(plain, other) for other in others]
        return tuple(dict.fromkeys(listed))[:_MOST_SPELLINGS]


def squeeze(folded: str) -> str:
    """Return a folded text without spaces and marks."""
    return folded if folded.isalnum() else SEPARATORS.sub("", folded)


def _spaces(folded: str) -> frozenset[int]:
    if " " not in folded:
        return frozenset()
    indexes, count = set(), 0
    for char in folded:
        if char.isspace():
            indexes.add(count)
        elif char.isalnum():
            count += 1
    return frozenset(indexes)
