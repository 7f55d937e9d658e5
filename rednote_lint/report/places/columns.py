"""Columns in the units of other programs: UTF-16 code units, UTF-8 bytes, code points."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from rednote_lint.model import Excerpt


class Unit(Enum):
    """What a column counts."""

    CODE_POINT = "code point"
    UTF_16 = "UTF-16 code unit"
    UTF_8 = "UTF-8 byte"

    def length(self, text: str) -> int:
        """Return how many of them a text fills."""
        if self is Unit.UTF_16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        return len(text.encode("utf-8", "surrogatepass")) if self is Unit.UTF_8 else len(text)


class Region(NamedTuple):
    """A range of lines and columns, 1-based; the end column is the first one after the range."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(excerpt: Excerpt, unit: Unit) -> Region:
    """Return the lines and columns of a finding in a unit."""
    last = excerpt.end_text if excerpt.end_line > excerpt.line else excerpt.text
    return Region(
        excerpt.line,
        unit.length(excerpt.text[: excerpt.start]) + 1,
        excerpt.end_line,
        unit.length(last[: excerpt.end]) + 1,
    )
