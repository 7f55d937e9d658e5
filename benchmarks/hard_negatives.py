"""What the rules say of clips and pictures that show names of platforms, accounts and logos, and carry no mark.

    python benchmarks/hard_negatives.py [--keep FOLDER] [--only NAME …]

Thirty-three drawings: signs that a camera passes, shirts and cups, screens of phones and televisions, credits, tickers,
score boxes, lyrics, own accounts. They are drawn as scenes of flat shapes with grain, another way than those of
`drawn_marks.py`, and checked with the rules on watermarks and diversion. A warning on an account that stands in the
picture to be read is counted apart from an error.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
NOTE = ROOT / "rules" / "watermark" / "templates" / "tiktok-note.png"
CHINESE = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
SIZE, RATE, SECONDS = (540, 960), 10, 8.0

Point = tuple[float, float]
Camera = Callable[[float], Point]
Paint = Callable[[Image.Image, float, Point], None]
"""Draws on a frame, at a second, with the place of the camera, by which what belongs to the scene is shifted."""


def still(t: float) -> Point:
    return 0, 0


def hand(t: float) -> Point:
    return 60 + 7 * math.sin(4.7 * t) + 3 * math.sin(11 * t), 60 + 6 * math.cos(3.9 * t)


def pan(t: float) -> Point:
    return 48 * t, 40 + 4 * math.sin(3 * t)


def slow(t: float) -> Point:
    return 14 * t, 40 + 2 * math.sin(2 * t)


def walk(t: float) -> Point:
    return 30 * t, 60 + 14 * abs(math.sin(4.2 * t))


class Scene(NamedTuple):
    """One drawing."""

    name: str
    camera: Camera
    paint: Paint
    ground: str = "street"
    """street, room, dark"""
    seconds: float = SECONDS
    accounts: tuple[str, ...] = ()
    picture: bool = False
    """A still image, not a clip."""


@cache
def font(size: int, words: str = "", name: str = "DejaVuSans-Bold.ttf") -> Any:
    if any(ord(letter) > 0x2E80 for letter in words):
        name = next(one for one in CHINESE if Path(one).exists())
    return ImageFont.truetype(name, size)


def write(frame: Image.Image, at: Point, words: str, size: int, fill: Any = "white", **drawn: Any) -> None:
    name = drawn.pop("name", "DejaVuSans-Bold.ttf")
    ImageDraw.Draw(frame).text(at, words, font=font(size, words, name), fill=fill, anchor="mm", **drawn)


def board(
    frame: Image.Image, at: Point, words: str, size: int, ground: Any = (150, 30, 40), fill: Any = "white"
) -> None:
    """Draw words on a plate, centred."""
    pencil = ImageDraw.Draw(frame)
    left, top, right, bottom = pencil.textbbox(at, words, font=font(size, words), anchor="mm")
    pencil.rounded_rectangle(
        (left - size * 0.6, top - size * 0.5, right + size * 0.6, bottom + size * 0.5), 8, fill=ground
    )
    write(frame, at, words, size, fill)


def note(frame: Image.Image, at: Point, size: int, fill: Any = "white") -> None:
    shape = Image.open(NOTE).convert("L")
    shape = shape.resize((round(shape.width * size / shape.height), size))
    frame.paste(fill, (round(at[0] - shape.width / 2), round(at[1] - size / 2)), shape)


def there(at: Point, camera: Point) -> Point:
    return at[0] - camera[0], at[1] - camera[1]


def person(frame: Image.Image, at: Point, height: float) -> None:
    """Draw somebody in a dark shirt around a point of the chest."""
    x, y, h = at[0], at[1], height
    pencil = ImageDraw.Draw(frame)
    pencil.rounded_rectangle((x - 0.24 * h, y - 0.22 * h, x + 0.24 * h, y + 0.34 * h), 30, fill=(24, 26, 32))
    pencil.ellipse((x - 0.11 * h, y - 0.5 * h, x + 0.11 * h, y - 0.23 * h), fill=(214, 170, 140))
    pencil.rectangle((x - 0.2 * h, y + 0.34 * h, x + 0.2 * h, y + 0.9 * h), fill=(60, 80, 120))


def phone(frame: Image.Image, t: float, splash: bool) -> None:
    """Fill the frame with the screen of a phone that shows the app."""
    pencil = ImageDraw.Draw(frame)
    pencil.rectangle((0, 0, *SIZE), fill=(5, 5, 8) if splash else (40, 60, 50))
    write(frame, (60, 24), "9:41", 22)
    if splash:
        note(frame, (270, 420), 120)
        write(frame, (270, 530), "TikTok", 54)
        return
    write(frame, (270, 76), "Following   For You", 26)
    for row in range(3):
        pencil.ellipse((470, 480 + 100 * row, 520, 530 + 100 * row), fill="white")
    write(frame, (120, 800), "@sunny.travels", 24)
    write(frame, (170, 840), "the best view in town #fyp", 20)
    for column, words in enumerate(("Home", "Shop", "Inbox", "Profile")):
        write(frame, (70 + 134 * column, 930), words, 18)


def scenes() -> Iterator[Scene]:
    """Yield all drawings."""

    def sign(words: str, at: Point, size: int, ground: Any = (150, 30, 40)) -> Paint:
        return lambda frame, t, camera: board(frame, there(at, camera), words, size, ground)

    def shown(*lines: tuple[str, Point, int]) -> Paint:
        def paint(frame: Image.Image, t: float, camera: Point) -> None:
            for words, at, size in lines:
                write(frame, at, words, size, stroke_width=2, stroke_fill="black")

        return paint

    def spoken(*captions: str, at: tuple[Point, ...] = ((270, 780),)) -> Paint:
        def paint(frame: Image.Image, t: float, camera: Point) -> None:
            index = min(int(t / SECONDS * len(captions)), len(captions) - 1)
            write(frame, at[index % len(at)], captions[index], 34, "#fff3b0", stroke_width=3, stroke_fill="black")

        return paint

    def shirt_walks(frame: Image.Image, t: float, camera: Point) -> None:
        h = 420 + 24 * t
        at = (40 + 60 * t, 470 + 12 * abs(math.sin(5 * t)))
        person(frame, at, h)
        note(frame, (at[0] - 0.15 * h, at[1]), round(0.08 * h))
        write(frame, (at[0] + 0.02 * h, at[1]), "TikTok", round(0.06 * h))

    def shirt_stands(frame: Image.Image, t: float, camera: Point) -> None:
        at = (430 + 3 * math.sin(1.3 * t), 560 + 2 * math.sin(2.1 * t))
        person(frame, at, 520)
        note(frame, (at[0] - 78, at[1]), 42)
        write(frame, (at[0] + 10, at[1]), "TikTok", 32)

    def credits(*lines: str) -> Paint:
        def paint(frame: Image.Image, t: float, camera: Point) -> None:
            if t < 3:
                return
            ImageDraw.Draw(frame).rectangle((0, 0, *SIZE), fill=(0, 0, 0))
            for row, words in enumerate(lines):
                write(frame, (270, 1000 + 70 * row - 130 * (t - 3)), words, 26, (230, 230, 230), name="DejaVuSerif.ttf")

        return paint

    def recorded(splash: bool) -> Paint:
        def paint(frame: Image.Image, t: float, camera: Point) -> None:
            if 3 <= t < 5:
                phone(frame, t, splash)
            else:
                write(frame, (270, 800), "I tried this app for a week", 30, stroke_width=2, stroke_fill="black")

        return paint

    def jumping(words: str) -> Paint:
        return lambda frame, t, camera: write(frame, (110, 60) if t < 4 else (420, 900), words, 22)

    def ticker(frame: Image.Image, t: float, camera: Point) -> None:
        ImageDraw.Draw(frame).rectangle((0, 880, 540, 930), fill=(180, 20, 20))
        text = "TikTok hearing resumes Monday  +++  YouTube cuts prices  +++  Kwai grows in Brazil  +++  "
        ImageDraw.Draw(frame).text((540 - 150 * t, 890), text * 2, font=font(24), fill="white")
        board(frame, (80, 850), "LIVE", 20)

    def sticker(frame: Image.Image, t: float, camera: Point) -> None:
        size = round(30 + 4 * math.sin(6 * t))
        board(frame, (400, 180), "follow me!", size, (250, 80, 120))

    def cup(frame: Image.Image, t: float, camera: Point) -> None:
        x, y = there((330, 560), camera)
        ImageDraw.Draw(frame).rounded_rectangle((x - 110, y - 130, x + 110, y + 150), 24, fill=(235, 235, 230))
        write(frame, (x, y), "YouTube", 40, (200, 20, 20))

    def inset(frame: Image.Image, t: float, camera: Point) -> None:
        window = Image.fromarray(_world("street", 5)[100:500, 100 + round(30 * t) : 400 + round(30 * t)])
        board(window, (220 - 30 * t + 60, 120), "Snapchat", 30, (230, 200, 20))
        frame.paste(window.resize((210, 280)), (310, 640))

    def television(moving: bool) -> Paint:
        def paint(frame: Image.Image, t: float, camera: Point) -> None:
            x, y = there((350, 240), camera)
            pencil = ImageDraw.Draw(frame)
            pencil.rectangle((x - 20, y - 20, x + 300, y + 180), fill=(12, 12, 12))
            shift = round(40 * t) if moving else 0
            inner = Image.fromarray(_world("street", 9)[200:360, 50 + shift : 330 + shift])
            frame.paste(inner, (round(x), round(y)))
            write(frame, (x + 95, y + 25), "YouTube", 26)

        return paint

    def laptop(frame: Image.Image, t: float, camera: Point) -> None:
        x, y = there((120, 420), camera)
        pencil = ImageDraw.Draw(frame)
        pencil.rectangle((x, y, x + 420, y + 280), fill=(245, 245, 245))
        note(frame, (x + 30, y + 30), 32, "black")
        write(frame, (x + 95, y + 30), "TikTok", 28, "black")
        for row, words in enumerate(("For You", "Following", "Explore", "LIVE", "@sunny.travels")):
            write(frame, (x + 80, y + 80 + 36 * row), words, 20, (40, 40, 40))

    def tutorial(frame: Image.Image, t: float, camera: Point) -> None:
        words, at = ("1. open TikTok", (170, 80)) if t < 4 else ("2. open CapCut", (360, 860))
        board(frame, at, words, 28, (30, 30, 30))

    def badge(frame: Image.Image, t: float, camera: Point) -> None:
        at = (200 + 18 * t, 470 + 10 * abs(math.sin(5 * t)))
        person(frame, at, 520)
        board(frame, (at[0] + 40, at[1] + 60), "Lemon8", 24, (250, 250, 250), (20, 20, 20))

    def bus(frame: Image.Image, t: float, camera: Point) -> None:
        x = 700 - 110 * t
        ImageDraw.Draw(frame).rounded_rectangle((x - 260, 420, x + 260, 640), 20, fill=(20, 90, 160))
        write(frame, (x, 540), "Kwai", 60, "orange")

    def bus_with_logo(frame: Image.Image, t: float, camera: Point) -> None:
        x = 700 - 150 * t
        ImageDraw.Draw(frame).rounded_rectangle((x - 260, 420, x + 260, 640), 20, fill=(20, 20, 24))
        note(frame, (x - 130, 540), 64)
        write(frame, (x + 10, 540), "TikTok", 50)

    def icons(frame: Image.Image, t: float, camera: Point) -> None:
        ImageDraw.Draw(frame).rounded_rectangle((0, 560, 540, 960), 30, fill=(250, 250, 250))
        for index, words in enumerate(
            ("WhatsApp", "TikTok", "Instagram", "Mail", "Copy link", "Kwai", "YouTube", "More")
        ):
            x, y = 70 + 134 * (index % 4), 640 + 150 * (index // 4)
            ImageDraw.Draw(frame).rounded_rectangle(
                (x - 40, y - 40, x + 40, y + 40), 18, fill=(90, 140, 60 + 20 * index)
            )
            write(frame, (x, y + 62), words, 20, "black")

    yield Scene("shop-sign", pan, sign("抖音", (420, 220), 44))
    yield Scene("shop-sign-slow", slow, sign("抖音", (160, 160), 40, (20, 110, 80)))
    yield Scene("shop-sign-hand", hand, sign("抖音火锅", (140, 160), 40))
    yield Scene("shirt-walks", still, shirt_walks)
    yield Scene("shirt-stands", hand, shirt_stands, ground="room")
    yield Scene(
        "credits-names", walk, credits("camera  @nina.films", "music  @paul_walks", "sound  @mo.bakes", "THE END")
    )
    yield Scene("credits-platforms", walk, credits("songs from TikTok", "edited with CapCut", "TikTok", "thank you"))
    yield Scene("phone-feed", hand, recorded(False), ground="room")
    yield Scene("phone-splash", hand, recorded(True), ground="room")
    yield Scene("own-handle", pan, shown(("@nina.crochet", (410, 910), 24)), accounts=("nina.crochet",))
    yield Scene("own-handle-jumps", pan, jumping("@nina.crochet"), accounts=("nina.crochet",))
    yield Scene("subtitle-names", walk, spoken("我在快手上看到的", "快手", "抖音也有", "大家都在拍", "快手"))
    yield Scene("poster", hand, sign("bilibili", (170, 150), 36, (240, 110, 150)), ground="room")
    yield Scene("poster-tripod", still, sign("bilibili", (120, 90), 36, (240, 110, 150)), ground="room")
    yield Scene("ticker", walk, ticker)
    yield Scene("score", pan, shown(("ARS 2 - 1 CHE", (120, 50), 22), ("67:12", (120, 84), 20)))
    yield Scene("channel", pan, shown(("NEWS 24", (450, 50), 28)))
    yield Scene("clock", slow, shown(("2026-03-14 18:22:07", (150, 920), 22), ("CAM 03", (470, 40), 22)))
    yield Scene("sticker", walk, sticker)
    yield Scene("cup", hand, cup, ground="room")
    yield Scene("inset", walk, inset)
    yield Scene(
        "lyrics",
        walk,
        spoken("wake up in the", "morning light", "tick tock", "on the clock", at=((140, 120), (400, 840))),
    )
    yield Scene("television", still, television(True), ground="room")
    yield Scene("television-hand", hand, television(True), ground="room")
    yield Scene("laptop", hand, laptop, ground="room")
    yield Scene("tutorial", walk, tutorial)
    yield Scene(
        "comparison", walk, shown(("TikTok", (110, 120), 32), ("RedNote", (270, 120), 32), ("YouTube", (430, 120), 32))
    )
    yield Scene("bus", still, bus)
    yield Scene("bus-with-logo", walk, bus_with_logo)
    yield Scene("sign-passes-twice", lambda t: (65 * t, 40), sign("TikTok", (560, 300), 40, (20, 20, 24)))
    yield Scene("badge", walk, badge)
    yield Scene("share-sheet", still, icons, ground="room", picture=True)
    yield Scene("photo-shirt", still, shirt_stands, picture=True)


@cache
def _world(ground: str, seed: int) -> Any:
    """Draw a scene of flat shapes, larger than a frame."""
    dice = random.Random(f"{ground} {seed}")
    width, height = SIZE[0] + 520, SIZE[1] + 140
    picture = Image.new(
        "RGB", (width, height), {"street": (150, 180, 205), "room": (188, 176, 160)}.get(ground, (18, 18, 22))
    )
    pencil = ImageDraw.Draw(picture)
    if ground == "street":
        x = 0
        while x < width:
            wide, top = dice.randrange(110, 220), dice.randrange(40, 420)
            pencil.rectangle((x, top, x + wide, height), fill=tuple(dice.randrange(70, 190) for _ in range(3)))
            for row in range(top + 26, height - 260, 64):
                for column in range(x + 18, x + wide - 40, 56):
                    pencil.rectangle(
                        (column, row, column + 30, row + 38), fill=dice.choice(((240, 220, 150), (50, 60, 80)))
                    )
            x += wide
        pencil.rectangle((0, height - 220, width, height), fill=(90, 90, 95))
    else:
        pencil.polygon(((0, height - 260), (width, height - 320), (width, height), (0, height)), fill=(140, 104, 70))
        for _ in range(14):
            x, y = dice.randrange(width), dice.randrange(height)
            pencil.rectangle((x, y, x + dice.randrange(40, 190), y + dice.randrange(30, 160)),
                             fill=tuple(dice.randrange(60, 215) for _ in range(3)))  # fmt: skip
    return np.asarray(picture)


def make(scene: Scene, path: Path) -> None:
    """Encode a clip, or save its first frame as a picture."""
    grain = np.random.default_rng(3).normal(0, 5, (4, SIZE[1], SIZE[0], 1)).astype(np.int16)
    world = _world(scene.ground, len(scene.name) % 4)

    def frame(t: float, index: int) -> Any:
        camera = scene.camera(t)
        x, y = (min(max(round(place), 0), limit) for place, limit in zip(camera, (520, 140), strict=True))
        picture = Image.fromarray(world[y : y + SIZE[1], x : x + SIZE[0]])
        scene.paint(picture, t, camera)
        return np.clip(np.asarray(picture, np.int16) + grain[index % 4], 0, 255).astype(np.uint8)

    if scene.picture:
        Image.fromarray(frame(0.0, 0)).resize((1080, 1920), Image.Resampling.BICUBIC).save(path, quality=90)
        return
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.options = {"preset": "ultrafast", "crf": "26", "g": "20"}
        for index in range(round(scene.seconds * RATE)):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame(index / RATE, index), format="rgb24")))
        container.mux(stream.encode(None))


def main() -> None:
    """Draw, check, and print what was told."""
    from rednote_lint.engine import lint
    from rednote_lint.facts import Options
    from rednote_lint.model import Asset, AssetKind, Post, PostKind, Severity
    from rednote_lint.packs.loader import load_pack
    from rednote_lint.ruleset import RuleSet

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="keep the drawings in this folder")
    parser.add_argument("--only", nargs="+", help="names of drawings")
    given = parser.parse_args()
    rules = RuleSet([rule for pack in ("watermark", "diversion") for rule in load_pack(ROOT / "rules" / pack).rules])
    began, counts = process_time(), {"drawings": 0, "with an error": 0, "with a warning": 0}
    with tempfile.TemporaryDirectory() as folder:
        work = given.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        for scene in scenes():
            if given.only and scene.name not in given.only:
                continue
            path = work / f"{scene.name}.{'jpg' if scene.picture else 'mp4'}"
            if not path.exists():
                make(scene, path)
            kind = AssetKind.IMAGE if scene.picture else AssetKind.VIDEO
            post = Post(id="p", path="p", root=".", kind=PostKind.IMAGE if scene.picture else PostKind.VIDEO,
                        assets=(Asset(path=str(path), kind=kind),))  # fmt: skip
            report = lint(post, rules, Options(accounts=scene.accounts))
            assert not report.problems, report.problems
            told = [finding for finding in report.findings if finding.severity is not Severity.INFO]
            counts["drawings"] += 1
            counts["with an error"] += any(finding.severity is Severity.ERROR for finding in told)
            counts["with a warning"] += any(finding.severity is Severity.WARNING for finding in told)
            if told:
                print(f"{scene.name}: {[(one.code, one.message.en) for one in told]}", flush=True)
    print(counts, f"{process_time() - began:.0f} s of processor time")


if __name__ == "__main__":
    main()
