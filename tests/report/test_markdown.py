"""A comment for a pull request: what a caption holds stays text, and a long report says what it leaves out."""

from __future__ import annotations

import msgspec
import pytest

from rednote_lint.model import Bilingual, Report, Summary
from rednote_lint.report.markdown import MARK, ROOM, escaped
from tests.reports_made import summed, written


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@nina", "@&#8203;nina"),
        ("[x](https://a.b)", "&#91;x&#93;(https&#58;//a.b)"),
        ("<img src=x>", "&#60;img src=x&#62;"),
        ("a|b", "a&#124;b"),
        ("#12 **x** `y`", "&#35;12 &#42;&#42;x&#42;&#42; &#96;y&#96;"),
        ("www.a.b :smile:", "www&#46;a.b &#58;smile:"),
        ("&lt; $x$", "&#38;lt; &#36;x&#36;"),
        ("a\nb\x1b", "a b␛"),
    ],
)
def test_other_peoples_words_are_no_markup(typed: str, shown: str) -> None:
    assert escaped(typed) == shown


def test_the_verdict_stands_first_below_the_mark(reports: tuple[Report, ...], summary: Summary) -> None:
    first, second, *_ = written("markdown", reports, summary).splitlines()
    assert (first, second) == (MARK, "## rednote-lint: NOT CHECKED")
    assert "READY" in written("markdown", reports[1:2], summed(reports[1:2])).splitlines()[1]
    assert "NOT READY" in written("markdown", reports[:1], summed(reports[:1])).splitlines()[1]


def test_each_row_has_four_cells_whatever_is_in_them(reports: tuple[Report, ...]) -> None:
    hostile = Bilingual(en="a | b \\| c\n| d", zh="a|b")
    finding = msgspec.structs.replace(reports[0].findings[4], message=hostile)
    where = msgspec.structs.replace(finding.location, path="se|rum/`02`.jpg")
    report = Report(path="p/", id="p", findings=(msgspec.structs.replace(finding, location=where),))
    row = next(line for line in written("markdown", [report], Summary()).splitlines() if "FM101" in line)
    assert row.replace(r"\|", "").count("|") == 5


def test_a_long_report_says_how_much_is_left_out(reports: tuple[Report, ...]) -> None:
    posts = tuple(msgspec.structs.replace(reports[0], path=f"post-{number}/") for number in range(200))
    text = written("markdown", posts, summed(posts))
    assert len(text) <= 65_536 and ROOM < 65_536
    rows = sum(line.startswith(("| **", "| info", "| warning")) for line in text.splitlines())
    asides = sum(line.startswith("- Suppressed") for line in text.splitlines())
    assert f"{200 * 6 - rows - asides} more lines do not fit" in text


def test_what_was_not_checked_and_suppressed_is_told(reports: tuple[Report, ...], summary: Summary) -> None:
    text = written("markdown", reports, summary, explain=True)
    for part in ("marks are not looked for yet", "a count, no claim", "covers nothing", "最佳赏味期"):
        assert part in text
    interrupted = msgspec.structs.replace(summary, interrupted=True)
    assert "INTERRUPTED" in written("markdown", reports, interrupted)
