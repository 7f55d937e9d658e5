"""Parses regular expressions into a typed syntax tree, with the parser of `re` itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

from rednote_lint.model import Bilingual, InvalidValue, Record

_parser: Any = re._parser  # type: ignore[attr-defined]  # The only way to read a pattern as `re` itself reads it.
_INLINE = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII | re.LOCALE)
_IGNORECASE, _DOTALL, _ASCII = int(re.IGNORECASE), int(re.DOTALL), int(re.ASCII)
_ENDLESS = 0xFFFFFFFF


class PatternError(InvalidValue):
    """A pattern that no text should meet; what is said is part of a sentence until the pattern is named with it."""


_SEE = Bilingual(en="see https://docs.python.org/3/library/re.html", zh="见 https://docs.python.org/3/library/re.html")
_TOO_DEEP = (
    Bilingual(en="does not compile: it is nested too deeply", zh="无法编译：嵌套过深"),
    Bilingual(en="write a shorter pattern", zh="写短一些"),
)
_FLAG_FOR_ALL = (
    Bilingual(en="sets a flag for all of it", zh="为整个模式设了标志"),
    Bilingual(en="write the flag for a group: (?s:…) instead of (?s)…", zh="把标志写在组里：用 (?s:…) 代替 (?s)…"),
)
_REFERS_BACK = (
    Bilingual(en="could hang: it refers back to a group", zh="可能卡死：反向引用了组"),
    Bilingual(en="write out what may stand there", zh="直接写出那里可能出现的内容"),
)
_UNSUPPORTED = Bilingual(en="uses {name}, which is not supported", zh="使用了不支持的 {name}")
_PLAINER = Bilingual(en="write it with groups, sets and counted repeats", zh="改用组、字符集和有次数的重复")
_ASCII_FLAG = (
    Bilingual(en="uses the flag `a`", zh="使用了标志 `a`"),
    Bilingual(en=r"write out the characters: [A-Za-z0-9_] instead of \w", zh=r"写出字符：用 [A-Za-z0-9_] 代替 \w"),
)


def does_not_compile(error: BaseException) -> Bilingual:
    """Return what `re` says of a pattern that it refuses."""
    return Bilingual(en=f"does not compile: {error}", zh=f"无法编译：{error}")


class Category(Enum):
    """A class of characters that `re` names with a backslash."""

    DIGIT = r"\d"
    SPACE = r"\s"
    WORD = r"\w"


class Chars(Record, frozen=True):
    """One character out of a set."""

    ranges: tuple[tuple[int, int], ...]
    """First and last code point of each, both included."""
    categories: tuple[tuple[Category, bool], ...] = ()
    r"""Each with whether its characters belong to the set (`\d`) or all others do (`\D`)."""
    negated: bool = False
    ignores_case: bool = False


class Sequence(Record, frozen=True):
    """Parts one after the other."""

    parts: tuple[Node, ...]


class Choice(Record, frozen=True):
    """Alternatives; none of them: it never matches."""

    branches: tuple[Node, ...]


class Repeat(Record, frozen=True):
    """A body repeated."""

    low: int
    high: int | None
    """None: without end."""
    body: Node


class Look(Record, frozen=True):
    """A look at what follows, or at what went before: whether it matches, not where it ends."""

    body: Node
    behind: bool


class Anchor(Record, frozen=True):
    r"""A place between characters, such as `^` or `\b`."""


Node = Chars | Sequence | Choice | Repeat | Look | Anchor
_Operations = Iterable[tuple[object, Any]]


@lru_cache(maxsize=512)  # Of one pack, about: a pattern is verified first, its traits are read when the pack is kept.
def parse(pattern: str, *, ignores_case: bool) -> Node:
    """Parse a pattern as `re.compile` would read it.

    Raises:
        PatternError: it does not compile, has flags for all of it, or uses what cannot be bounded.
    """
    try:
        parsed = _parser.parse(pattern)
    except re.error as error:
        raise PatternError(does_not_compile(error), _SEE) from None
    except (OverflowError, RecursionError):
        raise PatternError(*_TOO_DEEP) from None
    if parsed.state.flags & _INLINE:
        raise PatternError(*_FLAG_FOR_ALL)
    return _sequence(parsed, _IGNORECASE if ignores_case else 0)


def excludes_letters(node: Node) -> bool:
    """Say whether a set leaves out letters: only such a set has more characters where case counts than where not."""
    match node:
        case Chars():
            named = {chr(end) for pair in node.ranges for end in pair}
            return node.negated and any(char.lower() != char.upper() for char in named)
        case Sequence():
            return any(map(excludes_letters, node.parts))
        case Choice():
            return any(map(excludes_letters, node.branches))
        case Repeat() | Look():
            return excludes_letters(node.body)
        case Anchor():
            return False


def _sequence(operations: _Operations, flags: int) -> Sequence:
    return Sequence(tuple(_node(str(name), argument, flags) for name, argument in operations))


def _node(name: str, argument: Any, flags: int) -> Node:
    insensitive = bool(flags & _IGNORECASE)
    match name:
        case "LITERAL" | "NOT_LITERAL":
            negated = name == "NOT_LITERAL"
            return Chars(((argument, argument),), negated=negated, ignores_case=insensitive)
        case "ANY":
            return Chars(() if flags & _DOTALL else ((10, 10),), negated=True)
        case "IN":
            return _set(argument, ignores_case=insensitive)
        case "AT":
            return Anchor()
        case "FAILURE":
            return Choice(())
        case "BRANCH":
            return Choice(tuple(_sequence(branch, flags) for branch in argument[1]))
        case "SUBPATTERN":
            _, added, removed, body = argument
            return _sequence(body, _scoped(flags, added, removed))
        case "ATOMIC_GROUP":
            return _sequence(argument, flags)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, body = argument
            return Repeat(int(low), None if int(high) >= _ENDLESS else int(high), _sequence(body, flags))
        case "ASSERT" | "ASSERT_NOT":
            direction, body = argument
            return Look(_sequence(body, flags), behind=direction < 0)
        case "GROUPREF" | "GROUPREF_EXISTS":
            raise PatternError(*_REFERS_BACK)
    raise PatternError(_UNSUPPORTED.filled({"name": name}), _PLAINER)


def _scoped(flags: int, added: int, removed: int) -> int:
    if added & _ASCII:
        raise PatternError(*_ASCII_FLAG)
    return (flags | added) & ~removed


def _set(parts: _Operations, *, ignores_case: bool) -> Chars:
    ranges: list[tuple[int, int]] = []
    categories: list[tuple[Category, bool]] = []
    negated = False
    for operation, value in parts:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                ranges.append((value, value))
            case "RANGE":
                ranges.append((value[0], value[1]))
            case "CATEGORY":
                named = str(value).removeprefix("CATEGORY_")
                belongs = not named.startswith("NOT_")
                categories.append((Category[named.removeprefix("NOT_")], belongs))
    return Chars(tuple(ranges), tuple(categories), negated, ignores_case)
