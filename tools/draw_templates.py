"""Draw the logo templates that `mark` rules search for, from geometry of our own.

    python tools/draw_templates.py

Each template is a white shape on black, 64 pixels high, with a few pixels of ground around it: only the shape matters,
colour and gloss of the real logos do not survive a video anyway. A new platform needs a function here that draws its
shape on a canvas of `CANVAS` pixels, an entry in `TEMPLATES`, a run of this script, and a rule that names the template.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

CANVAS = 512
HEIGHT = 64
RULES = Path(__file__).parents[1] / "rules"


def main() -> None:
    """Draw all templates into the folders of their packs."""
    for name, (pack, draw) in TEMPLATES.items():
        canvas = Image.new("L", (CANVAS, CANVAS), 0)
        draw(ImageDraw.Draw(canvas))
        target = RULES / pack / "templates" / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        _finished(canvas).save(target, optimize=True)
        print(target)


def _finished(canvas: Image.Image) -> Image.Image:
    """Cut to the shape with a margin of a tenth, and scale down to the template's height."""
    left, top, right, bottom = canvas.getbbox() or (0, 0, CANVAS, CANVAS)
    margin = (bottom - top) // 10
    cut = canvas.crop((left - margin, top - margin, right + margin, bottom + margin))
    width = round(cut.width * HEIGHT / cut.height)
    return cut.filter(ImageFilter.GaussianBlur(3)).resize((width, HEIGHT), Image.Resampling.LANCZOS)


def note(draw: ImageDraw.ImageDraw) -> None:
    """Draw an eighth note with a round open bowl and a flag that swings to the right."""
    stroke, stem = 74, 268
    draw.rectangle((stem, 60, stem + stroke, 345), fill=255)
    draw.ellipse((98, 205, 98 + 245, 205 + 245), fill=255)
    draw.ellipse((98 + stroke, 205 + stroke, 98 + 245 - stroke, 205 + 245 - stroke), fill=0)
    draw.rectangle((stem - 30, 60, stem - 1, 272), fill=0)
    draw.polygon(((221, 190), (stem - 1, 190), (stem - 1, 290), (221, 276)), fill=0)
    draw.rectangle((stem, 60, stem + stroke, 345), fill=255)
    flag = [(stem + stroke, 60)]
    flag += [_on_arc(stem + stroke + 92, 60, 92, turn) for turn in range(180, 89, -6)]
    flag += [(stem + stroke + 92, 152 + stroke)]
    flag += [_on_arc(stem + stroke + 92, 60, 92 + stroke, turn) for turn in range(90, 151, 6)]
    draw.polygon([*flag, (stem + stroke, 190)], fill=255)


def sparkle(draw: ImageDraw.ImageDraw) -> None:
    """Draw a star of four points whose sides are arcs that bend inwards."""
    centre, reach = CANVAS / 2, 215
    points = []
    for quarter in range(4):
        corner = math.radians(45 + 90 * quarter)
        # Each side is an arc around the corner of the square in which the star stands.
        middle = (centre + reach * math.sqrt(2) * math.cos(corner), centre + reach * math.sqrt(2) * math.sin(corner))
        turns = [225 + 90 * quarter + 45 - step for step in range(0, 91, 5)]
        points += [_on_arc(*middle, reach, turn) for turn in turns]
    draw.polygon(points, fill=255)


def _on_arc(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    return x + radius * math.cos(math.radians(turn)), y + radius * math.sin(math.radians(turn))


TEMPLATES: dict[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "tiktok-note": ("watermark", note),
    "gemini-sparkle": ("watermark", sparkle),
}

if __name__ == "__main__":
    main()
