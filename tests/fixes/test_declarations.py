from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.declarations import header_line, question
from rednote_lint.model import Bilingual, SourceFile, TextEdit
from rednote_lint.syntax.writer import spliced

from .made import post

KEYS = st.sampled_from(["title", "ai", "ai_generated", "tags", "media"])


def added(path: str, text: str, key: str = "ai", line: str = "ai:") -> str:
    made = header_line(SourceFile(path=path, text=text), key, line)
    assert not isinstance(made, Bilingual)
    return spliced(text, made)


@given(st.lists(KEYS, unique=True, max_size=4), KEYS, st.sampled_from(["\n", "\r\n"]))
def test_the_header_says_what_it_said_and_the_new_line(present: list[str], key: str, newline: str) -> None:
    front = "".join(f"{name}: 1 # why{newline}" for name in present)
    text = f"---{newline}{front}---{newline}正文{newline}"
    after = added("a.md", text, key, f"{key}: 2")
    assert after.endswith(f"---{newline}正文{newline}")
    assert yaml.safe_load(after.split("---")[1]) == {key: 2, **dict.fromkeys(present, 1)}
    assert after.count("# why") == len(present)
    assert added("a.md", after, key, f"{key}: 2") == after


@pytest.mark.parametrize("written", ["ai: true", "ai:", '"ai": false', "'ai': x", "ai : yes"])
def test_a_key_that_stands_there_is_not_asked_for_again(written: str) -> None:
    for path, text in (("a.md", f"---\n{written}\n---\n"), ("post.yaml", f"title: x\n{written}\n")):
        assert header_line(SourceFile(path=path, text=text), "ai", "ai:") == ()


@pytest.mark.parametrize("written", ["ai_generated: true", "# ai: true", "x: {ai: true}", "  ai: 1"])
def test_a_key_that_only_looks_alike_is_another(written: str) -> None:
    assert header_line(SourceFile(path="a.md", text=f"---\nt: 1\n---\nai: x\n{written}"), "ai", "ai:")


def test_a_comment_may_be_added_any_number_of_times() -> None:
    once = added("a.md", "---\n---\n", "", "# one")
    assert added("a.md", once, "", "# one").count("# one") == 2


@pytest.mark.parametrize("path", ["caption.txt", "a.csv", "a.jsonl", "a.srt", "a"])
def test_a_file_without_a_header_says_so(path: str) -> None:
    made = header_line(SourceFile(path=path, text="正文"), "ai", "ai:")
    assert isinstance(made, Bilingual)
    assert made.en and made.zh


def test_the_question_goes_where_the_declarations_stand() -> None:
    found = post("正文", path="caption.txt")
    header = SourceFile(path="post.yaml", text="title: x\n")
    both = post("正文", path="caption.txt", sources=(*found.sources, header), header=None)
    (asked,) = question(both, "ai")
    assert isinstance(asked, TextEdit) and asked.path == "post.yaml" and not asked.new_file
    from rednote_lint.model import Location

    declared = post("正文", path="caption.txt", sources=(*found.sources, header), header=Location(path="post.yaml"))
    edits = question(declared, "ai")
    assert not isinstance(edits, Bilingual)
    assert [edit.path for edit in edits] == ["post.yaml"]
    assert "true or false" in edits[0].new


def test_a_post_without_text_cannot_be_asked() -> None:
    assert isinstance(question(post("", sources=()), "ai"), Bilingual)
