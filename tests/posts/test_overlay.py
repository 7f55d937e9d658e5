"""Texts held in memory stand in place of files, beside files, and where no file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.model import Post
from rednote_lint.posts import Sources, discover, text_post
from rednote_lint.posts.source import CAPTION_LIMIT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "clip.mp4").write_bytes(b"")
    return tmp_path


def one(path: str, overlay: dict[str, str]) -> Post:
    (post,) = discover([path], Sources(overlay))
    return post


def body(post: Post) -> str:
    assert post.body is not None, post.problems
    return post.body.text


@pytest.mark.parametrize("key", ["p/caption.txt", "./p/../p/caption.txt", "{here}/p/caption.txt"])
def test_memory_takes_the_place_of_the_file_however_its_path_is_written(here: Path, key: str) -> None:
    (here / "p" / "caption.txt").write_text("saved", encoding="utf-8")
    overlay = {key.format(here=here): "typed"}
    for named in ("p", "p/caption.txt", "p/clip.mp4", str(here / "p")):
        assert body(one(named, overlay)) == "typed"
    assert (here / "p" / "caption.txt").read_text(encoding="utf-8") == "saved"


def test_a_text_that_is_not_saved_yet_belongs_to_its_folder() -> None:
    post = one("p/post.md", {"p/post.md": "---\ntitle: 标题\n---\n正文"})
    assert (post.path, body(post), [asset.path for asset in post.assets]) == ("p", "正文", ["p/clip.mp4"])
    assert body(one("p", {"p/post.md": "正文"})) == "正文"


def test_the_folder_of_a_text_in_memory_need_not_exist() -> None:
    assert one("draft/post.md", {"draft/post.md": "正文"}).path == "draft"


def test_a_title_and_subtitles_come_from_memory_too(here: Path) -> None:
    (here / "p" / "clip.srt").write_text("", encoding="utf-8")
    post = one("p", {"p/caption.txt": "a", "p/title.txt": "b", "p/clip.srt": "c"})
    assert post.title is not None
    assert post.title.text == "b"
    assert {source.path: source.text for source in post.sources}["p/clip.srt"] == "c"


@pytest.mark.parametrize("named", ["m/rows.csv", "m"])
def test_a_manifest_comes_from_memory_too(here: Path, named: str) -> None:
    (here / "m").mkdir()
    posts = list(discover([named], Sources({"m/rows.csv": "title,body\na,b\nc,d\n"})))
    assert [body(post) for post in posts] == ["b", "d"]


@pytest.mark.parametrize(
    ("text", "said"), [("a\0b", "NUL"), ("a\ud800", "surrogate"), ("a" * (CAPTION_LIMIT + 1), "not read as text")]
)
def test_memory_is_held_to_what_a_file_is_held_to(text: str, said: str) -> None:
    (problem,) = one("p/caption.txt", {"p/caption.txt": text}).problems
    assert said in problem.message.en


def test_a_text_alone_takes_nothing_from_the_folder_of_its_name(here: Path) -> None:
    (here / "p" / "caption.txt").write_text("saved", encoding="utf-8")
    post = text_post("---\ntitle: 标题\n---\n正文", Path("p/caption.md"))
    assert (post.path, body(post), post.assets) == ("p/caption.md", "正文", ())
