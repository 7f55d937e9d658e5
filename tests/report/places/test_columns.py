"""Columns in three units, by hand."""

from __future__ import annotations

import pytest

from rednote_lint.model import Excerpt
from rednote_lint.report.places.columns import Region, Unit, region

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(Unit.CODE_POINT, (7, 9)), (Unit.UTF_16, (10, 12)), (Unit.UTF_8, (3 + 18 + 1, 28))],
)
def test_a_word_behind_a_family(unit: Unit, expected: tuple[int, int]) -> None:
    line = f"价{FAMILY}最低\t！"
    start = line.index("最")
    found = region(Excerpt(line=3, text=line, start=start, end_line=3, end=start + 2), unit)
    assert found == Region(3, expected[0], 3, expected[1])


def test_the_end_is_counted_on_its_own_line() -> None:
    found = region(Excerpt(line=1, text="😀#防", start=1, end_line=2, end=1, end_text="晒 x"), Unit.UTF_16)
    assert found == Region(1, 3, 2, 2)
