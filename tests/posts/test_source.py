"""Any bytes are text or a sentence that says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Problem, SourceFile
from rednote_lint.posts.source import decode, read_source

CHINESE = "今天去了京都，天气很好。\n第二行也有字。"


@given(st.binary(max_size=60))
def test_bytes_are_text_that_gives_them_back_or_a_problem(data: bytes) -> None:
    read = decode(data, "a.md")
    if isinstance(read, SourceFile):
        mark = b"\xef\xbb\xbf" if read.bom else b""
        assert mark + read.text.encode(read.encoding) == data or read.encoding == "gb18030"
    else:
        assert read.message.en.startswith("a.md ") and read.message.zh.startswith("a.md ")
        assert read.remedy is not None
        assert read.where is not None and read.where.path == "a.md"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_chinese_is_read_in_its_encodings(encoding: str) -> None:
    read = decode(CHINESE.encode(encoding), "a.md")
    assert isinstance(read, SourceFile)
    assert (read.text, read.bom) == (CHINESE, encoding == "utf-8-sig")


def test_a_damaged_file_is_not_taken_for_another_encoding() -> None:
    data = CHINESE.encode().replace("第".encode(), b"\xff")
    read = decode(data, "a.md")
    assert isinstance(read, Problem)
    assert (read.line, read.column) == (2, 1)
    assert "0xff" in read.message.en


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_named_or_refused(encoding: str) -> None:
    read = decode("好 plain".encode(encoding), "a.md")
    assert isinstance(read, Problem)
    assert "UTF-16" in read.message.en or "NUL" in read.message.en


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
