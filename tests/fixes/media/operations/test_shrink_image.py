from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from ..made import run


def noisy(path: Path, side: int = 900, mode: str = "RGB", **options: Any) -> Path:
    random = np.random.default_rng(5)
    image = Image.fromarray(random.integers(0, 255, (side, side, 3), dtype=np.uint8))
    if mode == "RGBA":
        image.putalpha(200)
    image.save(path, **options)
    return path


@pytest.mark.parametrize(("name", "mode", "suffix"), [("a.png", "RGB", ".jpg"), ("a.png", "RGBA", ".webp")])
def test_the_highest_quality_that_fits_is_found(tmp_path: Path, name: str, mode: str, suffix: str) -> None:
    source = noisy(tmp_path / name, mode=mode)
    limit = 0.5
    result = run(source, "shrink-image", limit_mb=limit)
    assert result.path.suffix == suffix
    assert result.path.stat().st_size <= limit * 1024 * 1024
    with Image.open(result.path) as image:
        assert image.size == (900, 900)
    quality = int("".join(char for char in result.notes[0].en.split(" of ")[0] if char.isdigit()))
    assert 40 < quality < 97
    larger = BytesIO()
    with Image.open(source) as image:
        image.save(larger, result.path.suffix[1:].replace("jpg", "jpeg"), quality=quality + 2, optimize=True, method=4)
    assert len(larger.getvalue()) > limit * 1024 * 1024


def test_what_cannot_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRepair, match="fewer pixels"):
        run(noisy(tmp_path / "a.png"), "shrink-image", limit_mb=0.01)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(("mode", "length", "limit"), [("RGBA", 17_000, "16383"), ("RGB", 66_000, "65500")])
def test_a_picture_too_long_for_the_smaller_format_is_refused_in_words(
    tmp_path: Path, mode: str, length: int, limit: str
) -> None:
    Image.new(mode, (length, 4), (9, 9, 9, 99)[: len(mode)]).save(tmp_path / "a.png")
    with pytest.raises(CannotRepair, match=limit):
        run(tmp_path / "a.png", "shrink-image", limit_mb=32)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_an_animation_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=50)
    with pytest.raises(CannotRepair, match="first-frame"):
        run(tmp_path / "a.webp", "shrink-image", limit_mb=1)


def test_metadata_count_towards_the_limit(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "x" * 40_000
    with Image.open(noisy(tmp_path / "b.png", side=300)) as image:
        image.save(tmp_path / "a.png", exif=exif)
    result = run(tmp_path / "a.png", "shrink-image", limit_mb=0.08).path
    assert 40_000 < result.stat().st_size <= 0.08 * 1024 * 1024
    with Image.open(result) as image:
        assert image.getexif()[0x010E] == "x" * 40_000
