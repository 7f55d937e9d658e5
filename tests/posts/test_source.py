"""A text file of a post is read within bounds, or a sentence says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rednote_lint.model import Problem, SourceFile
from rednote_lint.posts.source import read_source


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 11)
    read = read_source(tmp_path / "a.md", limit=10)
    assert isinstance(read, Problem) and "is not read as text" in read.message.en
    assert isinstance(read_source(tmp_path / "a.md", limit=11), SourceFile)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_a_problem(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.md"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("needs pipes of POSIX")
        os.mkfifo(path)
    read = read_source(path)
    assert isinstance(read, Problem)
    assert path.as_posix() in read.message.en
