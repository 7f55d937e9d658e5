"""Any bytes are text or a sentence that says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Problem, SourceFile
from rednote_lint.syntax.source import decode, encode

CHINESE = "今天去了京都，天气很好。\n第二行也有字。"


@given(st.binary(max_size=60))
def test_bytes_are_text_that_gives_them_back_or_a_problem(data: bytes) -> None:
    read = decode(data, "a.md")
    if isinstance(read, SourceFile):
        assert encode(read, read.text) == data
    else:
        assert read.message.en.startswith("a.md ") and read.message.zh.startswith("a.md ")
        assert read.remedy is not None
        assert read.where is not None and read.where.path == "a.md"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_chinese_is_read_in_its_encodings(encoding: str) -> None:
    read = decode(CHINESE.encode(encoding), "a.md")
    assert isinstance(read, SourceFile)
    assert (read.text, read.bom) == (CHINESE, encoding == "utf-8-sig")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("週末去了台北，夜市很好吃！\n下次還要再來。", "cp950"),
        ("臺灣自由行三天兩夜攻略", "cp950"),
        ("周末去了京都，夜市很好吃！下次还要再来。", "gb18030"),
        ("週末去了臺北，夜市很好吃！下次還要再來。", "gb18030"),
        ("好吃😋，下次还来", "gb18030"),
    ],
)
def test_big5_is_told_from_gb18030(text: str, encoding: str) -> None:
    read = decode(text.encode(encoding), "a.txt")
    assert isinstance(read, SourceFile)
    assert (read.text, read.encoding) == (text, encoding)


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
