"""Files that changed: which of them are checked, which stand for a post, which are passed over."""

import os
from pathlib import Path

import pytest

from rednote_lint.posts import changed, discover

CAPTION = "---\ntitle: 周末\n---\n去野餐\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(here, *names, text=CAPTION):
    for name in names:
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")


def sorted_out(*paths):
    """What is checked and what is passed over; a caption that a medium stands for is written as it lies here."""
    found = changed(paths)
    assert found.to_check + found.passed_over  # nothing is lost
    return found.to_check, found.passed_over


def posts(*paths):
    return [post.path for post in discover(changed(paths).to_check)]


def test_captions_media_and_sidecars_are_checked_in_their_post(here):
    write(here, "a/caption.md", "a/1.jpg", "a/clip.srt", "b/post.yaml", "b/images/1.jpg")
    named = ("a/1.jpg", "a/caption.md", "a/clip.srt", "b/images/1.jpg", "b/post.yaml")
    assert sorted_out(*named) == (named, ())
    assert posts(*named) == ["a", "b"]
    assert posts("a/clip.srt", "b/images/1.jpg") == ["a", "b"]


def test_a_medium_that_its_post_does_not_name_stands_for_the_post_as_well(here):
    write(here, "a/caption.md", text="---\nimages: [old.jpg]\n---\n去野餐\n")
    write(here, "a/new.jpg", "b/京都.md", "b/大阪.md", "b/京都-1.jpg", "b/3.jpg")
    assert posts("a/new.jpg") == ["a/new.jpg", "a"]
    assert posts("b/京都-1.jpg", "b/3.jpg") == ["b/京都.md", "b/3.jpg"]


def test_files_of_other_programs_are_passed_over(here):
    names = (
        *("README.md", "mkdocs.yml", "package.json", "posts/expected.json", "data.csv", "requirements.txt"),
        *(".github/workflows/test.yml", ".github/banner.png", ".pre-commit-config.yaml", "a/notes.md", "src/app.py"),
    )
    write(here, *names, "a/caption.md", text="name,amount\n")
    assert sorted_out(*names) == ((), names)


def test_a_table_is_one_by_its_first_line(here):
    write(here, "calendar.csv", text="title,body\n周末,去野餐\n")
    write(here, "sales.csv", text="month,amount\n1,2\n")
    assert sorted_out("calendar.csv", "sales.csv") == (("calendar.csv",), ("sales.csv",))


def test_a_medium_that_was_deleted_stands_for_its_post(here):
    write(here, "a/caption.md", "b/京都.md", "b/大阪.md")
    assert sorted_out("a/gone.jpg", "a/images/gone.jpg", "b/京都-2.jpg", "b/gone.jpg", "a/x/1.jpg") == (
        (str(Path("a", "caption.md")), str(Path("b", "京都.md"))),
        ("b/gone.jpg", "a/x/1.jpg"),
    )


def test_a_caption_that_was_deleted_stands_for_what_is_left(here):
    write(here, "a/title.txt", "b/1.jpg")
    assert sorted_out("a/caption.txt", "b/caption.txt", "pyproject.toml") == (
        (str(Path("a", "title.txt")),),
        ("b/caption.txt", "pyproject.toml"),
    )


def test_a_repaired_copy_stands_for_its_post(here):
    write(here, "a/caption.md", "a/1.fixed.jpg", "b/1.orig.jpg")
    assert sorted_out("a/1.fixed.jpg", "b/1.orig.jpg") == ((str(Path("a", "caption.md")),), ("b/1.orig.jpg",))


def test_documents_are_refused_unless_a_post_tells_them(here):
    write(here, "a/caption.md", "a/brief.docx", "b/brief.docx", "b/plan.xlsx")
    assert sorted_out("a/brief.docx", "b/brief.docx", "b/plan.xlsx") == (
        (str(Path("a", "caption.md")), "b/brief.docx", "b/plan.xlsx"),
        (),
    )


def test_unusual_names(here):
    names = ("-好物 1/caption.md", "-好物 1/--fix.jpg", "a b/正文.txt", "你好 👩‍👩‍👧.mp4", "-", "--.md")
    write(here, *(name for name in names if name != "-"))
    assert sorted_out(*names) == ((*names[:4], "--.md"), ("-",))


def test_names_given_twice_folders_and_nothing(here):
    write(here, "a/caption.md")
    assert sorted_out("a/caption.md", "a/caption.md", "a", "", "README.md", "README.md") == (
        ("a/caption.md", "a", ""),
        ("README.md",),
    )


def test_absolute_paths_below_a_hidden_folder(here):
    write(here, ".work/a/caption.md", ".work/.github/a.png")
    inside, hidden = str(here / ".work/a/caption.md"), str(here / ".work/.github/a.png")
    assert sorted_out(inside, hidden) == ((), (inside, hidden))
    os.chdir(here / ".work")
    assert sorted_out(inside, hidden) == ((inside,), (hidden,))


@pytest.mark.posix("permissions")
def test_what_cannot_be_looked_at_is_not_passed_over(here):
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    write(here, "a/caption.md", "a/1.jpg")
    (here / "a").chmod(0)
    try:
        assert sorted_out("a/1.jpg") == (("a/1.jpg",), ())
    finally:
        (here / "a").chmod(0o755)


@pytest.mark.posix("links")
def test_a_dead_link_is_told(here):
    (here / "1.jpg").symlink_to("gone.jpg")
    assert sorted_out("1.jpg") == (("1.jpg",), ())


def test_code_and_icons_of_a_website_are_passed_over(here):
    write(here, "src/app.ts", "static/icon.svg", text="export {};\n")
    write(here, "posts/a/caption.md", "posts/a/1.svg")
    write(here, "rows/calendar.csv", text="title,body,images\n一,正文,images/1.svg\n")
    write(here, "rows/images/1.svg")
    assert sorted_out("src/app.ts", "static/icon.svg") == ((), ("src/app.ts", "static/icon.svg"))
    assert posts("posts/a/1.svg", "rows/images/1.svg") == ["posts/a", "rows/calendar.csv:2"]
