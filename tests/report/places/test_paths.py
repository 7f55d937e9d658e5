"""Paths for other programs."""

from __future__ import annotations

import pytest

from rednote_lint.report.places.paths import Paths


@pytest.mark.parametrize(
    ("path", "relative", "uri"),
    [
        ("a/post.md", "posts/a/post.md", "posts/a/post.md"),
        ("../x.md", "x.md", "x.md"),
        ("/repo/posts/a.md", "posts/a.md", "posts/a.md"),
        ("/elsewhere/a b.md", "/elsewhere/a b.md", "file:///elsewhere/a%20b.md"),
        ("三天 #1%.md", "posts/三天 #1%.md", "posts/%E4%B8%89%E5%A4%A9%20%231%25.md"),
        ("a:b?.md", "posts/a:b?.md", "posts/a%3Ab%3F.md"),
        ("bad\udc80.jpg", "posts/bad\udc80.jpg", "posts/bad%80.jpg"),
        ("D:/media/a.mp4", "D:/media/a.mp4", "file:///D:/media/a.mp4"),
        ("..", ".", "."),
    ],
)
def test_a_path_starts_from_the_base(path: str, relative: str, uri: str) -> None:
    paths = Paths("/repo/posts", "/repo")
    assert (paths.relative(path), paths.uri(path)) == (relative, uri)


def test_without_a_working_directory_paths_stay() -> None:
    assert Paths("", "").relative("serum/post.md") == "serum/post.md"


def test_a_drive_is_a_root() -> None:
    assert Paths("C:/posts", "C:/posts").relative("C:/posts/a/b.md") == "a/b.md"


def test_the_root_of_a_system_may_be_the_base() -> None:
    assert Paths("/", "/").relative("a.md") == "a.md"
