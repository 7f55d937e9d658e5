"""Recall, precision and seconds of finding near-duplicates: 10,000 captions with 500 twins, pictures with copies.

    python benchmarks/duplicates.py [--notes NOTES.jsonl] [PICTURES…]

Twins have up to a fifth of their characters replaced, left out or added, and their lines in another order. A third of
all captions shares its last lines and topics with others, as captions of one account do. Pictures are drawn, or those
of the folders that are named (pictures and frames of videos); copies are JPEG at quality 40, half size, and 5 % cut
off at random. Notes are objects with `id` and `body` that were really published; all pairs that are found are printed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from rednote_lint.batch.index import Entry, Index
from rednote_lint.checks.twins import LEAST_WORDS
from rednote_lint.facts.alike import picture_likeness
from rednote_lint.facts.analysis.looks import LookAnalyzer
from rednote_lint.facts.traces import Trace
from rednote_lint.facts.video.frames import Frame
from rednote_lint.text.shingles import count, shingles

CAPTIONS, TWINS, PICTURES = 10_000, 500, 200
LIKE_CAPTION, LIKE_PICTURE = 0.4, 0.6
ENDINGS = [
    "关注我，每天分享一个城市里的安静角落。\n喜欢的话点个收藏，下次出门就能用上。\n#周末去哪儿[话题]# #城市漫步[话题]#",
    "以上都是个人体验，仅供参考，大家理性消费。\n有问题评论区见，看到都会回复。\n#好物分享[话题]#",
    "祝大家新年快乐，身体健康，万事如意，心想事成！\n#新年[话题]#",
]
SIX = [
    *("COFFEE", "GARDEN", "FLOWER", "SUNDAY", "TEMPLE", "WINTER", "SUMMER", "SPRING", "AUTUMN"),
    *("MARKET", "BAKERY", "HARBOR", "ISLAND", "FOREST", "BRIDGE", "MUSEUM", "POCKET", "BUDGET"),
    *("FAMILY", "FRIEND", "YELLOW", "ORANGE", "PURPLE", "SILVER", "GOLDEN", "SIMPLE", "MODERN"),
    *("PRETTY", "GENTLE", "LITTLE", "BRIGHT", "MONDAY", "FRIDAY", "SECOND", "MINUTE", "LESSON"),
    *("MIRROR", "TRAVEL", "SECRET", "RECIPE", "WINDOW", "DINNER"),
]
Picture = Any


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=Path)
    parser.add_argument("folders", nargs="*", type=Path)
    stated = parser.parse_args()
    met = [captions(random.Random(7)), pictures(random.Random(7), stated.folders), cards(random.Random(2))]
    if stated.notes is not None:
        published(stated.notes)
    return 0 if all(met) else 1


def captions(rng: random.Random) -> bool:
    words = ["".join(chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(2)) for _ in range(4_000)]
    made = [caption(rng, words) for _ in range(CAPTIONS - TWINS)]
    twins = [(edited(rng, made[of], rng.uniform(0, 0.2)), of) for of in rng.sample(range(len(made)), TWINS)]
    started = time.process_time()
    index, found, wrong = Index(), 0, 0
    for number, (text, of) in enumerate([*((text, None) for text in made), *twins]):
        words_of = shingles(text)
        if count(words_of) < LEAST_WORDS:
            continue
        trace = Trace(path=str(number), sentences=words_of)
        entry = Entry(name=str(number), traces=(trace,))
        named = {twin.post.name for twin in index.twins(entry) if twin.likeness >= LIKE_CAPTION}
        index.add(entry)
        found += str(of) in named
        wrong += len(named - {str(of)})
    seconds = time.process_time() - started
    recall, precision = found / TWINS, found / max(found + wrong, 1)
    print(f"captions: recall {recall:.3f}, precision {precision:.3f}, {seconds:.1f} s of CPU for {CAPTIONS:,}")
    return recall >= 0.98 and precision >= 0.98 and seconds <= 10


def caption(rng: random.Random, words: Sequence[str]) -> str:
    common = words[:300]
    lines = (
        "".join(rng.choice(common if rng.random() < 0.5 else words) for _ in range(rng.randint(5, 12)))
        for _ in range(rng.randint(5, 16))
    )
    return "。\n".join(lines) + "\n" + (rng.choice(ENDINGS) if rng.random() < 0.33 else "")


def edited(rng: random.Random, text: str, share: float) -> str:
    made: list[str] = []
    for char in text:
        change = rng.randrange(3) if char != "\n" and rng.random() < share else None
        if change != 1:
            made.append(chr(rng.randrange(0x4E00, 0x5E00)) if change == 0 else char)
        if change == 2:
            made.append(chr(rng.randrange(0x4E00, 0x5E00)))
    lines = "".join(made).split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def pictures(rng: random.Random, folders: Sequence[Path]) -> bool:
    known = [(name, picture) for name, picture in (read(folders) if folders else drawn(rng))]
    index, false = Index(), []
    traces = [(name, picture, traced(name, picture)) for name, picture in known]
    compared = [(name, picture, trace) for name, picture, trace in traces if trace.hashes]
    for name, _, trace in compared:
        entry = Entry(name=name, traces=(trace,))
        false += [(name, twin.post.name) for twin in index.twins(entry) if twin.likeness >= LIKE_PICTURE]
        index.add(entry)
    changes: dict[str, Callable[[Picture], Picture]] = {
        "q40": compressed,
        "half size": half,
        "5 % crop": lambda picture: cropped(rng, picture),
        "all three": lambda picture: compressed(half(cropped(rng, picture))),
    }
    recalls = {}
    for change, copy in changes.items():
        entries = [(name, Entry(name="?", traces=(traced("?", copy(picture)),))) for name, picture, _ in compared]
        found = sum(
            any(twin.post.name == name and twin.likeness >= LIKE_PICTURE for twin in index.twins(entry))
            for name, entry in entries
        )
        recalls[change] = found / len(compared)
    said = ", ".join(f"{change} {recall:.3f}" for change, recall in recalls.items())
    print(
        f"pictures: recall {said}; {len(false)} false pairs among {len(compared)} ({len(known) - len(compared)} plain)"
    )
    for pair in false:
        print("  pair:", *pair)
    return min(recalls.values()) >= 0.97 and not false


def traced(name: str, picture: Picture) -> Trace:
    analyzer = LookAnalyzer()
    analyzer.process(Frame(time=None, image=picture, scale=1.0))
    look = analyzer.finish()
    return Trace(path=name, hashes=look.hashes, fingerprint=look.thumbnail)


def drawn(rng: random.Random) -> Iterator[tuple[str, Picture]]:
    """Draw pictures of soft light with sharp things in it; a quarter are text cards of one template."""
    noise = np.random.default_rng(rng.getrandbits(32))
    for number in range(PICTURES):
        if number % 4 == 0:
            card = np.full((1200, 900, 3), (216, 234, 244), np.uint8)
            cv2.rectangle(card, (60, 60), (840, 1140), (48, 80, 128), 12)
            for line in range(4):
                said = "".join(chr(rng.randrange(65, 91)) for _ in range(rng.randint(5, 9)))
                cv2.putText(card, said, (120, 300 + 200 * line), cv2.FONT_HERSHEY_SIMPLEX, 4, (16, 32, 64), 9)
            yield f"card {number}", card
            continue
        light = cv2.resize(noise.integers(0, 256, (6, 5, 3), np.uint8), (900, 1200), interpolation=cv2.INTER_CUBIC)
        for _ in range(25):
            at, size = (rng.randrange(900), rng.randrange(1200)), rng.randrange(15, 160)
            colour = tuple(int(level) for level in noise.integers(0, 256, 3))
            cv2.circle(light, at, size, colour, -1, cv2.LINE_AA)
        yield f"scene {number}", light


def read(folders: Sequence[Path]) -> Iterator[tuple[str, Picture]]:
    for file in sorted(file for folder in folders for file in folder.rglob("*")):
        if file.suffix.lower() in (".jpg", ".jpeg", ".png"):
            picture = cv2.imread(str(file))
            if picture is not None:
                yield file.name, picture
        elif file.suffix.lower() == ".mp4":
            video = cv2.VideoCapture(str(file))
            video.set(cv2.CAP_PROP_POS_MSEC, 3_000)
            told, picture = video.read()
            if told:
                yield file.name, picture


def compressed(picture: Picture) -> Picture:
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_COLOR)


def half(picture: Picture) -> Picture:
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def cropped(rng: random.Random, picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    top, left = rng.random() * 0.05 * height, rng.random() * 0.05 * width
    return picture[round(top) : round(top + 0.95 * height), round(left) : round(left + 0.95 * width)]


def cards(rng: random.Random) -> bool:
    """Compare cards of one template on which two words of one length stand."""
    traces = []
    for word in SIX:
        card = Image.new("RGB", (900, 1200), "#c8dcc8")
        pen = ImageDraw.Draw(card)
        pen.rectangle((450, 0, 900, 1200), fill="#5a785a")
        for line, said in enumerate((rng.choice(SIX), word)):
            pen.text((100, 270 + 140 * line), said, fill="#961414", font_size=110)
        traces.append(traced(word, np.asarray(card)[:, :, ::-1].copy()))
    pairs = list(itertools.combinations(traces, 2))
    false = sum(picture_likeness(one, other) >= LIKE_PICTURE for one, other in pairs)
    print(f"cards of one template: {false} false pairs of {len(pairs)}")
    return not false


def published(file: Path) -> None:
    index, compared = Index(), 0
    for line in file.read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        words_of = shingles(note["body"])
        if count(words_of) >= LEAST_WORDS:
            compared += 1
            entry = Entry(name=note["id"], traces=(Trace(path="", sentences=words_of),))
            for twin in index.twins(entry):
                print(f"  pair: {note['id']} {twin.post.name} {twin.likeness:.2f}")
            index.add(entry)
    print(f"published notes: {compared} compared, pairs from {LIKE_CAPTION} on are told")


if __name__ == "__main__":
    sys.exit(main())
