from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from . import made
from .made import pixels, run


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(tmp_path: Path, orientation: int) -> None:
    source = tmp_path / "a.tiff"
    upright = made.scene()
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that a viewer undoes
    turned = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    turned.save(source, tiffinfo={0x0112: orientation})
    with Image.open(run(source, "convert-image", to="png").path) as image:
        assert np.array_equal(pixels(image), pixels(upright))
        assert image.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_converted_by_the_own_profile(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (20, 20), (230, 40, 10, 99)[: len(mode)])
    image.save(tmp_path / "a.tiff", icc_profile=made.swapped_colours())
    with Image.open(run(tmp_path / "a.tiff", "convert-image", to="png").path) as after:
        assert np.abs(pixels(after) - (10, 40, 230)).max() < 12
        assert not after.info.get("icc_profile")
        assert mode == "RGB" or after.getchannel("A").getextrema() == (99, 99)


def test_an_opaque_alpha_channel_is_no_transparency(tmp_path: Path) -> None:
    made.scene().convert("RGBA").save(tmp_path / "a.tiff")
    assert run(tmp_path / "a.tiff", "convert-image").path.suffix == ".jpg"


def test_sixteen_bits_are_refused(tmp_path: Path) -> None:
    Image.fromarray(np.full((20, 20), 40_000, np.uint16)).save(tmp_path / "a.tiff")
    with pytest.raises(CannotRepair, match="16 bits"):
        run(tmp_path / "a.tiff", "convert-image")


def test_what_is_no_media_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture at all")
    given = {"crop-to": {"box": [0, 0, 1, 1]}, "shrink-image": {"limit_mb": 1}, "trim-end": {"at": 1.0}}
    for operation in ("convert-image", "convert-video", "crop-to", "shrink-image", "rename-extension", "trim-end"):
        with pytest.raises(CannotRepair):
            run(tmp_path / "a.jpg", operation, **given.get(operation, {}))
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]
