from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from .. import made
from ..made import pixels, run


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_the_first_frame_of_an_animation(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"a{suffix}"
    others = [made.scene(seed=seed).rotate(180) for seed in (2, 3)]
    made.scene().save(source, save_all=True, append_images=others, duration=50)
    with Image.open(run(source, "first-frame", to="jpeg").path) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert np.abs(pixels(image) - pixels(made.scene())).mean() < 12


def test_what_was_asked_for_needs_no_note(tmp_path: Path) -> None:
    made.scene().save(tmp_path / "a.gif", save_all=True, append_images=[made.scene(seed=2).rotate(90)], duration=50)
    before = made.digest(tmp_path / "a.gif")
    assert not run(tmp_path / "a.gif", "first-frame").notes
    assert made.digest(tmp_path / "a.gif") == before


def test_a_frame_with_holes_keeps_them(tmp_path: Path) -> None:
    image = made.scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 50, 50))
    image.save(tmp_path / "a.webp", save_all=True, append_images=[image.rotate(90)], duration=50, lossless=True)
    with Image.open(run(tmp_path / "a.webp", "first-frame").path) as after:
        assert (after.format, after.mode) == ("PNG", "RGBA")
        assert after.getpixel((10, 10))[3] == 0
        assert after.getpixel((100, 100))[3] == 255
