from __future__ import annotations

import pytest

from rednote_lint.lsp.entries import Change
from rednote_lint.model import TextRange


@pytest.mark.parametrize(
    ("before", "after", "place", "moved"),
    [
        ("abcdef", "abcdef", (2, 4), (2, 4)),
        ("abcdef", "xxabcdef", (2, 4), (4, 6)),
        ("abcdef", "abcdefxx", (2, 4), (2, 4)),
        ("abcdef", "abdef", (0, 2), (0, 2)),
        ("abcdef", "abdef", (3, 6), (2, 5)),
        ("abcdef", "abxdef", (1, 4), None),
        ("abcdef", "", (0, 6), None),
        ("aaaa", "aaa", (0, 1), (0, 1)),
        ("", "abc", (0, 0), (0, 0)),
    ],
)
def test_a_place_moves_with_its_text_and_goes_with_it(
    before: str, after: str, place: tuple[int, int], moved: tuple[int, int] | None
) -> None:
    expected = TextRange(*moved) if moved else None
    assert Change.between(before, after).after(TextRange(*place)) == expected
