"""How many drawn marks of platforms, editors and stock agencies are found, and which look-alikes are taken for one.

    python benchmarks/drawn_marks.py [--style first|second] [--icons FOLDER] [--keep FOLDER] [--part 1/2]

Every mark lies over a moving scene, is drawn with fonts of this machine (for Chinese one of `CHINESE`) and encoded with
CRF 30. The shapes of logos are those of the templates unless `--icons` names a folder of white-on-black pictures
(`instagram.png` …). No real file of these platforms was at hand: what is measured is how the rules do on drawings.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import av
import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.engine import lint, observe
from rednote_lint.facts import Facts, Options
from rednote_lint.model import Asset, AssetKind, Post, PostKind, Severity
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.store import Store

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "rules" / "watermark" / "templates"
CHINESE = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
LOGOS = {
    "instagram": "instagram-camera", "snapchat": "snapchat-ghost", "sinaweibo": "weibo-eye", "x": "x-cross",
    "facebook": "facebook-initial", "threads": "threads-loop", "pinterest": "pinterest-pin", "tiktok": "tiktok-note",
}  # fmt: skip
RATE, SECONDS, CARD = 10, 8.0, 2.6

Array = Any
Layer = tuple[Array, int, int]
"""A picture with alpha, and where its upper left corner stands."""


@dataclass(frozen=True)
class Style:
    """How marks are drawn: fonts, sizes, corners, scenes."""

    fonts: tuple[str, ...]
    unit: float
    """Height of a wordmark's letters, as a share of the shorter side."""
    opacity: float
    corners: tuple[str, ...]
    scenes: tuple[str, ...]
    brightness: tuple[float, ...]
    names: tuple[str, ...]
    chinese_names: tuple[str, ...]
    card_ground: tuple[tuple[int, int, int], ...]
    outlined: bool
    seed: int


STYLES = {
    "first": Style(
        fonts=("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf"),
        unit=0.042,
        opacity=0.9,
        corners=("lower right", "upper left", "lower left", "upper right"),
        scenes=("hills", "faces", "words"),
        brightness=(1.0, 1.25, 0.8),
        names=("nina.crochet", "paul_walks", "kitchen.of.mo"),
        chinese_names=("小鹿的日常", "山野散步"),
        card_ground=((16, 16, 20), (250, 250, 250), (255, 90, 40)),
        outlined=True,
        seed=1,
    ),
    "second": Style(
        fonts=("LiberationSerif-Bold.ttf", "DejaVuSansCondensed.ttf", "LiberationSansNarrow-Regular.ttf"),
        unit=0.033,
        opacity=0.75,
        corners=("middle left", "lower right", "middle right", "upper left"),
        scenes=("words", "hills", "faces"),
        brightness=(0.7, 1.4, 1.1),
        names=("mo.bakes", "Ann_Lee88", "thequietgarden"),
        chinese_names=("阿木爱做饭", "一只橘猫"),
        card_ground=((245, 240, 230), (20, 30, 60), (0, 0, 0)),
        outlined=False,
        seed=2,
    ),
}


@dataclass(frozen=True)
class Mark:
    """One drawn mark, and the rules of which one must find it."""

    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...] = ()
    logo: str | None = None
    kind: str = "corner"
    """corner, jumps, tiled, slanted, centred, card"""
    beside: bool = False
    """The logo stands left of the first line, not above it."""


def marks() -> Iterator[Mark]:
    """Yield every mark; `{name}` and `{han}` are accounts of the style."""
    yield Mark("weibo-eye", ("WM135",), ("@{han}",), "sinaweibo", beside=True)
    yield Mark("weibo-eye-latin", ("WM135",), ("@{name}",), "sinaweibo", beside=True)
    yield Mark("instagram-glyph", ("WM131",), ("{name}",), "instagram", beside=True)
    yield Mark("instagram-glyph-2", ("WM131",), ("{name}",), "instagram", beside=True)
    yield Mark("instagram-word", ("WM131",), ("Instagram", "@{name}"), "instagram", beside=True)
    yield Mark("instagram-alone", ("WM131",), ("Instagram",))
    yield Mark("snapchat-glyph", ("WM133",), ("{name}",), "snapchat", beside=True)
    yield Mark("snapchat-word", ("WM133",), ("Snapchat", "{name}"))
    yield Mark("kuaishou-alone", ("WM121",), ("快手",))
    yield Mark("kuaishou-id", ("WM121",), ("快手", "快手号: abc12345"))
    yield Mark("kwai-jumps", ("WM121",), ("Kwai",), kind="jumps")
    yield Mark("kwai-account", ("WM121",), ("Kwai", "@{name}"))
    yield Mark("youtube-alone", ("WM132",), ("YouTube",))
    yield Mark("shorts-alone", ("WM132",), ("Shorts",))
    yield Mark("shorts-account", ("WM132",), ("YouTube Shorts", "@{name}"))
    yield Mark("lemon8-account", ("WM162",), ("Lemon8", "@{name}"))
    yield Mark("lemon8-alone", ("WM162",), ("Lemon8",))
    yield Mark("x-glyph", ("WM137",), ("@paul_walks",), "x", beside=True)
    yield Mark("facebook-reels", ("WM136",), ("Facebook Reels",))
    yield Mark("facebook-glyph", ("WM136",), ("{name}",), "facebook", beside=True)
    yield Mark("threads-account", ("WM138",), ("Threads", "@{name}"))
    yield Mark("threads-glyph", ("WM138",), ("{name}",), "threads", beside=True)
    yield Mark("likee-id", ("WM161",), ("Likee", "ID: 48152342"))
    yield Mark("likee-jumps", ("WM161",), ("Likee", "@{name}"), kind="jumps")
    yield Mark("bilibili", ("WM134",), ("bilibili",))
    yield Mark("channels", ("WM127",), ("视频号 · {han}",))
    yield Mark("channels-alone", ("WM127",), ("视频号",))
    yield Mark("xigua", ("WM123",), ("西瓜视频",))
    yield Mark("weishi", ("WM124",), ("微视",))
    yield Mark("haokan", ("WM125",), ("好看视频",))
    yield Mark("toutiao", ("WM126",), ("今日头条",))
    yield Mark("zhihu", ("WM128",), ("知乎 @{han}",))
    yield Mark("pinterest", ("WM139",), ("Pinterest",))
    yield Mark("pinterest-glyph", ("WM139",), ("{name}",), "pinterest", beside=True)
    yield Mark("inshot", ("WM144",), ("InShot",))
    yield Mark("inshot-made", ("WM144",), ("Made with InShot",))
    yield Mark("kinemaster", ("WM145",), ("Made with", "KineMaster"))
    yield Mark("vivavideo", ("WM146",), ("VivaVideo",))
    yield Mark("filmora", ("WM147",), ("Created with Filmora",))
    yield Mark("capcut", ("WM142",), ("CapCut",))
    for name, words in _AGENCIES:
        yield Mark(f"{name}-tiled", ("WM181",), (words,), kind="tiled")
        yield Mark(f"{name}-slanted", ("WM181",), (words,), kind="slanted")
        yield Mark(f"{name}-centred", ("WM181",), (words,), kind="centred")
    for name, code, card in _CARDS:
        yield Mark(f"{name}-card", (code,), card, kind="card")


_AGENCIES = (
    ("shutterstock", "shutterstock"), ("getty", "gettyimages"), ("istock", "iStock"), ("adobe", "Adobe Stock"),
    ("depositphotos", "depositphotos"), ("vcg-han", "视觉中国"), ("vcg", "VCG"), ("ibaotu", "包图网"),
    ("58pic", "千图网"),
)  # fmt: skip
_CARDS = (
    ("kuaishou", "WM122", ("快手", "快手号: abc12345")), ("kwai", "WM122", ("Kwai", "@{name}")),
    ("likee", "WM163", ("Likee", "ID: 48152342")), ("instagram", "WM164", ("Instagram", "@{name}")),
    ("snapchat", "WM165", ("Snapchat", "{name}")), ("bilibili", "WM166", ("bilibili", "@{han}")),
    ("rednote", "WM167", ("小红书", "小红书号: 94812345")), ("inshot", "WM143", ("Made with", "InShot")),
)  # fmt: skip


@dataclass
class LookAlike:
    """What is no mark: drawn by `paint` (second, size) as layers over each frame, or `scene` as its own frames."""

    name: str
    layers: Callable[[float, tuple[int, int]], list[Layer]]
    scene: str = "hills"
    still: bool = False
    card: tuple[str, ...] = field(default=())


def look_alikes(style: Style) -> Iterator[LookAlike]:
    """Yield signs, shirts, captions, credits and screens that name platforms."""

    def fixed(*lines: tuple[str, float, float, float]) -> Callable[[float, tuple[int, int]], list[Layer]]:
        return lambda t, size: [_line(style, words, size, x, y, unit) for words, x, y, unit in lines]

    def moving(words: str, *, at: tuple[float, float], by: tuple[float, float], unit: float, plate: bool = True) -> Any:
        def layers(t: float, size: tuple[int, int]) -> list[Layer]:
            return [_line(style, words, size, at[0] + by[0] * t, at[1] + by[1] * t, unit, plate=plate)]

        return layers

    def shaking(words: str, at: tuple[float, float], unit: float) -> Any:
        def layers(t: float, size: tuple[int, int]) -> list[Layer]:
            dx, dy = 0.008 * math.sin(5.3 * t), 0.006 * math.cos(4.1 * t)
            return [_line(style, words, size, at[0] + dx, at[1] + dy, unit, plate=True)]

        return layers

    def spoken(*captions: str) -> Any:
        def layers(t: float, size: tuple[int, int]) -> list[Layer]:
            now = captions[min(int(t / SECONDS * len(captions)), len(captions) - 1)]
            return [_line(style, now, size, 0.5, 0.86, 0.034)]

        return layers

    for words in ("YouTube", "Instagram", "Snapchat", "快手", "Threads", "知乎"):
        yield LookAlike(f"sign-passes-{words}", moving(words, at=(0.2, 0.12), by=(0.06, 0.01), unit=0.05))
        yield LookAlike(f"sign-hand-held-{words}", shaking(words, (0.82, 0.12), 0.05))
    yield LookAlike("sign-slow-drift", moving("Shorts", at=(0.2, 0.9), by=(0.02, 0.0), unit=0.05))
    yield LookAlike("shirt", shaking("Snapchat", (0.5, 0.55), 0.07), scene="faces")
    yield LookAlike("shirt-x", shaking("X", (0.5, 0.55), 0.1), scene="faces")
    yield LookAlike("tv", moving("YouTube", at=(0.75, 0.2), by=(-0.03, 0.015), unit=0.045))
    yield LookAlike("tv-tripod", fixed(("YouTube", 0.8, 0.12, 0.045)), scene="words", still=True)
    yield LookAlike("cafe-wall", moving("@cafe.luna", at=(0.1, 0.8), by=(0.05, 0.0), unit=0.04))
    yield LookAlike(
        "review",
        spoken("I tried Instagram Reels for a week", "and YouTube Shorts", "Instagram", "is easier", "快手也试了"),
    )
    yield LookAlike("thread-shop", fixed(("Threads", 0.5, 0.1, 0.07), ("a shop for yarn and silk", 0.5, 0.16, 0.035)))
    yield LookAlike("product-x", fixed(("Model X", 0.5, 0.12, 0.06), ("X", 0.5, 0.2, 0.08)))
    yield LookAlike("chapter-title", fixed(("YouTube", 0.5, 0.1, 0.06)))
    yield LookAlike("credits-inshot", fixed(), card=("edited with InShot by my sister", "thank you all"))
    yield LookAlike("credits-platforms", fixed(), card=("find me on Instagram and YouTube", "THE END"))
    yield LookAlike("credits-footage", fixed(("Photo by Ann Lee for Getty Images", 0.5, 0.95, 0.026)))
    yield LookAlike("icons", _icons(style), scene="words", still=True)
    yield LookAlike("own-name", fixed(("nina.crochet", 0.82, 0.95, 0.03)))
    yield LookAlike(
        "own-name-words", fixed(("slow mornings", 0.2, 0.06, 0.03), ("knitting", 0.85, 0.95, 0.03)), scene="faces"
    )
    yield LookAlike("stock-talk", spoken("why I sell on Shutterstock", "and not on Adobe Stock", "视觉中国的图贵吗"))
    yield LookAlike("pan-list", moving("Pinterest", at=(0.3, 0.3), by=(0.0, 0.05), unit=0.05), scene="words")
    yield LookAlike("plain-hills", fixed())
    yield LookAlike("plain-words", fixed(), scene="words")
    yield LookAlike("plain-faces", fixed(), scene="faces")


def _icons(style: Style) -> Callable[[float, tuple[int, int]], list[Layer]]:
    def layers(t: float, size: tuple[int, int]) -> list[Layer]:
        names = (
            "Camera",
            "TikTok",
            "Instagram",
            "YouTube",
            "Maps",
            "Snapchat",
            "Threads",
            "知乎",
            "快手",
            "X",
            "Mail",
            "Likee",
        )
        return [
            _line(style, name, size, 0.14 + index % 4 * 0.24, 0.2 + index // 4 * 0.18, 0.026)
            for index, name in enumerate(names)
        ]

    return layers


def drawn(mark: Mark, style: Style, index: int, icons: Path | None) -> Callable[[float, tuple[int, int]], list[Layer]]:
    """Return what draws a mark over the frame of a second."""
    lines = [
        words.format(
            name=style.names[index % len(style.names)], han=style.chinese_names[index % len(style.chinese_names)]
        )
        for words in mark.words
    ]

    @cache
    def layers(place: str, size: tuple[int, int]) -> list[Layer]:
        match mark.kind:
            case "tiled" | "slanted":
                turn = 30 if mark.kind == "slanted" else 0
                return _tiles(style, lines[0], size, turn)
            case "centred":
                return [_line(style, lines[0], size, 0.5, 0.5, style.unit * 1.4, opacity=0.5)]
            case "card":
                return []
        return [_lockup(style, lines, mark, place, size, icons)]

    corner = style.corners[index % len(style.corners)]
    across = {
        "lower right": "upper left",
        "upper left": "lower right",
        "lower left": "upper right",
        "upper right": "lower left",
    }

    def at(t: float, size: tuple[int, int]) -> list[Layer]:
        place = across.get(corner, "lower right") if mark.kind == "jumps" and t >= SECONDS / 2 else corner
        return layers(place, size)

    return at


def _lockup(style: Style, lines: list[str], mark: Mark, place: str, size: tuple[int, int], icons: Path | None) -> Layer:
    unit = style.unit * min(size)
    rows = [_text(line, style, unit * (1 if row == 0 else 0.8)) for row, line in enumerate(lines)]
    glyph = _glyph(mark.logo, round(unit * 1.25), icons) if mark.logo else None
    indent = glyph.width + round(unit * 0.3) if glyph and mark.beside else 0
    above = glyph.height + round(unit * 0.2) if glyph and not mark.beside else 0
    width = max(row.width + (indent if index == 0 else 0) for index, row in enumerate(rows))
    height = above + sum(row.height for row in rows) + round(unit * 0.2) * (len(rows) - 1) + round(unit * 0.3)
    sheet = Image.new("RGBA", (width, height))
    if glyph is not None:
        down = max((rows[0].height - glyph.height) // 2, 0) if mark.beside else 0
        sheet.paste("white", (0, down), glyph)
    y = above
    for index, row in enumerate(rows):
        sheet.alpha_composite(row, (indent if index == 0 else 0, y))
        y += row.height + round(unit * 0.2)
    margin = round(0.035 * min(size))
    x = size[0] - width - margin if "right" in place else margin
    tops = {"lower": size[1] - height - round(margin * 1.4), "upper": round(margin * 1.4), "middle": size[1] // 2}
    return _faded(sheet, style.opacity), x, tops[place.split()[0]]


def _tiles(style: Style, words: str, size: tuple[int, int], turn: int) -> list[Layer]:
    tile = _text(words, style, style.unit * 0.9 * min(size))
    tile = tile.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC) if turn else tile
    layer = _faded(tile, 0.5)
    across, down = round(max(tile.width * 1.35, size[0] * 0.36)), round(size[1] * 0.19)
    return [
        (layer, x + (row % 2) * across // 2, y)
        for row, y in enumerate(range(round(size[1] * 0.06), size[1] - tile.height, down))
        for x in range(round(size[0] * 0.03), size[0] - tile.width - across // 2, across)
    ]


def _line(
    style: Style,
    words: str,
    size: tuple[int, int],
    x: float,
    y: float,
    unit: float,
    *,
    plate: bool = False,
    opacity: float = 1.0,
) -> Layer:
    sheet = _text(words, style, unit * min(size))
    if plate:
        pad = round(sheet.height * 0.4)
        board = Image.new("RGBA", (sheet.width + 2 * pad, sheet.height + 2 * pad), (30, 60, 120, 255))
        board.alpha_composite(sheet, (pad, pad))
        sheet = board
    return _faded(sheet, opacity), round(x * size[0] - sheet.width / 2), round(y * size[1] - sheet.height / 2)


def _faded(sheet: Image.Image, opacity: float) -> Array:
    array = np.asarray(sheet, np.float32).copy()
    array[..., 3] *= opacity
    return array


@cache
def _glyph(logo: str, height: int, icons: Path | None) -> Image.Image:
    source = icons / f"{logo}.png" if icons else TEMPLATES / f"{LOGOS[logo]}.png"
    shape = Image.open(source).convert("L")
    return shape.resize((round(shape.width * height / shape.height), height), Image.Resampling.LANCZOS)


@cache
def _font(style_font: str, size: float, chinese: bool) -> Any:
    if not chinese:
        return ImageFont.truetype(style_font, size)
    return ImageFont.truetype(next(font for font in CHINESE if Path(font).exists()), size)


@cache
def _text(words: str, style: Style, size: float) -> Image.Image:
    chinese = any(ord(letter) > 0x2E80 for letter in words)
    font = _font(style.fonts[len(words) % len(style.fonts)], size, chinese)
    stroke = 1 if style.outlined else 0
    left, top, right, bottom = (round(side) for side in font.getbbox(words, stroke_width=stroke))
    sheet = Image.new("RGBA", (right - left + 4, bottom - top + 4))
    ImageDraw.Draw(sheet).text(
        (2 - left, 2 - top), words, font=font, fill="white", stroke_width=stroke, stroke_fill=(0, 0, 0, 120)
    )
    return sheet


@cache
def _world(scene: str, size: tuple[int, int], seed: int) -> Array:
    """Draw a scene larger than the picture, over which the camera pans."""
    random = np.random.default_rng(seed)
    width, height = round(size[0] * 1.5), round(size[1] * 1.25)
    world = np.full((height, width, 3), 105.0, np.float32)
    for cell, weight in ((5, 40), (25, 25), (110, 12)):
        noise = random.normal(0, 1, (max(height * cell // width, 1), cell, 3)).astype(np.float32)
        world += weight * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    picture = Image.fromarray(np.clip(world, 0, 225).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    if scene == "faces":
        for _ in range(7):
            x, y, r = (int(random.integers(0, limit)) for limit in (width, height, size[0] // 5))
            r += size[0] // 12
            draw.ellipse(
                (x - r, y - r * 1.3, x + r, y + r * 1.3), fill=tuple(int(v) for v in random.integers(110, 235, 3))
            )
            for eye in (-0.4, 0.4):
                draw.ellipse((x + eye * r - r / 8, y - r / 3, x + eye * r + r / 8, y - r / 8), fill=(30, 25, 25))
            draw.arc((x - r / 2, y, x + r / 2, y + r * 0.7), 20, 160, fill=(120, 40, 40), width=max(r // 14, 2))
    if scene == "words":
        letters = "abcdefghijklmnopqrstuvwxyz"
        for _ in range(60):
            word = "".join(random.choice(list(letters), int(random.integers(3, 9))))
            at = (int(random.integers(0, width)), int(random.integers(0, height)))
            font = ImageFont.load_default(float(random.integers(size[0] // 40, size[0] // 16)))
            draw.text(at, word, font=font, fill=tuple(int(v) for v in random.integers(0, 256, 3)))
    return np.asarray(picture)


def write(
    path: Path,
    layers: Callable[[float, tuple[int, int]], list[Layer]],
    style: Style,
    index: int,
    *,
    scene: str,
    size: tuple[int, int],
    still: bool = False,
    card: Array = None,
) -> None:
    """Encode a clip: a scene that pans, layers over it, and at its end a card."""
    world = _world(scene, size, style.seed * 100 + index % 3)
    light = style.brightness[index % len(style.brightness)]
    seconds = SECONDS + (CARD if card is not None else 0.0)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = {"preset": "ultrafast", "crf": "30", "g": "20", "sc_threshold": "0"}
        for frame in range(round(seconds * RATE)):
            t = frame / RATE
            if card is not None and t >= SECONDS:
                picture = card
            else:
                shift = 0.0 if still else t / SECONDS
                x = round((world.shape[1] - size[0]) * (0.5 + 0.48 * math.sin(shift * 3 + index)))
                y = round((world.shape[0] - size[1]) * (0.5 + 0.48 * math.cos(shift * 2 + index)))
                picture = world[y : y + size[1], x : x + size[0]].copy()
                if light != 1.0:
                    picture = np.clip(picture * light, 0, 255).astype(np.uint8)
                for layer in layers(t, size):
                    _lay(picture, layer)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))


def _lay(picture: Array, layer: Layer) -> None:
    sheet, x, y = layer
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + sheet.shape[1], picture.shape[1]), min(y + sheet.shape[0], picture.shape[0])
    if right <= left or bottom <= top:
        return
    piece = sheet[top - y : bottom - y, left - x : right - x]
    alpha = piece[..., 3:] / 255
    under = picture[top:bottom, left:right]
    picture[top:bottom, left:right] = (under * (1 - alpha) + piece[..., :3] * alpha).astype(np.uint8)


def _card(style: Style, lines: tuple[str, ...], index: int, size: tuple[int, int]) -> Array:
    ground = style.card_ground[index % len(style.card_ground)]
    card = np.full((size[1], size[0], 3), ground, np.uint8)
    dark = sum(ground) > 600
    for row, line in enumerate(lines):
        name = line.format(
            name=style.names[index % len(style.names)], han=style.chinese_names[index % len(style.chinese_names)]
        )
        sheet, x, y = _line(style, name, size, 0.5, 0.42 + 0.09 * row, style.unit * (1.8 if row == 0 else 1.0))
        if dark:
            sheet = sheet.copy()
            sheet[..., :3] = 30
        _lay(card, (sheet, x, y))
    return card


def main() -> None:
    """Draw, check, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--style", choices=sorted(STYLES), default="first")
    parser.add_argument("--icons", type=Path)
    parser.add_argument("--keep", type=Path, help="keep the clips and what was seen in them in this folder")
    parser.add_argument("--part", default="1/1", help="measure every n-th drawing only, as 2/3")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = given.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        _run(STYLES[given.style], given.icons, work, *map(int, given.part.split("/")))


def _run(style: Style, icons: Path | None, work: Path, part: int, parts: int) -> None:
    rules = RuleSet([rule for rule in load_pack(ROOT / "rules" / "watermark").rules if rule.check == "mark"])
    severities = {rule.code: rule.severity["default"] for rule in rules.rules}
    store = Store(work / f"facts-{part}.db")
    counts = {"found": 0, "marks": 0, "other": 0, "errors": 0, "warnings": 0, "look-alikes": 0}
    began = process_time()
    for index, mark in enumerate(marks()):
        if index % parts != part - 1:
            continue
        path = work / f"{mark.name}.mp4"
        size = (1080, 1920) if index % 3 == 0 else (720, 1280)
        if not path.exists():
            card = _card(style, mark.words, index, size) if mark.kind == "card" else None
            scene = style.scenes[index % len(style.scenes)]
            write(path, drawn(mark, style, index, icons), style, index, scene=scene, size=size, card=card)
        codes = _codes(path, rules, store)
        counts["marks"] += 1
        counts["found"] += bool(codes & set(mark.codes))
        others = codes - set(mark.codes) - {"WM152"}
        counts["other"] += bool(others)
        if others or not codes & set(mark.codes):
            print(f"{'ok  ' if codes & set(mark.codes) else 'MISS'} {mark.name}: {sorted(codes)}", flush=True)
    for index, one in enumerate(look_alikes(style)):
        if index % parts != part - 1:
            continue
        path = work / f"not-{one.name}.mp4"
        size = (720, 1280)
        if not path.exists():
            card = _card(style, one.card, index, size) if one.card else None
            write(path, one.layers, style, index, scene=one.scene, size=size, still=one.still, card=card)
        codes = _codes(path, rules, store)
        counts["look-alikes"] += 1
        wrong = {severities[code] for code in codes}
        counts["errors"] += Severity.ERROR in wrong
        counts["warnings"] += Severity.WARNING in wrong
        if codes:
            print(f"FALSE {one.name}: {sorted(codes)}", flush=True)
    print(counts, f"{process_time() - began:.0f} s of processor time")


def _codes(path: Path, rules: RuleSet, store: Store) -> set[str]:
    """Return the codes of what is found in one file, and keep what was seen in it."""
    made: list[Facts] = []

    def observed(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
        made.append(observe(post, rules, active, options))
        return made[-1]

    asset = Asset(path=str(path), kind=AssetKind.VIDEO)
    post = Post(id="p", path="p", root=".", kind=PostKind.VIDEO, assets=(asset,))
    report = lint(post, rules, Options(store=store), facts_of=observed)
    assert not report.problems, report.problems
    store.put(made[0].recorded)
    return {finding.code for finding in report.findings}


if __name__ == "__main__":
    main()
