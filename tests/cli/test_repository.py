"""The root of the repository around the working directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.cli.repository import root_of


def test_the_nearest_folder_with_git_is_the_root(tmp_path: Path) -> None:
    here = tmp_path / "repo" / "posts"
    here.mkdir(parents=True)
    (tmp_path / "repo" / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    assert root_of(here) == (tmp_path / "repo").resolve()


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_the_pipeline_says_where_it_checked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    (tmp_path / "a" / ".git").mkdir()
    monkeypatch.setenv(name, str(tmp_path))
    assert root_of(here) == tmp_path.resolve()
    monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert root_of(here) == (tmp_path / "a").resolve()
