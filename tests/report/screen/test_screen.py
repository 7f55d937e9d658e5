"""The screen answers first: verdict, causes by weight, what was not checked, the next command."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rednote_lint.model import Bilingual, Contents, Location, Report, Severity, Skipped
from rednote_lint.report.width import cells
from tests.reports_made import summed, written


def printed(reports, **display):
    return written("full", reports, summed(reports), **display)


CLEAN = Report(path="kyoto/", id="kyoto", contents=Contents(caption=True, images=3))


def test_the_first_word_is_the_verdict(reports):
    assert printed([CLEAN]).startswith("READY   kyoto/")
    assert printed(reports[:1]).startswith("NOT READY   serum/   2 things will likely get this limited, 2 to improve")
    assert printed(reports[2:]).startswith("NOT CHECKED   notes.jsonl:4")
    assert printed([CLEAN], language="zh").startswith("可以发   kyoto/")


def test_what_only_improves_does_not_hold_a_post_back(reports):
    tag = replace(CLEAN, findings=(reports[0].findings[2],))
    assert printed([tag]).startswith("READY   kyoto/   1 to improve")


def test_a_post_says_what_was_checked_and_what_was_not():
    skip = Skipped(what="kyoto/a.mp4", reason=Bilingual(en="it cannot be opened", zh="无法打开"))
    shown = printed([replace(CLEAN, skipped=(skip,))])
    assert "Checked      caption, 3 pictures" in shown
    assert "Not checked  kyoto/a.mp4: it cannot be opened" in shown
    assert shown.splitlines()[0] == "INCOMPLETE   kyoto/   1 thing not checked"


def test_carets_stand_under_everything_found_on_a_line_that_is_quoted_once(reports):
    claim = reports[0].findings[1]
    text = "best one, and best two"
    first = replace(claim, excerpt=replace(claim.excerpt, text=text, start=0, end=4), cause="AD101")
    second = replace(claim, excerpt=replace(claim.excerpt, text=text, start=14, end=18), cause="AD101")
    lines = printed([replace(CLEAN, findings=(first, second))], width=80).splitlines()
    quoted = next(index for index, line in enumerate(lines) if text in line)
    column = lines[quoted].index(text)
    assert lines[quoted + 1][column:].rstrip() == "^^^^          ^^^^"
    assert sum(text in line for line in lines) == 1


def test_ten_photos_are_one_line(reports):
    photo = reports[0].findings[4]
    photos = tuple(replace(photo, location=Location(path=f"kyoto/IMG_{n}.HEIC"), cause="FM101") for n in range(10, 20))
    shown = printed([replace(CLEAN, findings=photos)])
    assert "10 files: IMG_10–19.HEIC" in shown
    assert len(shown.splitlines()) <= 9


def test_a_batch_ends_with_sums_causes_and_the_worst_posts(reports):
    many = [*(replace(reports[0], path=f"p{n}/") for n in range(6)), CLEAN, reports[2]]
    end = printed(many).rpartition("1 ready")[2]
    assert "6 to fix first" in end and "1 not checked" in end
    assert "(6 posts)" in end and "AD101" in end
    assert "Worst posts" in end


def test_the_next_command_explains_the_gravest_rule(reports):
    assert "rednote-lint rule AD101" in printed(reports[:1])
    assert "rednote-lint rule" not in printed([CLEAN])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 140])
def test_lines_fit_the_terminal(reports, language, width):
    for line in printed(reports, language=language, width=width).splitlines():
        assert cells(line) <= width, line


def test_nothing_named_is_said(reports):
    assert printed([]) == "No posts to check.\n"


def test_no_character_of_a_post_reaches_the_terminal_raw(reports):
    assert all(char.isprintable() or char == "\n" for char in printed(reports, explain=True))


def test_quiet_keeps_verdict_and_headlines(reports):
    shown = printed(reports[:1], show_why=False)
    assert "NOT READY" in shown and "absolute claim" in shown and "^^^" not in shown and "→" not in shown


def test_posts_that_are_ready_are_counted_in_a_batch_of_many(reports):
    tag = next(finding for finding in reports[0].findings if finding.severity is Severity.INFO)
    ready = [replace(CLEAN, path=f"p{n}/", findings=(tag,)) for n in range(40)]
    shown = printed([*ready[:2], *reports[:1], *ready[2:]])
    assert "READY   p" not in shown and "NOT READY   serum/" in shown
    assert "40 ready" in shown and f"{tag.message.en} (41 posts)" in shown
    assert shown.count("Tidy up") == 2


def test_few_posts_are_shown_in_their_order(reports):
    tag = next(finding for finding in reports[0].findings if finding.severity is Severity.INFO)
    ready = [replace(CLEAN, path=f"p{n}/", findings=(tag,)) for n in range(4)]
    shown = printed([*ready[:2], *reports[:1], *ready[2:]])
    starts = ["READY   p0/", "READY   p1/", "NOT READY   serum/", "READY   p2/", "READY   p3/"]
    places = [shown.index(start) for start in starts]
    assert places == sorted(places)
