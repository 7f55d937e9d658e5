"""Suppressions go into a header and out of it; every other character stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rednote_lint.fixes.directives.adding import Suppression, _into
from rednote_lint.fixes.directives.removal import removal
from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit
from rednote_lint.posts import discover
from rednote_lint.syntax.writer import spliced

ONE = "{rule: AD101, reason: a}"
TWO = "{rule: DV102, reason: b, asset: 01.jpg}"
BODY = "---\n正文 👨‍👩‍👧\n"


def post_of(folder: Path, name: str, text: str) -> Post:
    (folder / name).write_bytes(text.encode())
    (post,) = discover([folder / name])
    assert not post.problems, post.problems
    return post


def without(post: Post, *numbers: int) -> str:
    source = post.sources[0]
    edits = [edit for number in numbers for edit in _made(removal(source, _at(post, number)))]
    return spliced(source.text, edits)


def _at(post: Post, number: int) -> int:
    where = post.directives[number].where.text
    assert where is not None
    return where.start


def _made(made: tuple[TextEdit, ...] | Bilingual) -> tuple[TextEdit, ...]:
    assert not isinstance(made, Bilingual), made
    return made


HEADERS = [
    (f"---\ntitle: t  # c\nlint: {{ignore: [{ONE}, {TWO}]}}\ntags: [a]\n{BODY}", f"{ONE}, "),
    (f"---\nlint:\n  ignore:\n    - {ONE}  # mine\n    # about two\n    - {TWO}\n{BODY}", f"    - {ONE}  # mine\n"),
    (f"---\r\nlint:\r\n    ignore:\r\n    - {ONE}\r\n    - {TWO}\r\n---\r\n正文\r\n", f"    - {ONE}\r\n"),
    (f"---\nlint: {{ignore: [\n  {ONE},  # one\n  {TWO},\n]}}\n{BODY}", f"  {ONE},  # one\n"),
    (f"---\nlint:\n  ignore:\n    - rule: AD101\n      reason: 'a: b'\n    - {TWO}\n{BODY}",
     "    - rule: AD101\n      reason: 'a: b'\n"),
    (f"---\nlint:\n  ignore:\n    - rule: AD101\n      reason: |\n        long\n        story\n    - {TWO}\n{BODY}",
     "    - rule: AD101\n      reason: |\n        long\n        story\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gone"), HEADERS)
def test_exactly_one_goes(tmp_path: Path, text: str, gone: str) -> None:
    post = post_of(tmp_path, "a.md", text)
    assert text.count(gone) == 1
    assert without(post, 0) == text.replace(gone, "")
    assert (tmp_path / "a.md").read_bytes() == text.encode()


@pytest.mark.parametrize(("text", "gone"), HEADERS)
def test_the_last_of_several_goes(tmp_path: Path, text: str, gone: str) -> None:
    after = without(post_of(tmp_path, "a.md", text), 1)
    (left,) = post_of(tmp_path, "b.md", after).directives
    assert left.rule == "AD101"
    assert after.startswith(text[: text.index(gone) + len(gone.rstrip(", \n"))])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"---\ntitle: t\nlint: {{ignore: [{ONE}]}}  # c\ntags: [a]\n{BODY}", f"---\ntitle: t\ntags: [a]\n{BODY}"),
        (f"---\ntitle: t\nlint:\n  ignore:\n  - {ONE}\n# end\n{BODY}", f"---\ntitle: t\n# end\n{BODY}"),
        (f"---\n{{title: t, lint: {{ignore: [{ONE}]}}}}\n{BODY}", f"---\n{{title: t}}\n{BODY}"),
        (f"---\nlint: {{ignore: {ONE}}}\ntitle: t\n{BODY}", f"---\ntitle: t\n{BODY}"),
    ],
)
def test_the_empty_key_goes_with_the_last(tmp_path: Path, text: str, after: str) -> None:
    assert without(post_of(tmp_path, "a.md", text), 0) == after


def test_all_go_at_once(tmp_path: Path) -> None:
    text = f"---\ntitle: t\nlint:\n  ignore:\n    - {ONE}\n    - {TWO}\n{BODY}"
    post = post_of(tmp_path, "a.md", text)
    source = post.sources[0]
    assert spliced(source.text, _made(removal(source, _at(post, 0), _at(post, 1)))) == f"---\ntitle: t\n{BODY}"


def test_a_row_of_json_lines(tmp_path: Path) -> None:
    row = '{"lint": {"ignore": [{"rule": "AD101", "reason": "a"}, {"rule": "DV102", "reason": "b"}]}, "title": "t"}\n'
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "x"}\n' + row, encoding="utf-8")
    _, post = discover([path])
    (edit,) = _made(removal(post.sources[0], _at(post, 1)))
    assert spliced(path.read_text(encoding="utf-8"), [edit]).splitlines()[1] == (
        '{"lint": {"ignore": [{"rule": "AD101", "reason": "a"}]}, "title": "t"}'
    )
    (edit,) = _made(removal(post.sources[0], _at(post, 1), _at(post, 0)))
    assert spliced(path.read_text(encoding="utf-8"), [edit]).splitlines()[1] == '{"title": "t"}'


NEW = (Suppression(rule="WM101", reason='own "mark": 自己的', asset="clip.mp4", until=dt.date(2030, 1, 1)),)
WRITTEN = '{rule: WM101, asset: clip.mp4, reason: "own \\"mark\\": 自己的", until: 2030-01-01}'


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", "正文\n", f"---\nlint:\n  ignore:\n    - {WRITTEN}\n---\n正文\n"),
        ("a.md", "---\r\ntitle: t # c\r\n---\r\n正文\r\n",
         f"---\r\ntitle: t # c\r\nlint:\r\n  ignore:\r\n    - {WRITTEN}\r\n---\r\n正文\r\n"),
        ("a.md", "---\nlocation: >\n    Kyoto\n---\nx\n",
         f"---\nlocation: >\n    Kyoto\nlint:\n    ignore:\n        - {WRITTEN}\n---\nx\n"),
        ("a.md", f"---\nlint: {{ignore: [{ONE}]}}  # c\n---\nx\n",
         f"---\nlint: {{ignore: [{ONE}, {WRITTEN}]}}  # c\n---\nx\n"),
        ("a.md", f"---\nlint: {{ignore: {ONE}}}\n---\nx\n", f"---\nlint: {{ignore: [{ONE}, {WRITTEN}]}}\n---\nx\n"),
        ("a.md", f"---\nlint:\n  ignore:\n  - {ONE}  # c\ntitle: t\n---\nx\n",
         f"---\nlint:\n  ignore:\n  - {ONE}  # c\n  - {WRITTEN}\ntitle: t\n---\nx\n"),
        ("a.md", f"---\nlint: {{ignore: [\n  {ONE},\n]}}\n---\nx\n",
         f"---\nlint: {{ignore: [\n  {ONE},\n  {WRITTEN},\n]}}\n---\nx\n"),
        ("a.md", "---\n---\nx\n", f"---\nlint:\n  ignore:\n    - {WRITTEN}\n---\nx\n"),
        ("a.md", "---\nlint: {ignore: []}\n---\nx\n", f"---\nlint: {{ignore: [{WRITTEN}]}}\n---\nx\n"),
        ("post.yaml", "body: x", f"body: x\nlint:\n  ignore:\n    - {WRITTEN}\n"),
        ("post.yaml", "{body: x}\n", f"{{body: x, lint: {{ignore: [{WRITTEN}]}}}}\n"),
        ("post.yaml", f"body: x\nlint:\n  ignore:\n  - {ONE}",
         f"body: x\nlint:\n  ignore:\n  - {ONE}\n  - {WRITTEN}\n"),
        ("a.jsonl", '{"body": "x"}',
         '{"body": "x", "lint": {"ignore": [{"rule": "WM101", "asset": "clip.mp4", "reason": "own \\"mark\\": 自己的",'
         ' "until": "2030-01-01"}]}}'),
    ],
)  # fmt: skip
def test_one_is_added_in_the_style_of_the_file(tmp_path: Path, name: str, before: str, after: str) -> None:
    source = SourceFile(path=name, text=before)
    assert spliced(before, _made(_into(source, NEW))) == after
    *_, added = post_of(tmp_path, name, after).directives
    assert (added.rule, added.asset, added.reason, added.until) == (
        "WM101", "clip.mp4", 'own "mark": 自己的', dt.date(2030, 1, 1)
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["a\nb", "\u2028", "# no comment", "'", "\\", "😀", "{[", "\x85", "\t"])
def test_any_reason_is_read_back(tmp_path: Path, reason: str) -> None:
    source = SourceFile(path="a.md", text="x\n")
    text = spliced("x\n", _made(_into(source, (Suppression(rule="AD101", reason=f"a{reason}b"),))))
    assert post_of(tmp_path, "a.md", text).directives[0].reason == f"a{reason}b"


def test_a_heading_would_become_text(tmp_path: Path) -> None:
    made = _into(SourceFile(path="a.md", text="# 标题\n正文\n"), NEW)
    assert isinstance(made, Bilingual) and "heading" in made.en


def test_what_an_encoding_cannot_hold_is_refused() -> None:
    made = _into(
        SourceFile(path="post.yaml", text="body: x\n", encoding="cp950"), (Suppression(rule="A1", reason="😀"),)
    )
    assert isinstance(made, Bilingual)
