"""Facts of files: new facts are collected and never written, shared work is charged to itself."""

from __future__ import annotations

import gc
import hashlib
import os
import weakref
from pathlib import Path

import pytest

from rednote_lint.facts import Need, Options, Unreadable
from rednote_lint.facts.observed import ANALYSIS, ObservedFacts
from rednote_lint.posts import load
from rednote_lint.ruleset import RuleSet
from rednote_lint.store import Store, store_file, survey
from tests.facts.kept import linted
from tests.media_made import post_of, rules_of, save_png


def facts_of(path: Path, *needs: Need, store: Store | None = None) -> ObservedFacts:
    return ObservedFacts(post_of(path), frozenset(needs), Options(store=store))


def test_a_file_has_a_size_and_a_digest(tmp_path: Path) -> None:
    path = save_png(tmp_path / "a.png")
    facts = facts_of(path)
    (asset,) = facts.post.assets
    assert facts.size(asset) == path.stat().st_size
    assert facts.digest(asset) == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has pipes with a name")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    facts = facts_of(tmp_path / "a.png")
    assert facts.size(facts.post.assets[0]) is None
    assert isinstance(facts.digest(facts.post.assets[0]), Unreadable)


def test_new_facts_are_collected_and_the_store_is_only_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    path = save_png(tmp_path / "a.png")
    facts = facts_of(path, Need.QUALITY, store=store)
    facts.analysis(facts.post.assets[0])
    assert {row.content for row in facts.recorded} == {facts.digest(facts.post.assets[0])}
    assert [row.analyzer.split("/")[0] for row in facts.recorded] == ["image-header", "view", "quality-2"]
    assert not survey(tmp_path / "cache").entries
    for row in facts.recorded:
        store.put([row])
    again = facts_of(path, Need.QUALITY, store=store)
    assert again.analysis(again.post.assets[0]) == facts.analysis(facts.post.assets[0])
    assert again.recorded == []


def test_facts_of_a_text_go_without_the_garbage_collector(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text("加 微 信 abc123 ，① 你好", encoding="utf-8")
    gc.disable()
    try:
        facts = ObservedFacts(load(tmp_path), frozenset(), Options())
        whole = facts.reading.joined.whole
        assert whole.compact.source_offset(1) and whole.replaced.text and whole.compact.by_syllable
        assert facts.observe("tags.count")
        gone = weakref.ref(facts), weakref.ref(whole)
        del facts, whole
        assert [one() for one in gone] == [None, None]
    finally:
        gc.enable()


def test_without_a_store_nothing_is_collected_and_no_file_made(tmp_path: Path) -> None:
    facts = facts_of(save_png(tmp_path / "a.png"), Need.QUALITY)
    facts.analysis(facts.post.assets[0])
    assert facts.recorded == [] and not store_file(tmp_path).exists()


def test_a_shared_analysis_is_charged_to_itself_and_to_no_kind_of_check(tmp_path: Path) -> None:
    rules = RuleSet([rule for rule in rules_of("quality") if rule.check in ("measure", "duplicate")])
    report, facts = linted(post_of(save_png(tmp_path / "a.png")), rules, Options())
    asked = {code for _, checker in rules.checkers_of(frozenset(rules.by_code), facts.kinds) for code in checker.codes}
    assert "QL101" in asked and "QL102" not in asked  # Of the bars of a video nothing is asked where there is none.
    assert set(report.timings) == {*asked, ANALYSIS}
    assert report.timings[ANALYSIS] == facts.timings[ANALYSIS] > 0
    assert min(report.timings.values()) >= 0
    assert report.timings[ANALYSIS] > max(report.timings[code] for code in asked)
