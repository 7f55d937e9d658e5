from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from rednote_lint.fixes.naming import NOT_POINTED, naming_of, pointed
from rednote_lint.model import Asset, AssetKind, Bilingual, Location, MediaEdit, Post, SourceFile, TextRange
from rednote_lint.syntax.writer import spliced

from .made import post


def named(text: str, path: str, name: str, **fields: object) -> Post:
    """Make a post that names one picture in its text, at the first place where the name stands."""
    at = text.index(name)
    where = Location(path=path, text=TextRange(at, at + len(name)))
    picture = Asset(path=str(Path(path).parent / "01.heic"), kind=AssetKind.IMAGE, named_at=where)
    return post(text, path=path, assets=(picture,), **fields)


def renamed(found: Post, new: str = "01.fixed.jpg", which: int = 0) -> str | Bilingual:
    """Return the text that names the repaired picture, or why it cannot."""
    asset = found.assets[which]
    edit = MediaEdit(path=asset.path, operation="convert-image", naming=naming_of(found, asset.path))
    made = pointed(found.sources[0], {Path(asset.path): Path(asset.path).with_name(new)}, [edit])
    return made if isinstance(made, Bilingual) else spliced(found.sources[0].text, made)


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        ("a.md", "---\nimages: [01.heic] # x\n---\n01.heic", "---\nimages: [01.fixed.jpg] # x\n---\n01.heic"),
        ("a.md", "---\nimages:\n- '01.heic'\ncover: 01.heic\n---\n",
         "---\nimages:\n- '01.fixed.jpg'\ncover: 01.fixed.jpg\n---\n"),
        ("a.yaml", "images: 01.heic\ntitle: 01.heic!\n", "images: 01.fixed.jpg\ntitle: 01.heic!\n"),
        ("a.jsonl", '{"c": "01.heic"}\n{"i": ["01.heic"], "c": "\\u0030\\u0031.heic"}\n',
         '{"c": "01.fixed.jpg"}\n{"i": ["01.heic"], "c": "\\u0030\\u0031.heic"}\n'),
        ("a.csv", "images,cover\n01.heic,01.heic\n", "images,cover\n01.fixed.jpg,01.heic\n"),
        ("a.yaml", "images: media/01.heic\n", "images: media/01.fixed.jpg\n"),
    ],
)  # fmt: skip
def test_the_name_is_changed_where_the_header_says_it(path: str, text: str, after: str) -> None:
    assert renamed(named(text, path, "01.heic")) == after


def test_a_name_that_stands_twice_in_a_json_line_is_changed_twice() -> None:
    text = '{"images": ["01.heic"], "cover": "01.heic", "body": "see 01.heic"}\n'
    after = renamed(named(text, "a.jsonl", "01.heic"))
    assert isinstance(after, str)
    assert json.loads(after) == {"images": ["01.fixed.jpg"], "cover": "01.fixed.jpg", "body": "see 01.heic"}


@pytest.mark.parametrize("path", ["a.yaml", "a.md", "a.jsonl"])
def test_a_name_with_marks_is_written_as_the_file_needs(path: str) -> None:
    text = {"a.yaml": "i: 01.heic\n", "a.md": "---\ni: 01.heic\n---\n", "a.jsonl": '{"i": "01.heic"}\n'}[path]
    after = renamed(named(text, path, "01.heic"), '01: a"b.jpg')
    if isinstance(after, str):
        value = json.loads(after) if path == "a.jsonl" else yaml.safe_load(after.replace("---\n", ""))
        assert value == {"i": '01: a"b.jpg'}
    else:
        assert path != "a.jsonl"
        assert after.en and after.zh


def test_a_text_that_has_changed_is_not_pointed() -> None:
    found = named("images: 01.heic\n", "a.yaml", "01.heic")
    edit = MediaEdit(path=found.assets[0].path, operation="x", naming=naming_of(found, found.assets[0].path))
    other = SourceFile(path="a.yaml", text="images: 01.jpeg\n")
    assert pointed(other, {Path("01.heic"): Path("01.fixed.jpg")}, [edit]) == NOT_POINTED


def beside(text: str, path: str, names: tuple[str, ...], cover: str = "", **fields: object) -> Post:
    assets = [Asset(path=name, kind=AssetKind.IMAGE, cover=name == cover) for name in names]
    subtitle = Asset(path="a.srt", kind=AssetKind.SUBTITLE)
    return post(text, path=path, assets=(*assets, subtitle), **fields)


@pytest.mark.parametrize("path", ["post.md", "post.yaml"])
def test_files_that_were_found_are_all_named_once_one_is_repaired(path: str) -> None:
    text = "title: 好\n"
    found = beside(text if path == "post.yaml" else f"---\n{text}---\n", path, ("01.heic", "02 b.jpg", "03.jpg"))
    after = renamed(found)
    assert isinstance(after, str)
    front = yaml.safe_load(after.replace("---\n", ""))
    assert front == {"title": "好", "media": ["01.fixed.jpg", "02 b.jpg", "03.jpg"]}


def test_a_cover_is_named_as_the_cover() -> None:
    found = beside("title: 好\n", "post.yaml", ("cover.heic", "01.jpg"), cover="cover.heic")
    after = renamed(found, "cover.fixed.jpg")
    assert isinstance(after, str)
    assert yaml.safe_load(after) == {"title": "好", "media": ["01.jpg"], "cover": "cover.fixed.jpg"}


def test_files_in_a_folder_below_keep_their_folder() -> None:
    found = beside("title: 好\n", "post.yaml", ("media/01.heic", "media/02.jpg"))
    after = renamed(found)
    assert isinstance(after, str)
    assert yaml.safe_load(after)["media"] == ["media/01.fixed.jpg", "media/02.jpg"]


@pytest.mark.parametrize(
    "found",
    [
        beside("正文", "caption.txt", ("01.heic",)),
        beside("", "x", ("01.heic",), sources=()),
    ],
)
def test_a_post_without_a_header_names_nothing(found: Post) -> None:
    assert naming_of(found, "01.heic") is None


def test_what_is_no_asset_of_the_post_has_no_name() -> None:
    found = named("images: 01.heic\n", "a.yaml", "01.heic")
    assert naming_of(found, "other.jpg") is None
    strange = post(
        "x",
        assets=(Asset(path="a.jpg", kind=AssetKind.IMAGE, named_at=Location(path="gone.md", text=TextRange(0, 1))),),
    )
    assert naming_of(strange, "a.jpg") is None


def test_only_what_was_repaired_is_renamed() -> None:
    found = named("images: 01.heic\n", "a.yaml", "01.heic")
    edit = MediaEdit(path="01.heic", operation="x", naming=naming_of(found, "01.heic"))
    assert pointed(found.sources[0], {}, [edit]) == ()
