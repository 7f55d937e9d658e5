from __future__ import annotations

from rednote_lint.fixes.outcome import applied, refused, repairs_in
from rednote_lint.model import Severity

from .made import SAID, edit, offer

OFFER = offer(edit("abc", 0, 1, "x"), code="TX7", severity=Severity.INFO)


def test_a_refusal_names_the_finding_and_the_reason() -> None:
    told = refused(OFFER, SAID)
    assert (told.code, told.title, told.where, told.reason) == ("TX7", OFFER.fix.title, OFFER.where, SAID)


def test_files_that_were_written_are_named_once_in_order() -> None:
    told = applied(OFFER, ["b.md", "a.md", "b.md"], [SAID])
    assert told.written == ("b.md", "a.md")
    assert told.notes == (SAID,)
    assert (told.code, told.where) == ("TX7", OFFER.where)


def test_a_repair_that_two_findings_ask_for_counts_once() -> None:
    same = offer(edit("abc", 0, 1, "x"), code="TX8")
    other = offer(edit("abc", 1, 2, "x"), code="TX9")
    assert repairs_in([applied(each, ["a.md"]) for each in (OFFER, same, other)]) == 2
