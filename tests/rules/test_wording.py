"""How the shipped rules speak: one voice in each language, blanks between Han and Latin, advice that trips no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from rednote_lint.checks.word_entries import WordEntry
from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Bilingual, Declarations, PostKind, Rule, RulePack
from rednote_lint.packs.locate import shipped_rules
from rednote_lint.ruleset import RuleSet
from tests.compiled_packs import compiled
from tests.posts_made import body_post

PACKS = tuple(compiled(path.parent) for path in sorted(shipped_rules().glob("*/pack.yaml")))
RULES = tuple(rule for pack in PACKS for rule in pack.rules)

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
QUOTED = re.compile("“[^“”]*”")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
UNSPACED = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]")
BESIDE_VALUE = re.compile(rf"[{HAN}]\{{(?!\w+_zh|platform)\w+\}}|\{{(?!\w+_zh|platform)\w+\}}[{HAN}]")
ASKED = re.compile("(?<![邀申])请(?!求)")
ACCUSED = re.compile("编造|涉嫌|疑似犯罪|犯罪")
HALF_WIDTH = re.compile(f"[{HAN}][,;!?]|[{HAN}]:")
CONVICTED = re.compile(r"\b(?:illegal|crimes?|offen[cs]es?|criminal)\b", re.IGNORECASE)
LONGEST_TITLE = 60


class Sentence(NamedTuple):
    where: str
    en: str
    zh: str


def of_rule(rule: Rule) -> Iterator[Sentence]:
    for name, said in (("title", rule.title), ("message", rule.message), ("why", rule.why), ("hint", hint_of(rule))):
        if said is not None:
            yield Sentence(f"{rule.code} {name}", said.en, said.zh)


def of_pack(pack: RulePack) -> Iterator[Sentence]:
    yield Sentence(f"{pack.name} title", pack.title.en, pack.title.zh)
    yield Sentence(f"{pack.name} description", pack.description.en, pack.description.zh)


def hint_of(rule: Rule) -> Bilingual | None:
    return rule.fix.hint if rule.fix else None


def suggestions(rule: Rule) -> Iterator[str]:
    for entry in getattr(rule.params, "words", ()):
        if isinstance(entry, WordEntry):
            yield from entry.suggest or ()


SENTENCES = (
    *(sentence for pack in PACKS for sentence in of_pack(pack)),
    *(sentence for rule in RULES for sentence in of_rule(rule)),
)
SOURCES = tuple(
    Sentence(f"{rule.code} source", rule.source.titled("en"), rule.source.titled("zh"))
    for rule in RULES
    if rule.source is not None
)


def own_words(text: str) -> str:
    """Leave out what is quoted from others."""
    return QUOTED.sub("“”", text)


def faulty(pattern: re.Pattern[str], texts: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{where}: …{text[max(found.start() - 8, 0) : found.end() + 8]}…"
        for where, text in texts
        for found in pattern.finditer(text)
    ]


def too_long(title: Bilingual) -> bool:
    return len(title.en) > LONGEST_TITLE or len(title.zh) > LONGEST_TITLE // 3


def test_every_rule_has_a_short_title_in_both_languages() -> None:
    assert [rule.code for rule in RULES if rule.title is None or not (rule.title.en and rule.title.zh)] == []
    titles = [(rule.code, rule.title) for rule in RULES if rule.title is not None]
    assert [code for code, title in titles if too_long(title)] == []
    assert [code for code, title in titles if title.en.endswith(".") or title.zh.endswith("。")] == []
    assert [code for code, title in titles if "{" in title.en + title.zh] == []


def test_no_two_rules_of_a_pack_share_a_title() -> None:
    for pack in PACKS:
        for language in ("en", "zh"):
            titles = [rule.titled(language) for rule in pack.rules]
            assert len(titles) == len(set(titles)), (pack.name, sorted(titles))


def test_chinese_has_a_blank_between_han_and_latin() -> None:
    texts = [(sentence.where, own_words(sentence.zh)) for sentence in (*SENTENCES, *SOURCES)]
    assert faulty(UNSPACED, ((where, PLACEHOLDER.sub("{}", text)) for where, text in texts)) == []
    assert faulty(BESIDE_VALUE, iter(texts)) == []


def test_chinese_has_full_width_punctuation() -> None:
    texts = ((sentence.where, own_words(sentence.zh)) for sentence in (*SENTENCES, *SOURCES))
    assert faulty(HALF_WIDTH, texts) == []


@pytest.mark.parametrize("pattern", [re.compile("您"), ASKED, ACCUSED], ids=["pronoun", "please", "accusation"])
def test_chinese_speaks_plainly(pattern: re.Pattern[str]) -> None:
    assert faulty(pattern, ((sentence.where, own_words(sentence.zh)) for sentence in SENTENCES)) == []


def test_english_has_no_han_outside_quotes() -> None:
    texts = ((sentence.where, own_words(sentence.en)) for sentence in SENTENCES)
    assert faulty(re.compile(f"[{HAN}]"), texts) == []


def test_english_never_convicts() -> None:
    assert faulty(CONVICTED, ((sentence.where, sentence.en) for sentence in SENTENCES)) == []


def test_sources_have_an_english_title() -> None:
    """A Chinese name stands in brackets behind the English one."""
    assert [sentence.where for sentence in SOURCES if re.match(f"[{HAN}《]", sentence.en)] == []


def test_watermarks_of_platforms_rest_on_the_rules_of_the_platform() -> None:
    marks = [rule for rule in RULES if rule.code.startswith(("WM10", "WM11", "WM12", "WM13", "WM16"))]
    assert len(marks) == 28
    for rule in marks:
        assert rule.source is not None
        assert rule.source.tier == "platform"
        assert "水印" in (rule.source.quote or "")
        assert "reprint" in rule.source.titled("en")
        assert "转载" in rule.source.titled("zh")


def test_advice_trips_no_rule_of_the_recommended_preset() -> None:
    rules = RuleSet(rule for rule in RULES if "strict" not in rule.tags and rule.check != "measure")
    tripped = []
    for rule in RULES:
        hint = hint_of(rule)
        advice = (*((hint.en, hint.zh) if hint else ()), *suggestions(rule))
        for text in advice:
            report = lint(body_post(text, kind=PostKind.TEXT, declared=Declarations()), rules, Options())
            tripped += [(rule.code, found.code, found.evidence, text) for found in report.findings]
    assert tripped == []
