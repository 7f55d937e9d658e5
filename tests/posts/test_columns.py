"""Headings of calendars: names of the fields, of other programs, and as a person maps them."""

from pathlib import Path

import pytest

from rednote_lint.model import FIELDS
from rednote_lint.posts import DISK, discover
from rednote_lint.posts.columns import Columns, folded, names_of_keys
from rednote_lint.posts.fields import KEYS
from tests.workbooks_made import workbook

EXPORTS = {
    "feishu": ("笔记标题,正文,话题标签,配图,发布时间,发布账号", "title body tags images schedule account"),
    "notion": ("Name,Caption,Tags,Files & media,Publish Date,Status", "title body tags media schedule -"),
    "google sheets": ("Title,Post copy,Hashtags,Image URL,Date,Account", "title body tags images schedule account"),
    "publer in twelve columns": (
        "Date - Intl. format or prompt;Text;Link(s) - Separated by comma for FB carousels;"
        "Media URL(s) - Separated by comma;"
        "Title - For the video, pin, PDF ..;Label(s) - Separated by comma;Alt text(s) - Separated by ||;"
        "Comment(s) - Separated by ||;Pin board, FB album, or Google category;Post subtype - I.e. story, reel, PDF ..",
        "schedule body - media title - - - - -",
    ),
    "traditional characters": ("標題;內文;話題;圖片;影片;帳號", "title body tags images video account"),
    "publer": ("Date,Message,Link,Media URL(s),Title,Label(s)", "schedule body - media title -"),
    "socialbee": ("text,link,imageUrls,gifUrls,videoUrls,postAtSpecificTime", "body - images media video schedule"),
}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keys(headings, stated=(), separator=","):
    return [key or "-" for key in Columns(tuple(stated)).assigned(headings.split(separator)).keys]


@pytest.mark.parametrize("program", EXPORTS)
def test_what_other_programs_export(program):
    headings, expected = EXPORTS[program]
    separator = ";" if ";" in headings else ","
    assert keys(headings, separator=separator) == expected.split()
    Path("c.csv").write_text(f"{headings}\n", encoding="utf-8")
    (empty,) = discover(["c.csv"])
    assert [problem.message.en for problem in empty.problems] == ["c.csv contains no post"], "no heading is a mistake"


def test_every_field_has_a_reader_and_no_name_means_two():
    assert {*FIELDS, "lint"} == KEYS.keys()
    names = [folded(name) for groups in names_of_keys().values() for group in groups.values() for name in group]
    assert len(names) == len(set(names))
    assert names_of_keys().keys() <= set(FIELDS)


def test_a_name_of_its_own_counts_before_one_that_only_tables_have():
    assert keys("Name,title,body") == ["-", "title", "body"]
    assert keys("Name,标题,body", {"Name": "title"}.items()) == ["title", "-", "body"]


def test_case_blanks_and_underscores_are_one():
    assert keys(" Image_Count ,POST  title,Picture 1,Picture 2,配图（3）") == [
        *("image_count", "title", "images", "images", "images")
    ]


def test_two_columns_of_one_field_are_named_and_the_first_is_read(here):
    Path("c.csv").write_text("标题,title,正文\n一,二,三\n", encoding="utf-8")
    workbook(Path("c.xlsx"), [("标题", "title", "正文"), ("一", "二", "三")])
    for name in ("c.csv", "c.xlsx"):
        header, row = discover([name])
        assert "“标题” and “title” are both “title”" in header.problems[0].message.en
        assert row.title.text == "一" and not row.problems
    assert header.problems[0].cell == "B1"


def test_a_mapping_reads_any_heading_in_every_kind_of_table(here):
    mapped = DISK.of_calendars(lambda folder: Columns((("选题", "title"), ("脚本", "body"))))
    Path("c.csv").write_text("选题,脚本\n一,二\n", encoding="utf-8")
    Path("c.jsonl").write_text('{"选题": "一", "脚本": "二", "x": 1}\n', encoding="utf-8")
    workbook(Path("c.xlsx"), [("选题", "脚本"), ("一", "二")])
    for post in discover(["c.csv", "c.jsonl", "c.xlsx"], mapped):
        assert (post.title.text, post.body.text, post.problems) == ("一", "二", ())


@pytest.mark.parametrize("name", ["c.csv", "c.jsonl"])
def test_columns_that_no_field_has_are_named_once(here, name):
    rows = {
        "c.csv": "title,负责人,备注\na,b,c\nd,e,f\n",
        "c.jsonl": '{"title": "a", "负责人": 1}\n{"title": "b", "负责人": 1, "备注": 2}\n{"title": "c", "备注": 2}\n',
    }
    Path(name).write_text(rows[name], encoding="utf-8")
    told = [[notice.reason.zh for notice in post.notices] for post in discover([name])]
    said = " ".join(reason for reasons in told for reason in reasons)
    assert said.count("“负责人”") == said.count("“备注”") == 1
    assert not told[-1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_as_chinese_excel_saves_them(here, encoding, separator):
    Path("1.jpg").write_bytes(b"")
    rows = [["标题", "正文", "图片"], ["京都慢旅行", '"第一行\n""第二""行"', '"1.jpg\n1.jpg"']]
    Path("c.csv").write_bytes("\r\n".join(map(separator.join, rows)).encode(encoding))
    (post,) = discover(["c.csv"])
    assert (post.title.text, post.body.text) == ("京都慢旅行", '第一行\n"第二"行')
    assert len(post.assets) == 2 and not post.problems


def test_a_file_name_as_notion_writes_it(here):
    Path("京都 trip").mkdir()
    Path("京都 trip/一 二.jpg").write_bytes(b"")
    Path("c.csv").write_text(
        "Name,Files & media\na,%E4%BA%AC%E9%83%BD%20trip/%E4%B8%80%20%E4%BA%8C.jpg\n", encoding="utf-8"
    )
    (post,) = discover(["c.csv"])
    assert [asset.path for asset in post.assets] == ["京都 trip/一 二.jpg"] and not post.problems


def test_a_name_that_only_tables_have_makes_no_table_in_a_folder_a_manifest(here):
    Path("m").mkdir()
    Path("m/people.csv").write_text("name,phone\nNina,1\n", encoding="utf-8")
    (post,) = discover(["m"])
    assert post.title is None and not post.sources


def test_the_documentation_names_every_heading():
    page = (Path(__file__).parents[2] / "docs/calendars.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `")}
    for key, groups in names_of_keys().items():
        assert all(name in rows[key] for group in groups.values() for name in group), key
