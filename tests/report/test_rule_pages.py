"""With `rule-pages` in the configuration, findings lead to the pages of their rules; without, to their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_baseline import BAD, Result, here, post

__all__ = ["here"]
PAGES = "https://example.com/r/{code}.html"
PAGE = "https://example.com/r/DV102.html"


def shown(format_: str, *more: str) -> str:
    result = Result("posts", "--format", format_, *more)
    assert result.error is None, result.error
    return result.out


def places() -> dict[str, Any]:
    """Return where each format leads for DV102."""
    findings = json.loads(shown("json"))["posts"][0]["findings"]
    (run,) = json.loads(shown("sarif"))["runs"]
    diagnostics = json.loads(shown("rdjson"))["diagnostics"]
    return {
        "json": next(one["page"] for one in findings if one["code"] == "DV102"),
        "sarif": next(one.get("helpUri") for one in run["tool"]["driver"]["rules"] if one["id"] == "DV102"),
        "rdjson": next(one["code"].get("url") for one in diagnostics if one["code"]["value"] == "DV102"),
    }


def test_findings_lead_to_the_page(here: Path) -> None:
    post("a.md", BAD)
    before = places()
    assert before["json"] is None and PAGE not in before.values()
    Path("rednote-lint.yaml").write_text(f"rule-pages: {PAGES}\n", encoding="utf-8")
    assert places() == {"json": PAGE, "sarif": PAGE, "rdjson": PAGE}
    assert f"[DV102](<{PAGE}>)" in shown("markdown") or f"[DV102]({PAGE})" in shown("markdown")
    assert PAGE in shown("junit") and PAGE in shown("full", "--verbose") and PAGE in Result("rule", "DV102").out
    assert PAGES in Result("config", "posts").out
    assert "rednote-lint rule DV102" in shown("full")


@pytest.mark.parametrize(
    "given",
    ["https://x.com/", "rules/{code}.html", "https://例.com/{code}", "https://x.com/ {code}", "javascript:{code}"],
)
def test_what_is_no_such_address_is_refused(here: Path, given: str) -> None:
    post("a.md", BAD)
    Path("rednote-lint.yaml").write_text(f"rule-pages: {json.dumps(given)}\n", encoding="utf-8")
    told = str(Result("posts").error)
    assert "rednote-lint.yaml:1:1" in told and "{code}" in told
