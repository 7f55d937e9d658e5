"""Each value of a header means one thing, or its author is told what to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import MOST_TAGS, PostKind
from rednote_lint.posts import values
from rednote_lint.posts.values import Misfit
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.tree import Items, Node, Scalar, Table

READERS: tuple[Callable[[Node], Any], ...] = (
    values.as_text, values.as_name, values.as_list, values.as_tags, values.as_bool, values.as_count, values.as_kind,
    values.as_moment, values.as_date,
)  # fmt: skip


def said(text: str) -> Scalar:
    return Scalar(value=verbatim(text, 7))


def listed(*texts: str) -> Items:
    return Items(items=tuple(said(text) for text in texts), start=7)


@pytest.mark.parametrize("reader", READERS)
def test_a_key_that_is_stated_and_empty_says_nothing(reader: Callable[[Node], Any]) -> None:
    assert reader(Scalar(value=verbatim("", 7), null=True)) is None


@pytest.mark.parametrize("reader", READERS)
def test_a_table_is_no_value(reader: Callable[[Node], Any]) -> None:
    with pytest.raises(Misfit) as caught:
        reader(Table(entries=(), start=7))
    assert caught.value.offset == 7
    assert all((caught.value.expected.zh, caught.value.remedy.en, caught.value.remedy.zh))


@given(st.text(max_size=12), st.sampled_from(READERS))
def test_any_text_is_a_value_or_a_misfit(text: str, reader: Callable[[Node], Any]) -> None:
    try:
        reader(said(text))
    except Misfit as misfit:
        assert misfit.offset == 7


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("是", True), ("YES", True), ("0", False), ("否", False)])
def test_truth_is_read_in_both_languages(word: str, meant: bool) -> None:
    assert values.as_bool(said(word)) is meant


@pytest.mark.parametrize("word", ["maybe", "2", "truth", "真的"])
def test_what_is_neither_true_nor_false_is_refused(word: str) -> None:
    with pytest.raises(Misfit, match=word):
        values.as_bool(said(word))


@pytest.mark.parametrize(("word", "count"), [("0", 0), ("18", 18), (" 9 ", 9)])
def test_a_count_is_read(word: str, count: int) -> None:
    assert values.as_count(said(word)) == count


@pytest.mark.parametrize("word", ["-1", "1.5", "9999999", "九", "１"])
def test_what_is_no_count_is_refused(word: str) -> None:
    with pytest.raises(Misfit, match="whole number"):
        values.as_count(said(word))


@pytest.mark.parametrize(
    ("word", "kind"),
    [("image", PostKind.IMAGE), ("normal", PostKind.IMAGE), ("图文", PostKind.IMAGE), ("Video", PostKind.VIDEO)],
)
def test_the_kind_is_read_as_the_platform_and_as_people_call_it(word: str, kind: PostKind) -> None:
    assert values.as_kind(said(word)) is kind


def test_a_time_without_a_zone_is_the_platforms() -> None:
    bare, zoned = values.as_moment(said("2026-12-01T20:00")), values.as_moment(said("2026-12-01T12:00Z"))
    assert bare == zoned == dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("word", ["tomorrow", "2026-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_time_outside_the_calendar_is_refused(word: str) -> None:
    with pytest.raises(Misfit, match="date and time"):
        values.as_moment(said(word))


@pytest.mark.parametrize("text", ["a;b", "a, b", "a|b", "a；b", "a、 b", "a\nb", ";a;;b;"])
def test_a_list_may_be_one_text(text: str) -> None:
    found = values.as_list(said(text))
    assert found is not None
    assert [part.text for part in found] == ["a", "b"]
    assert [part.start - 7 for part in found] == [text.index("a"), text.index("b")]


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (said("#穿搭 #慢生活"), ["穿搭", "慢生活"]),
        (said("＃穿搭[话题]# #慢生活[话题]#"), ["穿搭", "慢生活"]),
        (said("穿搭,慢生活"), ["穿搭", "慢生活"]),
        (listed("#穿搭", "慢生活 "), ["穿搭", "慢生活"]),
    ],
)
def test_tags_are_read_without_their_marks(node: Node, names: list[str]) -> None:
    found = values.as_tags(node)
    assert found is not None
    assert [tag.text for tag in found.tags] == names
    assert found.others == ()


@pytest.mark.parametrize(
    "node",
    [said("#a " * MOST_TAGS + "#b #b"), said("a;" * MOST_TAGS + ";b; b "), listed(*["a"] * MOST_TAGS, "#b", "b")],
)
def test_of_tags_beyond_the_most_that_are_looked_at_only_the_names_are_kept(node: Node) -> None:
    found = values.as_tags(node)
    assert found is not None
    assert (len(found.tags), found.others) == (MOST_TAGS, ("b", "b"))


def test_a_list_in_a_list_is_refused() -> None:
    with pytest.raises(Misfit, match="text"):
        values.as_list(Items(items=(listed("a"),), start=7))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026/12/1 8:05", "2026-12-01T08:05:00+08:00"),
        ("2026年12月1日 20:00", "2026-12-01T20:00:00+08:00"),
        ("2026.12.01", "2026-12-01T00:00:00+08:00"),
        ("December 1, 2026 8:00 PM", "2026-12-01T20:00:00+08:00"),
        ("Dec 1, 2026 12:00 AM (GMT+9)", "2026-12-01T00:00:00+09:00"),
        ("December 1, 2026", "2026-12-01T00:00:00+08:00"),
    ],
)
def test_dates_as_spreadsheets_write_them(written, meant):
    assert values.as_moment(said(written)).isoformat() == meant


@pytest.mark.parametrize("written", ["12/1/2026 20:00", "2026/13/1", "Smarch 1, 2026", "2026/12/1 25:00"])
def test_dates_that_mean_two_or_none(written):
    with pytest.raises(Misfit):
        values.as_moment(said(written))
