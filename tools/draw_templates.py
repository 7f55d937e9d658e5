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


def camera(draw: ImageDraw.ImageDraw) -> None:
    """Draw a square with round corners around a ring, and a dot in its upper right corner."""
    draw.rounded_rectangle((40, 40, 472, 472), 124, fill=255)
    draw.rounded_rectangle((82, 82, 430, 430), 84, fill=0)
    _ring(draw, (256, 256), 108, 42)
    _disc(draw, (372, 140), 26, 255)


def ghost(draw: ImageDraw.ImageDraw) -> None:
    """Draw a filled ghost: a round head, two short arms, a hem of three waves."""
    draw.ellipse((146, 40, 366, 300), fill=255)
    draw.rectangle((146, 160, 366, 330), fill=255)
    draw.polygon(((150, 190), (96, 196), (92, 222), (150, 250)), fill=255)
    draw.polygon(((362, 190), (416, 196), (420, 222), (362, 250)), fill=255)
    draw.polygon(((150, 240), (120, 320), (56, 372), (70, 398), (140, 412), (180, 440), (332, 440), (372, 412),
                  (442, 398), (456, 372), (392, 320), (362, 240)), fill=255)  # fmt: skip
    draw.ellipse((206, 400, 306, 472), fill=255)


def eye(draw: ImageDraw.ImageDraw) -> None:
    """Draw an eye whose brow has two bumps, its pupil, and two arcs like those of a sender on its right."""
    _ellipse(draw, (216, 330), (190, 138), 255, turn=-12)
    draw.polygon(((40, 330), (110, 200), (190, 140), (232, 152), (246, 206), (130, 300)), fill=255)
    draw.polygon(((246, 206), (300, 176), (350, 180), (356, 230), (340, 262), (250, 260)), fill=255)
    draw.ellipse((296, 176, 362, 250), fill=255)
    _ellipse(draw, (208, 338), (146, 98), 0, turn=-8)
    _ellipse(draw, (204, 344), (84, 76), 255, turn=-20)
    _disc(draw, (184, 362), 28, 0)
    _disc(draw, (224, 340), 11, 0)
    draw.arc((262, 56, 486, 280), 262, 372, fill=255, width=36)
    draw.arc((318, 116, 424, 222), 262, 372, fill=255, width=32)


def initial(draw: ImageDraw.ImageDraw) -> None:
    """Draw a disc with a small f cut out, whose foot reaches the rim."""
    _disc(draw, (256, 256), 220, 255)
    draw.rectangle((214, 230, 280, 480), fill=0)
    draw.rectangle((160, 230, 344, 294), fill=0)
    draw.arc((214, 106, 384, 276), 180, 272, fill=0, width=66)
    draw.rectangle((214, 188, 280, 240), fill=0)
    draw.rectangle((296, 106, 352, 172), fill=0)


def cross(draw: ImageDraw.ImageDraw) -> None:
    """Draw two crossing strokes: a thin one, and before it a broad one that is hollow."""
    draw.polygon(((410, 40), (462, 40), (100, 472), (48, 472)), fill=255)
    draw.polygon(((40, 40), (184, 40), (472, 472), (328, 472)), fill=255)
    draw.polygon(((106, 76), (166, 76), (406, 436), (346, 436)), fill=0)


def loop(draw: ImageDraw.ImageDraw) -> None:
    """Draw a thread that runs around an inner ring and ends in it."""
    draw.arc((76, 40, 436, 472), 40, 322, fill=255, width=46)
    draw.arc((176, 222, 340, 382), 0, 360, fill=255, width=42)
    draw.arc((166, 146, 382, 400), 205, 350, fill=255, width=42)
    draw.arc((150, 236, 428, 470), 300, 400, fill=255, width=42)


def pin(draw: ImageDraw.ImageDraw) -> None:
    """Draw a disc with a slanting p cut out."""
    _disc(draw, (256, 256), 220, 255)
    draw.arc((150, 92, 392, 350), 130, 420, fill=0, width=50)
    draw.polygon(((232, 190), (290, 190), (222, 478), (166, 466)), fill=0)


def _ring(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, stroke: float) -> None:
    _disc(draw, centre, radius, 255)
    _disc(draw, centre, radius - stroke, 0)


def _disc(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, level: int) -> None:
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=level)


def _ellipse(
    draw: ImageDraw.ImageDraw, centre: tuple[float, float], radii: tuple[float, float], level: int, turn: float
) -> None:
    """Fill an ellipse that is turned by some degrees, clockwise."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    around = [(radii[0] * math.cos(angle / 20), radii[1] * math.sin(angle / 20)) for angle in range(126)]
    draw.polygon([(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in around], fill=level)


def _on_arc(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    return x + radius * math.cos(math.radians(turn)), y + radius * math.sin(math.radians(turn))


TEMPLATES: dict[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "tiktok-note": ("watermark", note),
    "gemini-sparkle": ("watermark", sparkle),
    "instagram-camera": ("watermark", camera),
    "snapchat-ghost": ("watermark", ghost),
    "weibo-eye": ("watermark", eye),
    "facebook-initial": ("watermark", initial),
    "x-cross": ("watermark", cross),
    "threads-loop": ("watermark", loop),
    "pinterest-pin": ("watermark", pin),
}

if __name__ == "__main__":
    main()
