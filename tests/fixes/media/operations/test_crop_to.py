from __future__ import annotations

from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from ..made import digest, pixels, run, scene, video


@pytest.mark.parametrize("box", [[0, 0, 0, 5], [-1, 0, 5, 5], [0, 0, 301, 5]])
def test_a_box_outside_the_picture_is_refused(tmp_path: Path, box: object) -> None:
    scene(300, 300).save(tmp_path / "a.jpg")
    with pytest.raises(CannotRepair):
        run(tmp_path / "a.jpg", "crop-to", box=box)


@pytest.mark.parametrize("box", ["box", [1, 2, 3], [0.5, 0, 1, 1]])
def test_what_is_no_rectangle_never_gets_that_far(tmp_path: Path, box: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        run(tmp_path / "a.jpg", "crop-to", box=box)


@pytest.mark.parametrize("suffix", [".png", ".bmp"])
def test_exactly_the_rectangle_is_kept(tmp_path: Path, suffix: str) -> None:
    scene(300, 200).save(tmp_path / f"a{suffix}")
    before = digest(tmp_path / f"a{suffix}")
    with Image.open(run(tmp_path / f"a{suffix}", "crop-to", box=[20, 10, 101, 63]).path) as image:
        assert image.size == (101, 63)
        if suffix == ".png":  # The other format is not taken by the platform and becomes a JPEG.
            assert np.array_equal(pixels(image), pixels(scene(300, 200))[10:73, 20:121])
    assert digest(tmp_path / f"a{suffix}") == before


def test_the_rectangle_is_one_of_the_picture_as_it_is_shown(tmp_path: Path) -> None:
    upright = scene(300, 200)
    upright.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.png", exif=_turned(6))
    with Image.open(run(tmp_path / "a.png", "crop-to", box=[0, 0, 75, 50]).path) as image:
        assert np.array_equal(pixels(image), pixels(upright)[:50, :75])
        assert image.getexif().get(0x0112, 1) == 1


def _turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def test_every_frame_of_a_video_is_cut_the_same(tmp_path: Path) -> None:
    source = video(tmp_path / "a.mp4", seconds=1)
    before = digest(source)
    with av.open(str(run(source, "crop-to", box=[8, 16, 101, 100]).path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(frames) == 24
    assert {frame.shape for frame in frames} == {(100, 100, 3)}  # The encoder takes even sides only.
    shown = pixels(scene(160, 288))[16:116, 8:108]
    assert np.abs(frames[0].astype(int) - shown).mean() < 8
    assert digest(source) == before


def test_a_rectangle_over_the_edge_of_a_video_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRepair, match="160x288"):
        run(video(tmp_path / "a.mp4", seconds=0.5), "crop-to", box=[0, 0, 161, 288])
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_an_animation_is_not_cut(tmp_path: Path) -> None:
    scene().save(tmp_path / "a.gif", save_all=True, append_images=[scene(seed=2).rotate(90)], duration=50)
    with pytest.raises(CannotRepair, match="first-frame"):
        run(tmp_path / "a.gif", "crop-to", box=[0, 0, 10, 10])
