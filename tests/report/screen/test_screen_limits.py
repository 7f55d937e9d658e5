"""How much of a screen real posts take, at every width and in both languages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.report.width import cells
from tests.program import called, read

ROOT = Path(__file__).parents[3]


def screen(*arguments: str, cwd: Path, columns: int, **more: str) -> list[str]:
    environment = {**os.environ, **more, "COLUMNS": str(columns), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    return read(called(*arguments, cwd=cwd, environment=environment)).stdout.splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, 140])
def test_the_clip_of_a_tiktok_creator_fits_thirty_lines(columns: int, language: str, seen_examples: Path) -> None:
    cache = str(seen_examples)
    arguments = ("examples/posts/tiktok-refugee", "--lang", language)
    lines = screen(*arguments, cwd=ROOT, columns=columns, REDNOTE_LINT_CACHE=cache)
    assert columns == 40 or len(lines) <= 30
    assert max(map(cells, lines)) <= columns
    causes = [line for line in lines if line.startswith("1 ")]
    assert "TikTok" in causes[0] and "WM101" in causes[0]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pillow_heif

    pillow_heif.register_heif_opener()
    folder = tmp_path_factory.mktemp("phone") / "beach"
    folder.mkdir()
    (folder / "caption.txt").write_text("海边的一天，风很大，日落很慢。", encoding="utf-8")
    for number in range(1478, 1490):
        picture = Image.effect_noise((54, 72), 60).resize((720, 960), Image.Resampling.BICUBIC).convert("RGB")
        exif = Image.Exif()
        exif[0x8825] = {1: "N", 2: (31.0, 14.0, 5.0), 3: "E", 4: (121.0, 29.0, 7.0)}
        picture.save(folder / f"IMG_{number}.HEIC", exif=exif.tobytes(), quality=70, enc_params={"preset": "ultrafast"})
    return folder


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("client", ["both", "web"])
@pytest.mark.parametrize("given", ["folder", "names"])
def test_twelve_photos_without_a_caption_are_one_block(photos: Path, given: str, client: str, language: str) -> None:
    bare = photos.parent / "bare"
    if not bare.exists():
        bare.mkdir()
        for photo in photos.glob("*.HEIC"):
            (bare / photo.name).write_bytes(photo.read_bytes())
    paths = ["bare"] if given == "folder" else sorted(f"bare/{photo.name}" for photo in bare.iterdir())
    arguments = (*paths, "--config", f"client={client}", "--lang", language)
    lines = screen(*arguments, cwd=photos.parent, columns=80, REDNOTE_LINT_CACHE=str(photos.parent / "cache"))
    text = "\n".join(lines)
    assert len(lines) <= 15, text
    assert max(map(cells, lines)) <= 80
    assert "HEIC" in text and "GPS" in text and "12" in text, text
    assert client == "both" or "bare/IMG_1478–1489.HEIC" in text


@pytest.mark.parametrize("arguments", [(), ("--lang", "zh"), ("--config", "client=web")])
def test_twelve_photos_of_a_phone_with_their_place_fit_fifteen_lines(photos: Path, arguments: tuple[str, ...]) -> None:
    cache = str(photos.parent / "cache")
    lines = screen("beach", *arguments, cwd=photos.parent, columns=80, REDNOTE_LINT_CACHE=cache)
    text = "\n".join(lines)
    assert len(lines) <= 15, text
    assert "HEIC" in text and "GPS" in text and "12" in text, text
