"""The parts of a combination: words, patterns, detectors, any of which stands for the part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rednote_lint.checks.word_entries import WordEntry, check_entries, make_term
from rednote_lint.model import Bilingual, InvalidValue, Record
from rednote_lint.text.detect import Detector
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import Sought, sought_folded
from rednote_lint.text.words.boundary import Boundary
from rednote_lint.text.words.context import Require, Unless
from rednote_lint.text.words.lists import WordList, shapes_of, words_of
from rednote_lint.text.words.terms import Term, Variants

_RESERVED = ("hit", "suggest", "word")


class Part(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part as a pack writes it."""

    name: str = ""
    words: tuple[str | WordEntry, ...] = ()
    lists: tuple[WordList, ...] = ()
    """Words and shapes that all packs share; exceptions and variants of the part are not theirs."""
    pattern: Pattern | None = None
    patterns: tuple[Pattern, ...] = ()
    detect: Detector | tuple[Detector, ...] = ()
    variants: Variants = Variants()
    boundary: Boundary = Boundary()
    unless: Unless | None = None
    """Takes a word of the part out of the count."""
    reason: str = ""
    """Why words of one character are enough."""

    def __post_init__(self) -> None:
        """Refuse a part that nothing stands for."""
        if self.only_words and not self.words and not self.lists:
            raise InvalidValue(
                Bilingual(
                    en="a part needs `words`, `lists`, `pattern`, `patterns` or `detect`",
                    zh="`parts` 的每一项需要 `words`、`lists`、`pattern`、`patterns` 或 `detect`",
                )
            )
        if self.name in _RESERVED:
            raise InvalidValue(
                Bilingual(
                    en=f"a part cannot be named `{self.name}`; messages use that name already",
                    zh=f"`parts` 的一项不能叫 `{self.name}`：提示语已使用这个名称",
                )
            )

    def verify(self) -> None:
        """Refuse words that cannot be found."""
        check_entries(self.entries(), self.variants, self.unless, reason=self.reason)

    @property
    def only_words(self) -> bool:
        """Whether nothing but words stands for the part."""
        return self.pattern is None and not self.patterns and not self.detectors()

    def entries(self) -> tuple[WordEntry, ...]:
        """Return the words in their long form."""
        return tuple(WordEntry(w=word) if isinstance(word, str) else word for word in self.words)

    def stated(self) -> tuple[Pattern, ...]:
        """Return all patterns as written."""
        return ((self.pattern,) if self.pattern is not None else ()) + self.patterns

    def detectors(self) -> tuple[Detector, ...]:
        """Return all detectors."""
        return (self.detect,) if isinstance(self.detect, Detector) else self.detect


class Occurrence(NamedTuple):
    """Something that stands for a part, as a range of the folded text."""

    start: int
    end: int
    via: tuple[str, ...] = ()


PartKey = tuple[str, int]
"""Code of the rule, number of the part."""


class PartOwner(NamedTuple):
    """What a term of the combos' lexicon belongs to."""

    code: str
    part: int
    exceptions: tuple[Unless | Require, ...]


def part_terms(code: str, parts: Sequence[Part]) -> Iterator[Term]:
    """Yield the terms of all words of a rule's parts."""
    for number, part in enumerate(parts):
        for entry in part.entries():
            conditions = (entry.unless, entry.require, part.unless)
            exceptions = tuple(condition for condition in conditions if condition is not None)
            yield make_term(entry, part.variants, part.boundary, PartOwner(code, number, exceptions))


def list_terms(name: WordList) -> Iterator[Term]:
    """Yield the terms of a shared list, once for all rules that use it."""
    owner = PartOwner(*list_key(name), ())
    yield from (Term(word=word, owner=owner) for word in words_of(name))


def list_patterns(name: WordList) -> Iterator[tuple[PartKey, Sought]]:
    """Yield the shapes of a shared list, ready for the search, once for all rules that use it."""
    yield from ((list_key(name), sought_folded(Pattern(shape))) for shape in shapes_of(name))


def list_key(name: WordList) -> PartKey:
    """Return the key under which the words and shapes of a shared list are found."""
    return (f"list:{name.value}", 0)


def part_patterns(code: str, parts: Sequence[Part]) -> Iterator[tuple[PartKey, Sought]]:
    """Yield all patterns of a rule's parts, ready for the search."""
    for number, part in enumerate(parts):
        yield from (((code, number), sought_folded(pattern)) for pattern in part.stated())
