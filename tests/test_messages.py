"""The sentences that code says in two languages keep one voice: no pronoun, blanks between Han and Latin."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import rednote_lint
from rednote_lint.report.phrases import Phrases, phrases

PACKAGE = Path(rednote_lint.__file__).parent
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
QUOTED = re.compile("“[^“”]*”|`[^`]*`")
UNSPACED = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]")
FILLED = "\ufffc"
"""Stands for a value in a sentence; what it is cannot be read from the code."""


class Said(NamedTuple):
    where: str
    language: str
    text: str


def sentences() -> Iterator[Said]:
    """Yield every text that a `Bilingual` in the package is made from."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Bilingual":
                where = f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
                for keyword in node.keywords:
                    text = written(keyword.value)
                    if keyword.arg in ("en", "zh") and text is not None:
                        yield Said(where, keyword.arg, text)


def written(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED for part in node.values)
    return None


def labels(labelled: Phrases) -> Iterator[str]:
    for name in labelled.__struct_fields__:
        yield from texts(getattr(labelled, name))


def texts(value: str | dict[object, str] | tuple[object, ...]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def in_language(language: str) -> list[Said]:
    labelled = (Said("report/phrases.py", language, text) for text in labels(phrases(language)))
    return [*(said for said in sentences() if said.language == language), *labelled]


def own_words(text: str) -> str:
    return QUOTED.sub("“”", text)


def test_there_is_something_to_read() -> None:
    assert len(in_language("zh")) > 100
    assert len(in_language("en")) > 100


def test_chinese_addresses_nobody() -> None:
    assert [said for said in in_language("zh") if re.search("[您你]", said.text)] == []


def test_chinese_has_a_blank_between_han_and_latin() -> None:
    texts = [(said.where, re.sub(r"\{\w+\}", FILLED, own_words(said.text))) for said in in_language("zh")]
    assert [(where, text) for where, text in texts if UNSPACED.search(text)] == []


def test_english_has_no_han_outside_quotes() -> None:
    assert [said for said in in_language("en") if re.search(f"[{HAN}]", own_words(said.text))] == []
