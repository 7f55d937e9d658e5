"""Regular expressions of packs: one type for every key that takes one, proved bounded when it is read from YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heapreplace

import msgspec

from rednote_lint.model import Bilingual, Record
from rednote_lint.text import tables
from rednote_lint.text.lazy import lazy
from rednote_lint.text.patterns.alternatives import alternatives_of
from rednote_lint.text.patterns.bound import refuse_slow
from rednote_lint.text.patterns.reach import Reach, could_match, reach_of
from rednote_lint.text.patterns.required_literals import Ways, required_ways
from rednote_lint.text.patterns.tree import PatternError, does_not_compile, excludes_letters, parse


class Traits(Record, frozen=True):
    """What a search wants to know of a pattern; to read it takes longer than to use it."""

    ways: Ways
    reach: Reach | None
    alternatives: bytes = b""
    """Those of each alternative, encoded, since most patterns are never tried; empty where all is searched at once."""


_packed = msgspec.msgpack.Encoder().encode
_unpacked = msgspec.msgpack.Decoder(tuple[Traits, ...]).decode


class Pattern(str):
    """A regular expression as a pack writes it.

    Made by `verified` it cannot hang; the constructor takes one that was verified before, such as a compiled pack's.
    """

    @classmethod
    def verified(cls, source: str) -> Pattern:
        """Make a pattern that no text can hang.

        Raises:
            PatternError: it does not compile, matches nothing at all, or no bound of its steps can be proven.
        """
        verify(source)
        return cls(source)

    @classmethod
    def known(cls, source: str, traits: Traits | None) -> Pattern:
        """Make a pattern that was verified before, with what was told of it then."""
        pattern = cls(source)
        if traits is not None:
            pattern.__dict__["ways"], pattern.__dict__["reach"] = traits.ways, traits.reach
            pattern.__dict__["_told_of_alternatives"] = traits.alternatives
        return pattern

    def traits(self) -> Traits:
        """Return what can be told of the pattern without a text."""
        return Traits(self.ways, self.reach, self._told_of_alternatives)

    @lazy
    def ways(self) -> Ways:
        """What a folded text needs for each way in which it can match; empty where that cannot be told."""
        return required_ways(fold_hanzi(self))

    @lazy
    def reach(self) -> Reach | None:
        """How far a match in the folded text extends; None where there is no bound."""
        return reach_of(fold_hanzi(self))

    @lazy
    def _told_of_alternatives(self) -> bytes:
        told = [Traits(one.ways, one.reach) for one in map(Pattern, alternatives_of(self))]
        return _packed(told) if told and all(one.ways for one in told) else b""

    @lazy
    def alternatives(self) -> tuple[Pattern, ...]:
        """The alternatives of the pattern, each of which needs something; none where it is searched as a whole."""
        if not (told := self._told_of_alternatives):
            return ()
        each = zip(alternatives_of(self), _unpacked(told), strict=True)
        return tuple(Pattern.known(source, traits) for source, traits in each)

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what `folded` finds in a text; only what could match there is compiled.

        Args:
            text: folded, or the compact reading of such a text.
        """
        if self.alternatives:
            return _first_of([one for one in self.alternatives if one.is_worth_a_search(text)], text)
        return self.folded.finditer(text) if self.is_worth_a_search(text) else iter(())

    def is_worth_a_search(self, text: str) -> bool:
        """Say whether `folded` is compiled already, or could match a text."""
        return "folded" in self.__dict__ or could_match(text, self.ways, self.reach)

    @lazy
    def folded(self) -> re.Pattern[str]:
        """Compiled for the folded text: its hanzi are simplified as the text's are, case does not count.

        That text has small letters only. To compile and to search without a flag that a pattern of such letters does
        not need takes half the time.
        """
        source = fold_hanzi(self)
        return re.compile(source, 0 if is_small(source) else re.IGNORECASE)

    @lazy
    def original(self) -> re.Pattern[str]:
        """Compiled for the text as it was typed."""
        return re.compile(self)

    @lazy
    def caseless(self) -> re.Pattern[str]:
        """Compiled for the text as it was typed, case aside."""
        return re.compile(self, re.IGNORECASE)


_TOO_DEEP = (
    Bilingual(en="is nested too deeply", zh="嵌套过深"),
    Bilingual(en="write fewer groups", zh="少写几层组"),
)
_MATCHES_NOTHING = (
    Bilingual(en="matches even where there is nothing", zh="在空文字上也会命中"),
    Bilingual(en="write {1,20} or + instead of *", zh="用 {1,20} 或 + 代替 *"),
)
_ASCII = re.compile(r"[\0-\x7f]+")
_NO_LETTER = re.compile(r"(\\\\)|\\[ABDSWZ]|(?<=\(\?)P(?=<)")
"""What is written with a capital letter and stands for none."""
_WRITTEN_HANZI = re.compile(r"(\\\\)|\\u(2[e-f][0-9a-f]{2}|[3-8][0-9a-f]{3}|9[0-9a-f]{3})", re.IGNORECASE)
"""A hanzi by its number; an escaped backslash may stand before such a number, too."""
_CASED = re.compile(
    r"\\[0-9xuUN]|(?:\\.|[^\[\\a-z0-9\u2e80-\u9fff])-(?!\])"
    r"|(?<=[a-z])-[^a-z\]]|(?<=[0-9])-[^0-9\]]|(?<=[\u2e80-\u9fff])-[^\u2e80-\u9fff\]]"
)
"""A character by its number, or what may be a range with capital letters in it."""
_NO_TEXT = (Bilingual(en="a pattern is text", zh="模式应为文字"), Bilingual(en="put it in quotes", zh="加上引号"))


def verify(source: str) -> None:
    """Refuse a pattern that does not compile, matches nothing at all, or could hang in one of the ways it is compiled.

    Raises:
        PatternError: says what is wrong and what to write instead.
    """
    folded = fold_hanzi(source)
    try:
        tree = parse(folded, ignores_case=True)
        compiled = _compile(folded)
        refuse_slow(tree)
        if folded != source:
            refuse_slow(parse(source, ignores_case=True))
        if excludes_letters(tree):
            refuse_slow(parse(source, ignores_case=False))
    except PatternError as error:
        raise PatternError(_of_pattern(repr(source), error.said), error.remedy) from None
    except RecursionError:
        raise PatternError(_of_pattern(f"{source[:40]!r}…", _TOO_DEEP[0]), _TOO_DEEP[1]) from None
    if compiled.fullmatch(""):
        raise PatternError(_of_pattern(repr(source), _MATCHES_NOTHING[0]), _MATCHES_NOTHING[1])


def _of_pattern(shown: str, said: Bilingual) -> Bilingual:
    return Bilingual(en=f"the pattern {shown} {said.en}", zh=f"模式 {shown} {said.zh}")


def decoder(make: Callable[[str], Pattern]) -> Callable[[type, object], Pattern]:
    """Return what `msgspec.convert` asks for fields of the type `Pattern`.

    Args:
        make: `Pattern.verified` for what an author wrote; another one for what was verified before.
    """

    def decode(type_: type, value: object) -> Pattern:
        if type_ is not Pattern:
            raise NotImplementedError(type_)  # This is how msgspec wants a hook to say that it knows no such type.
        if not isinstance(value, str):
            raise PatternError(*_NO_TEXT)
        return make(value)

    return decode


def fold_hanzi(pattern: str) -> str:
    """Simplify the hanzi of a pattern as the text's are; they are never part of its syntax."""
    table = tables.folding().table
    return "".join(table.get(char, char) if "一" <= char <= "鿿" else char for char in pattern)


def is_small(source: str) -> bool:
    """Say whether a pattern surely matches the same of a folded text whether case counts or not.

    Folding leaves no capital letter, nor any character such as the long `ſ` that stands for a small one.
    """
    plain = _NO_LETTER.sub(r"\1", _WRITTEN_HANZI.sub(_hanzi, source))
    beyond = _ASCII.sub("", plain)
    return plain == plain.lower() and beyond.lower() == beyond.upper() and not _CASED.search(plain)


def _first_of(patterns: Sequence[Pattern], text: str) -> Iterator[re.Match[str]]:
    """Yield what the alternation of patterns finds in a text: of the leftmost matches that of the first pattern.

    Args:
        patterns: none of their matches is empty.
        text: folded.
    """
    ahead = [
        (match.start(), number, match)
        for number, pattern in enumerate(patterns)
        if (match := pattern.folded.search(text)) is not None
    ]
    heapify(ahead)
    end = 0
    while ahead:
        start, number, match = ahead[0]
        if start >= end:
            yield match
            end = match.end()
        if (following := patterns[number].folded.search(text, end)) is not None:
            heapreplace(ahead, (following.start(), number, following))
        else:
            heappop(ahead)


def _hanzi(written: re.Match[str]) -> str:
    return written[1] or chr(int(written[2], 16))


def _compile(source: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(does_not_compile(error)) from None
