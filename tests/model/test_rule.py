"""What a rule and its source are called in each language."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from rednote_lint.model import Bilingual, Rule, Source, Tier
from tests.text_posts import rule

SEEN = dt.date(2026, 11, 20)
TITLE = Bilingual(en="Community rules 3.2.1", zh="小红书社区规范 3.2.1")


def titled(title: Bilingual | None) -> Rule:
    return msgspec.structs.replace(
        rule("words", "words: [brand]"), title=title, message=Bilingual(en="what it says", zh="说明")
    )


def test_a_source_has_one_title_or_one_for_each_language() -> None:
    plain = Source(url="https://example.org", title="小红书社区规范", tier=Tier.PLATFORM, seen=SEEN)
    both = Source(url="https://example.org", title=TITLE, tier=Tier.PLATFORM, seen=SEEN)
    assert (plain.titled("en"), plain.titled("zh")) == ("小红书社区规范", "小红书社区规范")
    assert (both.titled("en"), both.titled("zh")) == (TITLE.en, TITLE.zh)


def test_a_bilingual_title_of_a_source_survives_the_cache_of_packs() -> None:
    source = Source(url="https://example.org", title=TITLE, tier=Tier.PLATFORM, seen=SEEN)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(source), type=Source) == source


def test_a_source_with_half_a_title_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="zh"):
        msgspec.convert({"url": "u", "title": {"en": "x"}, "tier": "law", "seen": SEEN}, Source)


def test_a_rule_without_a_title_goes_by_what_it_says() -> None:
    assert titled(TITLE).titled("zh") == TITLE.zh
    assert titled(None).titled("en") == "what it says"
