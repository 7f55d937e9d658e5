"""Figures of a rule: its own examples, and texts that others labelled without having seen it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Record, Rule
from rednote_lint.rule_tests.runner import report_of

_NOT_READ = Bilingual(en="cannot be read: {why}", zh="无法读取：{why}")
_NAME_FILE = Bilingual(
    en="name a JSONL file of labelled texts, or a folder of such",
    zh="指定带标注文本的 JSONL 文件，或存放这些文件的文件夹",
)
_NO_TEXT = Bilingual(en="not a labelled text: {why}", zh="不是带标注的文本：{why}")
_WRITE = Bilingual(
    en='write {"id": "…", "lang": "en", "topic": "…", "expect": "flag", "text": "…"} in one line',
    zh='在一行内写 {"id": "…", "lang": "zh", "topic": "…", "expect": "flag", "text": "…"}',
)


class Expect(StrEnum):
    """What a reader who has not seen the rules expects of them."""

    FLAG = "flag"
    PASS = "pass"


class LabelledText(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a corpus by somebody who has not seen the rules."""

    id: str
    lang: str
    topic: str
    expect: Expect
    text: str
    declared: dict[str, bool] = {}
    """What the header of the post states, by key: `{"commercial": true}`."""


class OwnExamples(NamedTuple):
    """What a rule makes of the examples that its author wrote."""

    caught: int
    bad: int
    left_alone: int
    good: int


def own_examples(rule: Rule, beside: tuple[Rule, ...]) -> OwnExamples:
    """Run the examples of a rule, with those beside it whose hints it adds up."""
    bad, good = rule.tests.bad, rule.tests.good
    return OwnExamples(
        caught=sum(bool(report_of(rule, example, beside).findings) for example in bad),
        bad=len(bad),
        left_alone=sum(not report_of(rule, example, beside).findings for example in good),
        good=len(good),
    )


def labelled_texts(path: Path) -> Iterator[LabelledText]:
    """Read a file of labelled texts, or all in a folder, in order of their names.

    Raises:
        UserError: names the file and the line that is no labelled text.
    """
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(_NOT_READ.filled({"why": str(error)}), _NAME_FILE, str(file)) from None
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _labelled(line, f"{file}:{number}")


def _labelled(line: str, place: str) -> LabelledText:
    try:
        return msgspec.json.decode(line, type=LabelledText)
    except msgspec.MsgspecError as error:
        raise UserError(_NO_TEXT.filled({"why": str(error)}), _WRITE, place) from None
