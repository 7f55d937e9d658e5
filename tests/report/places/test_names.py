"""Many file names in few words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.report.places.names import file_names


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ([f"post/IMG_{n}.HEIC" for n in range(1478, 1488)], ["IMG_1478–1487.HEIC"]),
        (["01.jpg", "02.jpg", "04.jpg"], ["01–02.jpg", "04.jpg"]),
        (["9.jpg", "10.jpg", "11.png"], ["9–10.jpg", "11.png"]),
        (["09.jpg", "9.jpg", "010.jpg"], ["09.jpg", "9.jpg", "010.jpg"]),
        (["a.jpg", "a.jpg", "cover.png"], ["a.jpg", "cover.png"]),
        (["2024.final.mp4"], ["2024.final.mp4"]),
        ([], []),
    ],
)
def test_runs_of_numbers_are_ranges(paths: list[str], names: list[str]) -> None:
    assert file_names(paths) == names


@given(st.sets(st.integers(0, 300), max_size=20))
def test_no_file_is_lost_and_none_is_made_up(numbers: set[int]) -> None:
    told: set[int] = set()
    for name in file_names(f"IMG_{n:04d}.jpg" for n in sorted(numbers)):
        first, _, last = name.removeprefix("IMG_").removesuffix(".jpg").partition("–")
        told.update(range(int(first), int(last or first) + 1))
    assert told == numbers
