"""How many contacts that are drawn into pictures are told.

    python benchmarks/burnt_text.py [--seed 1] [--keep FOLDER] [--only NAME …]

It draws forty pictures: contacts in varied fonts, colours and sizes, outlined, in boxes, translucent, in two lines and
three, one character a line, in columns, turned by 15, 90 and 180 degrees, mirrored, in long and in wide pictures. Each
is checked as a post of its own; one of the rules on diversion has to tell something that stands in it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

CHINESE = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
LATIN = (
    "DejaVuSans.ttf", "DejaVuSerif-BoldItalic.ttf", "LiberationSansNarrow-Bold.ttf", "DejaVuSansMono.ttf",
    "LiberationSerif-Italic.ttf", "LiberationSans-Bold.ttf", "DejaVuSansCondensed-Oblique.ttf",
)  # fmt: skip
UPRIGHT = (1080, 1440)


class Drawn(NamedTuple):
    """One picture."""

    name: str
    lines: tuple[str, ...]
    form: str = "rows"
    """rows, stacked (one character a line), columns (right to left)"""
    letter: int = 48
    colour: str = "white"
    look: str = "outlined"
    """outlined, plain, shadow, box, glass (a translucent box), faint (half transparent), spaced"""
    turn: int = 0
    mirrored: bool = False
    place: tuple[float, float] = (0.5, 0.5)
    size: tuple[int, int] = UPRIGHT
    ground: str = "photo"
    """photo, plain, gradient, stripes"""


def pictures() -> Iterator[Drawn]:
    """Yield all forty."""
    yield Drawn("plain", ("加微信：lulu_0823",), look="plain", ground="plain", colour="black")
    yield Drawn("outlined", ("加微信 lulu_0823",))
    yield Drawn("yellow", ("微信号：kafei2020",), colour="#ffd400", place=(0.4, 0.9))
    yield Drawn("red-on-photo", ("QQ：384912077",), colour="#d81e06", look="plain", place=(0.5, 0.2))
    yield Drawn("box", ("电话 13812345678",), look="box", place=(0.5, 0.85))
    yield Drawn("glass", ("vx: momo7788",), look="glass", place=(0.35, 0.93))
    yield Drawn("faint", ("WeChat: annlee88",), look="faint", letter=60)
    yield Drawn("shadow", ("WhatsApp +44 7700 900123",), look="shadow", place=(0.5, 0.7))
    yield Drawn("small", ("微信：camp_day88",), letter=22, place=(0.8, 0.97))
    yield Drawn("small-latin", ("Telegram: @mo_bakes",), letter=24, place=(0.2, 0.04))
    yield Drawn("large", ("加V momo7788",), letter=130)
    yield Drawn("spaced", ("电话 13900112233",), look="spaced", letter=40)
    yield Drawn("gradient", ("DM me on WhatsApp +14155550132",), ground="gradient", look="plain")
    yield Drawn("stripes", ("微信 tea_house66",), ground="stripes", letter=64)
    yield Drawn("white-on-light", ("加微信：nuannuan_52",), ground="gradient", look="shadow", place=(0.5, 0.1))
    yield Drawn("edge", ("VX：beibei520",), place=(0.02, 0.99), letter=36)
    yield Drawn("two-lines", ("加微信：", "lulu_0823"), letter=56)
    yield Drawn("two-lines-latin", ("add me on WeChat:", "annlee88"), look="box")
    yield Drawn("two-lines-phone", ("订购电话", "138 1234 5678"), colour="#ffe9b0")
    yield Drawn("two-lines-id", ("我的 V 信", "momo7788"), look="glass", place=(0.3, 0.3))
    yield Drawn("three-lines", ("想要同款", "加我微信", "xiaolu_99"), letter=60, place=(0.5, 0.4))
    yield Drawn("three-lines-latin", ("prices and sizes", "text me on WhatsApp", "+44 7700 900123"), letter=44)
    yield Drawn("stacked-han", ("加我微信lulu0823",), form="stacked", place=(0.9, 0.5), letter=44)
    yield Drawn("stacked-latin", ("vx:momo7788",), form="stacked", place=(0.08, 0.5), letter=48)
    yield Drawn("stacked-phone", ("电话13812345678",), form="stacked", place=(0.85, 0.4), letter=52, look="box")
    yield Drawn("columns", ("加我微信", "领取清单"), form="columns", letter=72)
    yield Drawn("columns-id", ("微信号是", "camp88"), form="columns", letter=60, place=(0.3, 0.4))
    yield Drawn("columns-three", ("想要清单", "加我微信", "lulu0823"), form="columns", letter=56, place=(0.7, 0.5))
    yield Drawn("left", ("加微信：lulu_0823",), turn=90, place=(0.06, 0.5))
    yield Drawn("right", ("WeChat: annlee88",), turn=270, place=(0.94, 0.5))
    yield Drawn("right-han", ("微信号：kafei2020",), turn=270, place=(0.94, 0.6), look="glass")
    yield Drawn("left-two-lines", ("加微信：", "lulu_0823"), turn=90, place=(0.1, 0.5))
    yield Drawn("upside-down", ("微信：momo_7788",), turn=180, place=(0.5, 0.2))
    yield Drawn("slanted", ("加微信：lulu_0823",), turn=15, letter=60)
    yield Drawn("mirrored", ("WeChat: annlee88",), mirrored=True, letter=64)
    yield Drawn("long", ("加微信：lulu_0823",), size=(1080, 9000), place=(0.5, 0.71), letter=44)
    yield Drawn("long-end", ("电话", "13812345678"), size=(1080, 12000), place=(0.3, 0.995), letter=44)
    yield Drawn("long-small", ("vx：beibei520",), size=(1080, 7000), place=(0.7, 0.33), letter=28, look="shadow")
    yield Drawn("wide", ("微信号：kafei2020",), size=(5400, 1080), place=(0.63, 0.5), letter=48)
    yield Drawn("long-column", ("加我微信lulu0823",), form="stacked", size=(1080, 6000), place=(0.5, 0.6), letter=56)


def draw(one: Drawn, dice: random.Random) -> Image.Image:
    """Draw a picture."""
    picture = _ground(one, dice)
    sheet = _sheet(one, dice)
    if one.mirrored:
        sheet = sheet.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if one.turn:
        sheet = sheet.rotate(one.turn, expand=True, resample=Image.Resampling.BICUBIC)
    x, y = (
        min(max(round(share * side - length / 2), 4), side - length - 4)
        for share, side, length in zip(one.place, picture.size, sheet.size, strict=True)
    )
    picture.paste(sheet, (x, y), sheet)
    return picture


def _ground(one: Drawn, dice: random.Random) -> Image.Image:
    width, height = one.size
    random_state = np.random.default_rng(dice.randrange(10**6))
    if one.ground == "plain":
        return Image.new("RGB", one.size, (246, 240, 228))
    if one.ground == "gradient":
        rows = np.linspace((236, 190, 170), (90, 120, 160), height).astype(np.uint8)
        return Image.fromarray(np.ascontiguousarray(np.broadcast_to(rows[:, None], (height, width, 3))))
    if one.ground == "stripes":
        stripes = (np.arange(width) // 18 % 2 * 50 + 90).astype(np.uint8)
        return Image.fromarray(np.ascontiguousarray(np.broadcast_to(stripes[None, :, None], (height, width, 3))))
    noise = [
        (random_state.normal(0, weight, (height // cell + 1, width // cell + 1, 3)), weight)
        for cell, weight in ((270, 40), (60, 22), (14, 8))
    ]
    world = np.full((height, width, 3), 118.0, np.float32)
    for grid, _ in noise:
        lowest = Image.fromarray(np.clip(grid + 128, 0, 255).astype(np.uint8))
        world += np.asarray(lowest.resize(one.size, Image.Resampling.BICUBIC), np.float32) - 128
    picture = Image.fromarray(np.clip(world, 0, 255).astype(np.uint8))
    pencil = ImageDraw.Draw(picture)
    for _ in range(6 * height // 1440):
        x, y, r = dice.randrange(width), dice.randrange(height), dice.randrange(60, 220)
        colour = tuple(dice.randrange(60, 230) for _ in range(3))
        (pencil.ellipse if dice.random() < 0.5 else pencil.rectangle)((x - r, y - r, x + r, y + r), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(2))


def _sheet(one: Drawn, dice: random.Random) -> Image.Image:
    """Draw the lines on a transparent sheet."""
    latin = LATIN[dice.randrange(len(LATIN))]
    gap = round(one.letter * 0.3)
    match one.form:
        case "stacked":
            letters = [_line(one, letter, latin) for letter in "".join(one.lines) if letter != " "]
            text = _stacked(letters, gap // 2, centred=True)
        case "columns":
            columns = [_stacked([_line(one, letter, latin) for letter in line], gap // 2, centred=True)
                       for line in reversed(one.lines)]  # fmt: skip
            text = _side_by_side(columns, one.letter // 2)
        case _:
            text = _stacked([_line(one, line, latin) for line in one.lines], gap, centred=len(one.lines) < 3)
    if one.look not in ("box", "glass"):
        return text
    pad = one.letter // 2
    board = Image.new("RGBA", (text.width + 2 * pad, text.height + 2 * pad))
    fill = (20, 70, 120, 255) if one.look == "box" else (0, 0, 0, 110)
    ImageDraw.Draw(board).rounded_rectangle((0, 0, board.width - 1, board.height - 1), pad // 2, fill=fill)
    board.alpha_composite(text, (pad, pad))
    return board


def _line(one: Drawn, words: str, latin: str) -> Image.Image:
    is_chinese = any(ord(letter) > 0x2E80 for letter in words)
    name = next(font for font in CHINESE if Path(font).exists()) if is_chinese else latin
    font = ImageFont.truetype(name, one.letter)
    if one.look == "spaced":
        words = "\u2009".join(words)
    stroke = max(one.letter // 18, 1) if one.look == "outlined" else 0
    left, top, right, bottom = (round(side) for side in font.getbbox(words, stroke_width=stroke))
    sheet = Image.new("RGBA", (right - left + 8, bottom - top + 8))
    pencil = ImageDraw.Draw(sheet)
    at = (2 - left, 2 - top)
    if one.look == "shadow":
        pencil.text((at[0] + 3, at[1] + 3), words, font=font, fill=(0, 0, 0, 150))
    pencil.text(at, words, font=font, fill=one.colour, stroke_width=stroke, stroke_fill="black")
    if one.look == "faint":
        sheet.putalpha(sheet.getchannel("A").point(lambda level: level // 2))
    return sheet


def _stacked(sheets: list[Image.Image], gap: int, *, centred: bool) -> Image.Image:
    width = max(sheet.width for sheet in sheets)
    whole = Image.new("RGBA", (width, sum(sheet.height + gap for sheet in sheets)))
    y = 0
    for sheet in sheets:
        whole.alpha_composite(sheet, ((width - sheet.width) // 2 if centred else 0, y))
        y += sheet.height + gap
    return whole


def _side_by_side(sheets: list[Image.Image], gap: int) -> Image.Image:
    whole = Image.new("RGBA", (sum(sheet.width + gap for sheet in sheets), max(sheet.height for sheet in sheets)))
    x = 0
    for sheet in sheets:
        whole.alpha_composite(sheet, (x, 0))
        x += sheet.width + gap
    return whole


def main() -> None:
    """Draw, check, and print what was not told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the pictures in this folder")
    parser.add_argument("--only", nargs="+", help="names of pictures")
    options = parser.parse_args()
    wanted = [one for one in pictures() if not options.only or one.name in options.only]
    began = process_time()
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        missed = 0
        for one in wanted:
            path = work / f"{one.name}-{options.seed}.jpg"
            if not path.exists():
                draw(one, random.Random(f"{options.seed} {one.name}")).save(path, quality=88)
            codes, read = _told(path)
            if not codes:
                missed += 1
                print(f"missed: {one.name}, read as {read}", flush=True)
    print(f"{len(wanted) - missed} of {len(wanted)}, {process_time() - began:.0f} s of processor time")


def _told(path: Path) -> tuple[set[str], Any]:
    """Return the codes of the rules on diversion, and the texts that were read."""
    from rednote_lint.engine import lint
    from rednote_lint.facts import Options
    from rednote_lint.facts.observed import ObservedFacts
    from rednote_lint.model import Asset, AssetKind, Post, PostKind, Scope

    rules = _rules()
    made: list[Any] = []

    def observed(post: Post, rules: Any, active: Any, options: Options) -> Any:
        from rednote_lint.engine import observe

        made.append(observe(post, rules, active, options))
        return made[-1]

    post = Post(id="p", path="p", root=".", kind=PostKind.IMAGE, assets=(Asset(path=str(path), kind=AssetKind.IMAGE),))
    report = lint(post, rules, Options(), facts_of=observed)
    assert not report.problems, report.problems
    facts = made[0]
    assert isinstance(facts, ObservedFacts)
    return {finding.code for finding in report.findings}, [span.text for span in facts.spans(Scope.OCR)]


_RULES: list[Any] = []


def _rules() -> Any:
    from rednote_lint.packs.loader import load_pack
    from rednote_lint.ruleset import RuleSet

    if not _RULES:
        _RULES.append(RuleSet(list(load_pack(Path(__file__).parents[1] / "rules" / "diversion").rules)))
    return _RULES[0]


if __name__ == "__main__":
    main()
