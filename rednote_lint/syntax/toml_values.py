"""Reads TOML into typed values with the place of every key and value, for configuration.

The standard library reads the values and refuses what is malformed; the scanner here only looks where each of them
stands, in a text that is known to be right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from rednote_lint.syntax.tree import Path
from rednote_lint.syntax.yaml_events import Mark
from rednote_lint.syntax.yaml_values import Tree
from rednote_lint.text.lines import LINE_END

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t]+|\#[^\r\n]*)
    |(?P<end>\r?\n)
    |(?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*')
    |(?P<sign>[\[\]{}=,.])
    |(?P<bare>[^\s\[\]{}=,."'\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def parse(text: str) -> Tree:
    """Read one TOML document.

    Raises:
        tomllib.TOMLDecodeError: malformed.
    """
    return Tree(tomllib.loads(text), *_Places(text).found())


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Places:
    """Follows the statements of a text: headers of tables, and keys with their values."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [token for token in _tokens(text) if token.kind != "blank"]
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]
        self._at = 0
        self._keys: dict[Path, Mark] = {}
        self._values: dict[Path, Mark] = {(): Mark(1, 1, 0, 0, None)}
        self._sizes: dict[Path, int] = {}
        """How many tables each array of tables has by now."""

    def found(self) -> tuple[dict[Path, Mark], dict[Path, Mark]]:
        """Return where keys and values stand."""
        table: Path = ()
        while (token := self._now) is not None:
            if token.kind == "end":
                self._at += 1
            elif token.text == "[":
                table = self._header(token)
            else:
                self._pair(table)
        return self._keys, self._values

    @property
    def _now(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, sign: str) -> bool:
        return self._now is not None and self._now.kind == "sign" and self._now.text == sign

    def _header(self, first: _Token) -> Path:
        self._at += 1
        is_array = self._is("[")
        self._at += is_array
        path = self._resolved(self._dotted())
        if is_array:
            self._sizes[path] = self._sizes.get(path, 0) + 1
            path = (*path, self._sizes[path] - 1)
        self._at += 1 + is_array
        self._note(path, first, self._tokens[self._at - 1])
        return path

    def _resolved(self, names: list[_Token]) -> Path:
        """Return the path of a header; of an array of tables on its way the last one counts."""
        path: Path = ()
        for number, name in enumerate(names, 1):
            path = (*path, _name(name))
            self._keys.setdefault(path, self._mark(name, name))
            if path in self._sizes and number < len(names):
                path = (*path, self._sizes[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        for name in self._dotted():
            path = (*path, _name(name))
            self._keys.setdefault(path, self._mark(name, name))
        self._at += 1
        self._value(path)

    def _dotted(self) -> list[_Token]:
        names = [self._next()]
        while self._is("."):
            self._at += 1
            names.append(self._next())
        return names

    def _value(self, path: Path) -> None:
        first = self._next()
        if first.text == "[" and first.kind == "sign":
            self._array(path)
        elif first.text == "{" and first.kind == "sign":
            while not self._is("}"):
                self._pair(path)
                self._at += self._is(",")
            self._at += 1
        else:  # A number or a date may be several words: 1979-05-27 07:32:00.5.
            while (token := self._now) is not None and (token.kind == "bare" or token.text == "."):
                self._at += 1
        self._note(path, first, self._tokens[self._at - 1])

    def _array(self, path: Path) -> None:
        count = 0
        while not self._is("]"):
            token = self._now
            if token is not None and (token.kind == "end" or token.text == ","):
                self._at += 1
                continue
            self._value((*path, count))
            count += 1
        self._at += 1

    def _note(self, path: Path, first: _Token, last: _Token) -> None:
        mark = self._mark(first, last)
        self._values.setdefault(path, mark)
        self._keys.setdefault(path, mark)

    def _mark(self, first: _Token, last: _Token) -> Mark:
        from bisect import bisect_right

        line = bisect_right(self._starts, first.start)
        style = first.text[0] if first.kind == "string" else None
        return Mark(line, first.start - self._starts[line - 1] + 1, first.start, last.end, style)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        yield _Token(match.lastgroup or "", match.group(), match.start(), match.end())


def _name(token: _Token) -> str:
    """Return a key as it is meant: a quoted one may hold escapes."""
    if token.kind != "string":
        return token.text
    (name,) = tomllib.loads(f"{token.text} = 0")
    return name
