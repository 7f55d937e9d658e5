"""docs/formats.md: every format is there, and its examples are what the formats write of these tests' findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rednote_lint.report import BINARY, FORMATS
from rednote_lint.report.tables.rows import COLUMNS

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats.md"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_every_format_has_its_row(document: str) -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| ", document, flags=re.MULTILINE))
    assert {*FORMATS, *BINARY} <= rows
    assert all(f"`{column}`" in document for column in COLUMNS)


@pytest.mark.parametrize(
    ("fence", "file"),
    [("text", "concise.en.txt"), ("text", "github.en.txt"), ("text", "csv.en.csv"), ("xml", "junit.en.xml")],
)
def test_examples_of_lines_are_real(document: str, fence: str, file: str) -> None:
    written = (GOLDEN / file).read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{fence}\n(.*?)^```", document, flags=re.MULTILINE | re.DOTALL)
    assert any(
        all(line.strip().removesuffix("</failure>").rstrip("…") in written for line in block.splitlines())
        for block in blocks
    )


def test_values_of_the_json_examples_are_real(document: str) -> None:
    for heading, file in (("SARIF", "sarif.en.json"), ("gitlab", "gitlab.en.json"), ("rdjson", "rdjson.en.json")):
        example = document.partition(f"\n## {heading}\n")[2].partition("```json\n")[2].partition("```")[0]
        written = re.sub(r"\s+", "", (GOLDEN / file).read_text(encoding="utf-8"))
        leaves = re.findall(r'"(?:\\.|[^"\\])*": (?:"(?:\\.|[^"\\…])*"|\d+|\[[\d., ]+\])', example)
        assert len(leaves) >= 5
        assert not [leaf for leaf in leaves if re.sub(r"\s+", "", leaf) not in written]
