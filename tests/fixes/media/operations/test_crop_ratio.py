from __future__ import annotations

from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from PIL import Image

from .. import made
from ..made import pixels, run


def test_a_crop_keeps_where_most_happens(tmp_path: Path) -> None:
    still = np.full((200, 800, 3), 120, np.uint8)
    still[60:140, 650:750] = np.random.default_rng(1).integers(0, 255, (80, 100, 3), dtype=np.uint8)
    Image.fromarray(still).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-ratio", max=1.0).path) as image:
        assert pixels(image).std() > 30
    with Image.open(run(tmp_path / "a.png", "crop-ratio", max=1.0, focus="centre").path) as image:
        assert pixels(image).std() < 1


def test_of_equal_windows_the_middle_one_is_kept(tmp_path: Path) -> None:
    still = np.full((100, 400, 3), 120, np.uint8)
    still[:, 195:205] = 0
    Image.fromarray(still).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-ratio", max=1.0).path) as image:
        dark = np.flatnonzero(pixels(image)[0, :, 0] == 0)
        assert image.size == (100, 100)
        assert abs(dark.mean() - 49.5) <= 4


def test_a_tall_picture_loses_height(tmp_path: Path) -> None:
    made.scene(100, 400).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-ratio", min=0.5, focus="centre").path) as image:
        assert np.array_equal(pixels(image), pixels(made.scene(100, 400))[100:300])


def test_a_video_keeps_the_same_window_throughout(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", seconds=1)
    with av.open(str(run(source, "crop-ratio", min=0.75, focus="centre").path)) as container:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
    assert {frame.shape for frame in frames} == {(212, 160, 3)}
    first = (288 - 213) // 2
    for frame in (frames[0], frames[-1]):  # Only the square in the middle moves.
        assert np.abs(frame[:40] - pixels(made.scene(160, 288))[first : first + 40]).mean() < 8


def test_an_unknown_focus_is_refused(tmp_path: Path) -> None:
    made.scene(400, 100).save(tmp_path / "a.png")
    with pytest.raises(msgspec.ValidationError, match="face"):
        run(tmp_path / "a.png", "crop-ratio", max=1.0, focus="face")


@pytest.mark.parametrize("size", [(10_000, 10), (10, 10_000), (6_000, 1)])
def test_a_thread_of_a_picture_is_cropped_too(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, "red").save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-ratio", min=0.5, max=2.0).path) as image:
        assert 0.5 <= image.width / image.height <= 2.0
