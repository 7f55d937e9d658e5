"""A sheet of paper with soft edges: everything is drawn twice as large and scaled down at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

SCALE = 2
Point = tuple[float, float]
Colour = str | tuple[int, int, int] | tuple[int, int, int, int]


class Canvas:
    """Draws in the pixels of the finished picture."""

    def __init__(self, width: int, height: int, top: Colour, bottom: Colour) -> None:
        """Start from a background that fades from `top` to `bottom`."""
        self.width, self.height = width, height
        self._image = _fade(width * SCALE, height * SCALE, top, bottom)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def disc(self, x: float, y: float, rx: float, ry: float | None = None, *, fill: Colour) -> None:
        """Draw an ellipse around (x, y)."""
        ry = rx if ry is None else ry
        self._draw.ellipse(_scaled((x - rx, y - ry), (x + rx, y + ry)), fill=fill)

    def block(self, x: float, y: float, w: float, h: float, *, fill: Colour, radius: float = 0) -> None:
        """Draw a rectangle with its top left corner at (x, y)."""
        self._draw.rounded_rectangle(_scaled((x, y), (x + w, y + h)), radius=radius * SCALE, fill=fill)

    def shape(self, *points: Point, fill: Colour) -> None:
        """Draw a polygon."""
        self._draw.polygon(_scaled(*points), fill=fill)

    def stroke(self, *points: Point, fill: Colour, width: float) -> None:
        """Draw a line through the points."""
        self._draw.line(_scaled(*points), fill=fill, width=round(width * SCALE), joint="curve")

    def arc(self, x: float, y: float, r: float, degrees: tuple[float, float], *, fill: Colour, width: float) -> None:
        """Draw a part of a circle, clockwise from the right."""
        box = _scaled((x - r, y - r), (x + r, y + r))
        self._draw.arc(box, degrees[0], degrees[1], fill=fill, width=round(width * SCALE))

    def words(self, x: float, y: float, text: str, size: float, *, fill: Colour, anchor: str = "mm") -> None:
        """Write with the font that comes with Pillow."""
        font = ImageFont.load_default(size * SCALE)
        self._draw.text((x * SCALE, y * SCALE), text, font=font, fill=fill, anchor=anchor)

    def picture(self) -> Image.Image:
        """Return the finished picture."""
        return self._image.resize((self.width, self.height), Image.Resampling.BOX)


def _scaled(*points: Point) -> Sequence[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _fade(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    mask = Image.linear_gradient("L").resize((width, height))
    return Image.composite(Image.new("RGB", (width, height), bottom), Image.new("RGB", (width, height), top), mask)
