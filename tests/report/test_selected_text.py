"""The columns of each format select exactly the evidence: computed here from the bytes of real files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import run
from tests.report.test_github import commands

FAMILY = "👨‍👩‍👧‍👦"
PLAIN = f"""---
title: {FAMILY}三天两夜𠮷野家
---
😀{FAMILY}\t想要清单的加我微信 camp_day88，👩🏽‍🚀加我微信 lake_day99！
\t\t全网最佳防晒👍🏽，史上最便宜 e\u0301 国家级
第三行𝒳 全网最低价{FAMILY}
"""
FORMS = ("json", "sarif", "rdjson", "github")
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@pytest.fixture(scope="module", params=[*ENDS, "bom"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one run says of one post in each of the formats, and the lines of its file."""
    folder = Path(tmp_path_factory.mktemp("post 三天"))
    text = PLAIN.replace("\n", ENDS.get(request.param, "\r\n"))
    start = b"\xef\xbb\xbf" if request.param == "bom" else b""
    (folder / "post.md").write_bytes(start + text.encode("utf-8"))
    outputs = [f"--output={name}={name}.out" for name in FORMS]
    result = run("post.md", "--isolated", "--select", "AD,DV", "--lang", "en", *outputs, cwd=folder)
    assert result.returncode == 1, result.stderr
    read = {
        name: (folder / f"{name}.out").read_text(encoding="utf-8") for name in ("json", "sarif", "rdjson", "github")
    }
    findings = json.loads(read["json"])["posts"][0]["findings"]
    assert {"加我微信 camp_day88", "微信 camp_day88"} & {finding["evidence"] for finding in findings}
    assert len(findings) >= 4
    return {**read, "findings": findings, "lines": re.split("\r\n|\n|\r", text), "text": text}


def first_of(finding: Any) -> str:
    """Return the evidence at the place of a finding; what adds up several hints quotes those of other places too."""
    return str(finding["evidence"]).split(" … ")[0]


def test_sarif_counts_utf_16_code_units(told: dict[str, Any]) -> None:
    run_ = json.loads(told["sarif"])["runs"][0]
    assert run_["columnKind"] == "utf16CodeUnits"
    results = [result for result in run_["results"] if "suppressions" not in result]
    for finding, result in zip(told["findings"], results, strict=True):
        place = result["locations"][0]["physicalLocation"]["region"]
        assert place["startLine"] == place["endLine"]
        line = told["lines"][place["startLine"] - 1].encode("utf-16-le")
        selected = line[2 * (place["startColumn"] - 1) : 2 * (place["endColumn"] - 1)].decode("utf-16-le")
        assert (result["ruleId"], selected) == (finding["code"], first_of(finding))


def test_rdjson_counts_utf_8_bytes(told: dict[str, Any]) -> None:
    entries = [
        entry for entry in json.loads(told["rdjson"])["diagnostics"] if "end" in entry["location"].get("range", {})
    ]
    for finding, entry in zip(told["findings"], entries, strict=True):
        assert (entry["code"]["value"], _bytes(told["text"], entry["location"]["range"])) == (
            finding["code"],
            first_of(finding),
        )


def test_a_suggestion_stands_where_the_fix_would_write(told: dict[str, Any]) -> None:
    """The characters that a suggestion replaces are those that the edit of the JSON report names."""
    checked = 0
    text = told["text"]
    entries = [entry for entry in json.loads(told["rdjson"])["diagnostics"] if entry.get("suggestions")]
    fixed = [finding for finding in told["findings"] if finding["suggestions"] or (finding["fix"] or {}).get("edits")]
    for finding, entry in zip(fixed, entries, strict=True):
        edits = finding["fix"]["edits"] if finding["fix"] else []
        if len(edits) == 1:
            edit = edits[0]
            assert text[edit["start"] : edit["end"]] == edit["old"]
            assert _bytes(told["text"], entry["suggestions"][0]["range"]) == edit["old"]
            checked += 1
    assert checked


def test_github_counts_characters(told: dict[str, Any]) -> None:
    places = [place for _, place, _ in commands(told["github"]) if "col" in place]
    for finding, place in zip(told["findings"], places, strict=True):
        line = told["lines"][int(place["line"]) - 1]
        assert line[int(place["col"]) - 1 : int(place["endColumn"]) - 1] == first_of(finding)


def _bytes(text: str, place: dict[str, Any]) -> str:
    """Return what stands between two positions of a text, over line ends."""
    starts = [0, *(len(text[: match.end()].encode("utf-8")) for match in re.finditer("\r\n|\n|\r", text))]
    start, end = (starts[place[edge]["line"] - 1] + place[edge]["column"] - 1 for edge in ("start", "end"))
    return text.encode("utf-8")[start:end].decode("utf-8")
