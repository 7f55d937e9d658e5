"""Pictures for people: the right frame, the asked width, the box around the right place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from rednote_lint.facts.illustrate import illustrate, illustrations
from rednote_lint.facts.video.decoding import Clip
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Asset, AssetKind, Box, Location, TimeRange
from tests.clips_made import write_clip
from tests.media_made import exif_block, save_jpeg, save_png, save_video

TURNED = {0x0112: 6}
"""The camera was held upright: the picture is shown turned by 90 degrees clockwise."""


def shown(path: Path, kind: AssetKind, width: int, time: float | None = None, box: Box | None = None) -> Image.Image:
    when = None if time is None else TimeRange(time, time + 1)
    where = Location(path=str(path), time=when, box=box)
    data = illustrate(Asset(path=str(path), kind=kind), where, width)
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG"
    return picture.convert("RGB")


def drawn(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the rectangle that the red lines cover: left, top, right, bottom, both ends included."""
    red, green, blue = (np.asarray(picture, np.int16)[:, :, channel] for channel in range(3))
    rows, columns = np.nonzero((red > 170) & (green < 90) & (blue < 110))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def grey(size: tuple[int, int], level: int = 128) -> Image.Image:
    return Image.new("RGB", size, (level, level, level))


@pytest.mark.parametrize("width", [100, 400, 900])
def test_a_picture_has_the_asked_width_and_its_box_around_the_place(tmp_path: Path, width: int) -> None:
    path = save_png(tmp_path / "a.png", grey((800, 600)))
    picture = shown(path, AssetKind.IMAGE, width, box=Box(200, 150, 400, 300))
    assert picture.size == (width, width * 600 // 800)
    left, top, right, bottom = drawn(picture)
    stroke = 0.006 * width + 3
    for edge, true in ((left, 200), (top, 150), (right, 600), (bottom, 450)):
        assert abs(edge - true * width / 800) <= stroke
    assert picture.getpixel((width // 2, picture.height // 2))[0] < 150, "the lines hide nothing of the place"


def test_a_large_picture_that_is_decoded_smaller_keeps_its_places(tmp_path: Path) -> None:
    path = save_jpeg(tmp_path / "a.jpg", grey((4000, 3000)))
    left, top, right, bottom = drawn(shown(path, AssetKind.IMAGE, 400, box=Box(1000, 750, 2000, 1500)))
    assert np.allclose((left, top, right, bottom), (100, 75, 300, 225), atol=4)


def test_a_picture_that_was_turned_is_shown_upright(tmp_path: Path) -> None:
    lying = grey((600, 400))
    ImageDraw.Draw(lying).rectangle((0, 0, 100, 399), fill="white")  # its left edge is shown at the top
    path = save_jpeg(tmp_path / "a.jpg", lying, exif=exif_block(TURNED))
    picture = shown(path, AssetKind.IMAGE, 200, box=Box(100, 300, 200, 150))
    assert picture.size == (200, 300)
    assert np.allclose(drawn(picture), (50, 150, 150, 225), atol=3)
    assert picture.getpixel((100, 10))[0] > 240 > picture.getpixel((100, 290))[0]


def test_without_a_box_nothing_is_drawn(tmp_path: Path) -> None:
    path = save_png(tmp_path / "a.png", grey((80, 60)))
    assert shown(path, AssetKind.IMAGE, 80).getextrema() == ((128, 128),) * 3


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight frames in two seconds, each lighter than the one before."""
    frames = [grey((320, 240), 20 + 25 * number) for number in range(8)]
    return save_video(tmp_path_factory.mktemp("clip") / "a.mp4", frames)


@pytest.mark.parametrize(
    ("time", "number"), [(None, 0), (0.0, 0), (0.25, 1), (0.3, 1), (0.49, 1), (1.0, 4), (1.5, 6), (1.75, 7), (9.0, 7)]
)
def test_a_video_shows_the_frame_of_the_moment(clip: Path, time: float | None, number: int) -> None:
    picture = shown(clip, AssetKind.VIDEO, 160, time)
    assert picture.size == (160, 120)
    assert abs(picture.getpixel((80, 60))[0] - (20 + 25 * number)) < 9


def test_the_box_of_a_video_is_drawn(clip: Path) -> None:
    assert np.allclose(drawn(shown(clip, AssetKind.VIDEO, 160, 1.0, Box(80, 60, 160, 120))), (40, 30, 120, 90), atol=3)


@pytest.mark.parametrize("kind", [AssetKind.IMAGE, AssetKind.VIDEO])
def test_of_what_cannot_be_decoded_there_is_no_picture(tmp_path: Path, kind: AssetKind) -> None:
    for name, data in (("a", b"nothing"), ("b", b"")):
        (tmp_path / name).write_bytes(data)
        assert illustrate(Asset(path=str(tmp_path / name), kind=kind), Location(path=name), 80) is None
    assert illustrate(Asset(path=str(tmp_path / "none"), kind=kind), Location(path="none"), 80) is None


def test_many_places_of_a_video_come_from_one_decode_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    between = Clip.between

    def counted(self: Clip, start: float, end: float) -> Iterator[Frame]:
        for frame in between(self, start, end):
            decoded.append(1)
            yield frame

    monkeypatch.setattr(Clip, "between", counted)
    frames = [grey((320, 240), 10 + 5 * number) for number in range(48)]
    path = save_video(tmp_path / "a.mp4", frames)
    numbers = [40, 3, 17, 18, 3, 47, 0]
    places = [Location(path=str(path), time=TimeRange(n / 4, n / 4 + 1)) for n in numbers]
    made = illustrations(Asset(path=str(path), kind=AssetKind.VIDEO), places, 160)
    levels = [Image.open(io.BytesIO(data)).convert("RGB").getpixel((80, 60))[0] for data in made if data is not None]
    assert np.allclose(levels, [10 + 5 * number for number in numbers], atol=2)
    assert len(decoded) <= len(frames)


def plain(draw: ImageDraw.ImageDraw, moment: float) -> None:
    draw.rectangle((0, 0, 320, 160), fill="grey")


def test_a_turned_video_is_shown_as_a_player_turns_it(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=1, size=(320, 160), rotation=-90, paint=plain)
    picture = shown(path, AssetKind.VIDEO, 80, 0.5, Box(40, 80, 80, 160))
    assert picture.size == (80, 160)
    assert np.allclose(drawn(picture), (20, 40, 60, 120), atol=3)


def test_a_long_picture_keeps_its_places(tmp_path: Path) -> None:
    path = save_png(tmp_path / "a.png", grey((500, 6000)))
    picture = shown(path, AssetKind.IMAGE, 250, box=Box(100, 5000, 200, 400))
    assert picture.size == (250, 3000)
    assert np.allclose(drawn(picture), (50, 2500, 150, 2700), atol=3)


def test_a_picture_of_a_phone_is_shown(tmp_path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.from_pillow(grey((400, 300))).save(tmp_path / "a.heic")
    assert np.allclose(
        drawn(shown(tmp_path / "a.heic", AssetKind.IMAGE, 200, box=Box(100, 100, 200, 100))), (50, 50, 150, 100), atol=3
    )
