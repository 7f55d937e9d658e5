"""Draw and film the media of the examples: `python -m tools.make_examples [FOLDER]`.

The words of the examples are written by hand and stay as they are; only pictures and films are made here. Findings in
them are put there on purpose: `expected.json` beside each post says which.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import ExifTags, Image

from tools.drawing import film, marks, scenes

EXAMPLES = Path(__file__).parents[1] / "examples"


def _photo(draw: Callable[[], Image.Image]) -> Callable[[Path], None]:
    return lambda path: draw().save(path, quality=82, optimize=True)


def _film(frames: Callable[[], Iterator[Image.Image]]) -> Callable[[Path], None]:
    return lambda path: film.write_film(path, frames)


def _animation(path: Path) -> None:
    frames = [scenes.sticker(step).quantize(32) for step in range(4)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=120, loop=0)


def _tagged_photo(path: Path) -> None:
    """Save a photo that says where it was taken, in the middle of the sea."""
    exif = Image.Exif()
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    position.update({1: "N", 2: (10.0, 30.0, 0.0), 3: "W", 4: (40.0, 15.0, 0.0)})
    scenes.pagoda().save(path, quality=82, optimize=True, exif=exif)


def _named_wrongly(path: Path) -> None:
    """Save a PNG under another name, as a careless download does."""
    scenes.tea_tin().quantize(48).save(path, format="PNG", optimize=True)


MEDIA: dict[str, Callable[[Path], None]] = {
    "posts/kyoto-travel/01.jpg": _photo(scenes.torii_path),
    "posts/kyoto-travel/02.jpg": _photo(scenes.pagoda),
    "posts/kyoto-travel/10.jpg": _photo(scenes.matcha),
    "posts/tiktok-refugee/clip.mp4": _film(film.downloaded_cat),
    "posts/skincare-recommendation/1.jpg": _photo(scenes.bottles),
    "posts/skincare-recommendation/2.jpg": _photo(lambda: marks.code_card("https://example.com/skin-diary")),
    "posts/product-promotion/1.jpg": _photo(scenes.tea_tin),
    "posts/product-promotion/2.jpg": _photo(scenes.tea_cups),
    "posts/product-promotion/3.gif": _animation,
    "posts/vertical-video/noodles.mp4": _film(film.noodles),
    "posts/bilingual-note/day.webp": _photo(lambda: scenes.cat_window("en")),
    "posts/bilingual-note/night.webp": _photo(lambda: scenes.cat_window("zh")),
    "fix/picnic/1.avif": lambda path: scenes.torii_path().save(path, quality=60),
    "fix/picnic/2.jpg": _named_wrongly,
    "fix/picnic/3.jpg": _tagged_photo,
}


def main(folder: Path = EXAMPLES) -> None:
    """Make every file anew."""
    for name, make in MEDIA.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        print(f"{path.stat().st_size:>9,}  {name}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
