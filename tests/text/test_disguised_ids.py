"""Ids under one and two disguises of their characters: found after every cue, exactly on what was typed."""

from collections.abc import Callable
from itertools import permutations

import pytest

from rednote_lint.text import obfuscations as disguise
from rednote_lint.text.detect import Detector
from rednote_lint.text.views import Views

FLAGS = {chr(code): chr(0x1F1E6 + code - ord("a")) for code in range(ord("a"), ord("z") + 1)}


def flags(word: str) -> str:
    """Write letters as flags and digits as keycaps."""
    return "".join(FLAGS.get(char, f"{char}\ufe0f\u20e3" if char.isdigit() else char) for char in word)


def one_a_line(word: str) -> str:
    return "\n".join(word.replace(" ", ""))


def emoji_between(word: str) -> str:
    return "🌸".join(word.replace(" ", ""))


def hyphens(word: str) -> str:
    return "-".join(word.replace(" ", ""))


def word_joiners(word: str) -> str:
    return "\u2060".join(word)


def small_capitals(word: str) -> str:
    return word.translate(str.maketrans("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ"))


def raised(word: str) -> str:
    return word.translate(str.maketrans("abcdefghijklmnoprstuvwxyz0123456789", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁴⁵⁶⁷⁸⁹"))


OPERATORS: dict[str, Callable[[str], str]] = {
    "width": disguise.width,
    "zero-width": disguise.zero_width,
    "word joiners": word_joiners,
    "spaced": disguise.spaced,
    "full stops": disguise.punctuation,
    "hyphens": hyphens,
    "circled": disguise.circled,
    "negative circled": disguise.negative_circled,
    "mathematical": disguise.math_letters,
    "look-alike": disguise.are_similar,
    "small capitals": small_capitals,
    "raised": raised,
    "flags and keycaps": flags,
    "one a line": one_a_line,
    "emoji between": emoji_between,
}
INSERTING = {"zero-width", "word joiners", "spaced", "full stops", "hyphens", "one a line", "emoji between"}
PAIRS = [pair for pair in permutations(OPERATORS, 2) if pair[0] != "flags and keycaps" or pair[1] not in INSERTING]
"""All, but those that would put something inside a keycap."""
CUES = {
    Detector.WECHAT_ID: [
        "vx ",
        "wx：",
        "微信 ",
        "加v ",
        "薇❤ ",
        "V信 ",
        "weixin ",
        "威信：",
        "绿泡泡 ",
        "wechat: ",
        "微信号 ",
    ],
    Detector.QQ: ["qq ", "QQ：", "扣扣 ", "企鹅号 ", "群号："],
    Detector.HANDLE: ["whatsapp ", "telegram ", "ins ", "tg: ", "snapchat ", "discord ", "电报 "],
}
IDS = {
    Detector.WECHAT_ID: ["lulu0823", "mo_mo2048", "tea88house"],
    Detector.QQ: ["284761935", "6152048"],
    Detector.HANDLE: ["lulu0823", "mo_mo2048", "kiwi24home"],
}
AROUND = [("想要的 ", " 谢谢"), ("", "")]
LEAST = 0.97


def is_found(detector: Detector, cue: str, written: str, around: tuple[str, str]) -> bool:
    """Say whether the id is found with its cue, exactly to its last character."""
    text = around[0] + cue + written + around[1]
    views = Views(text)
    places = [views.original_range(*span) for span in views.sightings(detector)]
    end = len(around[0] + cue + written)
    return any(start <= len(around[0]) + len(cue) - 1 and last == end for start, last in places)


def cases(chains: list[tuple[str, ...]]) -> list[tuple[bool, str, str]]:
    told = []
    for detector, cues in CUES.items():
        for chain in chains:
            for plain in IDS[detector]:
                written = plain
                for name in chain:
                    written = OPERATORS[name](written)
                if written == plain:
                    continue
                told += (
                    (is_found(detector, cue, written, around), "+".join(chain), cue + written)
                    for cue in cues
                    for around in AROUND
                )
    return told


@pytest.mark.parametrize(
    "chains",
    [
        pytest.param([(name,) for name in OPERATORS], id="single"),
        pytest.param(PAIRS, id="paired"),
    ],
)
def test_ids_are_found_under_disguises_of_their_characters(chains: list[tuple[str, ...]]) -> None:
    told = cases(chains)
    missed = [(name, text) for is_right, name, text in told if not is_right]
    share = 1 - len(missed) / len(told)
    print(f"{share:.2%} of {len(told)}")
    assert share >= LEAST, (f"{share:.2%}", missed[:: max(1, len(missed) // 20)])
