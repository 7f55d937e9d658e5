"""How well subtitles in the picture are written down: characters and times, on drawn clips.

`python benchmarks/transcript.py [--clips 20]` draws clips of 12 seconds with Chinese and English subtitles over a scene
that moves: upright and wide, in several sizes and places, with an edge or on a box, of one line or two, some fading in
and out, some as short as 0.8 seconds, some said twice; and prints the character error rate (edits by all characters),
the share of subtitles that were found, and the worst and the median distance of their starts and ends, in seconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rednote_lint.facts import Unreadable
from rednote_lint.facts.text.transcript import transcribed
from tests.clips_made import Spoken, subtitled

CHINESE = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
"""From Debian's package fonts-wqy-zenhei."""
SAID = [
    *("今天带大家去山里露营", "早上六点就出发", "路上吃了热豆浆", "风有点大", "帐篷搭了半小时", "晚上煮了火锅"),
    *("星星特别亮", "第二天看日出", "咖啡要现磨的", "这条小溪很干净", "孩子们玩得开心", "垃圾记得带走"),
]
WORDS = [
    *("we left at six in the morning", "the road was empty", "first stop for hot soup", "dinner by the river"),
    *("wind was stronger than planned", "the tent took half an hour", "no signal up here", "stars all night long"),
    *("coffee at sunrise", "pack your trash out"),
]

CLOSE = 0.5
"""Seconds that a start or an end may be off."""
MIXED = [
    *("今天的 outfit 分享", "这家 cafe 超安静", "周末 citywalk\n慢慢走", "记得带 power bank", "第一次 solo travel"),
    *("在 rooftop 看日落", "随手拍的 vlog\n没有滤镜", "先看 map 再出发", "买了两杯 latte", "回家路上 so tired"),
]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clips", type=int, default=20)
    random = Random(7)
    edits = characters = found = said = 0
    off: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(parser.parse_args().clips):
            spoken = _spoken(random, (WORDS, SAID, MIXED)[number % 3])
            path = subtitled(
                Path(folder) / f"{number}.mp4",
                spoken,
                size=random.choice([(720, 1280), (540, 960), (960, 540)]),
                height=random.choice([0.7, 0.8, 0.88]),
                letters=random.choice([0.045, 0.055]),
                font=CHINESE if number % 3 else None,
                boxed=number % 4 == 1,
                fade=0.2 if number % 5 == 2 else 0.0,
            )
            got = transcribed(str(path))
            assert not isinstance(got, Unreadable), got.reason.en
            text, heard = _bare("".join(one.text for one in spoken)), _bare("".join(one.text for one in got))
            edits += _distance(text, heard)
            characters += len(text)
            for one in spoken:
                near = [other for other in got if SequenceMatcher(None, one.text, other.text).ratio() > 0.6]
                said += 1
                found += bool(near)
                if near:
                    best = min(near, key=lambda other: abs(other.start - one.start))
                    off += [abs(best.start - one.start), abs(best.end - one.end)]
                    if max(off[-2:]) > CLOSE:
                        print(f"clip {number}: “{one.text}” {one.start}–{one.end} was read at {best.start}–{best.end}")
                else:
                    print(f"clip {number}: “{one.text}” {one.start}–{one.end} was not read")
    print(f"character error rate {edits / characters:.3f}, subtitles found {found} of {said}")
    close = sum(one <= CLOSE for one in off) / len(off)
    print(f"start and end off by {statistics.median(off):.2f} s (median), {max(off):.2f} s (worst)")
    print(f"{close:.1%} of them within {CLOSE} s")


def _spoken(random: Random, sentences: list[str]) -> list[Spoken]:
    time, spoken = 0.0, []
    chosen = random.sample(sentences, 6)
    chosen.append(random.choice(chosen[:4]))
    for sentence in chosen:
        length = random.choice([0.8, random.uniform(1.0, 2.4), random.uniform(1.2, 2.4)])
        time += random.choice([0.0, 0.0, 0.4])
        spoken.append(Spoken(round(time, 2), round(time + length, 2), sentence))
        time += length
    return spoken


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


if __name__ == "__main__":
    main()
