"""Causes in the order of their weight, each with its headline and one way out."""

from __future__ import annotations

from msgspec.structs import replace

from rednote_lint.model import Bilingual, Fix, MediaEdit, Safety, Severity, TextEdit, TextRange
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.causes import Cause, causes_of

EN = phrases("en")


def test_marks_come_first_among_equals_and_severity_before_all(reports) -> None:
    claim, _, tag, mark, _ = reports[0].findings
    mark = replace(mark, subject="TikTok")
    warned = replace(claim, code="A1", cause="A1", severity=Severity.WARNING)
    assert [cause.lead.code for cause in causes_of([tag, warned, claim, mark])] == ["WM101", "AD101", "A1", "FM401"]


def test_findings_of_one_cause_are_one_and_its_gravest_rule_leads(reports) -> None:
    claim, _, tag, *_ = reports[0].findings
    (cause,) = causes_of([replace(tag, cause="AD101"), replace(claim, cause="AD101")])
    assert cause.codes == ("AD101", "FM401") and cause.lead.code == "AD101"


def test_one_finding_is_told_by_its_message_several_by_what_they_share(reports) -> None:
    claim = replace(reports[0].findings[0], title=Bilingual(en="Absolute claim", zh="绝对化用语"))
    assert Cause((claim,)).headline("en") == "“最佳” is an absolute claim"
    assert Cause((claim, claim)).headline("zh") == "绝对化用语"


def test_the_way_out_is_one_sentence_and_names_the_option_that_takes_it(reports) -> None:
    claim = reports[0].findings[0]
    edit = TextEdit(path="a", range=TextRange(0, 1), old="a", new="")
    title = Bilingual(en="Remove it", zh="删除")
    safe = replace(claim, fix=Fix(title=title, safety=Safety.SAFE, edits=(edit,)))
    media = replace(safe, fix=Fix(title=title, safety=Safety.SAFE, edits=(MediaEdit(path="a", operation="x"),)))
    assert Cause((safe,)).way_out(EN, "en") == "Remove it (`--fix`)"
    assert Cause((media,)).way_out(EN, "en") == "Remove it (`--fix --fix-media`)"
    assert Cause((claim,)).way_out(EN, "en") == "Try: 很不错 / 我个人很喜欢"
    hint = Bilingual(en="Cut it, e.g.the end. Then look. Done.", zh="先删除。再检查。")
    told = replace(claim, suggestions=(), fix=None, hint=hint)
    assert Cause((told,)).way_out(EN, "en") == "Cut it, e.g.the end."
    assert Cause((told,)).way_out(phrases("zh"), "zh") == "先删除。"
