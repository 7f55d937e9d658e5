"""SARIF: the official schema holds, every result has a line of text, media and boxes stand beside it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from rednote_lint.model import Bilingual, Notice, Report, Severity, Summary, SuppressedBy
from rednote_lint.report import RunInfo
from tests.reports_made import written
from tests.schemas import schema


def run_of(*given: Any, **more: Any) -> dict[str, Any]:
    log = json.loads(written("sarif", *given, **more))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return dict(log["runs"][0])


@pytest.mark.parametrize("explain", [True, False])
def test_the_official_schema_holds(reports: tuple[Report, ...], summary: Summary, explain: bool) -> None:
    rules = json.loads(schema("sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(rules, format_checker=jsonschema.FormatChecker())
    run = RunInfo(here="/repo/posts", repository="/repo", roots=("serum",), version="1.2.3")
    interrupted = msgspec.structs.replace(summary, interrupted=True, hidden=2, hidden_below=Severity.ERROR)
    noted = summary.noted((Notice(what="known.json", reason=Bilingual(en="1 is gone", zh="少了 1 处")),))
    for told, sums in ((reports, summary), ((), Summary()), (reports[:1], interrupted), ((), noted)):
        validator.validate(json.loads(written("sarif", told, sums, run=run, explain=explain)))


def test_every_result_has_a_line_of_a_text_file_and_a_fingerprint(reports: tuple[Report, ...]) -> None:
    for result in run_of(reports, Summary())["results"]:
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "serum/post.md"
        assert place["physicalLocation"]["region"]["startLine"] >= 1
        assert result["partialFingerprints"]["rednoteLint/v1"]


def test_a_medium_stands_beside_the_line_that_names_it(reports: tuple[Report, ...]) -> None:
    clip = run_of(reports, Summary())["results"][3]
    place = clip["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 4}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "serum/clip.mp4#t=3.2,7.8&xywh=812,1650,220,90"
    beside = [entry["physicalLocation"]["artifactLocation"]["uri"] for entry in clip["relatedLocations"]]
    assert beside == ["serum/clip.mp4", "serum/01.jpg"]
    assert clip["attachments"][0]["rectangles"] == [{"left": 812, "top": 1650, "right": 1032, "bottom": 1740}]
    assert (clip["properties"]["box"], clip["properties"]["timeRange"]) == ([812, 1650, 220, 90], [3.2, 7.8])


def test_the_rules_that_spoke_are_described_once(reports: tuple[Report, ...]) -> None:
    run = run_of(reports, Summary())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["AD101", "FM401", "WM101", "FM101"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert rules[0]["help"]["markdown"].endswith("[广告法 第九条第三项](https://example.org/advertising-law)")


def test_what_was_suppressed_carries_its_reason(reports: tuple[Report, ...]) -> None:
    (entry,) = reports[0].suppressed
    for by, kind in ((SuppressedBy.DIRECTIVE, "inSource"), (SuppressedBy.BASELINE, "external")):
        report = Report(path="p/", id="p", suppressed=(msgspec.structs.replace(entry, by=by),))
        (result,) = run_of([report], Summary())["results"]
        (suppression,) = result["suppressions"]
        assert (suppression["kind"], suppression["justification"]) == (kind, "a count, no claim")


def test_problems_and_what_was_not_checked_are_notifications(reports: tuple[Report, ...], summary: Summary) -> None:
    (invocation,) = run_of(reports, summary)["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [note["level"] for note in told].count("error") == 1
    assert {"WM103", "WM104", "serum/02.jpg", "AD1"} <= {note["properties"]["what"] for note in told}
    (problem,) = (note for note in told if note["level"] == "error")
    assert problem["locations"][0]["physicalLocation"]["region"]["startLine"] == 4


def test_a_bracket_in_a_caption_is_no_link(reports: tuple[Report, ...]) -> None:
    text = "[red] [free](https://evil.example) [red]"
    finding = msgspec.structs.replace(reports[0].findings[0], message=Bilingual(en=text, zh=text))
    (result,) = run_of([Report(path="p/", id="p", findings=(finding,))], Summary())["results"]
    assert result["message"]["text"] == r"[red] \[free](https://evil.example) [red]"


def test_a_post_without_a_text_file_stands_for_itself(reports: tuple[Report, ...]) -> None:
    bare = Report(path="clip.mp4", id="clip", findings=(reports[0].findings[3],))
    (result,) = run_of([bare], Summary())["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == ("serum/clip.mp4", {"startLine": 1})
