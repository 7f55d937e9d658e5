from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from .. import made
from ..made import pixels, run


@pytest.mark.parametrize(("fill", "corner"), [("#ff0000", (255, 0, 0)), ("#0a141e", (10, 20, 30))])
def test_a_padded_picture_stands_whole_in_the_middle(tmp_path: Path, fill: str, corner: tuple[int, int, int]) -> None:
    made.scene(400, 100).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "pad-ratio", max=2.0, fill=fill).path) as image:
        assert image.size == (400, 200)
        assert image.getpixel((0, 0)) == corner
        assert np.array_equal(pixels(image)[50:150], pixels(made.scene(400, 100)))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_blurred_padding_works_in_every_mode(tmp_path: Path, mode: str) -> None:
    image = made.scene(100, 400).convert(mode)
    if mode == "RGBA":
        image.putalpha(200)
    image.save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "pad-ratio", min=0.75).path) as after:
        assert after.size == (300, 400)
        assert after.mode == mode


@pytest.mark.parametrize("fill", ["white", "#fff", "#12345g", "", "#ffffffff"])
def test_what_is_no_colour_is_refused(tmp_path: Path, fill: str) -> None:
    made.scene(400, 100).save(tmp_path / "a.png")
    with pytest.raises(CannotRepair, match="#ffffff"):
        run(tmp_path / "a.png", "pad-ratio", max=2.0, fill=fill)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_a_grey_picture_may_stand_on_a_colour(tmp_path: Path) -> None:
    grey = made.scene(400, 100).convert("L")
    grey.save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "pad-ratio", max=2.0, fill="#ff0000").path) as image:
        assert image.mode == "RGB"
        assert image.getpixel((0, 0)) == (255, 0, 0)
        assert np.array_equal(np.asarray(image)[50:150, :, 0], np.asarray(grey))


def test_the_ground_of_a_transparent_picture_is_solid(tmp_path: Path) -> None:
    image = made.scene(400, 100).convert("RGBA")
    image.putalpha(77)
    image.save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "pad-ratio", max=2.0, fill="#00ff00").path) as after:
        assert after.getpixel((5, 5)) == (0, 255, 0, 255)
        assert np.array_equal(np.asarray(after)[50:150], np.asarray(image))


def test_a_video_stands_whole_on_its_own_blur(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", seconds=0.5)
    with av.open(str(run(source, "pad-ratio", min=0.75).path)) as container:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
    assert len(frames) == 12
    assert {frame.shape for frame in frames} == {(288, 216, 3)}
    assert np.abs(frames[0][:, 28:188] - pixels(made.scene(160, 288))).mean() < 8


@pytest.mark.parametrize("size", [(600, 2), (2, 600), (1_000, 3)])
def test_a_thread_of_a_picture_is_padded_within_reason(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, (200, 30, 30)).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "pad-ratio", min=0.5, max=2.0).path) as image:
        assert max(image.size) == max(size)
        assert 0.5 <= image.width / image.height <= 2.0
        assert np.abs(pixels(image) - (200, 30, 30)).max() <= 2
