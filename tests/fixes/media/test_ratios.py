from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.ratios import cropped_size, nearest_ratio, padded_size
from rednote_lint.model.arguments import CropRatio, PadRatio

from . import made
from .made import run


@pytest.mark.parametrize("operation", ["crop-ratio", "pad-ratio"])
@pytest.mark.parametrize("size", [(640, 200), (200, 640), (641, 199), (333, 1000)])
def test_the_new_ratio_lies_in_the_band(tmp_path: Path, operation: str, size: tuple[int, int]) -> None:
    made.scene(*size).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", operation, min=0.75, max=2.0).path) as image:
        assert 0.75 <= image.width / image.height <= 2.0
        larger = image.width >= size[0] and image.height >= size[1]
        assert larger is (operation == "pad-ratio")


@given(st.integers(1, 5_000), st.integers(1, 5_000), st.floats(0.3, 1.0), st.floats(1.0, 3.0))
def test_sizes_miss_the_band_by_less_than_a_pixel(width: int, height: int, low: float, high: float) -> None:
    if low <= width / height <= high:
        with pytest.raises(CannotRepair, match="allowed already"):
            nearest_ratio(width, height, CropRatio(min=low, max=high))
        return
    ratio = nearest_ratio(width, height, CropRatio(min=low, max=high))
    assert ratio in (low, high)
    inner, outer = cropped_size(width, height, ratio), padded_size(width, height, ratio)
    assert inner[0] <= width <= outer[0] and inner[1] <= height <= outer[1]
    assert min(inner) >= 1
    for wide, tall in (inner, outer):
        assert abs(wide - tall * ratio) <= max(ratio, 1.0) + 1e-6


def test_a_band_may_be_open_at_one_end() -> None:
    assert nearest_ratio(100, 400, PadRatio(min=0.5)) == 0.5
    assert nearest_ratio(400, 100, CropRatio(max=2)) == 2.0
    with pytest.raises(CannotRepair):
        nearest_ratio(400, 100, CropRatio())
