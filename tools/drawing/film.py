"""Films of the examples: frames drawn one by one, encoded with H.264 and AAC."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from tools.drawing.canvas import Canvas
from tools.drawing.marks import tiktok_end_card, tiktok_mark
from tools.drawing.scenes import cat

WIDTH, HEIGHT, FPS, SOUND = 720, 1280, 24, 44100
HANDLE = "@sunny.days.abroad"


def downloaded_cat() -> Iterator[Image.Image]:
    """Five seconds of a cat under another platform's wandering mark, then that platform's end card."""
    for index in range(5 * FPS):
        time = index / FPS
        canvas = Canvas(WIDTH, HEIGHT, "#bfe3f2", "#fbe6c4")
        _sun(canvas, time)
        canvas.block(0, 1010, WIDTH, 270, fill="#e8c48f")
        cat(canvas, 360, 1040 - abs(math.sin(time * 3)) * 26, 0.86, "#e79a4b", blink=2.0 < time < 2.25)
        canvas.words(360, 230, "hello, new friends!", 62, fill="#3a4a5e")
        tiktok_mark(canvas, *((36, 70) if time < 2.5 else (410, 1130)), HANDLE)
        yield canvas.picture()
    for _ in range(FPS * 3 // 2):
        canvas = Canvas(WIDTH, HEIGHT, "#000000", "#000000")
        tiktok_end_card(canvas, HANDLE)
        yield canvas.picture()


def _sun(canvas: Canvas, time: float) -> None:
    for ray in range(12):
        angle = ray * math.pi / 6 + time * 0.4
        near, far = 100, 150
        points = [(580 + r * math.cos(angle), 420 + r * math.sin(angle)) for r in (near, far)]
        canvas.stroke(*points, fill="#f7c948", width=10)
    canvas.disc(580, 420, 80, fill="#ffd966")


def noodles() -> Iterator[Image.Image]:
    """Eight seconds of a pot of tomato noodles: water, noodles, egg, done."""
    for index in range(8 * FPS):
        time = index / FPS
        canvas = Canvas(WIDTH, HEIGHT, "#fff2dd", "#ffd9a8")
        canvas.block(0, 980, WIDTH, 300, fill="#9c6b4a")
        for puff in range(5):
            rise = (time * 70 + puff * 90) % 420
            canvas.disc(260 + puff * 50, 620 - rise, 34, fill=(255, 255, 255, max(0, 150 - int(rise / 3))))
        canvas.block(120, 700, 480, 300, fill="#c8452f", radius=60)
        for side in (90, 584):
            canvas.block(side, 760, 46, 36, fill="#8f2f20", radius=14)
        canvas.disc(360, 700, 240, 66, fill="#8f2f20")
        canvas.disc(360, 704, 216, 52, fill="#e9744a" if time > 2 else "#bfd9e0")
        if time > 2:
            _noodle_waves(canvas, time)
        if time > 4:
            canvas.disc(420, 698, 60, 22, fill="#fffdf5")
            canvas.disc(420, 696, 26, 12, fill="#f7b733")
        if time > 6:
            for x in (250, 300, 360, 480):
                canvas.disc(x, 690 + x % 3 * 8, 10, 5, fill="#5a9a3c")
        yield canvas.picture()


def _noodle_waves(canvas: Canvas, time: float) -> None:
    for row in range(4):
        wave = [(x, 684 + row * 14 + 6 * math.sin(x / 22 + time * 2 + row)) for x in range(190, 531, 10)]
        canvas.stroke(*wave, fill="#fbe29b", width=7)


def write_film(path: Path, frames: Callable[[], Iterator[Image.Image]]) -> None:
    """Encode the frames and a soft tune to an MP4 file; the same frames give the same bytes with the same PyAV."""
    with av.open(str(path), "w", options={"movflags": "+faststart", "fflags": "+bitexact"}) as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.options = {"crf": "27", "preset": "slow", "threads": "1"}
        sound = container.add_stream("aac", rate=SOUND, layout="mono")
        sound.bit_rate = 48_000
        count = 0
        for picture in frames():
            container.mux(video.encode(av.VideoFrame.from_image(picture)))
            count += 1
        container.mux(video.encode(None))
        for chunk in _tune(count / FPS):
            container.mux(sound.encode(chunk))
        container.mux(sound.encode(None))


def _tune(seconds: float) -> Iterator[av.AudioFrame]:
    time = np.arange(int(seconds * SOUND)) / SOUND
    notes = np.array([261.6, 329.6, 392.0, 523.3, 392.0, 329.6])[(time * 3).astype(int) % 6]
    wave = 0.12 * np.sin(2 * np.pi * notes * time) * np.exp(-3 * (time * 3 % 1))
    for start in range(0, len(wave), 1024):
        chunk = wave[start : start + 1024].astype(np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(chunk, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND, start, Fraction(1, SOUND)
        yield frame
