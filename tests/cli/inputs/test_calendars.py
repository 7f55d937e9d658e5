"""Calendars on the command line: what `--map` and the configuration say of headings, cells in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rednote_lint.cli.app import app
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import UserError
from tests.media_made import save_png, scene
from tests.workbooks_made import workbook

Lint = Callable[..., Result]
INVITES = "想要清单的加我微信 camp_day88"


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--no-ocr"], standalone_mode=False)

    return run


@pytest.fixture(autouse=True)
def calendar(tmp_path: Path) -> Path:
    rows = [("选题", "脚本", "排期"), ("周末露营清单", f"第一行\n{INVITES}", "后天"), ("京都慢旅行", "慢慢走", None)]
    return workbook(tmp_path / "c.xlsx", rows)


MAPPED = ("--map", "title=选题", "--map", "body=脚本")


def test_a_mapping_on_the_command_line_and_in_a_configuration(lint: Lint, tmp_path: Path) -> None:
    assert "has no sheet whose headings" in " ".join(lint("check", "c.xlsx", "--format", "concise").stdout.split())
    said = lint("check", "c.xlsx", *MAPPED, "--format", "concise").stdout
    (tmp_path / "rednote-lint.yaml").write_text("columns: {title: 选题, body: [脚本, 正文]}\n", encoding="utf-8")
    assert lint("check", "c.xlsx", "--format", "concise").stdout == said
    assert "c.xlsx:B2: error DV102" in said and "c.xlsx:C2: error" in said
    assert "c.xlsx:3" in lint("check", "c.xlsx", "--show-files").stdout


@pytest.mark.parametrize(
    ("mapping", "said"), [("选题", "FIELD=HEADING"), ("titel=选题", "no field of a post"), ("title=", "FIELD=HEADING")]
)
def test_a_mapping_that_says_nothing_is_refused(lint: Lint, mapping: str, said: str) -> None:
    error = lint("check", "c.xlsx", "--map", mapping).exception
    assert isinstance(error, UsageError) and said in str(error)


def test_an_unknown_field_in_a_configuration_is_refused_at_its_line(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "rednote-lint.yaml").write_text("client: web\ncolumns: {titel: 选题}\n", encoding="utf-8")
    error = lint("check", "c.xlsx").exception
    assert isinstance(error, UserError) and "titel" in str(error) and ":2:" in str(error)


def test_every_format_names_the_cell(lint: Lint) -> None:
    formats = ("json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "csv", "concise", "full")
    said = {name: lint("check", "c.xlsx", *MAPPED, "--format", name).stdout for name in formats}
    for name in ("junit", "markdown", "csv", "concise", "full"):
        assert "B2" in said[name], name
    found = json.loads(said["json"])["posts"][0]
    assert {finding["location"].get("cell") for finding in found["findings"]} >= {"B2"}
    assert [(one["location"]["line"], one["location"]["cell"]) for one in found["problems"]] == [(2, "C2")]
    region = next(
        result["locations"][0]["physicalLocation"]["region"]
        for result in json.loads(said["sarif"])["runs"][0]["results"]
        if result["ruleId"] == "DV102"
    )
    assert region["startLine"] == 2


def test_a_fix_changes_no_workbook(lint: Lint, calendar: Path) -> None:
    before = calendar.read_bytes()
    lint("check", "c.xlsx", *MAPPED, "--fix", "--unsafe-fixes")
    assert calendar.read_bytes() == before
    said = lint("check", "c.xlsx", *MAPPED, "--format", "json").stdout
    fixes = [finding["fix"] for post in json.loads(said)["posts"] for finding in post["findings"] if finding["fix"]]
    assert fixes and all(not fix["edits"] and "never written to" in fix["title"] for fix in fixes)


def test_remote_media_are_checked_where_that_was_typed(lint: Lint, tmp_path: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.pipe("/bucket/一.png", save_png(tmp_path / "一.png", scene(40, 40)).read_bytes())
    (tmp_path / "m.csv").write_text("标题,图片\n一,memory://bucket/一.png\n", encoding="utf-8")
    refused = lint("check", "m.csv", "--format", "concise")
    assert refused.return_value == 2 and "`--remote memory://bucket/` allows it" in refused.stdout
    for more in ((), ("--no-cache",), ("-j", "1")):
        found = lint("check", "m.csv", "--remote", "memory://bucket/", "--format", "concise", *more)
        assert "FM310" in found.stdout and found.return_value == 0, more
    assert isinstance(lint("check", "m.csv", "--remote", "https://bucket/").exception, UsageError)
    store.store.clear()


def test_a_baseline_of_a_workbook(lint: Lint, tmp_path: Path) -> None:
    workbook(tmp_path / "c.xlsx", [("标题", "正文"), ("周末露营清单", INVITES)])
    lint("baseline", "create", "c.xlsx")
    assert lint("check", "c.xlsx").return_value == 0
    workbook(tmp_path / "c.xlsx", [("标题", "正文"), ("新", "买它"), ("周末露营清单", INVITES)])
    assert lint("check", "c.xlsx").return_value == 0
