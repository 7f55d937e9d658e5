"""Videos with moving scenes, marks and captions, drawn and encoded by the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Paint = Callable[[ImageDraw.ImageDraw, float], None]
NOTE = Path(__file__).parents[1] / "rules" / "watermark" / "templates" / "tiktok-note.png"


def write_clip(
    path: Path,
    seconds: float = 4.0,
    size: tuple[int, int] = (360, 640),
    rate: int = 12,
    gop: int = 24,
    paint: Paint | None = None,
    rotation: int = 0,
    still: bool = False,
    times: list[float] | None = None,
) -> Path:
    """Encode a clip whose scene pans; `paint` draws over each frame, given its second."""
    world = _world(size)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        # One thread: an eighth less work, and the same bytes on every machine.
        stream.options = {"preset": "ultrafast", "g": str(gop), "crf": "20", "sc_threshold": "0", "threads": "1"}
        if rotation:
            stream.set_display_rotation(rotation)
        for index in range(len(times) if times else round(seconds * rate)):
            moment = times[index] if times else index / rate
            x, y = (0, 0) if still else (int(60 + 55 * np.sin(moment * 2)), int(60 + 55 * np.cos(moment * 1.7)))
            picture = Image.fromarray(world[y : y + size[1], x : x + size[0]])
            if paint is not None:
                paint(ImageDraw.Draw(picture), moment)
            frame = av.VideoFrame.from_image(picture)
            frame.pts = round(moment * 1000)
            frame.time_base = stream.codec_context.time_base = _MILLI
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


_MILLI = __import__("fractions").Fraction(1, 1000)


@cache
def _world(size: tuple[int, int]) -> Any:
    random = np.random.default_rng(5)
    width, height = size[0] + 130, size[1] + 130
    world = np.full((height, width, 3), 90.0, np.float32)
    for cell, weight in ((6, 45), (30, 30), (120, 14)):
        noise = random.normal(0, 1, (max(height * cell // width, 1), cell, 3)).astype(np.float32)
        world += weight * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(world, 0, 200).astype(np.uint8)


def text(draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, size: float, anchor: str = "la") -> None:
    """Write white letters with a thin dark edge, as burnt captions have."""
    draw.text(
        at, words, font=ImageFont.load_default(size), fill="white", stroke_width=1, stroke_fill="black", anchor=anchor
    )


class Spoken(NamedTuple):
    """A subtitle that is drawn: the seconds between which it is shown, and its words."""

    start: float
    end: float
    text: str


def subtitled(
    path: Path,
    spoken: Sequence[Spoken],
    size: tuple[int, int] = (720, 1280),
    height: float = 0.8,
    letters: float = 0.05,
    font: str | None = None,
    boxed: bool = False,
    fade: float = 0.0,
) -> Path:
    """Encode a clip with subtitles over a scene that moves.

    Args:
        path: to write.
        spoken: what is said; a text may have two lines.
        size: in pixels.
        height: their place from the top.
        letters: their size by the shorter side.
        font: a file; None: a plain one for Latin letters.
        boxed: whether they stand on a dark box instead of having an edge.
        fade: seconds in which each comes and goes.
    """
    points = letters * min(size)
    face = ImageFont.truetype(font, round(points)) if font else ImageFont.load_default(points)

    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        for one in spoken:
            if one.start <= moment < one.end:
                at = (size[0] / 2, size[1] * height)
                seen = min(1.0, (moment - one.start) / fade, (one.end - moment) / fade) if fade else 1.0
                _subtitle(draw, at, one.text, face, boxed=boxed, seen=seen)

    return write_clip(path, spoken[-1].end + 0.5, size, rate=10, gop=20, paint=paint)


def _subtitle(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    words: str,
    face: ImageFont.FreeTypeFont | ImageFont.ImageFont,
    *,
    boxed: bool,
    seen: float,
) -> None:
    """Draw a subtitle; `seen` is how much of it is there yet, 0 to 1."""
    picture = draw._image
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    if boxed:
        left, top, right, bottom = pen.textbbox(at, words, font=face, anchor="mm", align="center")
        pen.rectangle((left - 12, top - 8, right + 12, bottom + 8), fill=(0, 0, 0, 190))
    edge = 0 if boxed else 2
    pen.text(at, words, font=face, fill="white", stroke_width=edge, stroke_fill="black", anchor="mm", align="center")
    mask = layer.getchannel("A").point(lambda alpha: round(alpha * seen))
    picture.paste(layer.convert("RGB"), mask=mask)


def stacked_mark(
    draw: ImageDraw.ImageDraw, centre: tuple[float, float], unit: float, handle: str = "@ some.name"
) -> None:
    """Draw a mark as TikTok stacks it: note, wordmark, account."""
    x, y = centre
    note = Image.open(NOTE).convert("L").resize((round(unit * 1.5), round(unit * 1.7)))
    draw.bitmap((x - unit * 0.75, y - unit * 2.2), note, fill="white")
    text(draw, (x, y), "TikTok", unit, "mm")
    text(draw, (x, y + unit * 1.2), handle, unit * 0.85, "mm")


def card(draw: ImageDraw.ImageDraw, size: tuple[int, int], handle: str = "@ some.name") -> None:
    """Draw an end card: flat, the name in the middle, the account below."""
    draw.rectangle((0, 0, *size), fill=(14, 14, 26))
    text(draw, (size[0] / 2, size[1] * 0.4), "TikTok", size[0] * 0.13, "mm")
    text(draw, (size[0] / 2, size[1] * 0.55), handle, size[0] * 0.07, "mm")
