"""The batch stage with a kind that compares posts by their text: by itself, and in a whole run."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest
from msgspec.structs import replace

from rednote_lint import checks
from rednote_lint.batch.base import BatchChecker
from rednote_lint.batch.stage import Stage
from rednote_lint.checks import Checker, Params
from rednote_lint.facts import Facts, Need
from rednote_lint.facts.traces import Trace, Twin
from rednote_lint.model import Client, Finding, Hit, Location, Post, Rule
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.packs.pack_files import rule as rule_text
from tests.packs.pack_files import write_pack
from tests.posts_made import body_post

PACK = rule_text(code="ZZ201", name="used-before").replace("check: words", "check: across")


class AcrossParams(Params, frozen=True, kw_only=True):
    on: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class AcrossChecker:
    """Compares the bodies of posts by their text, which stands for a picture's digest."""

    def __init__(self, rule: Rule) -> None:
        self.codes = (rule.code,)

    def traces(self, facts: Facts) -> Iterator[Trace]:
        if facts.post.body:
            yield Trace(path=facts.post.body.where.path, digest=facts.post.body.text)

    def judge(self, post: Post, twins: Sequence[Twin]) -> Iterator[Hit]:
        for twin in twins[:1]:
            yield Hit(code=self.codes[0], where=Location(path=twin.trace.path), evidence=twin.path)


class AcrossKind:
    name: ClassVar[str] = "across"
    params: ClassVar[type[Params]] = AcrossParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        return frozenset()

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        return ()

    def compile_batch(self, rules: Sequence[Rule]) -> Sequence[BatchChecker]:
        return [AcrossChecker(rule) for rule in rules]


@pytest.fixture(autouse=True)
def across(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("across_kind")
    module.KIND = AcrossKind()
    monkeypatch.setitem(sys.modules, "across_kind", module)
    monkeypatch.setitem(checks.KINDS, "across", "across_kind")


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    return RuleSet(load_pack(write_pack(tmp_path / "pack", PACK)).rules)


def post(name: str, text: str) -> Post:
    return replace(body_post(text, path=f"{name}/caption.txt"), path=name, id=name)


def compared(stage: Stage, name: str, text: str, rules: RuleSet) -> tuple[Finding, ...]:
    return stage.compare(post(name, text), (Trace(path=f"{name}/caption.txt", digest=text),), rules, Client.BOTH)


def test_a_finding_belongs_to_the_later_post_and_comes_at_once(rules: RuleSet) -> None:
    stage = Stage()
    assert compared(stage, "a", "x", rules) == compared(stage, "b", "y", rules) == ()
    (found,) = compared(stage, "c", "x", rules)
    assert (found.code, found.evidence, found.location.path) == ("ZZ201", "a/caption.txt", "c/caption.txt")
    assert compared(Stage(), "c", "x", rules) == (), "stages share nothing"


def test_a_post_that_comes_again_is_no_twin_of_itself(rules: RuleSet) -> None:
    stage = Stage()
    assert compared(stage, "a", "x", rules) == compared(stage, "a", "x", rules) == ()
    assert compared(stage, "b", "x", rules)
    assert compared(stage, "a", "x", rules) == (), "the earlier of two posts has no twin before it"


def test_posts_for_which_the_rule_is_off_are_not_compared(rules: RuleSet) -> None:
    stage = Stage()
    assert stage.compare(post("a", "x"), (), RuleSet(())) == ()
    assert compared(stage, "b", "x", rules) == ()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: RuleSet) -> Path:
    (tmp_path / "rednote-lint.yaml").write_text("packs: [pack]\nselect: [ZZ201]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, text in (("a", "x"), ("b", "y"), ("c", "x"), ("d", "x")):
        (tmp_path / "posts" / name).mkdir(parents=True)
        (tmp_path / "posts" / name / "caption.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_run_adds_the_findings_before_the_verdict(folder: Path) -> None:
    (folder / "posts" / "d" / "caption.md").write_text(
        "---\nlint: {ignore: [{rule: ZZ201, reason: a series}]}\n---\nx", encoding="utf-8"
    )
    a, b, c, d = Run(Settings()).check(["posts"])
    assert [outcome.report.path for outcome in (a, b, c, d)] == ["posts/a", "posts/b", "posts/c", "posts/d"]
    assert not a.report.findings and not b.report.findings and not d.report.findings
    assert [finding.code for finding in c.report.findings] == ["ZZ201"]
    assert [(entry.finding.code, entry.reason) for entry in d.report.suppressed] == [("ZZ201", "a series")]
    assert (a.exit_code, c.exit_code, d.exit_code) == (0, 1, 0)
    assert c.traces == (Trace(path="posts/c/caption.md", digest="x"),)
    assert pickle.loads(pickle.dumps(c)) == c


def test_no_post_is_held(folder: Path) -> None:
    events: list[str] = []

    class Observer:
        def post_started(self, path: str) -> None:
            events.append(path[-1])

        def post_finished(self, outcome: object) -> None:
            events.append("done")

        def begin(self, path: str, title: object) -> None: ...

        def advance(self, share: float) -> None: ...

        def end(self) -> None: ...

    assert [o.report.path[-1] for o in Run(Settings(), progress=Observer()).check(["posts"])] == list("abcd")
    assert events == ["a", "done", "b", "done", "c", "done", "d", "done"]


def test_a_gate_of_the_rule_keeps_a_post_out(tmp_path: Path) -> None:
    text = PACK + "  when: {commercial: true}\n"
    rules = RuleSet(load_pack(write_pack(tmp_path / "gated", text)).rules)
    stage = Stage()
    assert compared(stage, "a", "x", rules) == compared(stage, "b", "x", rules) == ()
