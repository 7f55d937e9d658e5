"""One post through the engine: findings are stamped, gates hold, a failing check costs only its own rules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rednote_lint.checks import words
from rednote_lint.engine import lint
from rednote_lint.errors import UserError
from rednote_lint.facts import Options
from rednote_lint.model import Client, Declarations, Severity
from rednote_lint.packs.loader import load_pack
from rednote_lint.posts import load
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post


def rules_from(tmp_path: Path, *texts: str) -> RuleSet:
    return RuleSet(load_pack(write_pack(tmp_path / "pack", *texts)).rules)


def test_a_finding_says_what_where_why_and_from_which_source(tmp_path: Path) -> None:
    report = lint(body_post("今天\n吃了蓝莓派。"), rules_from(tmp_path, rule()), Options())
    (finding,) = report.findings
    assert (finding.code, finding.pack, finding.severity) == ("ZZ101", "testpack", Severity.ERROR)
    assert finding.message.zh == "出现“蓝莓派”"
    assert finding.location.text == (5, 8)
    assert finding.excerpt is not None
    assert (finding.excerpt.line, finding.excerpt.text, finding.excerpt.start, finding.excerpt.end) == (
        2,
        "吃了蓝莓派。",
        2,
        5,
    )
    assert finding.source is not None and finding.source.url == "https://example.org"


def test_fingerprints_outlive_moved_lines_and_tell_equal_findings_apart(tmp_path: Path) -> None:
    rules = rules_from(tmp_path, rule())
    first = [f.fingerprint for f in lint(body_post("蓝莓派。蓝莓派。"), rules, Options()).findings]
    moved = [f.fingerprint for f in lint(body_post("早安\n\n蓝莓派。好吃\n蓝莓派。"), rules, Options()).findings]
    assert first == moved
    assert len(set(first)) == 2


def test_findings_come_in_reading_order(tmp_path: Path) -> None:
    rules = rules_from(tmp_path, rule(), rule("ZZ001", "early-code", "草莓派"))
    report = lint(body_post("蓝莓派，草莓派"), rules, Options())
    assert [finding.evidence for finding in report.findings] == ["蓝莓派", "草莓派"]


def test_a_gate_holds_back_a_rule(tmp_path: Path) -> None:
    gated = rule().replace("  severity: error", "  severity: error\n  when: {commercial: true}")
    rules = rules_from(tmp_path, gated)
    assert not lint(body_post("蓝莓派"), rules, Options()).findings
    declared = Declarations(commercial=True)
    assert lint(body_post("蓝莓派", declared=declared), rules, Options()).findings


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("蓝莓派" + "好" * 97, 1),
        ("蓝莓派" + "好" * 98, 0),
        ("蓝莓派 " + "好\u200b \n" * 97 + "[话题]", 1),
    ],
)
def test_a_gate_on_the_length_counts_what_a_reader_sees(tmp_path: Path, body: str, found: int) -> None:
    rules = rules_from(tmp_path, rule().replace("  severity: error", "  severity: error\n  when: {length: {max: 100}}"))
    assert len(lint(body_post(body), rules, Options()).findings) == found


@pytest.mark.parametrize(
    ("gate", "remedy"),
    [("{lenght: {max: 100}}", "`length`"), ("{length: {maximum: 9}}", "`max`"), ("{length: {max: 0}}", "1 up")],
)
def test_a_gate_written_wrong_is_refused(tmp_path: Path, gate: str, remedy: str) -> None:
    with pytest.raises(UserError, match=remedy):
        rules_from(tmp_path, rule().replace("  severity: error", f"  severity: error\n  when: {gate}"))


@pytest.mark.parametrize(("client", "found"), [(Client.WEB, 1), (Client.APP, 0), (Client.BOTH, 1)])
def test_a_rule_of_one_client_counts_for_it_and_for_both(tmp_path: Path, client: Client, found: int) -> None:
    rules = rules_from(tmp_path, rule().replace("  severity: error", "  severity: error\n  when: {client: web}"))
    assert len(lint(body_post("蓝莓派"), rules, Options(client=client)).findings) == found


def test_the_severity_may_depend_on_what_is_declared(tmp_path: Path) -> None:
    text = rule().replace("severity: error", "severity: {default: info, commercial: error}")
    rules = rules_from(tmp_path, text)
    declared = Declarations(commercial=True)
    assert lint(body_post("蓝莓派"), rules, Options()).findings[0].severity is Severity.INFO
    assert lint(body_post("蓝莓派", declared=declared), rules, Options()).findings[0].severity is Severity.ERROR


def test_only_the_rules_that_are_on_answer(tmp_path: Path) -> None:
    rules = rules_from(tmp_path, rule(), rule("ZZ102", "other", "草莓派"))
    report = lint(body_post("蓝莓派，草莓派"), rules, Options(), only={"ZZ102"})
    assert [finding.code for finding in report.findings] == ["ZZ102"]


def test_a_check_that_fails_is_a_problem_and_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(self: object, facts: object) -> list[object]:
        raise RuntimeError("boom")

    monkeypatch.setattr(words.WordsChecker, "run", explode)
    report = lint(body_post("蓝莓派"), rules_from(tmp_path, rule()), Options())
    assert not report.findings
    (problem,) = report.problems
    assert "ZZ101" in problem.message.en and "boom" in problem.message.en


def test_the_fingerprint_of_a_ruleset_changes_with_its_rules(tmp_path: Path) -> None:
    one = rules_from(tmp_path / "1", rule()).fingerprint
    assert one == rules_from(tmp_path / "2", rule()).fingerprint
    assert one != rules_from(tmp_path / "3", rule(word="草莓派")).fingerprint


def test_a_file_name_of_undecodable_bytes_can_be_reported(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = os.fsdecode(b"bad\xff.md")
    (folder / name).write_text("蓝莓派", encoding="utf-8")
    (finding,) = lint(load(folder / name), rules_from(tmp_path, rule()), Options()).findings
    assert len(finding.fingerprint) == 16


def test_a_defect_costs_one_post_and_not_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*rest: object, **more: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("rednote_lint.run.linting.linter.lint", broken)
    report = Sessions(Settings(isolated=True)).of(tmp_path).check(body_post("蓝莓派")).report
    (problem,) = report.problems
    assert "boom" in problem.message.en and "boom" in problem.message.zh


def test_a_post_that_no_rule_was_asked_of_is_not_called_clean(tmp_path: Path) -> None:
    report = Sessions(Settings(isolated=True, ignore=("ALL",))).of(tmp_path).check(body_post("蓝莓派")).report
    assert "no rule is enabled" in report.skipped[0].reason.en


def test_a_selector_of_the_command_line_is_refused_in_its_name(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        Sessions(Settings(isolated=True, select=("NOPE",))).of(tmp_path)
    assert caught.value.place == "command line"
