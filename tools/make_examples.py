"""Draw and film the media of examples/posts: `python -m tools.make_examples [FOLDER]`.

The words of the examples are written by hand and stay as they are; only pictures and films are made here. Findings in
them are put there on purpose: `expected.json` beside each post says which.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from tools.drawing import film, marks, scenes

EXAMPLES = Path(__file__).parents[1] / "examples" / "posts"


def _photo(draw: Callable[[], Image.Image]) -> Callable[[Path], None]:
    return lambda path: draw().save(path, quality=82, optimize=True)


def _film(frames: Callable[[], Iterator[Image.Image]]) -> Callable[[Path], None]:
    return lambda path: film.write_film(path, frames)


def _animation(path: Path) -> None:
    frames = [scenes.sticker(step).quantize(32) for step in range(4)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=120, loop=0)


MEDIA: dict[str, Callable[[Path], None]] = {
    "kyoto-travel/01.jpg": _photo(scenes.torii_path),
    "kyoto-travel/02.jpg": _photo(scenes.pagoda),
    "kyoto-travel/10.jpg": _photo(scenes.matcha),
    "tiktok-refugee/clip.mp4": _film(film.downloaded_cat),
    "skincare-recommendation/1.jpg": _photo(scenes.bottles),
    "skincare-recommendation/2.jpg": _photo(lambda: marks.code_card("https://example.com/skin-diary")),
    "product-promotion/1.jpg": _photo(scenes.tea_tin),
    "product-promotion/2.jpg": _photo(scenes.tea_cups),
    "product-promotion/3.gif": _animation,
    "vertical-video/noodles.mp4": _film(film.noodles),
    "bilingual-note/day.webp": _photo(lambda: scenes.cat_window("en")),
    "bilingual-note/night.webp": _photo(lambda: scenes.cat_window("zh")),
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
