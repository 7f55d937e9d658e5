import pytest
from msgspec.structs import replace

from rednote_lint.model import Bilingual, Report, Summary
from rednote_lint.report.width import cells
from tests.reports_made import written


def printed(reports, **display):
    return written("full", reports, verbose=True, **display)


def test_a_clean_post_takes_no_line():
    assert printed([Report(path="kyoto/", id="kyoto")]) == ""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_fit_the_terminal(reports, language, width):
    for line in printed(reports, language=language, width=width).splitlines():
        assert cells(line) <= width or line.strip().startswith(("-->", "https://"))


def test_a_reason_is_told_once_in_a_post_and_again_in_the_next(reports):
    once = printed(reports[:1])
    assert once.count("the advertising law names such") == 1 and once.count("as above") == 1
    assert printed([reports[0], reports[0]]).count("the advertising law names such") == 2


def test_reasons_and_sources_can_be_left_out(reports):
    shown = printed(reports, show_why=False)
    assert "advertising law" not in shown and "example.org" not in shown and "“最佳” is an absolute claim" in shown


def test_vetoes_are_shown_on_request_only(reports):
    assert "最佳赏味期" not in printed(reports)
    assert "allows “最佳”: “最佳赏味期” covers it" in printed(reports, explain=True)


def test_what_was_seen_is_not_said_twice(reports):
    assert "found   TikTok @sunny.days" in printed(reports)
    mark = next(finding for finding in reports[0].findings if finding.code == "WM101")
    said = replace(mark, message=Bilingual(en="Mark of TikTok @sunny.days", zh="TikTok @sunny.days 水印"))
    for language in ("en", "zh"):
        assert printed([Report(path="a", id="a", findings=(said,))], language=language).count("@sunny.days") == 1


def test_problems_come_with_their_remedy(reports):
    assert "error notes.jsonl:4:17\n  The row is no JSON object\n  help    Write one object per line" in printed(
        reports
    )


def test_a_pipe_is_as_wide_as_columns_says(reports, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert printed(reports) == printed(reports, width=60)
    monkeypatch.setenv("COLUMNS", "wide")
    assert printed(reports) == printed(reports, width=100)


def test_no_character_of_a_post_reaches_the_terminal_raw(reports):
    shown = printed(reports, explain=True)
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert "[red]真的[/red]␛[31m" in shown


def test_the_closing_line_says_clean_only_when_it_is(summary):
    assert written("full", (), Summary().plus(Report(path="a", id="a")), verbose=True) == "No findings in 1 post.\n"
    assert "Not checked: WM103, WM104" in written("full", (), summary, verbose=True)
