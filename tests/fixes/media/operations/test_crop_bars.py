from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair

from ..made import digest, run, scene, video


def barred(bar: int = 40) -> Image.Image:
    still = np.asarray(scene(300, 300)).copy()
    still[:bar] = still[-bar:] = 0
    return Image.fromarray(still)


def test_bars_are_cut_away(tmp_path: Path) -> None:
    barred().save(tmp_path / "a.jpg", quality=85)
    with Image.open(run(tmp_path / "a.jpg", "crop-bars", box=[0, 40, 300, 220]).path) as image:
        assert image.size == (300, 220)


def test_bars_with_a_subtitle_stay(tmp_path: Path) -> None:
    image = barred()
    image.paste((255, 255, 255), (100, 270, 200, 285))
    image.save(tmp_path / "a.jpg")
    with pytest.raises(CannotRepair, match="bars"):
        run(tmp_path / "a.jpg", "crop-bars", box=[0, 40, 300, 220])


def test_the_bars_of_a_video_are_cut_away_when_all_frames_agree(tmp_path: Path) -> None:
    source = video(tmp_path / "a.mp4", seconds=1, bars=48)
    result = run(source, "crop-bars", box=[0, 48, 160, 192])
    with av.open(str(result.path)) as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height) == (160, 192)
        assert frame.to_ndarray(format="gray")[:3].mean() > 20


def test_the_bars_of_a_video_stay_when_one_frame_disagrees(tmp_path: Path) -> None:
    source = subtitled(tmp_path / "a.mp4", shown=range(20, 22))
    before = digest(source)
    with pytest.raises(CannotRepair, match="at least one frame"):
        run(source, "crop-bars", box=[0, 48, 160, 192])
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
    assert digest(source) == before


def subtitled(path: Path, shown: range) -> Path:
    """Encode a second of video with black bars, in the lower of which some words stand for a moment."""
    still = np.asarray(scene(160, 288)).copy()
    still[:48] = still[-48:] = 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 160, 288, "yuv420p"
        for number in range(24):
            pixels = still.copy()
            if number in shown:
                pixels[262:270, 40:120:2] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def test_a_flat_end_card_does_not_hold_the_crop_up(tmp_path: Path) -> None:
    source = video(tmp_path / "a.mp4", seconds=2, bars=48, card=1.9)
    assert run(source, "crop-bars", box=[0, 48, 160, 192]).path.exists()


def test_bars_at_the_sides_are_cut_away_in_grey_and_colour(tmp_path: Path) -> None:
    for name, image in (("a.png", barred().rotate(90)), ("b.png", barred().rotate(90).convert("L"))):
        image.save(tmp_path / name)
        with Image.open(run(tmp_path / name, "crop-bars", box=[40, 0, 220, 300]).path) as after:
            assert np.array_equal(np.asarray(after), np.asarray(image)[:, 40:260])


def test_a_rectangle_that_leaves_no_bars_is_the_picture(tmp_path: Path) -> None:
    barred().save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-bars", box=[0, 0, 300, 300]).path) as after:
        assert np.array_equal(np.asarray(after), np.asarray(barred()))
