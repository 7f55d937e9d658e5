"""What lies in a folder is told by names alone, in the order a person would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.model import AssetKind, PostKind
from rednote_lint.posts import discover
from rednote_lint.posts.assets import live_movies
from rednote_lint.posts.files import asset_kind, live_half, look_into, may_be_live, natural_key


def folder(path: Path, *names: str) -> Path:
    for name in names:
        target = path / name
        if name.endswith("/"):
            target.mkdir()
        else:
            target.write_bytes(b"")
    return path


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.JPG", AssetKind.IMAGE), ("a.heic", AssetKind.IMAGE), ("a.MOV", AssetKind.VIDEO), ("a.srt", AssetKind.SUBTITLE),
     ("a.pdf", AssetKind.OTHER), ("a", AssetKind.OTHER)],
)  # fmt: skip
def test_a_file_is_used_as_its_extension_says(name: str, kind: AssetKind) -> None:
    assert asset_kind(Path(name)) is kind


def test_numbers_are_counted_and_not_spelled() -> None:
    given = ["10.jpg", "2.jpg", "B1.jpg", "a10.jpg", "a2.jpg", "01.jpg", "图9.jpg", "图10.jpg"]
    ordered = sorted((Path(name) for name in given), key=natural_key)
    assert names(tuple(ordered)) == ["01.jpg", "2.jpg", "10.jpg", "a2.jpg", "a10.jpg", "B1.jpg", "图9.jpg", "图10.jpg"]


def test_names_of_one_natural_order_are_ordered_by_their_bytes() -> None:
    names_ = ["001.jpg", "01.jpg", "1.JPG", "1.jpg", "A.md", "a.md"]
    for given in (names_, list(reversed(names_))):
        assert names(tuple(sorted(map(Path, given), key=natural_key))) == names_


def test_a_digit_that_is_no_number_is_no_error() -> None:
    assert sorted([Path("②.jpg"), Path("1.jpg"), Path("٣.jpg"), Path("³.jpg")], key=natural_key)


@pytest.mark.parametrize(
    ("files", "captions"),
    [
        (("post.md", "notes.md", "01.jpg"), ["post.md"]),
        (("文案.txt", "other.txt", "01.jpg"), ["文案.txt"]),
        (("one.md", "two.md", "README.md"), ["one.md", "two.md"]),
        (("words.txt", "01.jpg"), ["words.txt"]),
        (("words.txt",), ["words.txt"]),
        (("a.txt", "b.txt", "requirements.txt"), ["a.txt", "b.txt"]),
        (("a.txt", "b.txt", "a.jpg"), ["a.txt", "b.txt"]),
        (("title.txt", "words.txt", "01.jpg"), ["words.txt"]),
        (("README.md", "01.jpg"), []),
        (("config.yaml", "01.jpg"), []),
    ],
)
def test_the_words_of_a_post_are_in_the_file_a_person_would_take(
    tmp_path: Path, files: tuple[str, ...], captions: list[str]
) -> None:
    assert names(look_into(folder(tmp_path, *files)).captions) == captions


def test_hidden_files_and_what_repairs_left_are_passed_over(tmp_path: Path) -> None:
    left = ("a.fixed.jpg", "a.fixed-2.jpg", "a.orig.heic", "post.md.orig", ".hidden.jpg")
    contents = look_into(
        folder(tmp_path, "a.jpg", "post.md", "title.txt", "a.srt", "b/", "all.csv", "b.xlsx", "c.xls", *left)
    )
    assert names(contents.media) == ["a.jpg"]
    assert names(contents.captions) == ["post.md"]
    assert contents.title is not None and contents.title.name == "title.txt"
    assert (names(contents.subtitles), names(contents.folders)) == (["a.srt"], ["b"])
    assert (names(contents.manifests), names(contents.spreadsheets)) == (["all.csv", "b.xlsx"], ["c.xls"])


@pytest.mark.parametrize(
    ("image", "movie", "is_live"),
    [
        ("IMG_0001.HEIC", "IMG_0001.MOV", True),
        ("anything.heic", "anything.mov", True),
        ("IMG_0001.JPG", "IMG_0001.mov", True),
        ("cover.jpg", "cover.mov", False),
        ("a.png", "a.mov", False),
        ("IMG_0001.HEIC", "IMG_0002.MOV", False),
    ],
)
def test_the_halves_of_a_live_photo_find_each_other(tmp_path: Path, image: str, movie: str, is_live: bool) -> None:
    folder(tmp_path, image, movie)
    half = live_half(tmp_path / image)
    assert (half is not None) is is_live
    if half is not None:
        assert half.is_file()
        assert may_be_live(tmp_path / image)


def test_a_roll_of_a_phone_is_its_photos_and_the_notes_of_edits_are_told(tmp_path: Path) -> None:
    """`IMG_E1234` is the edited photo, the MOV the moving half, the AAE what the phone noted of the edit."""
    for name in ("IMG_1234.HEIC", "IMG_1234.MOV", "IMG_1234.AAE", "IMG_E1234.HEIC"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "caption.txt").write_text("周末", encoding="utf-8")
    (post,) = discover([tmp_path])
    assert [Path(asset.path).name for asset in post.assets] == ["IMG_1234.HEIC", "IMG_1234.MOV", "IMG_E1234.HEIC"]
    assert live_movies(post.assets) == {(tmp_path / "IMG_1234.MOV").as_posix()}
    assert post.kind is PostKind.IMAGE
    assert [Path(path).name for path in post.unread] == ["IMG_1234.AAE"]
