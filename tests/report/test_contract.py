"""The schema that is printed holds the JSON that is written."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from rednote_lint.model import Bilingual, Notice, Report, Summary
from rednote_lint.report.contract import report_schema
from tests.cli.test_commands import run
from tests.reports_made import written


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_schema_holds_the_report(reports: tuple[Report, ...], summary: Summary, language: str) -> None:
    validator = jsonschema.Draft202012Validator(report_schema())
    interrupted = msgspec.structs.replace(summary, interrupted=True)
    noted = summary.noted((Notice(what="known.json", reason=Bilingual(en="1 is gone", zh="少了 1 处")),))
    for told, sums in ((reports, summary), ((), Summary()), (reports, interrupted), (reports, noted)):
        for explain in (True, False):
            validator.validate(json.loads(written("json", told, sums, language=language, explain=explain)))


def test_the_schema_refuses_a_report_with_a_field_missing(reports: tuple[Report, ...], summary: Summary) -> None:
    whole = json.loads(written("json", reports, summary))
    del whole["posts"][0]["findings"][0]["severity"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(report_schema()).validate(whole)


def test_a_real_run_is_held_to_the_schema_that_the_program_prints(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("想要清单的加我微信 camp_day88", encoding="utf-8")
    printed = json.loads(run("schema", "report", cwd=tmp_path).stdout)
    assert printed == report_schema()
    jsonschema.Draft202012Validator.check_schema(printed)
    result = run("a.txt", "--format", "json", "--explain", cwd=tmp_path)
    jsonschema.Draft202012Validator(printed).validate(json.loads(result.stdout))


def test_fields_of_version_one_stay() -> None:
    fields = set(report_schema()["$defs"]["FoundOne"]["required"])  # type: ignore[index]
    assert {"code", "name", "pack", "severity", "confidence", "message", "evidence", "location", "fix"} <= fields
