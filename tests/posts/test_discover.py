"""From paths to posts."""

import datetime as dt
import os

import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind, PostKind
from rednote_lint.posts import Sources, discover, load
from rednote_lint.posts.source import CAPTION_LIMIT
from rednote_lint.text.lines import Lines

HEADER = """---
title: 三天两夜京都慢旅行
tags: [京都旅行, "#慢生活"]
---
第一天去了伏见稻荷 #京都旅行[话题]# #vlog
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, text="", **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", **options)
    return path


def quoted(post, span):
    """The characters that stand in the file at a span's place."""
    (source,) = [source for source in post.sources if source.path == span.where.path]
    start, end = span.where.text
    return source.text[start - source.offset : end - source.offset]


def names(post):
    return [asset.path.rsplit("/", 1)[-1] for asset in post.assets]


def test_a_folder_with_front_matter(here):
    write(here / "kyoto/post.md", HEADER)
    for name in ("10.jpg", "2.jpg", "1.jpg", "README.md", "expected.json", ".hidden.jpg", "1.fixed.jpg", "2.orig.jpg"):
        write(here / "kyoto" / name)
    (post,) = discover(["kyoto"])
    assert (post.path, post.kind, post.problems) == ("kyoto", PostKind.IMAGE, ())
    assert post.title.text == quoted(post, post.title) == "三天两夜京都慢旅行"
    assert quoted(post, post.body).startswith("第一天") and quoted(post, post.body).endswith("#vlog")
    assert [tag.text for tag in post.tags] == ["京都旅行", "慢生活", "vlog"]
    assert [quoted(post, tag) for tag in post.tags] == ["京都旅行", "慢生活", "vlog"]
    assert names(post) == ["1.jpg", "2.jpg", "10.jpg"]


def test_line_and_column_of_the_body_count_the_front_matter(here):
    write(here / "p/post.md", HEADER.replace("\n", "\r\n"), newline="")
    post = load("p")
    start = post.body.locate(post.body.text.index("伏见"), post.body.text.index("伏见") + 2).text.start
    assert Lines(post.sources[0]).position(start) == (5, 6)


def test_every_file_of_a_post_leads_to_the_same_post_once(here):
    write(here / "p/post.md", HEADER)
    write(here / "p/1.jpg")
    paths = ["p/1.jpg", "p/post.md", "p", str(here / "p/1.jpg")]
    assert [post.path for post in discover(paths)] == ["p"]


def test_a_medium_without_a_caption_is_a_post_by_itself(here):
    for name in ("b.mp4", "a.jpg", "b.srt"):
        write(here / "media" / name)
    posts = list(discover(["media"]))
    assert [(post.path, post.kind) for post in posts] == [
        ("media/a.jpg", PostKind.IMAGE),
        ("media/b.mp4", PostKind.VIDEO),
    ]
    assert names(posts[1]) == ["b.mp4", "b.srt"]
    assert [post.path for post in discover(["media/a.jpg"])] == ["media/a.jpg"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("video: clip.mp4", ["clip.mp4", "clip.srt", "clip.zh.vtt"]),
        ("video: clip.mp4\nsubtitles: [other.srt]", ["clip.mp4", "other.srt"]),
        ("images: [a.jpg]", ["a.jpg"]),
    ],
)
def test_subtitles_beside_a_named_video_belong_to_it(here, header, expected):
    for name in ("clip.mp4", "a.jpg", "clip.srt", "clip.zh.vtt", "other.srt"):
        write(here / "p" / name)
    write(here / "p/post.md", f"---\ntitle: 面\n{header}\n---\n一碗面\n")
    assert names(load("p")) == expected


def test_a_caption_file_alone_is_a_post(here):
    write(here / "only.txt", "今天去了海边\n#海边")
    post = load("only.txt")
    assert post.title is None and post.kind is PostKind.TEXT
    assert post.body.text == "今天去了海边\n#海边"
    assert [tag.text for tag in post.tags] == ["海边"]


def test_a_heading_is_the_title_of_markdown_without_front_matter(here):
    write(here / "note.md", "# 海边一日\n\n#海边 真好看")
    post = load("note.md")
    assert (post.title.text, post.body.text) == ("海边一日", "#海边 真好看")
    assert quoted(post, post.title) == "海边一日"


def test_words_in_three_files(here):
    write(here / "p/title.txt", "海边一日\n")
    write(here / "p/caption.txt", "真好看")
    write(here / "p/post.yaml", "commercial: true\nschedule: 2026-12-01T20:00\n")
    write(here / "p/clip.mp4")
    write(here / "p/cover.jpg")
    post = load("p")
    assert (post.title.text, post.body.text) == ("海边一日", "真好看")
    assert post.declared.commercial is True
    assert post.declared.schedule == dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    assert post.kind is PostKind.VIDEO
    assert [(asset.kind, asset.cover) for asset in post.assets] == [
        (AssetKind.VIDEO, False),
        (AssetKind.IMAGE, True),
    ]
    assert {source.path for source in post.sources} == {"p/title.txt", "p/caption.txt", "p/post.yaml"}


def test_a_folder_of_posts_is_a_batch_in_natural_order(here):
    for number in (10, 2, 1):
        write(here / f"batch/post-{number}/post.md", HEADER)
    write(here / "batch/README.md", "about this folder")
    assert [post.path for post in discover(["batch"])] == ["batch/post-1", "batch/post-2", "batch/post-10"]


def test_several_captions_beside_each_other_are_a_post_each(here):
    write(here / "flat/京都.md", "正文")
    write(here / "flat/大阪.md", "正文")
    for name in ("京都-2.jpg", "京都-1.jpg", "大阪.jpg", "other.jpg"):
        write(here / "flat" / name)
    posts = {post.path: names(post) for post in discover(["flat"])}
    assert posts == {
        "flat/京都.md": ["京都-1.jpg", "京都-2.jpg"],
        "flat/大阪.md": ["大阪.jpg"],
        "flat/other.jpg": ["other.jpg"],
    }


def test_named_media_keep_the_place_where_they_are_named(here):
    write(here / "p/post.md", "---\nimages: [b.jpg, a.jpg]\ncover: b.jpg\n---\n正文")
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        write(here / "p" / name)
    post = load("p")
    assert names(post) == ["b.jpg", "a.jpg"]
    assert [asset.cover for asset in post.assets] == [True, False]
    text = post.sources[0].text
    assert [text[slice(*asset.named_at.text)] for asset in post.assets] == ["b.jpg", "a.jpg"]


def test_a_medium_that_is_named_but_missing_is_a_problem_with_the_nearest_name(here):
    write(here / "p/post.md", "---\nvideo: clip1.mp4\n---\n正文")
    write(here / "p/clip.mp4")
    (problem,) = load("p").problems
    assert "clip1.mp4" in problem.message.en and "clip.mp4" in problem.remedy.en
    assert (problem.line, problem.column) == (2, 8)


def test_what_lies_in_a_folder_named_images_belongs_to_the_caption_above(here):
    write(here / "p/post.md", "正文")
    write(here / "p/images/1.jpg")
    (post,) = discover(["p"])
    assert names(post) == ["1.jpg"]
    assert [post.path for post in discover(["p/images/1.jpg"])] == ["p"]


def test_a_medium_that_is_named_below_is_no_post_by_itself(here):
    write(here / "p/post.md", "---\nvideo: raw/clip.mp4\n---\n正文")
    write(here / "p/raw/clip.mp4")
    write(here / "p/raw/take-2.mp4")
    assert [post.path for post in discover(["p"])] == ["p", "p/raw/take-2.mp4"]
    assert [post.path for post in discover(["p/raw/clip.mp4"])] == ["p"]


def test_the_two_halves_of_a_live_photo_are_no_video_post(here):
    write(here / "p/post.md", "正文")
    write(here / "p/IMG_0001.HEIC")
    write(here / "p/IMG_0001.MOV")
    assert load("p").kind is PostKind.IMAGE


def test_gb18030_is_read_and_remembered(here):
    (here / "p").mkdir()
    (here / "p/caption.txt").write_bytes("三天两夜京都慢旅行，吃得很开心".encode("gb18030"))
    post = load("p")
    assert post.body.text.startswith("三天两夜")
    assert post.sources[0].encoding == "gb18030"


def test_a_byte_order_mark_is_no_character_of_the_text(here):
    (here / "p.md").write_bytes(b"\xef\xbb\xbf" + HEADER.encode())
    post = load("p.md")
    assert post.title.text == "三天两夜京都慢旅行" and post.sources[0].bom


@pytest.mark.posix("links that anybody may make")
def test_a_link_to_a_folder_above_is_not_followed_round(here):
    write(here / "p/post.md", "正文")
    (here / "p/again").symlink_to(here / "p")
    assert len(list(discover(["p"]))) == 1


@pytest.mark.parametrize("path", ["missing", "empty", "sheet.xlsx", "program.exe", "a\0b", "x" * 5000])
def test_what_cannot_be_checked_is_a_problem_and_no_silence(here, path):
    (here / "empty").mkdir()
    write(here / "sheet.xlsx")
    write(here / "program.exe")
    (post,) = discover([path])
    assert post.problems and post.problems[0].remedy


def test_a_batch_goes_on_behind_a_broken_post(here):
    write(here / "b/1/post.md", "---\ntitle: [\n---\n正文")
    write(here / "b/2/post.md", HEADER)
    first, second = discover(["b"])
    assert first.problems and not second.problems


def test_load_refuses_a_batch(here):
    write(here / "b/1/post.md", HEADER)
    write(here / "b/2/post.md", HEADER)
    with pytest.raises(UserError, match="2 posts"):
        load("b")


def test_an_empty_path_is_not_the_folder_at_hand(tmp_path):
    write(tmp_path / "post.md", "正文")
    (post,) = discover([""])
    assert post.problems and post.body is None


def test_an_empty_name_of_an_image_is_told_as_such(tmp_path):
    write(tmp_path / "post.md", '---\nimages: [""]\n---\n正文')
    (post,) = discover(["."])
    assert post.assets == ()
    (problem,) = post.problems
    assert (problem.line, problem.column) == (2, 11)


def test_a_suppression_knows_its_line(tmp_path):
    write(tmp_path / "post.md", "---\ntitle: 三天\nlint: {ignore: [{rule: XX1, reason: 没有}]}\n---\n正文")
    (directive,) = load(".").directives
    assert (directive.line, directive.column) == (3, 17)


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\n", "---\n---\n", "---\nid: a\n---\n"])
def test_a_caption_of_nothing_is_not_clean(tmp_path, text):
    write(tmp_path / "post.md", text)
    assert "nothing was checked" in load("post.md").problems[0].message.en


def test_a_path_that_leaves_the_folder_and_comes_back_names_the_same_post(tmp_path, monkeypatch):
    write(tmp_path / "p" / "post.md", "正文")
    monkeypatch.chdir(tmp_path / "p")
    assert len(list(discover(["../p/post.md", "post.md", ".", str(tmp_path / "p"), "../p"]))) == 1


def test_a_table_of_posts_beside_one_markdown_file_is_read(here):
    write(here / "C/brief.md", "给团队的说明")
    write(here / "C/calendar.csv", "title,body,images\n海边,真好看,a.jpg\n山里,真安静,\n")
    for name in ("a.jpg", "b.jpg"):
        write(here / "C" / name)
    assert [post.path for post in discover(["C"])] == ["C/brief.md", "C/calendar.csv:2", "C/calendar.csv:3", "C/b.jpg"]
    write(here / "D/caption.txt", "真好看")
    write(here / "D/calendar.csv", "title,body\n山里,真安静\n")
    assert [post.path for post in discover(["D"])] == ["D", "D/calendar.csv:2"]


def test_a_folder_of_plain_texts_is_a_batch(here):
    for name in ("1.txt", "2.txt", "requirements.txt"):
        write(here / "texts" / name, "正文")
    assert [post.path for post in discover(["texts"])] == ["texts/1.txt", "texts/2.txt"]


def test_a_document_in_a_folder_without_a_post_is_no_silence(here):
    write(here / "b/1/caption.docx")
    write(here / "b/2/post.md", HEADER)
    first, second = discover(["b"])
    assert "caption.docx" in first.problems[0].message.en and first.problems[0].remedy
    assert not second.problems


def test_the_original_of_a_repaired_copy_is_no_part_of_the_post_any_more(here):
    write(here / "p/post.md", "---\nimages: [1.fixed.jpg]\n---\n好看")
    for name in ("1.avif", "1.fixed.jpg", "2.jpg"):
        write(here / "p" / name)
    assert [post.unread for post in discover(["p"])] == [("p/2.jpg",)]


def test_what_lies_beside_several_captions_is_told_with_the_first(here):
    for name in ("a.md", "b.md", "notes.txt", "numbers.csv"):
        write(here / "flat" / name, "好看")
    assert [post.unread for post in discover(["flat"])] == [("flat/notes.txt", "flat/numbers.csv"), ()]


def test_a_folder_that_lies_too_deep_is_a_problem(here):
    deep = here.joinpath("deep", *"x" * 45)
    write(deep / "post.md", HEADER)
    write(here / "deep/post.md", HEADER)
    whole, broken = discover(["deep"])
    assert whole.path == "deep" and not whole.problems
    assert "40" in broken.problems[0].message.en and broken.path.endswith("x/x")


def test_a_file_named_in_another_case_is_the_same_file_where_the_disk_says_so(here):
    write(here / "p/raw/clip.MP4")
    # As on a disk that does not tell case apart: both names are of one file.
    (here / "p/raw/Clip.mp4").hardlink_to(here / "p/raw/clip.MP4")
    write(here / "p/post.md", "---\nvideo: raw/Clip.mp4\n---\n正文")
    assert [post.path for post in discover(["p"])] == ["p"]
    (here / "p/raw/Clip.mp4").unlink()
    write(here / "p/raw/Clip.mp4")
    assert [post.path for post in discover(["p"])] == ["p", "p/raw/clip.MP4"]


def test_a_name_with_decomposed_accents_is_the_same_file_where_the_disk_says_so(here):
    write(here / "p/raw/caf\u00e9.mp4")
    (here / "p/raw/cafe\u0301.mp4").hardlink_to(here / "p/raw/caf\u00e9.mp4")
    write(here / "p/post.md", "---\nvideo: raw/caf\u00e9.mp4\n---\n正文")
    assert [post.path for post in discover(["p"])] == ["p"]


def test_folders_without_numbers_of_their_own_are_entered(here, monkeypatch):
    write(here / "p/a/b/post.md", HEADER)
    stat = os.stat

    def numberless(*given, **options):
        found = stat(*given, **options)
        return os.stat_result((found.st_mode, 0, *found[2:]))

    monkeypatch.setattr(os, "stat", numberless)
    assert [post.path for post in discover(["p"])] == ["p/a/b"]


def test_ten_thousand_files_of_one_folder_are_found_at_once(here):
    write(here / "p/post.md", HEADER)
    for number in range(10_000):
        (here / f"p/{number}.jpg").touch()
    read = []

    class Counting(Sources):
        def read(self, path, *, limit=CAPTION_LIMIT):
            read.append(path)
            return super().read(path, limit=limit)

    (post,) = discover([f"p/{number}.jpg" for number in range(10_000)], Counting())
    assert len(post.assets) == 10_000 and len(read) == 1


def test_a_file_that_is_named_itself_is_not_told_as_unread_beside_another(here):
    write(here / "p/caption.md", "---\nimages: [1.jpg]\n---\n正文")
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        write(here / "p" / name)
    posts = {post.path: post.unread for post in discover(["p/2.jpg", "p/1.jpg"])}
    assert posts == {"p/2.jpg": (), "p": ("p/3.jpg",)}
    posts = {post.path: post.unread for post in discover([here / "p", here / "p/2.jpg", "p/3.jpg"])}
    assert posts == {"p": (), "p/2.jpg": (), "p/3.jpg": ()}


def test_a_medium_that_is_named_belongs_to_the_rows_that_name_it(here):
    rows = "title,body,images\n一,正文,images/1.jpg\n二,正文,images/2.jpg\n三,正文,images/1.jpg\n"
    write(here / "batch/calendar.csv", rows)
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        write(here / "batch/images" / name)
    named = ["batch/images/1.jpg", "batch/images/3.jpg", "batch/images/1.jpg"]
    assert [post.path for post in discover(named)] == [
        "batch/calendar.csv:2",
        "batch/calendar.csv:4",
        "batch/images/3.jpg",
    ]
    assert len(list(discover(["batch/images/2.jpg", "batch/calendar.csv"]))) == 3


def transport_stream(path):
    """Packets of a stream, as far as its type can be told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((b"\x47\x40\x00\x10" + bytes(184)) * 4)
    return path


def test_typescript_is_no_video(here):
    write(here / "src/app.ts", "export const x: number = 1; // 常量\n")
    write(here / "src/own.mts", "export {};\n")
    transport_stream(here / "src/clip.ts")
    (post,) = discover(["src"])
    assert (post.path, post.unread) == ("src/clip.ts", ("src/app.ts", "src/own.mts"))
    (post,) = discover(["src/app.ts"])
    assert [problem.message.en for problem in post.problems] == ["src/app.ts is not a file that belongs to a post"]


@pytest.mark.parametrize("data", [b"", b"\0" * 500, b"GGGG\0\xff" * 90])
def test_a_broken_stream_is_no_text(here, data):
    (here / "clip.ts").write_bytes(data)
    (post,) = discover(["."])
    assert (post.path, names(post)) == ("clip.ts", ["clip.ts"])


def test_a_header_that_names_a_text_as_its_video_has_it(here):
    write(here / "a/caption.md", "---\nvideo: clip.ts\n---\n去野餐\n")
    write(here / "a/clip.ts", "export {};\n")
    (post,) = discover(["a"])
    assert names(post) == ["clip.ts"]


@pytest.mark.posix("pipes that have a name")
def test_a_pipe_that_is_called_like_a_stream_stops_nothing(here):
    os.mkfifo(here / "clip.ts")
    assert [post.path for post in discover(["."])] == ["clip.ts"]


def test_a_drawing_that_no_post_has_is_no_post(here):
    for name in (
        "static/icon.svg",
        "static/hero.jpg",
        "icons/a.svg",
        "icons/words.docx",
        "posts/a/1.svg",
        "rows/1.svg",
    ):
        write(here / name, "<svg/>")
    write(here / "rows/2.svg", "<svg/>")
    write(here / "posts/a/caption.md", "去野餐\n")
    write(here / "rows/plan.csv", "title,body,images\n一,正文,1.svg\n")
    found = list(discover(["."]))
    assert [(post.path, names(post), post.unread) for post in found] == [
        ("icons/words.docx", [], ()),
        ("icons", [], ("icons/a.svg",)),
        ("posts/a", ["1.svg"], ()),
        ("rows/plan.csv:2", ["1.svg"], ()),
        ("rows", [], ("rows/2.svg",)),
        ("static/hero.jpg", ["hero.jpg"], ()),
        ("static", [], ("static/icon.svg",)),
    ]
    assert [post.path for post in discover(["static/icon.svg"])] == ["static/icon.svg"]
