from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.runner import Written, repaired
from rednote_lint.model import MediaEdit

from . import made


def run(source: Path, operation: str, **arguments: Any) -> Written:
    edit = MediaEdit(path=str(source), operation=operation, arguments=arguments)
    return repaired([edit], lambda share: None, in_place=False)


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB")).astype(int)


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


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    made.scene().save(tmp_path / "a.tiff")
    with pytest.raises(CannotRepair, match="jpeg"):
        run(tmp_path / "a.tiff", "convert-image", to="gif")


def test_transparency_becomes_png(tmp_path: Path) -> None:
    image = made.scene().convert("RGBA")
    image.putalpha(128)
    image.save(tmp_path / "a.tiff")
    result = run(tmp_path / "a.tiff", "convert-image").path
    with Image.open(result) as after:
        assert (after.format, after.mode) == ("PNG", "RGBA")


def test_an_opaque_alpha_channel_is_no_transparency(tmp_path: Path) -> None:
    made.scene().convert("RGBA").save(tmp_path / "a.tiff")
    assert run(tmp_path / "a.tiff", "convert-image").path.suffix == ".jpg"


def test_sixteen_bits_are_refused(tmp_path: Path) -> None:
    Image.fromarray(np.full((20, 20), 40_000, np.uint16)).save(tmp_path / "a.tiff")
    with pytest.raises(CannotRepair, match="16 bits"):
        run(tmp_path / "a.tiff", "convert-image")


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_the_first_frame_of_an_animation(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"a{suffix}"
    others = [made.scene(seed=seed).rotate(180) for seed in (2, 3)]
    made.scene().save(source, save_all=True, append_images=others, duration=50)
    with Image.open(run(source, "first-frame", to="jpeg").path) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert np.abs(pixels(image) - pixels(made.scene())).mean() < 12


@pytest.mark.parametrize(
    ("name", "real"), [("a.png", ".jpg"), ("a.jpg", ".png"), ("a.heic", ".webp"), ("a.mp4", ".gif")]
)
def test_a_wrong_extension_is_put_right(tmp_path: Path, name: str, real: str) -> None:
    buffer = BytesIO()
    made.scene().save(buffer, {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}[real])
    (tmp_path / name).write_bytes(buffer.getvalue())
    result = run(tmp_path / name, "rename-extension").path
    assert result.name == f"a.fixed{real}"
    assert result.read_bytes() == buffer.getvalue()


def noisy(path: Path, side: int = 900, mode: str = "RGB", **options: Any) -> Path:
    random = np.random.default_rng(5)
    image = Image.fromarray(random.integers(0, 255, (side, side, 3), dtype=np.uint8))
    if mode == "RGBA":
        image.putalpha(200)
    image.save(path, **options)
    return path


@pytest.mark.parametrize(("name", "mode", "suffix"), [("a.png", "RGB", ".jpg"), ("a.png", "RGBA", ".webp")])
def test_the_highest_quality_that_fits_is_found(tmp_path: Path, name: str, mode: str, suffix: str) -> None:
    source = noisy(tmp_path / name, mode=mode)
    limit = 0.5
    result = run(source, "shrink-image", limit_mb=limit)
    assert result.path.suffix == suffix
    assert result.path.stat().st_size <= limit * 1024 * 1024
    with Image.open(result.path) as image:
        assert image.size == (900, 900)
    quality = int("".join(char for char in result.notes[0].en.split(" of ")[0] if char.isdigit()))
    assert 40 < quality < 97
    larger = BytesIO()
    with Image.open(source) as image:
        image.save(larger, result.path.suffix[1:].replace("jpg", "jpeg"), quality=quality + 2, optimize=True, method=4)
    assert len(larger.getvalue()) > limit * 1024 * 1024


def test_what_cannot_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRepair, match="fewer pixels"):
        run(noisy(tmp_path / "a.png"), "shrink-image", limit_mb=0.01)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize("operation", ["crop-ratio", "pad-ratio"])
@pytest.mark.parametrize("size", [(640, 200), (200, 640), (641, 199), (333, 1000)])
def test_the_new_ratio_lies_in_the_band(tmp_path: Path, operation: str, size: tuple[int, int]) -> None:
    made.scene(*size).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", operation, min=0.75, max=2.0).path) as image:
        assert 0.75 <= image.width / image.height <= 2.0
        larger = image.width >= size[0] and image.height >= size[1]
        assert larger is (operation == "pad-ratio")


def test_a_crop_keeps_where_most_happens(tmp_path: Path) -> None:
    still = np.full((200, 800, 3), 120, np.uint8)
    still[60:140, 650:750] = np.random.default_rng(1).integers(0, 255, (80, 100, 3), dtype=np.uint8)
    Image.fromarray(still).save(tmp_path / "a.png")
    with Image.open(run(tmp_path / "a.png", "crop-ratio", max=1.0).path) as image:
        assert pixels(image).std() > 30
    with Image.open(run(tmp_path / "a.png", "crop-ratio", max=1.0, focus="centre").path) as image:
        assert pixels(image).std() < 1


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


def barred(bar: int = 40) -> Image.Image:
    still = np.asarray(made.scene(300, 300)).copy()
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


@pytest.mark.parametrize("box", [[0, 0, 0, 5], [-1, 0, 5, 5], [0, 0, 301, 5], "box", [1, 2, 3]])
def test_a_box_outside_the_picture_is_refused(tmp_path: Path, box: object) -> None:
    barred().save(tmp_path / "a.jpg")
    with pytest.raises(CannotRepair):
        run(tmp_path / "a.jpg", "crop-to", box=box)


def test_the_bars_of_a_video_are_cut_away_when_all_frames_agree(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", seconds=1, bars=48)
    result = run(source, "crop-bars", box=[0, 48, 160, 192])
    with av.open(str(result.path)) as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height) == (160, 192)
        assert frame.to_ndarray(format="gray")[:3].mean() > 20


def test_the_bars_of_a_video_stay_when_one_frame_disagrees(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", seconds=2, bars=48, card=1.9)
    with pytest.raises(CannotRepair, match="bars"):
        run(made.video(tmp_path / "b.mp4", seconds=1), "crop-bars", box=[0, 48, 160, 192])
    assert run(source, "crop-bars", box=[0, 48, 160, 192]).path.exists()


@pytest.mark.parametrize(
    ("suffix", "codecs"),
    [(".avi", ("mpeg4", "libmp3lame")), (".webm", ("libvpx", "libopus")), (".wmv", ("wmv2", "wmav2"))],
)
def test_old_containers_become_mp4(tmp_path: Path, suffix: str, codecs: tuple[str, str]) -> None:
    source = made.video(tmp_path / f"a{suffix}", seconds=2, codecs=codecs)
    result = run(source, "convert-video").path
    assert result.name == "a.fixed.mp4"
    with av.open(str(result)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.audio[0].codec_context.name == "aac"
    count, picture, sound = made.ends(result)
    assert count == 48
    assert abs(picture - 2.0) < 0.06
    assert abs(sound - 2.0) < 0.1


def test_a_turned_video_is_put_upright(tmp_path: Path) -> None:
    from .test_trim_end import turned

    source = turned(made.video(tmp_path / "a.mov", seconds=1, sound=False))
    with av.open(str(source)) as container:
        frame = next(container.decode(video=0))
        shown = np.rot90(frame.to_ndarray(format="gray"), round(frame.rotation / 90) % 4).astype(int)
    with av.open(str(run(source, "convert-video").path)) as container:
        after = next(container.decode(video=0))
        assert (after.width, after.height) == (288, 160)
        assert after.rotation == 0
        assert np.abs(after.to_ndarray(format="gray").astype(int) - shown).mean() < 6


def test_what_is_no_media_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture at all")
    for operation in ("convert-image", "convert-video", "crop-to", "shrink-image", "rename-extension", "trim-end"):
        with pytest.raises(CannotRepair):
            run(tmp_path / "a.jpg", operation, box=[0, 0, 1, 1], limit_mb=1, at=1.0)
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]
