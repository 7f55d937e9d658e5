"""A removal that would leave nothing is not made: no empty tag, no empty row, and the findings are reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run

ROWS = "周末露营,周末去郊外露营。,露营\n"
POSTS = {
    "tags.md": (
        '---\ntitle: 周末露营\ntags: [a.b@example.com, "13800138000", 微信abc12345]\n---\n周末去郊外露营。\n',
        {"DV101", "DV102", "DV104"},
    ),
    "row.csv": (f"title,body,tags\n加微信abc12345,加微信abc12345,微信abc12345\n{ROWS}", {"DV102"}),
    "body.csv": ("body\n加微信abc12345\n周末去郊外露营。\n", {"DV102"}),
}


@pytest.mark.parametrize("name", POSTS)
def test_what_would_leave_nothing_stays_and_is_reported(name: str, tmp_path: Path) -> None:
    text, codes = POSTS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run(name, "--fix", "--unsafe-fixes", "--format", "json", "--lang", "en", cwd=tmp_path)
    posts = json.loads(result.stdout)["posts"]
    found = {finding["code"] for post in posts for finding in post["findings"]}
    assert (result.returncode, found & codes) == (1, codes)
    assert [problem for post in posts for problem in post["problems"]] == []
    assert "undo" not in result.stderr
    assert "has changed" not in result.stderr
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_a_tag_that_is_removed_takes_its_place_in_the_list_along(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"title,body,tags\n{ROWS.strip()};露营;露营\n", encoding="utf-8")
    run("a.csv", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == f"title,body,tags\n{ROWS}"
