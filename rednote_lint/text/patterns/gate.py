"""Patterns of packs: compiled for the folded text, and refused when a text could make them hang."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rednote_lint.text import tables

_parser: Any = re._parser  # type: ignore[attr-defined]  # The only way to read a pattern as `re` itself reads it.
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_UNBOUNDED = 64
"""A repeat of so many rounds is as good as endless for a caption."""
_MOST_WIDE, _MOST_NARROW = 1, 4
"""Endless repeats of nearly any character, and of some characters only, that one pattern may have."""
_SAMPLES = [chr(code) for code in range(32, 127)] + list("一信微，。！《\n\t❤é")


@lru_cache(maxsize=4096)
def compile_folded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for the folded text: its hanzi are simplified as the text's are, case does not count."""
    return re.compile(fold_hanzi(pattern), re.IGNORECASE)


@lru_cache(maxsize=4096)
def compile_original(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for the original text, exactly as it is written."""
    return re.compile(pattern)


def verify(pattern: str) -> None:
    """Refuse a pattern that no text should meet.

    Raises:
        ValueError: it does not compile, matches nothing at all, or could take exponential or cubic time.
    """
    try:
        problem = danger(_parser.parse(pattern))
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern {pattern!r} does not compile: {error}") from None
    if problem:
        raise ValueError(f"the pattern {pattern!r} could hang: {problem}")
    if compiled.fullmatch(""):
        raise ValueError(f"the pattern {pattern!r} matches even where there is nothing")


def danger(tree: Any) -> str | None:
    """Say why a parsed pattern could hang, or None."""
    wide = narrow = 0
    for name, argument in _walk(tree):
        if name.startswith("GROUPREF"):
            return "it refers back to a group"
        if name in _REPEATS:
            low, high, body = argument
            endless = low != high and int(high) >= _UNBOUNDED
            is_wide = {"a", "一"} <= _accepted(body)
            wide, narrow = wide + (endless and is_wide), narrow + (endless and not is_wide)
            if int(high) > 1 and (problem := _nested(body)):
                return problem
    if wide > _MOST_WIDE or narrow > _MOST_NARROW:
        return "it has too many unbounded repeats; write {0,20} instead of * and {1,20} instead of +"
    return None


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield every operation of a pattern, outer ones first."""
    for operation, argument in tree:
        yield str(operation), argument
        for branch in _branches(str(operation), argument):
            yield from _walk(branch)


def _branches(name: str, argument: Any) -> list[Any]:
    if name in _REPEATS:
        return [argument[2]]
    if name == "SUBPATTERN":
        return [argument[3]]
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if name == "ATOMIC_GROUP":
        return [argument]
    if name == "GROUPREF_EXISTS":
        return [branch for branch in argument[1:] if branch]
    return []


def _nested(body: Any) -> str | None:
    """Say why the rounds of a repeat could be told apart in more than one way, or None."""
    operations = list(_walk(body))
    if any(name == "BRANCH" and _overlapping(argument[1]) for name, argument in operations):
        return "it repeats alternatives that may begin alike"
    inner = [argument for name, argument in operations if name in _REPEATS and argument[0] != argument[1]]
    if not inner:
        return None
    items = _flat(body)
    if len(items) > 1 and len(inner) == 1 and not _same_start(items):
        return None
    return "it has a repeat inside a repeat, and nothing tells one round from the next"


def _overlapping(branches: list[Any]) -> bool:
    seen: set[str] = set()
    for branch in branches:
        first = _accepted(list(branch)[:1])
        if not seen.isdisjoint(first):
            return True
        seen |= first
    return False


def _flat(body: Any) -> list[tuple[str, Any]]:
    items = [(str(name), argument) for name, argument in body]
    while len(items) == 1 and items[0][0] == "SUBPATTERN":
        items = [(str(name), argument) for name, argument in items[0][1][3]]
    return items


def _same_start(items: list[tuple[str, Any]]) -> bool:
    """Say whether the characters of the inner repeat could also be those of its delimiter, first or last in a round."""
    repeats = [argument for name, argument in items if name in _REPEATS]
    ends = [item for item in (items[0], items[-1]) if item[0] in ("LITERAL", "IN", "NOT_LITERAL")]
    if not repeats or not ends:
        return True
    inner = _accepted(repeats[0][2])
    return all(not inner.isdisjoint(_accepted([end])) for end in ends)


def _accepted(items: Any) -> set[str]:
    """Return which sample characters may stand for a sequence's one character; all of them when it is no simple set."""
    parsed = [(name, argument) for name, argument in items]
    if len(parsed) != 1 or str(parsed[0][0]) not in ("LITERAL", "IN", "NOT_LITERAL"):
        return set(_SAMPLES)
    name, argument = str(parsed[0][0]), parsed[0][1]
    if name == "LITERAL":
        return {chr(argument)}
    if name == "NOT_LITERAL":
        return set(_SAMPLES) - {chr(argument)}
    members = [char for char in _SAMPLES if _in_set(char, argument)]
    return set(members) | {chr(value) for kind, value in argument if str(kind) == "LITERAL"}


def _in_set(char: str, parts: Any) -> bool:
    negated = bool(parts) and str(parts[0][0]) == "NEGATE"
    hit = any(_in_part(char, str(kind), value) for kind, value in parts)
    return hit != negated


def _in_part(char: str, kind: str, value: Any) -> bool:
    if kind == "LITERAL":
        return ord(char) == int(value)
    if kind == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if kind == "CATEGORY":
        name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
        base = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
        return base[name] if name in base else not base[name.removeprefix("NOT_")]
    return False


def fold_hanzi(pattern: str) -> str:
    """Simplify the hanzi of a pattern as the text's are; they are never part of its syntax."""
    table = tables.folding().table
    return "".join(table.get(char, char) if "一" <= char <= "鿿" else char for char in pattern)
