"""A post of plain text gets its declarations from a `post.yaml` beside it: asked for, read, never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.fixes.declarations import CAPTIONS
from rednote_lint.posts.files import _CAPTION_STEMS, _TITLE_STEMS
from tests.media_made import scene

from .test_commands import run

PAID = "这款面霜是品牌方赠送的，谢谢 XX 品牌邀请体验\n"
QUESTION = "commercial:  # answer true or false\n"


def fixed(folder: Path, *arguments: str) -> tuple[int, str]:
    result = run("fix", "post", "--unsafe-fixes", "--show-fixes", *arguments, cwd=folder)
    return result.returncode, result.stdout + result.stderr


def codes(folder: Path) -> set[str]:
    said = run("post", "--format", "concise", cwd=folder).stdout
    return {word for word in said.split() if word[:2] in ("DC", "DV", "FM") and word[2:].isdecimal()}


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "caption.txt").write_text(PAID, encoding="utf-8")
    return tmp_path / "post"


def test_the_question_is_asked_in_a_post_yaml_and_its_answer_is_read(post: Path) -> None:
    assert "DC202" in codes(post.parent)
    code, said = fixed(post.parent)
    assert code == 0 and "-> post/post.yaml" in said
    assert (post / "post.yaml").read_text(encoding="utf-8") == QUESTION
    assert (post / "caption.txt").read_text(encoding="utf-8") == PAID
    assert "DC202" in codes(post.parent), "a question is no answer"
    assert fixed(post.parent)[0] == 0
    assert (post / "post.yaml").read_text(encoding="utf-8") == QUESTION, "it is asked once"
    (post / "post.yaml").write_text("commercial: true\n", encoding="utf-8")
    assert "DC202" not in codes(post.parent)


def test_the_diff_shows_the_new_file_and_writes_none(post: Path) -> None:
    result = run("post", "--diff", "--unsafe-fixes", cwd=post.parent)
    assert result.returncode == 1 and "+" + QUESTION in result.stdout and "b/post/post.yaml" in result.stdout
    assert not (post / "post.yaml").exists()


def test_a_post_yaml_that_is_there_keeps_every_character(post: Path) -> None:
    own = "# mine\naccount: sunny   # why\n"
    (post / "post.yaml").write_text(own, encoding="utf-8")
    assert fixed(post.parent)[0] == 0
    assert (post / "post.yaml").read_text(encoding="utf-8") == own + QUESTION


def test_suppressions_in_a_post_yaml_count(post: Path) -> None:
    (post / "post.yaml").write_text('lint: {ignore: [{rule: DC202, reason: "own shop"}]}\n', encoding="utf-8")
    assert "DC202" not in codes(post.parent)


@pytest.mark.parametrize("beside", [None, "夏天.txt"])
def test_a_caption_that_would_not_be_read_with_it_gets_none(tmp_path: Path, beside: str | None) -> None:
    (tmp_path / "post").mkdir()
    for name in ("春天.txt", beside):
        if name:
            (tmp_path / "post" / name).write_text(PAID, encoding="utf-8")
    fixed(tmp_path)
    assert not (tmp_path / "post" / "post.yaml").exists()
    said = run("post", "--verbose", cwd=tmp_path).stdout
    assert "rename 春天.txt to 春天.md" in " ".join(said.split())


def test_both_lists_of_names_are_one() -> None:
    assert CAPTIONS == _CAPTION_STEMS | _TITLE_STEMS


def test_repaired_copies_are_named_in_a_post_yaml(tmp_path: Path) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "caption.txt").write_text("周末去露营\n", encoding="utf-8")
    scene(1200, 1600).save(folder / "01.png", format="JPEG")
    code, said = fixed(tmp_path, "--fix-media")
    assert (folder / "post.yaml").exists(), said
    assert (folder / "post.yaml").read_text(encoding="utf-8") == "media: [01.fixed.jpg]\n"
    assert code == 0


def test_yaml_goes_first_and_what_it_hides_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "caption.md").write_text("---\ncommercial: false\naccount: moon\n---\n" + PAID, encoding="utf-8")
    (folder / "post.yaml").write_text("commercial: true\n", encoding="utf-8")
    result = run("post", cwd=tmp_path)
    assert result.returncode == 2
    assert "caption.md states account, which is not read because post.yaml" in " ".join(result.stdout.split())
    (folder / "caption.md").write_text("---\ncommercial: false\n---\n" + PAID, encoding="utf-8")
    assert run("post", cwd=tmp_path).returncode == 0 and "DC202" not in codes(tmp_path)
