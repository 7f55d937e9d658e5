"""Words as a pack writes them, for `words` rules and for the parts of `combo` rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from rednote_lint.model import Bilingual, InvalidValue, Record
from rednote_lint.text.fold import fold_key
from rednote_lint.text.words.boundary import Boundary
from rednote_lint.text.words.context import Require, Unless
from rednote_lint.text.words.terms import SOUND_MINIMUM, Term, Variants, squeeze


class WordEntry(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One word with its own keys."""

    w: str
    suggest: tuple[str, ...] = ()
    unless: Unless | None = None
    require: Require | None = None
    lang: Literal["zh", "en"] | None = None
    homophones: tuple[str, ...] = ()
    gap: int | None = None
    sound: bool | None = None
    boundary: Boundary | None = None
    reason: str = ""
    """Why a word of one character is enough."""


def make_term(entry: WordEntry, variants: Variants, boundary: Boundary, owner: Any) -> Term:
    """Make the term of an entry, its own keys before those of the rule."""
    changes: dict[str, Any] = {}
    if entry.gap is not None:
        changes["gap"] = entry.gap
    if entry.sound is not None:
        changes["sound"] = entry.sound
    return Term(
        word=entry.w,
        owner=owner,
        variants=msgspec.structs.replace(variants, **changes) if changes else variants,
        boundary=entry.boundary or boundary,
        homophones=entry.homophones,
    )


def check_entries(entries: Sequence[WordEntry], variants: Variants, unless: Unless | None, *, reason: str = "") -> None:
    """Refuse words that no text can have, that every text has, or that their own exceptions always let pass.

    Raises:
        ValueError: one sentence that names the word.
    """
    seen: dict[str, str] = {}
    for entry in entries:
        folded = fold_key(entry.w) if variants.fold else entry.w
        if folded in seen:
            raise InvalidValue(
                Bilingual(
                    en=f"the word “{entry.w}” is there twice (as “{seen[folded]}”)",
                    zh=f"词“{entry.w}”重复（另写作“{seen[folded]}”）",
                )
            )
        seen[folded] = entry.w
        _check_entry(entry, reason)
        for exceptions in (entry.unless, unless):
            _check_shadow(entry.w, exceptions)
        _check_cover([entry], entry.unless)
    _check_cover(entries, unless)


def _check_entry(entry: WordEntry, reason: str) -> None:
    folded = fold_key(entry.w)
    key = squeeze(folded)
    if not folded.strip() or entry.w != entry.w.strip():
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” is empty, or begins or ends with a space",
                zh=f"词“{entry.w}”为空，或首尾有空格",
            )
        )
    if not key and all(char.isascii() or unicodedata.category(char)[0] in "PZ" for char in folded):
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” is nothing but marks, which the normaliser takes away",
                zh=f"词“{entry.w}”只有符号，归一化后什么都不剩",
            )
        )
    if len(key) == 1 and not (entry.reason or reason):
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” has one character only; say with `reason:` why that is enough",
                zh=f"词“{entry.w}”只有一个字；用 `reason:` 说明为什么足够",
            )
        )
    if entry.sound and len(key) < SOUND_MINIMUM:
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” is too short for `sound: true`; it needs {SOUND_MINIMUM} hanzi",
                zh=f"词“{entry.w}”太短，不能用 `sound: true`：至少要 {SOUND_MINIMUM} 个汉字",
            )
        )
    if entry.lang == "en" and not any("a" <= char <= "z" for char in folded):
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” has no Latin letter, yet `lang: en`",
                zh=f"词“{entry.w}”没有拉丁字母，却写了 `lang: en`",
            )
        )
    if entry.lang == "zh" and not any("一" <= char <= "鿿" for char in folded):
        raise InvalidValue(
            Bilingual(
                en=f"the word “{entry.w}” has no Chinese character, yet `lang: zh`",
                zh=f"词“{entry.w}”没有汉字，却写了 `lang: zh`",
            )
        )
    if entry.gap is not None:
        Variants(gap=entry.gap)


def _check_shadow(word: str, exceptions: Unless | None) -> None:
    if exceptions is None:
        return
    folded = fold_key(word)
    for phrase in exceptions.cover:
        if fold_key(phrase) in folded:
            raise InvalidValue(
                Bilingual(
                    en=f"the word “{word}” can never be hit: its own exception “{phrase}” always covers it",
                    zh=f"词“{word}”永远不会命中：它自己的例外“{phrase}”总是盖住它",
                )
            )


def _check_cover(entries: Sequence[WordEntry], exceptions: Unless | None) -> None:
    if exceptions is None:
        return
    words = [fold_key(word) for entry in entries for word in (entry.w, *entry.homophones)]
    for phrase in exceptions.cover:
        if not any(word in fold_key(phrase) for word in words):
            raise InvalidValue(
                Bilingual(
                    en=f"the cover phrase “{phrase}” contains none of the words, so it never covers a hit",
                    zh=f"例外短语“{phrase}”不含任何一个词，永远盖不住命中",
                )
            )
