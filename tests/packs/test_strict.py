"""Our own YAML is read strictly, and every mistake is said in words of YAML, with its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import Record
from rednote_lint.packs.strict import MAX_BYTES, nearest, parse_yaml, read_text, read_yaml


class Inner(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limit: int = 0
    words: tuple[str, ...] = ()


class Outer(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    parts: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = {}


def convert(text: str) -> Any:
    file = parse_yaml(text, "a.yaml")
    return file.convert(file.tree.value, Outer, ())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("name: x\nparts:\n- limit: many\n", "a.yaml:3:10", "whole number"),
        ("name: x\nparts:\n- limit: 1\n  wrods: [a]\n", "a.yaml:4:3", "unknown key `wrods`"),
        ("name: x\nparts: 7\n", "a.yaml:2:8", "list"),
        ("name: [x]\n", "a.yaml:1:7", "text"),
        ("name: x\nnmae: y\n", "a.yaml:2:1", "unknown key `nmae`"),
        ("parts: []\n", "a.yaml:1:1", "name"),
    ],
)
def test_a_mistake_is_named_at_its_place(text: str, place: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        convert(text)
    assert caught.value.place == place
    assert message in caught.value.message


def test_what_is_right_is_read() -> None:
    read = convert("name: x\nparts: [{limit: 3, words: [a, b]}]\nby_name: {k: {limit: 4}}\n")
    assert read == Outer(name="x", parts=(Inner(limit=3, words=("a", "b")),), by_name={"k": Inner(limit=4)})


@pytest.mark.parametrize(
    ("word", "valid", "said"),
    [
        ("severty", ["severity", "name"], "did you mean `severity`?"),
        ("zzz", ["b", "a"], "valid here: a, b"),
        ("zzz", [], ""),
    ],
)
def test_the_nearest_word_is_offered_else_all(word: str, valid: list[str], said: str) -> None:
    assert nearest(word, valid).en == said


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"name: \xff\xfe", "not UTF-8"), (b"name: [x", "a.yaml:"), (b"a: 1\na: 2\n", "a.yaml:2")],
)
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_yaml(tmp_path / "a.yaml")
    assert message in str(caught.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UserError, match="larger than 5 MB"):
        read_text(tmp_path / "a.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes of POSIX")
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_a_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(UserError) as caught:
        read_text(path)
    assert caught.value.place == str(path)


def test_a_mark_of_byte_order_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: x\n")
    assert read_text(tmp_path / "a.yaml") == "name: x\n"
