"""rdjson: the official schema holds, suggestions are what a click puts in."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec

from rednote_lint.model import Bilingual, Fix, Notice, Report, Summary, TextEdit, TextRange
from rednote_lint.report import RunInfo
from tests.reports_made import written
from tests.schemas import schema


def diagnostics(*given: Any, **more: Any) -> list[dict[str, Any]]:
    return list(json.loads(written("rdjson", *given, **more))["diagnostics"])


def test_the_official_schema_holds(reports: tuple[Report, ...], summary: Summary) -> None:
    rules = json.loads(schema("rdjson.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(rules)
    interrupted = msgspec.structs.replace(summary, interrupted=True, hidden=1)
    noted = summary.noted((Notice(what="known.json", reason=Bilingual(en="1 is gone", zh="少了 1 处")),))
    for told, sums in ((reports, summary), ((), Summary()), (reports, interrupted), ((), noted)):
        validator.validate(json.loads(written("rdjson", told, sums, explain=True)))


def test_columns_count_bytes(reports: tuple[Report, ...]) -> None:
    told = next(entry for entry in diagnostics(reports, Summary()) if entry["severity"] == "ERROR")
    place = {"start": {"line": 7, "column": 13}, "end": {"line": 7, "column": 19}}
    assert told["location"] == {"path": "serum/post.md", "range": place}
    assert told["suggestions"] == [{"range": place, "text": "很不错"}, {"range": place, "text": "我个人很喜欢"}]


def test_an_edit_wider_than_its_finding_is_a_suggestion_of_its_own(reports: tuple[Report, ...]) -> None:
    finding = reports[0].findings[0]
    assert finding.fix is not None
    edit = TextEdit(path="serum/post.md", range=TextRange(22, 30), old="全网最佳防晒😎 ", new="")
    fix = Fix(title=finding.fix.title, safety=finding.fix.safety, edits=(edit,))
    report = Report(path="p/", id="p", findings=(msgspec.structs.replace(finding, fix=fix, suggestions=()),))
    (suggestion,) = diagnostics([report], Summary())[0]["suggestions"]
    assert suggestion == {
        "range": {"start": {"line": 7, "column": 7}, "end": {"line": 7, "column": 7 + 3 * 6 + 4 + 1}},
        "text": "",
    }


def test_an_edit_that_takes_the_end_of_the_line_ends_on_the_next(reports: tuple[Report, ...]) -> None:
    finding = reports[0].findings[1]
    excerpt, where = finding.excerpt, finding.location.text
    assert excerpt is not None and where is not None
    rest = excerpt.text[excerpt.start :] + "\r\n下"
    edit = TextEdit(path="serum/post.md", range=TextRange(where.start, where.start + len(rest)), old=rest, new="")
    fix = Fix(title=finding.message, safety=reports[0].findings[0].fix.safety, edits=(edit,))  # type: ignore[union-attr]
    report = Report(path="p/", id="p", findings=(msgspec.structs.replace(finding, fix=fix),))
    (suggestion,) = diagnostics([report], Summary())[0]["suggestions"]
    assert suggestion["range"]["end"] == {"line": 9, "column": 4}


def test_what_is_no_finding_is_an_info_and_a_problem_an_error(reports: tuple[Report, ...], summary: Summary) -> None:
    told = diagnostics(reports, summary, explain=True)
    infos = " ".join(entry["message"] for entry in told if entry["severity"] == "INFO")
    for part in ("a count, no claim", "marks are not looked for yet", "“最佳赏味期” covers it", "covers nothing"):
        assert part in infos
    assert any("The row is no JSON object" in entry["message"] for entry in told if entry["severity"] == "ERROR")


def test_paths_start_from_the_working_directory(reports: tuple[Report, ...]) -> None:
    run = RunInfo(here="/repo/posts", repository="/repo", roots=("/repo/posts/serum",))
    assert {entry["location"]["path"] for entry in diagnostics(reports, Summary(), run=run)} <= {
        "serum/post.md",
        "notes.jsonl",
        "serum",
    }
