"""What pictures cost: eighteen photos of 12 megapixels, and a hundred pictures full of text.

    python benchmarks/pictures.py [--photos 18] [--cards 100]

The photos are drawn as textured scenes (4000 × 3000, JPEG), the cards are 576 pixels wide with ten to sixteen lines of
Chinese and English. Each set is one post and one process; processor seconds, user and system.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import checked

CHINESE = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
WORDS = (
    "早上六点起床去海边散步", "第一家店的咖啡很香", "记得带一件外套", "人均六十左右", "周末不用排队",
    "the bakery opens at eight", "take the bus from the square", "two hours are enough",
    "bring some water", "view from the hill",
)  # fmt: skip


def main() -> None:
    """Draw both sets, check them, and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=18)
    parser.add_argument("--cards", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, count, draw in (("photos", options.photos, photo), ("cards", options.cards, card)):
            paths = [Path(folder) / f"{name}-{number}.jpg" for number in range(count)]
            for number, path in enumerate(paths):
                draw(number).save(path, quality=90)
            if paths:
                print(f"{count} {name}: {_spent(paths):.1f} s of processor time", flush=True)


def photo(number: int) -> Image.Image:
    """Draw a textured scene without text."""
    noise = np.random.default_rng(number)
    world = np.full((3000, 4000, 3), 118, np.int16)
    for cell, weight in ((400, 42), (60, 24), (12, 12)):
        grid = np.clip(noise.normal(128, weight, (3000 // cell + 1, 4000 // cell + 1, 3)), 0, 255).astype(np.uint8)
        world += np.asarray(Image.fromarray(grid).resize((4000, 3000), Image.Resampling.BICUBIC), np.int16) - 128
    return Image.fromarray(np.clip(world, 0, 255).astype(np.uint8))


def card(number: int) -> Image.Image:
    """Draw a page of short lines."""
    dice = random.Random(number)
    picture = Image.new("RGB", (576, 768), tuple(dice.randrange(215, 256) for _ in range(3)))
    name = next(font for font in CHINESE if Path(font).exists())
    pencil, y = ImageDraw.Draw(picture), 36
    for _ in range(dice.randrange(10, 17)):
        size = dice.randrange(20, 34)
        pencil.text(
            (dice.randrange(24, 70), y), dice.choice(WORDS), font=ImageFont.truetype(name, size), fill=(30, 30, 40)
        )
        y += size + 16
    return picture


def _spent(paths: list[Path]) -> float:
    command = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache", "-q", *map(str, paths)]
    return checked(command).seconds


if __name__ == "__main__":
    main()
