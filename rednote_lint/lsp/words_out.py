"""Takes a word out of a rule: writes `words-` into the text of a project's configuration file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from rednote_lint.checks.combo import ComboParams
from rednote_lint.checks.words import WordsParams
from rednote_lint.errors import UserError
from rednote_lint.model import Rule, TextRange
from rednote_lint.packs.strict import parse_yaml
from rednote_lint.text.fold import fold_key

RULES = "rules"
REMOVED = "words-"


class Insertion(msgspec.Struct, frozen=True):
    """Text that is put into a file at an offset."""

    at: int
    new: str

    @property
    def place(self) -> TextRange:
        """The empty range that it goes to."""
        return TextRange(self.at, self.at)


def word_behind(rule: Rule, evidence: str) -> str | None:
    """Return the word of a rule that was found as `evidence`; None for rules without words, and for two that fit."""
    words = list(dict.fromkeys(_words(rule)))
    if evidence in words:
        return evidence
    alike = [word for word in words if fold_key(word) == fold_key(evidence)]
    return alike[0] if len(alike) == 1 else None


def _words(rule: Rule) -> Iterator[str]:
    params = rule.params
    if isinstance(params, WordsParams):
        yield from (entry.w for entry in params.entries())
    elif isinstance(params, ComboParams):
        for part in params.parts:
            yield from (word if isinstance(word, str) else word.w for word in part.words)


def taken_out(text: str, code: str, word: str) -> Insertion | None:
    """Return what a YAML configuration needs so that a word is out of a rule.

    Every insertion is verified by reading the file again: it must say what it said, and the word besides.

    Args:
        text: the file; empty for one that is to be made.
        code: of the rule.
        word: as the rule writes it.

    Returns:
        None where it is said already, where the file cannot be read, or where it is written in a way that must be
        edited by hand.
    """
    before = _read(text)
    if before is None:
        return None
    wanted = _with_word(before, code, word)
    if wanted is None or wanted == before:
        return None
    for insertion in _candidates(text, code, word):
        if _ordered(_read(text[: insertion.at] + insertion.new + text[insertion.at :]), code) == _ordered(wanted, code):
            return insertion
    return None


def taken_out_of_toml(text: str, code: str, word: str, table: str = "") -> Insertion | None:
    """Return the same for TOML, where the rule has no table yet."""
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    head = f"{table}.{RULES}.{code}" if table else f"{RULES}.{code}"
    end = "" if not text or text.endswith("\n") else "\n"
    new = f'{end}\n[{head}]\n"{REMOVED}" = [{_quoted(word)}]\n'
    try:
        after = tomllib.loads(text + new)
    except tomllib.TOMLDecodeError:
        return None
    inner = after
    for step in head.split("."):
        inner = inner[step]
    return Insertion(len(text), new) if inner == {REMOVED: [word]} and after != before else None


def _read(text: str) -> Any:
    try:
        return parse_yaml(text, "rednote-lint.yaml").tree.value or {}
    except UserError:
        return None


def _with_word(before: Any, code: str, word: str) -> Any:
    if not isinstance(before, dict):
        return None
    rules = before.get(RULES) or {}
    rule = rules.get(code) or {} if isinstance(rules, dict) else None
    if not isinstance(rules, dict) or not isinstance(rule, dict):
        return None
    removed = rule.get(REMOVED) or []
    if not isinstance(removed, list) or word in removed:
        return None
    return {**before, RULES: {**rules, code: {**rule, REMOVED: [*removed, word]}}}


def _ordered(said: Any, code: str) -> Any:
    """Sort the words of the rule: their order means nothing."""
    try:
        rule = said[RULES][code]
        return {**said, RULES: {**said[RULES], code: {**rule, REMOVED: sorted(rule[REMOVED])}}}
    except (KeyError, TypeError):
        return None


def _candidates(text: str, code: str, word: str) -> Iterator[Insertion]:
    """Yield where the word may go, the tightest place first: the list that is there, the rule, `rules`, the end."""
    quoted, break_ = _quoted(word), "\r\n" if "\r\n" in text else "\n"
    end = "" if not text or text.endswith(("\n", "\r")) else break_
    for match in re.finditer(rf"^([ \t]*){re.escape(code)}:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)", text, re.MULTILINE):
        deeper = match[1] + "  "
        for listed in re.finditer(r"words-:[ \t]*\[([^\]\r\n]*)\]", text[match.end() :]):
            separator = ", " if listed[1].strip() else ""
            yield Insertion(match.end() + listed.end() - 1, f"{separator}{quoted}")
        for listed in re.finditer(r"words-:[ \t]*(?:\r\n|\n|\r)([ \t]*)- ", text[match.end() :]):
            yield Insertion(match.end() + listed.end(), f"{quoted}{break_}{listed[1]}- ")
        following = re.match(r"[ \t]+", text[match.end() :])
        indent = following[0] if following and len(following[0]) > len(match[1]) else deeper
        yield Insertion(match.end(), f"{indent}{REMOVED}: [{quoted}]{break_}")
    for match in re.finditer(rf"^{RULES}:[ \t]*(?:#[^\r\n]*)?(\r\n|\n|\r|$)", text, re.MULTILINE):
        following = re.match(r"[ \t]+", text[match.end() :])
        indent = following[0] if following else "  "
        lead = "" if match[1] else break_
        yield Insertion(match.end(), f"{lead}{indent}{code}:{break_}{indent}  {REMOVED}: [{quoted}]{break_}")
    yield Insertion(len(text), f"{end}{RULES}:{break_}  {code}:{break_}    {REMOVED}: [{quoted}]{break_}")


def _quoted(word: str) -> str:
    """Write a word in double quotes, as YAML and TOML both read it."""
    return msgspec.json.encode(word).decode("utf-8")
