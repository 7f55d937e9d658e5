"""A suppression that ran out is told, with its finding or on a line of its own, and changes no verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run

HEADER = "---\nlint: {{ignore: [{{rule: {rule}, reason: checked, until: 2026-01-01}}]}}\nlong_text: true\n---\n{body}\n"


@pytest.mark.parametrize("form", ["full", "concise"])
def test_one_that_covers_no_finding_has_a_line_of_its_own(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.md").write_text(HEADER.format(rule="DV102", body="周末去公园走走"), encoding="utf-8")
    result = run("a.md", "--format", form, cwd=tmp_path)
    assert result.returncode == 0, result.stdout
    assert "DV102: the suppression ran out on 2026-01-01" in " ".join(result.stdout.split())
    assert "INCOMPLETE" not in result.stdout
    assert "Not checked" not in result.stdout


def test_json_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEADER.format(rule="DV102", body="周末去公园走走"), encoding="utf-8")
    (post,) = json.loads(run("a.md", "--format", "json", cwd=tmp_path).stdout)["posts"]
    (notice,) = post["notices"]
    assert (notice["what"], notice["location"]["path"]) == ("DV102", "a.md")
    assert not post["skipped"]
