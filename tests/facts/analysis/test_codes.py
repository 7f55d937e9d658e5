"""QR and barcodes planted in drawn pictures and encoded videos."""

from __future__ import annotations

import io
import random
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.facts.analysis.analyze import Pass, analyze
from rednote_lint.facts.analysis.analyzers import CODES
from rednote_lint.facts.analysis.codes import CodeAnalyzer, CodeSeen, codes_in
from rednote_lint.facts.analysis.payload import Payload
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Box
from tests.clips_made import write_clip
from tests.media_made import scene

zxingcpp = pytest.importorskip("zxingcpp")

LINKS = (
    "https://u.wechat.com/EHkJ3x9fX2pQ8sT0vWm1abc",
    "wxp://f2f0abcdefghijklmnopqrstuvwxyz0123456789",
    "https://www.example.com/shop/item?id=12345&from=poster",
)


def drawn(text: str, kind: str = "QRCode", scale: int = 8) -> Image.Image:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return Image.fromarray(np.array(code.to_image(scale=scale))).convert("RGB")


def planted(picture: Image.Image, code: Image.Image, at: tuple[int, int], width: int, angle: float = 0) -> Image.Image:
    ratio = width / code.width
    small = code.resize((width, max(round(code.height * ratio), 1)), Image.Resampling.LANCZOS).convert("RGBA")
    turned = small.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    result = picture.copy()
    result.paste(turned, at, turned)
    return result


def frame_of(picture: Image.Image, time: float | None = None, scale: float = 1.0) -> Frame:
    return Frame(time=time, image=np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), scale=scale)


def as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def overlap(one: Box, other: Box) -> float:
    w = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    h = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    shared = max(w, 0) * max(h, 0)
    return shared / (one.w * one.h + other.w * other.h - shared)


@pytest.mark.parametrize("width", [540, 720, 1080, 1440])
def test_codes_an_eighth_wide_turned_and_compressed_are_read(width: int) -> None:
    dice = random.Random(width)
    read = 0
    for number in range(12):
        text = LINKS[number % len(LINKS)]
        picture = scene(1440, 1920, seed=number % 4).crop((0, 0, width, width * 4 // 3))
        side = round(width * 0.12)
        at = dice.randrange(width - 2 * side), dice.randrange(width - 2 * side)
        made = as_jpeg(planted(picture, drawn(text), at, side, dice.uniform(-30, 30)), 50)
        read += any(code.text == text for code in codes_in(frame_of(made)))
    assert read == 12


def test_the_box_is_in_displayed_pixels() -> None:
    made = planted(scene(720, 960), drawn(LINKS[0]), (300, 200), 180)
    (code,) = codes_in(frame_of(made, scale=1.5))
    assert code.size == (1080, 1440)
    assert overlap(code.box, Box(450, 300, 270, 270)) > 0.5


def test_a_product_code_is_a_product() -> None:
    made = planted(scene(900, 900), drawn("690123456789", "EAN13", 3), (200, 300), 300)
    assert [code.payload for code in codes_in(frame_of(made))] == [Payload.PRODUCT]


def test_nothing_is_invented() -> None:
    for seed in range(10):
        assert codes_in(frame_of(scene(700, 900, seed))) == ()


@pytest.mark.parametrize("seed", [20, 84, 116])
def test_outlined_times_are_no_code(seed: int) -> None:
    chance = random.Random(seed)
    picture = scene(810, 1080, seed=seed % 12)
    font = ImageFont.load_default(chance.randint(24, 48))
    times = (
        " ".join(f"{chance.randint(0, 30):02}:{chance.randint(0, 59):02}" for _ in range(4))
        for _ in range(chance.randint(2, 4))
    )
    outlined = {"fill": "white", "stroke_width": 3, "stroke_fill": "black"}
    ImageDraw.Draw(picture).multiline_text((60, 180), "\n".join(times), font=font, **outlined)
    assert codes_in(frame_of(picture)) == ()


@pytest.mark.parametrize("angle", [0, 8, 45])
def test_a_code_with_a_bar_through_it_is_told_as_unreadable(angle: float) -> None:
    code = drawn(LINKS[0])
    side = code.width
    ImageDraw.Draw(code).line((0, side * 0.5, side, side * 0.55), fill="black", width=side // 6)
    made = planted(scene(810, 1080), code, (200, 300), 260, angle)
    assert {code.payload for code in codes_in(frame_of(made))} == {Payload.UNREADABLE}


def test_a_code_painted_over_is_told_as_unreadable() -> None:
    code = np.array(drawn(LINKS[2], scale=10))
    middle, side = code.shape[0] // 2, code.shape[0] // 6
    cv2.rectangle(code, (middle - side, middle - side), (middle + side, middle + side), (255, 255, 255), -1)
    made = planted(Image.new("RGB", (800, 800), "#d8c8b0"), Image.fromarray(code), (200, 200), 300)
    assert [code.payload for code in codes_in(frame_of(made))] == [Payload.UNREADABLE]


def stretches(analyzer: CodeAnalyzer) -> list[tuple[str, tuple[float, float]]]:
    return [(code.text, tuple(code.time)) for code in analyzer.finish() if code.time is not None]


def test_a_code_that_stays_is_one_stretch_and_one_that_comes_back_is_two() -> None:
    empty = scene(640, 480)
    marked = planted(empty, drawn(LINKS[0]), (100, 100), 160)
    analyzer = CodeAnalyzer()
    for time, picture in ((0.0, empty), (2.0, marked), (4.0, marked), (20.0, empty), (40.0, marked)):
        analyzer.process(frame_of(picture, time))
    analyzer.repeat(42.0)
    assert stretches(analyzer) == [(LINKS[0], (2.0, 4.0)), (LINKS[0], (40.0, 42.0))]


def test_a_blurred_frame_between_does_not_split_a_stretch() -> None:
    marked = planted(scene(640, 480), drawn(LINKS[0]), (100, 100), 160)
    analyzer = CodeAnalyzer()
    for time, picture in ((0.0, marked), (2.0, scene(640, 480)), (4.0, marked)):
        analyzer.process(frame_of(picture, time))
    assert stretches(analyzer) == [(LINKS[0], (0.0, 4.0))]


def test_sparse_frames_of_a_long_video_still_make_one_stretch() -> None:
    marked = planted(scene(640, 480), drawn(LINKS[0]), (100, 100), 160)
    analyzer = CodeAnalyzer()
    for time in (0.0, 20.0, 40.0, 60.0):
        analyzer.process(frame_of(marked, time))
    assert stretches(analyzer) == [(LINKS[0], (0.0, 60.0))]


def test_bars_stand_through_frames_that_are_searched_for_qr_codes_alone() -> None:
    marked = planted(scene(900, 900), drawn("690123456789", "EAN13", 3), (200, 300), 300)
    analyzer = CodeAnalyzer()
    for time in (0.0, 20.0, 40.0):
        analyzer.process(frame_of(marked, time))
    analyzer.process(frame_of(scene(900, 900), 60.0))
    assert stretches(analyzer) == [("6901234567892", (0.0, 40.0))]


def test_a_code_of_one_frame_has_some_length() -> None:
    analyzer = CodeAnalyzer()
    analyzer.process(frame_of(planted(scene(640, 480), drawn(LINKS[0]), (100, 100), 160), 3.0))
    assert stretches(analyzer) == [(LINKS[0], (3.0, 3.1))]


def test_what_was_seen_survives_the_store(tmp_path: Path) -> None:
    import msgspec

    analyzer = CodeAnalyzer()
    analyzer.process(frame_of(planted(scene(640, 480), drawn(LINKS[0]), (100, 100), 160)))
    seen = analyzer.finish()
    assert msgspec.json.decode(msgspec.json.encode(seen), type=tuple[CodeSeen, ...]) == seen


@pytest.mark.parametrize("gop", [24, 96])
def test_a_code_that_stands_for_a_second_between_two_samples_is_found(tmp_path: Path, gop: int) -> None:
    code = drawn(LINKS[0]).resize((110, 110))

    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if 4.3 <= moment < 5.3:
            draw._image.paste(code, (200, 420))

    path = write_clip(tmp_path / "a.mp4", seconds=10, gop=gop, paint=paint)
    wanted = Pass(kind=AssetKind.VIDEO, specs=(CODES,), profile=SamplingProfile.TEXT)
    seen = analyze(str(path), wanted)
    assert isinstance(seen, MediaAnalysis) and seen.codes is not None
    (found,) = seen.codes
    assert found.text == LINKS[0] and found.size == (360, 640) and overlap(found.box, Box(200, 420, 110, 110)) > 0.5
    assert found.time is not None and 4.2 <= found.time.start <= found.time.end <= 5.4
    assert all(abs(time / 2 - round(time / 2)) < 0.2 or time > 9 for time in seen.view.times), "glimpses are no samples"
