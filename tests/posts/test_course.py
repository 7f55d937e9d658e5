"""How far the reading of posts has come, in folders, tables and folders of tables, and that it never goes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.posts import discover
from rednote_lint.posts.course import Course
from tests.media_made import save_png


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a/1", "a/2", "b"):
        Path("posts", name).mkdir(parents=True)
        Path("posts", name, "caption.txt").write_text("今天去公园", encoding="utf-8")
    Path("t.csv").write_text("title,body\n一,第一\n二,第二\n三,第三\n四,第四\n", encoding="utf-8-sig")
    Path("loose").mkdir()
    for name in ("1.png", "2.png"):
        save_png(Path("loose", name))
    Path("captions").mkdir()
    for name in ("1.md", "2.md"):
        Path("captions", name).write_text("今天去公园", encoding="utf-8")
    return tmp_path


def shares(*paths: str) -> list[float]:
    course = Course()
    found = [round(course.share, 2) for _ in discover(paths, course=course)]
    assert course.is_over and course.share == pytest.approx(1.0)
    return found


def test_each_folder_has_a_part_of_the_one_above(tree: Path) -> None:
    assert shares("posts") == [0.0, 0.25, 0.5]
    assert shares("posts", "posts/b") == [0.0, 0.12, 0.25]
    assert shares("loose") == [0.0, 0.5]
    assert shares("captions") == [0.0, 0.5]


def test_a_row_is_as_far_as_its_place_in_the_table(tree: Path) -> None:
    found = shares("t.csv")
    assert found == sorted(found) and 0.2 < found[0] < 0.5 and len(set(found)) == 4
    both = shares("t.csv", "posts")
    assert both[:4] == [pytest.approx(share / 2, abs=0.01) for share in found]
    assert both[4:] == [0.5, 0.62, 0.75]


def test_what_is_not_there_has_a_part_as_well(tree: Path) -> None:
    assert shares("nowhere", "posts/b") == [0.0, 0.5]
