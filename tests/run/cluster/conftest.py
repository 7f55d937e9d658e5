"""Posts that are checked on a cluster, and the reports that are compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rednote_lint.cli.app import run
from tests.media_made import save_png

FORMATS = ("json", "sarif", "csv", "markdown")
PATHS = ("posts.jsonl", "photos")
OUTPUTS = tuple(word for name in FORMATS for word in ("--output", f"{name}=rednote-lint.{name}"))


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = ({"id": f"n{n}", "body": f"加我微信 camp_day{n}，全网最佳"} for n in range(30))
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "posts.jsonl").write_text("\n".join([*lines, "{broken", ""]), encoding="utf-8")
    for number in range(4):
        folder = tmp_path / "photos" / str(number)
        folder.mkdir(parents=True)
        (folder / "caption.txt").write_text("今天去公园，最佳", encoding="utf-8")
        save_png(folder / "01.png")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(*arguments: str) -> list[bytes]:
    """Check the posts, and return the reports."""
    assert run(["check", *PATHS, "--quiet", *arguments, *OUTPUTS]) == 2
    return [Path(f"rednote-lint.{name}").read_bytes() for name in FORMATS]
