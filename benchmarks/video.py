"""What a video costs: the whole program against a plain decode of the same clip, and each stage by itself.

Run it with the program installed and `ffmpeg` on the path:

    python benchmarks/video.py [--seconds 60] [--gop 60] [--clip FILE] [--rounds 3]
    python benchmarks/video.py --table [--sizes 720 1080 2160] [--lengths 10 60 300] [--gaps 1 2 8]

It makes a portrait clip with moving content and burnt captions, times `ffmpeg -i clip -f null -`, then
`rednote-lint check` with the recommended rules and with the watermark rules only, each without facts kept, and prints
the ratios of processor time, the peak memory and the wall time of each stage. With `--table` it prints these ratios for
all sizes, lengths and distances of key frames, as a table in Markdown, row by row; clips longer than 16 seconds repeat
the first 16, so that a row costs its measurement and little else. Clips of 2160 pixels are at most a minute long: their
decode, which is compared with, takes about four times as long as one of 1080.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import Cost, checked

WIDTH, HEIGHT, RATE = 1080, 1920, 30
PIECE = 16
"""Seconds that are drawn for the table; two groups of pictures of eight seconds."""
LONGEST_LARGE = 60
"""Seconds of a clip of 2160 pixels at most."""
CAPTIONS = [
    "今天带大家去看海边的日落",
    "the light here is unreal",
    "早上六点就要起床",
    "第一次来这家店",
    "slow morning, good coffee",
]
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


def main() -> None:
    options = _arguments()
    if options.table:
        print_table(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(options.clip) if options.clip else _alone(folder) / "clip.mp4"
        if not clip.exists():
            make_apart(clip, options.seconds, options.gop)
        print(f"clip: {clip.stat().st_size / 1e6:.1f} MB, {options.seconds} s, key frame every {options.gop} frames")
        decode = _best(options.rounds, ["ffmpeg", "-v", "error", "-i", str(clip), "-f", "null", "-"])
        print(f"ffmpeg decode          {decode.seconds:6.2f} s")
        peak = 0.0
        for name, arguments in {"recommended": [], "watermark only": ["--select", "watermark"]}.items():
            command = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache", *arguments, str(clip)]
            spent = _best(options.rounds, command)
            print(f"{name:<22} {spent.seconds:6.2f} s   {spent.seconds / decode.seconds:5.2f} of the decode")
            peak = max(peak, spent.megabytes)
        print(f"peak memory of any     {peak:6.0f} MB")
        print_stages(clip)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--gop", type=int, default=60, help="frames from key frame to key frame")
    parser.add_argument("--clip", help="a file to measure; made there when it does not exist")
    parser.add_argument("--rounds", type=int, default=3, help="the best of this many runs counts")
    parser.add_argument("--table", action="store_true", help="measure all sizes, lengths and distances of key frames")
    parser.add_argument("--sizes", type=int, nargs="+", default=[720, 1080, 2160], help="pixels of the shorter side")
    parser.add_argument("--lengths", type=int, nargs="+", default=[10, 60, 300], help="seconds")
    parser.add_argument("--gaps", type=int, nargs="+", default=[1, 2, 8], help="seconds from key frame to key frame")
    options = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        parser.error("ffmpeg is needed to compare with")
    return options


def print_table(options: argparse.Namespace) -> None:
    """Print one row for each clip as soon as it is measured."""
    print("| short side | seconds | key frames | decode, s | recommended | `--select watermark` | peak, MB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for side in options.sizes:
            for gap in options.gaps:
                source = _alone(folder) / f"{side}-{gap}.mp4"
                make_apart(source, PIECE, gap * RATE, side / WIDTH)
                for seconds in options.lengths:
                    length = min(seconds, LONGEST_LARGE) if side >= 2 * WIDTH else seconds
                    if length != seconds and length in options.lengths:
                        continue
                    print(f"| {side} | {length} | {gap} s | {_row(source, length, options.rounds)} |", flush=True)
                source.unlink()


def _alone(folder: str) -> Path:
    """Return a folder two levels down: the program looks into the one above a clip, which may hold anything."""
    alone = Path(folder) / "batch" / "post"
    alone.mkdir(parents=True, exist_ok=True)
    return alone


def _row(source: Path, seconds: int, rounds: int) -> str:
    clip = source.with_name("clip.mp4")
    repeated = ["-stream_loop", str(seconds // PIECE), "-i", str(source), "-t", str(seconds), "-c", "copy", str(clip)]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *repeated], check=True)
    decode = _best(rounds, ["ffmpeg", "-v", "error", "-i", str(clip), "-f", "null", "-"])
    check = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache"]
    runs = [_best(rounds, [*check, *more, str(clip)]) for more in ([], ["--select", "watermark"])]
    ratios = [run.seconds / decode.seconds for run in runs]
    return f"{decode.seconds:.1f} | {ratios[0]:.2f} | {ratios[1]:.2f} | {max(run.megabytes for run in runs):.0f}"


def _best(rounds: int, command: list[str]) -> Cost:
    """Return the least processor seconds of some runs, and the most memory."""
    costs = [checked(command) for _ in range(rounds)]
    return Cost(min(one.seconds for one in costs), max(one.megabytes for one in costs), 0)


def make_apart(path: Path, seconds: int, gop: int, factor: float = 1.0) -> None:
    """Encode a clip in a process of its own: what it holds would count as memory of those that are started later."""
    drawing = multiprocessing.get_context("spawn").Process(target=make_clip, args=(path, seconds, gop, factor))
    drawing.start()
    drawing.join()
    if drawing.exitcode:
        raise SystemExit(f"{path} could not be made")


def make_clip(path: Path, seconds: int, gop: int, factor: float = 1.0) -> None:
    """Encode footage-like content at about 10 Mb/s: a moving camera over texture, things that move, captions."""
    import av
    import cv2
    import numpy as np

    world = _world()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = round(WIDTH * factor), round(HEIGHT * factor), "yuv420p"
        stream.bit_rate = round(10_000_000 * factor**1.5)
        stream.options = {"preset": "veryfast", "g": str(gop)}
        for index in range(seconds * RATE):
            moment = index / RATE
            x = int(300 + 280 * np.sin(moment / 3.1))
            y = int(500 + 480 * np.cos(moment / 4.3))
            picture = world[y : y + HEIGHT, x : x + WIDTH].copy()
            centre = (int(540 + 400 * np.sin(moment * 1.3)), int(900 + 500 * np.cos(moment * 0.9)))
            cv2.circle(picture, centre, 150, (60, 90, 200), -1)
            _caption(picture, CAPTIONS[int(moment / 2.5) % len(CAPTIONS)])
            if factor != 1.0:
                picture = cv2.resize(picture, (stream.width, stream.height), interpolation=cv2.INTER_AREA)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")):
                container.mux(packet)
        container.mux(stream.encode(None))


def _world() -> Any:
    import cv2
    import numpy as np

    random = np.random.default_rng(7)
    world = np.zeros((HEIGHT + 1000, WIDTH + 600, 3), np.float32)
    for size, weight in ((8, 60), (40, 50), (160, 30), (600, 18)):
        noise = random.normal(0, 1, (size * 2, size, 3)).astype(np.float32)
        world += weight * cv2.resize(noise, (world.shape[1], world.shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(world + 110, 0, 255).astype(np.uint8)


def _caption(picture: Any, text: str) -> None:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    name = next((font for font in FONTS if Path(font).exists()), None)
    font = ImageFont.truetype(name, 72) if name else ImageFont.load_default(72)
    image = Image.fromarray(picture)
    ImageDraw.Draw(image).text(
        (540, 1500), text, font=font, anchor="mm", fill="white", stroke_width=5, stroke_fill="black"
    )
    picture[:] = np.asarray(image)


def print_stages(clip: Path) -> None:
    """Time each stage of the analysis by itself, in this process."""
    from rednote_lint.facts.analysis.ocr import ENGINE, models
    from rednote_lint.facts.video.decoding import Clip
    from rednote_lint.facts.video.sampling import SamplingProfile, plan

    started = time.perf_counter()
    reader = ENGINE.reader() if models() is not None else None
    print(f"load OCR               {time.perf_counter() - started:6.2f} s")
    for profile in (SamplingProfile.TEXT, SamplingProfile.MARKS):
        started = time.perf_counter()
        with Clip(str(clip)) as video:
            frames = list(video.at(plan(video.keys, video.duration, profile)))
        print(f"decode, {profile:<6} {len(frames):>4} frames {time.perf_counter() - started:6.2f} s")
    if reader is None:
        return

    def read(image: Any) -> list[tuple[str, float]]:
        return reader.recognise(reader.crops(image, reader.find(image, 640)))

    _stage("load models", 1, lambda: read(frames[0].image))
    _stage("find text", len(frames), lambda: [reader.find(frame.image, 640) for frame in frames])
    _stage("find and read", len(frames), lambda: [read(frame.image) for frame in frames])


def _stage(name: str, count: int, work: Any) -> None:
    started = time.perf_counter()
    work()
    wall = time.perf_counter() - started
    print(f"{name:<16} {count:>4} times  {wall:6.2f} s   {1000 * wall / count:6.0f} ms each")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
