from __future__ import annotations

from typing import Any

import pytest

from rednote_lint.fixes.collect import offers
from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Box,
    Location,
    MediaEdit,
    Safety,
    TextEdit,
    TextRange,
    TimeRange,
)
from rednote_lint.model.arguments import Arguments, Crop, CropRatio, NoArguments, TrimEnd

from .made import SAID, finding, place_of, policy, post, rule

TEXT = "---\ntitle: 全网最佳\n---\n正文最佳"
HERE = place_of("post.md", TEXT, "最佳", 1)


def offered(where: Location = HERE, hit: dict[str, Any] | None = None, **how: Any) -> Any:
    return offers(finding(where, **(hit or {})), rule(policy(**how)), post(TEXT))


def test_without_a_policy_or_with_words_alone_nothing_is_offered() -> None:
    assert offers(finding(HERE), rule(None), post(TEXT)) is None
    assert offered(hint=SAID) is None
    assert offered(suggest=True) is None, "no word was suggested"
    assert offered(edit="crop-to") is None, "the place gives no rectangle"


def test_the_first_suggestion_is_written_and_the_others_are_told() -> None:
    fix = offered(hit={"suggestions": ("很好", "不错", "喜欢")}, suggest=True, safety=Safety.UNSAFE)
    assert fix.edits == (TextEdit(path="post.md", range=HERE.text, old="最佳", new="很好"),)
    assert fix.safety is Safety.UNSAFE
    assert fix.title == Bilingual(en="Replace with “很好” (or “不错”, “喜欢”)", zh="改为“很好”（或“不错”、“喜欢”）")


def test_a_suggestion_for_what_stands_in_no_text_is_none() -> None:
    seen = Location(path="a.jpg", box=Box(0, 0, 1, 1))
    assert offered(seen, {"suggestions": ("很好",)}, suggest=True) is None
    assert offered(Location(path="gone.md", text=TextRange(0, 1)), {"suggestions": ("很好",)}, suggest=True) is None


def test_what_cannot_be_written_there_is_left_to_the_author_with_the_reason() -> None:
    table = "id,title\n1,最佳\n"
    where = place_of("a.csv", table, "最佳")
    how = rule(policy(suggest=True))
    fix = offers(finding(where, suggestions=("好, 很好",)), how, post(table, path="a.csv"))
    assert fix is not None
    assert (fix.safety, fix.edits) == (Safety.MANUAL, ())
    assert "quotes" in fix.title.en and "引号" in fix.title.zh


def test_removing_takes_the_clause_of_what_was_hit() -> None:
    text = "今天很好。加微信 abc12345。再见"
    fix = offers(finding(place_of("post.md", text, "abc12345")), rule(policy(remove=True)), post(text))
    assert fix is not None
    assert [edit.old for edit in fix.edits if isinstance(edit, TextEdit)] == ["加微信 abc12345。"]
    assert offered(Location(path="a.jpg"), remove=True) is None


@pytest.mark.parametrize(
    ("name", "where", "stated", "arguments"),
    [
        ("trim-end", Location(path="a.mp4", time=TimeRange(9.5, 12)), {}, TrimEnd(at=9.5)),
        ("trim-end", Location(path="a.mp4", time=TimeRange(9.5, 12)), {"at": 9.25}, TrimEnd(at=9.25)),
        ("crop-bars", Location(path="a.mp4", box=Box(0, 9, 90, 72)), {}, Crop(box=Box(0, 9, 90, 72))),
        ("crop-ratio", Location(path="a.mp4"), {"min": 0.5}, CropRatio(min=0.5)),
        ("strip-location", Location(path="a.mp4", box=Box(0, 0, 1, 1)), {}, NoArguments()),
    ],
)
def test_an_operation_gets_the_arguments_it_takes(
    name: str, where: Location, stated: dict[str, Any], arguments: Arguments
) -> None:
    fix = offered(where, edit=name, arguments=stated)
    assert fix.edits == (MediaEdit(path="a.mp4", operation=name, arguments=arguments),)
    assert "{" not in fix.title.en + fix.title.zh


@pytest.mark.parametrize("name", ["trim-end", "crop-bars", "shrink-image"])
def test_an_operation_that_lacks_an_argument_is_not_offered(name: str) -> None:
    assert offered(Location(path="a.mp4"), edit=name) is None


def test_an_operation_knows_how_the_post_names_its_file() -> None:
    text = "---\nvideo: a.mp4\n---\n"
    where = place_of("post.md", text, "a.mp4")
    clip = Asset(path="a.mp4", kind=AssetKind.VIDEO, named_at=where)
    fix = offers(finding(Location(path="a.mp4")), rule(policy(edit="convert-video")), post(text, assets=(clip,)))
    assert fix is not None
    (edit,) = fix.edits
    assert isinstance(edit, MediaEdit) and edit.naming is not None
    assert (edit.naming.range, edit.naming.old) == (where.text, "a.mp4")
