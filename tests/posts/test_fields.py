"""Front matter is read strictly, and each mistake names its place."""

import datetime as dt

import pytest

from rednote_lint.model import SourceFile, Visibility
from rednote_lint.posts.caption import read_caption
from rednote_lint.posts.fields import KEYS, FieldReader
from rednote_lint.posts.schema import post_schema
from rednote_lint.syntax.yaml_tree import parse_yaml


def read(text, *, closed=True):
    source = SourceFile(path="post.yaml", text=text)
    return FieldReader(source, closed=closed).read(parse_yaml(text))


@pytest.mark.parametrize(
    ("text", "message", "remedy", "line", "column"),
    [
        ("titel: x\n", "titel", "title", 1, 1),
        ("title: x\nwatermark: y\n", "watermark", "Known keys", 2, 1),
        ("title: [a, b]\n", "must be text", "", 1, 8),
        ("title: x\ntitle: y\n", "appears twice", "", 2, 1),
        ("tags: {a: b}\n", "must be a list", "", 1, 7),
        ("commercial: maybe\n", "true or false", "", 1, 13),
        ("schedule: tomorrow\n", "date and time", "2026", 1, 11),
        ("schedule: 0001-01-01T00:00+14:00\n", "date and time", "", 1, 11),
        ("image_count: -1\n", "whole number", "", 1, 14),
        ("kind: story\n", "image, video or text", "", 1, 7),
        ("lint: {ignore: [{reason: x}]}\n", "rule", "", 1, 17),
        ("lint: {ignore: [{rule: WM101, reason: x, untl: 2027-01-01}]}\n", "untl", "until", 1, 42),
        ("lint: {ignore: [{rule: WM101, reason: x, until: soon}]}\n", "must be a date", "", 1, 49),
        ("lint: {ignor: []}\n", "ignor", "ignore", 1, 8),
        ("lint: off\n", "must be a table", "", 1, 7),
        ("lint: {ignore: [WM101]}\n", "must be a table", "reason", 1, 17),
    ],
)
def test_a_mistake_is_a_problem_with_its_place(text, message, remedy, line, column):
    (problem,) = read(text).problems
    assert message in problem.message.en and remedy in (problem.remedy.en if problem.remedy else "")
    assert (problem.line, problem.column) == (line, column)


def test_what_fits_is_read_beside_what_does_not():
    fields = read("titel: x\ncommercial: yes\n")
    assert fields.commercial is True and len(fields.problems) == 1


def test_values_of_every_type():
    fields = read(
        "title: 2024\ntags: '#京都 #慢生活'\nai_generated: false\nindustry: cosmetics; food\n"
        "schedule: 2026-12-01T20:00+08:00\nimage_count: 9\nkind: video\ncover:\n"
    )
    assert not fields.problems
    assert fields.title.text == "2024"
    assert [tag.text for tag in fields.tags.tags] == ["京都", "慢生活"]
    assert fields.ai_generated is False and fields.commercial is None and fields.cover is None
    assert [entry.text for entry in fields.industry] == ["cosmetics", "food"]
    assert fields.schedule.astimezone(dt.UTC).hour == 12
    assert fields.image_count == 9


def test_what_the_form_asks_for_is_known():
    fields = read(
        "account: sunny-abroad\nmentions: ['@a', '@b']\nproducts: [sunscreen]\nlocation: 京都\nvisibility: 仅自己可见\n"
        "is_original: true\nsource_statement: 自己拍摄\nlive: 2026-12-01T20:00\nlong_text: false\n"
    )
    assert not fields.problems
    assert (fields.account, fields.location, fields.source_statement) == ("sunny-abroad", "京都", "自己拍摄")
    assert [name.text for name in fields.mentions] == ["@a", "@b"]
    assert [name.text for name in fields.products] == ["sunscreen"]
    assert fields.visibility is Visibility.PRIVATE
    assert (fields.is_original, fields.long_text) == (True, False)
    assert fields.live.astimezone(dt.UTC).hour == 12
    assert read("live: true\n").live is True
    assert [len(read(f"{key}: nonsense\n").problems) for key in ("visibility", "live", "is_original")] == [1, 1, 1]


def test_a_suppression_keeps_its_reason_and_end():
    (entry,) = read('lint: {ignore: [{rule: WM101, asset: a.mp4, reason: "ours", until: 2027-01-01}]}\n').ignored
    assert (entry.rule, entry.asset, entry.reason, entry.until) == ("WM101", "a.mp4", "ours", dt.date(2027, 1, 1))


def test_the_schema_describes_every_key():
    assert list(post_schema()["properties"]) == list(KEYS)


@pytest.mark.parametrize("text", ["---\ntitle: x\n正文没有结束线", "---\n- a\n- b\n---\n正文"])
def test_front_matter_that_is_none_is_a_problem(tmp_path, text):
    path = tmp_path / "post.md"
    path.write_text(text, encoding="utf-8")
    assert read_caption(path).line is not None
