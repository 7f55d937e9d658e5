"""JUnit XML: the schema of the Jenkins plugin holds; the sums of each suite are those of its cases."""

from __future__ import annotations

from typing import Any

import msgspec
from lxml import etree

from rednote_lint.model import Bilingual, Notice, Omission, Report, Severity, Skipped, Summary
from tests.reports_made import summed, written
from tests.schemas import schema


def document(*given: Any, **more: Any) -> etree._Element:
    return etree.fromstring(written("junit", *given, **more).encode("utf-8"))


def test_the_schema_holds(reports: tuple[Report, ...], summary: Summary) -> None:
    rules = etree.XMLSchema(etree.parse(schema("junit-10.xsd")))
    interrupted = msgspec.structs.replace(summary, interrupted=True)
    noted = summary.noted((Notice(what="known.json", reason=Bilingual(en="1 is gone", zh="少了 1 处")),))
    for told, sums in ((reports, summary), ((), Summary()), (reports, interrupted), ((), noted)):
        rules.assertValid(document(told, sums, explain=True))


def test_a_suite_is_a_post_and_counts_its_cases(reports: tuple[Report, ...], summary: Summary) -> None:
    suites = document(reports, summary).findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["serum/", "kyoto/", "notes.jsonl:4 [id 4]"]
    for suite in suites:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == len(suite.findall(f"testcase/{tag}"))


def test_a_case_is_a_rule_with_all_its_findings(reports: tuple[Report, ...]) -> None:
    case = document(reports, Summary()).find(".//testcase[@name='AD101 absolute-best']")
    assert case is not None
    failure = case.find("failure")
    assert failure is not None and failure.text is not None
    assert failure.get("message") == "“最佳” is an absolute claim (+1)"
    assert "serum/post.md:7:5: error" in failure.text and "serum/post.md:8:17: error" in failure.text


def test_a_clean_post_passes_one_that_was_not_checked_in_full_does_not(reports: tuple[Report, ...]) -> None:
    skip = Skipped(what="01.jpg", reason=Bilingual(en="it is empty", zh="空文件"), omission=Omission.FAILURE)
    unread = Report(path="p/", id="p", skipped=(skip,))
    (clean,), (other,) = (suite.findall("testcase") for suite in document([reports[1], unread], Summary()))
    assert (clean.get("name"), len(clean)) == ("no findings", 0)
    assert other[0].tag == "error" and "it is empty" in other[0].get("message", "")


def test_what_was_suppressed_is_skipped_with_its_reason(reports: tuple[Report, ...]) -> None:
    skipped = document(reports, Summary()).find(".//testcase[@name='AD101 (suppressed)']/skipped")
    assert skipped is not None and "a count, no claim" in skipped.get("message", "")


def test_what_is_below_the_minimum_is_counted(reports: tuple[Report, ...]) -> None:
    root = document(reports, summed(reports), min_severity=Severity.WARNING)
    assert "1 finding below “warning” not shown" in (root.findtext(".//system-out") or "")


def test_an_interrupted_run_fails(summary: Summary) -> None:
    root = document((), msgspec.structs.replace(summary, interrupted=True))
    assert root.find(".//error[@type='interrupted']") is not None
