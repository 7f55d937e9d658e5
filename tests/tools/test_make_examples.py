"""The example media are those that the tool draws, small, and showing what they are meant to show."""

from pathlib import Path

import av
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from tools.drawing.film import FPS, downloaded_cat
from tools.make_examples import EXAMPLES, MEDIA

STILLS = sorted(name for name in MEDIA if not name.endswith(".mp4"))
MEDIA_TYPES = {".jpg", ".webp", ".gif", ".avif", ".mp4"}


def test_every_picture_and_film_of_the_examples_is_drawn_by_the_tool():
    found = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*") if path.suffix in MEDIA_TYPES}
    assert found == set(MEDIA)


def test_the_examples_are_small():
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < 1_500_000


@pytest.mark.parametrize("name", STILLS)
def test_drawing_again_gives_the_same_picture(name, tmp_path):
    path = tmp_path / Path(name).name
    MEDIA[name](path)
    drawn, kept = (np.asarray(Image.open(file).convert("RGB"), dtype=int) for file in (path, EXAMPLES / name))
    assert drawn.shape == kept.shape
    # Encoders of other versions differ in single values, never in what is seen.
    assert abs(drawn - kept).mean() < 1.0


def test_the_group_card_can_be_scanned():
    (code,) = zxingcpp.read_barcodes(Image.open(EXAMPLES / "posts/skincare-recommendation/2.jpg"))
    assert code.text == "https://example.com/skin-diary"


@pytest.mark.parametrize(
    ("name", "seconds"), [("posts/tiktok-refugee/clip.mp4", 6.5), ("posts/vertical-video/noodles.mp4", 8.0)]
)
def test_films_are_upright_and_have_sound(name, seconds):
    with av.open(str(EXAMPLES / name)) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (720, 1280)
        assert film.streams.audio
        assert film.duration / av.time_base == pytest.approx(seconds, abs=0.1)


def test_the_wandering_mark_changes_its_corner():
    frames = downloaded_cat()
    early = next(frames)
    late = next(frame for index, frame in enumerate(frames, 1) if index == 3 * FPS)
    corner = (20, 40, 350, 150)
    difference = np.abs(np.asarray(early.crop(corner), dtype=int) - np.asarray(late.crop(corner), dtype=int))
    assert difference.max() > 60
