"""The sums of many posts stay small, whatever their number."""

from __future__ import annotations

import io

from msgspec.structs import replace

from rednote_lint.model import Bilingual, Fix, MediaEdit, Report, Safety, TextEdit, TextRange
from rednote_lint.report import Display
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.causes import causes_of
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.overview import ACCOUNTS, TOP, Overview
from rednote_lint.report.width import cells

TYPED = Fix(
    title=Bilingual(en="", zh=""),
    safety=Safety.SAFE,
    edits=(TextEdit(path="a.md", range=TextRange(0, 1), old="a", new="b"),),
)


def test_the_worst_posts_and_most_frequent_causes_are_named(reports) -> None:
    overview = Overview(phrases("en"), "en")
    claim, other, *_ = reports[0].findings
    for n in range(20):
        findings = (claim,) if n != 13 else (claim, replace(other, code="AD102"))
        overview.add(replace(reports[0], path=f"p{n}", findings=findings), causes_of(findings))
    stream = io.StringIO()
    overview.write(Page(stream, Display(width=100, colour=False), 140))
    text = stream.getvalue()
    assert "20 to fix first" in text
    assert text.index("AD101") < text.index("AD102") and "(20 posts)" in text and "(1 post)" in text
    worst = text[text.index("Worst posts") :]
    assert worst.startswith("Worst posts: p13 (2)") and worst.count("(") == TOP


def test_a_batch_without_anything_to_do_has_no_next_command() -> None:
    assert Overview(phrases("en"), "en").next_command() == ""


def test_what_only_media_need_is_asked_for_with_the_option_that_does_it(reports) -> None:
    shrink = Fix(title=Bilingual(en="", zh=""), safety=Safety.SAFE, edits=(MediaEdit(path="a.jpg", operation="x"),))
    photo = replace(reports[0].findings[0], fix=shrink)
    for findings, option in (((photo,), "`--fix --fix-media`"), ((photo, replace(photo, fix=TYPED)), "`--fix` ")):
        overview = Overview(phrases("en"), "en")
        overview.add(replace(reports[0], findings=findings), causes_of(findings))
        assert f"add {option}" in overview.next_command()


def test_accounts_are_summed_up_the_worst_first() -> None:
    labels, stream = phrases("en"), io.StringIO()
    overview = Overview(labels, "en")
    for path, account in (("a", "sunny"), ("b", "rainy"), ("c", "rainy")):
        overview.add(Report(path=path, id=path), (), account)
    overview.write(Page(stream, Display(width=80), 80))
    assert "sunny: 1 ready, 0 to fix first, 0 not checked" in stream.getvalue()
    assert "rainy: 2 ready" in stream.getvalue() and " in 0:" not in stream.getvalue()


def test_every_rule_is_counted(reports) -> None:
    overview, stream = Overview(phrases("en"), "en"), io.StringIO()
    claim = reports[0].findings[0]
    for n in range(9):
        findings = tuple(replace(claim, code=f"AD10{code}", cause="") for code in range(n + 1))
        overview.add(replace(reports[0], path=f"p{n}", findings=findings), causes_of(findings))
    overview.write(Page(stream, Display(width=140, colour=False), 140))
    assert "Posts with other rules: AD105 (4), AD106 (3), AD107 (2), AD108 (1)" in stream.getvalue()


def test_of_many_accounts_the_last_are_summed_up() -> None:
    overview, stream = Overview(phrases("en"), "en"), io.StringIO()
    for n in range(ACCOUNTS + 3):
        overview.add(Report(path=f"p{n}", id=f"p{n}"), (), f"account-{n}")
    overview.write(Page(stream, Display(width=80), 80))
    lines = stream.getvalue().splitlines()
    assert len([line for line in lines if "account" in line]) == ACCOUNTS + 1
    assert "3 more accounts: 3 ready, 0 to fix first, 0 not checked" in lines[-1]


def test_posts_without_an_account_are_summed_up_too() -> None:
    stream = io.StringIO()
    overview = Overview(phrases("en"), "en")
    for path, account in (("a", "sunny"), ("b", ""), ("c", "")):
        overview.add(Report(path=path, id=path), (), account)
    overview.write(Page(stream, Display(width=80), 80))
    assert "no account named: 2 ready" in stream.getvalue() and "sunny: 1 ready" in stream.getvalue()


def test_the_names_of_the_worst_posts_stay_within_the_width(reports) -> None:
    overview, stream = Overview(phrases("zh"), "zh"), io.StringIO()
    for n in range(20):
        overview.add(
            replace(reports[0], path=f"calendar.csv:{n}", findings=reports[0].findings[:1]),
            causes_of(reports[0].findings[:1]),
        )
    overview.write(Page(stream, Display(language="zh", width=40, colour=False), 140))
    assert all(cells(line) <= 40 for line in stream.getvalue().splitlines())
