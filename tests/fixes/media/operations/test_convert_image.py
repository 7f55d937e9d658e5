from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from .. import made
from ..made import pixels, run


@pytest.mark.parametrize(
    ("suffix", "format_name"),
    [(".bmp", "BMP"), (".tiff", "TIFF"), (".avif", "AVIF"), (".heic", "HEIF"), (".jp2", None)],
)
def test_other_formats_become_jpeg(tmp_path: Path, suffix: str, format_name: str | None) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    source = tmp_path / f"a{suffix}"
    made.scene().save(source, format_name)
    result = run(source, "convert-image").path
    assert result.name == "a.fixed.jpg"
    with Image.open(result) as image:
        assert image.format == "JPEG"
        assert image.size == (320, 240)
        assert np.abs(pixels(image) - pixels(made.scene())).mean() < 6


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    made.scene().save(tmp_path / "a.tiff")
    with pytest.raises(msgspec.ValidationError, match="gif"):
        run(tmp_path / "a.tiff", "convert-image", to="gif")


def test_transparency_becomes_png(tmp_path: Path) -> None:
    image = made.scene().convert("RGBA")
    image.putalpha(128)
    image.save(tmp_path / "a.tiff")
    result = run(tmp_path / "a.tiff", "convert-image").path
    with Image.open(result) as after:
        assert (after.format, after.mode) == ("PNG", "RGBA")


def test_of_an_animation_only_the_first_frame_is_kept_and_that_is_said(tmp_path: Path) -> None:
    others = [made.scene(seed=2).rotate(180)]
    made.scene().save(tmp_path / "a.gif", save_all=True, append_images=others, duration=50)
    result = run(tmp_path / "a.gif", "convert-image", to="png")
    assert any("first frame" in note.en for note in result.notes)
    made.scene().save(tmp_path / "b.tiff")
    assert not run(tmp_path / "b.tiff", "convert-image", to="png").notes


def test_the_wish_of_the_rule_wins(tmp_path: Path) -> None:
    image = made.scene().convert("RGBA")
    image.putalpha(0)
    image.save(tmp_path / "a.tiff")
    with Image.open(run(tmp_path / "a.tiff", "convert-image", to="jpeg").path) as after:
        assert after.format == "JPEG"
        assert pixels(after).min() > 250  # What cannot be seen stands on white.


def test_a_picture_too_long_for_a_format_is_refused_in_words(tmp_path: Path) -> None:
    Image.new("RGB", (66_000, 4)).save(tmp_path / "a.tiff")
    with pytest.raises(CannotRepair, match="65500"):
        run(tmp_path / "a.tiff", "convert-image", to="jpeg")
    with Image.open(run(tmp_path / "a.tiff", "convert-image", to="png").path) as after:
        assert after.size == (66_000, 4)
