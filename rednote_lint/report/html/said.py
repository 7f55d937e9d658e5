"""What the page says, in both languages: labels of its own, and those of the other formats."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec

from rednote_lint.model import Bilingual
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.report.width import one_line, visible

LANGUAGES = ("en", "zh")


@cache
def labels() -> dict[str, Bilingual]:
    """Return the labels that no other format has."""
    return msgspec.json.decode(files(__package__).joinpath("labels.json").read_bytes(), type=dict[str, Bilingual])


def told(tell: Callable[[Phrases, str], str]) -> Bilingual:
    """Say something in both languages: `tell` gets the labels of one and its name."""
    en, zh = (tell(phrases(language), language) for language in LANGUAGES)
    return Bilingual(en=en, zh=zh)


def label(pick: Callable[[Phrases], str]) -> Bilingual:
    """Return a label of the other formats in both languages."""
    return told(lambda labels, _: pick(labels))


def same(text: str) -> Bilingual:
    """Return a text that is the same in both languages, such as a name."""
    return Bilingual(en=text, zh=text)


def lines_shown(text: str) -> str:
    """Return a text of several lines with every character visible that a browser would obey or hide."""
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def shown(text: object) -> str:
    """Return a text on one line, everything in it visible."""
    return one_line(str(text))
