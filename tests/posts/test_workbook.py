"""A row of a workbook is a post: its cells keep their names, and one that cannot be read costs no other."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from rednote_lint.model import Omission
from rednote_lint.posts import Sources, discover
from rednote_lint.syntax.workbook import package
from rednote_lint.text.lines import Lines
from tests.workbooks_made import SHEET, replaced, with_parts, workbook

HEADINGS = ("账号", "标题", "正文", "图片", "发布时间")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(post):
    return [problem.message.en for problem in post.problems]


def reasons(post):
    return [notice.reason.en for notice in post.notices]


def test_cells_of_every_type_are_text_with_their_place(here):
    Path("a.jpg").write_bytes(b"")
    rows = [
        (*HEADINGS, "商单", "图片数"),
        ("nina", "=cmd", "第一行\n第二行", "a.jpg", dt.datetime(2026, 12, 1, 20, 0), True, 9.0),
        ("nina", 3, 0.1 + 0.2, None, dt.date(2026, 12, 2), False, None),
    ]
    workbook(Path("c.xlsx"), rows, lambda sheet: setattr(sheet["B2"], "data_type", "s"))
    first, second = discover(["c.xlsx"])
    assert (first.path, first.declared.account, first.title.text) == ("c.xlsx:2", "nina", "=cmd")
    assert first.body.text == "第一行\n第二行" and [asset.path for asset in first.assets] == ["a.jpg"]
    assert first.declared.schedule.isoformat() == "2026-12-01T20:00:00+08:00"
    assert (first.declared.commercial, first.declared.image_count) == (True, 9)
    assert (second.title.text, second.body.text, second.declared.commercial) == ("3", "0.3", False)
    assert not first.problems and not second.problems
    lines = Lines(first.sources[0])
    at = first.body.locate(first.body.text.index("第二"), first.body.text.index("第二") + 2).text
    excerpt = lines.excerpt(at)
    assert (lines.position(at.start), lines.cell(at.start)) == ((2, 5), "C2")
    assert (excerpt.line, excerpt.text, excerpt.start, excerpt.cell) == (2, "第一行⏎第二行", 4, "C2")


def test_a_row_with_a_mistake_is_told_at_its_cell_and_the_others_are_read():
    rows = [
        HEADINGS,
        ("a", "好", "正文", None, "后天"),
        ("a", "好", "正文", "gone.jpg", None),
        ("a", "=1+1", "正文", None, None),
        ("a", "好", "正文", None, None),
    ]
    workbook(Path("c.xlsx"), rows)
    posts = list(discover(["c.xlsx"]))
    assert [post.path for post in posts] == ["c.xlsx:2", "c.xlsx:3", "c.xlsx:4", "c.xlsx:5"]
    cells = [[problem.cell for problem in post.problems] for post in posts]
    assert cells == [["E2"], ["D3"], ["B4"], []]
    assert "never calculated" in told(posts[2])[0]


def test_an_error_value_and_a_value_of_no_type_cost_their_cell_alone(here):
    path = workbook(Path("c.xlsx"), [HEADINGS, ("a", 1, "正文", None, 2), ("b", "好", "正文")])
    replaced(path, SHEET, ("<v>1</v>", "<v>x</v>"), ('<c r="E2" t="n"><v>2</v>', '<c r="E2" t="e"><v>#REF!</v>'))
    broken, sound = discover(["c.xlsx"])
    assert [problem.cell for problem in broken.problems] == ["B2", "E2"]
    assert "#REF!" in told(broken)[1] and sound.title.text == "好" and not sound.problems


def test_merged_cells_hidden_rows_and_columns_that_nobody_reads_are_told_once(here):
    def dress(sheet):
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[3].hidden = True
        sheet["H2"] = "note"

    rows = [(*HEADINGS, "负责人"), ("nina", "一", "甲"), (None, "二", "乙"), (None, "三", "丙"), ("li", "四", "丁")]
    workbook(Path("c.xlsx"), rows, dress)
    posts = list(discover(["c.xlsx"]))
    assert [post.declared.account for post in posts] == ["nina", "nina", "nina", "li"]
    said = " ".join(reasons(posts[0]))
    assert "“负责人”" in said and ": H" in said and "A2:A4" in said and "checked as well: 3" in said
    assert [reasons(post) for post in posts[1:]] == [[], [], []]


def test_pictures_are_told_wherever_they_lie(here):
    Picture.new("RGB", (8, 8)).save("p.png")

    def dress(sheet):
        sheet.add_image(Image("p.png"), "D2")
        sheet.add_image(Image("p.png"), "D4")
        sheet.add_image(Image("p.png"), "B40")
        sheet.add_image(Image("p.png"), "C2")

    path = workbook(
        Path("c.xlsx"), [HEADINGS, ("a", "一", "甲"), ("b", "二", "乙", "=DISPIMG(1)"), (), ("c", "三", "x")], dress
    )
    posts = list(discover([str(path)]))
    skipped = [[skip.what for skip in post.skipped] for post in posts]
    assert skipped == [["c.xlsx:B40", "c.xlsx:C2", "c.xlsx:D2"], ["c.xlsx:D3"], ["c.xlsx:D4"]]
    assert [post.body.text for post in posts] == ["甲", "乙", "x"]
    assert {skip.omission for post in posts for skip in post.skipped} == {Omission.FAILURE}


def test_a_link_in_a_column_of_media_is_the_file_that_it_leads_to(here):
    Path("图").mkdir()
    Path("图/一.jpg").write_bytes(b"")

    def dress(sheet):
        sheet["D2"].hyperlink = "图/一.jpg"
        sheet["D2"].value = "看图"

    workbook(Path("c.xlsx"), [HEADINGS, ("a", "一", "甲")], dress)
    (post,) = discover(["c.xlsx"])
    assert [asset.path for asset in post.assets] == ["图/一.jpg"] and not post.problems


def test_several_media_in_one_cell_and_in_numbered_columns(here):
    for name in ("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"):
        Path(name).write_bytes(b"")
    workbook(Path("c.xlsx"), [("标题", "图片"), ("a", "1.jpg\n2.jpg、3.jpg, 4.jpg；5.jpg")])
    workbook(Path("n.xlsx"), [("标题", "图片1", "图片2"), ("a", "1.jpg", "2.jpg")])
    posts = list(discover(["c.xlsx", "n.xlsx"]))
    assert [len(post.assets) for post in posts] == [5, 2]


def test_sheets_visible_named_hidden_and_unknown(here):
    book = openpyxl.Workbook()
    book.active.title = "十一月"
    book.active.append(HEADINGS)
    book.active.append(("a", "一", "甲"))
    for title, state, rows in (
        ("十二月", "visible", [HEADINGS, ("b", "二", "乙")]),
        ("说明", "visible", [("hello", "there")]),
        ("存档", "hidden", [HEADINGS, ("c", "三", "丙")]),
    ):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.save("c.xlsx")
    posts = list(discover(["c.xlsx"]))
    assert [post.path for post in posts] == ["c.xlsx#十一月:2", "c.xlsx#十二月:2"]
    assert Lines(posts[1].sources[0]).cell(0) == "十二月!A2"
    assert "存档" in reasons(posts[0])[0] and "说明" in reasons(posts[0])[1]
    assert [post.path for post in discover(["c.xlsx#存档"])] == ["c.xlsx#存档:2"]
    (post,) = discover(["c.xlsx#no"])
    assert "has no sheet “no”" in told(post)[0] and "十二月" in post.problems[0].remedy.en


def test_a_title_above_the_table_and_empty_rows_in_and_behind_it(here):
    rows = [
        ("十二月内容日历",),
        (),
        HEADINGS,
        ("a", "一", "甲"),
        (),
        ("b", "二", "乙"),
        (None, None, None, None, None, "合计"),
    ]
    workbook(Path("c.xlsx"), rows)
    posts = list(discover(["c.xlsx"]))
    assert [post.path for post in posts] == ["c.xlsx:4", "c.xlsx:6", "c.xlsx:7"]
    assert "nothing was checked" in told(posts[2])[0]


def test_a_million_empty_rows_are_no_rows(here):
    path = workbook(Path("c.xlsx"), [HEADINGS])
    empty = "".join(f'<row r="{number}" ht="15"><c r="A{number}" s="0"/></row>' for number in range(2, 20_000))
    replaced(path, SHEET, ("</sheetData>", empty + "</sheetData>"))
    (post,) = discover(["c.xlsx"])
    assert "contains no post" in told(post)[0]
    replaced(
        path,
        SHEET,
        ('<row r="2" ht="15"><c r="A2" s="0"/>', '<row r="2"><c r="B2" t="inlineStr"><is><t>好</t></is></c>'),
    )
    assert [post.path for post in discover(["c.xlsx"])] == ["c.xlsx:2"]


def _encrypted(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def _cut(path):
    path.write_bytes(workbook(path, [HEADINGS]).read_bytes()[:-200])


def _no_archive(path):
    path.write_bytes(b"title,body\n")


def _no_sheet(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


def _bomb(path):
    workbook(path, [HEADINGS, ("a", "b", "c")])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bomb.xml", b" " * 1_000_000)


def _bomb_of_texts(path):
    workbook(path, [HEADINGS, ("a", "b", "c")])
    with_parts(path, {"xl/sharedStrings.xml": lambda text: text + " " * 600_000})


def _entities(path):
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with_parts(workbook(path, [HEADINGS, ("a", "b", "c")]), {SHEET: lambda text: doctype + text})


def _half_xml(path):
    with_parts(workbook(path, [HEADINGS, ("a", "b", "c")]), {SHEET: lambda text: text[: len(text) // 2]})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_encrypted, "password"),
        (_cut, "damaged"),
        (_no_archive, "damaged"),
        (_no_sheet, "damaged"),
        (_bomb, "would unpack to"),
        (_bomb_of_texts, "would unpack to"),
        (_entities, "damaged"),
        (_half_xml, "damaged"),
    ],
)
def test_what_is_no_sound_workbook_is_one_clear_problem(here, monkeypatch, make, said):
    monkeypatch.setattr(package, "LARGEST_PART", 900_000)
    monkeypatch.setattr(package, "LARGEST_HELD", 500_000)
    make(Path("c.xlsx"))
    (post,) = discover(["c.xlsx"])
    assert post.path == "c.xlsx" and said in told(post)[0] and post.problems[0].remedy is not None


def test_the_old_format_says_what_to_save(here):
    Path("c.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (post,) = discover(["c.xls"])
    assert ".xlsx" in post.problems[0].remedy.en


def test_without_openpyxl_the_extra_is_named(here, monkeypatch):
    workbook(Path("c.xlsx"), [HEADINGS, ("a", "b", "c")])
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    (post,) = discover(["c.xlsx"])
    assert "pip install 'rednote-lint[xlsx]'" in post.problems[0].remedy.en


def test_in_a_folder_a_calendar_is_read_and_another_workbook_is_not(here):
    Path("m").mkdir()
    workbook(Path("m/calendar.xlsx"), [HEADINGS, ("a", "一", "甲")])
    workbook(Path("m/costs.xlsx"), [("item", "price"), ("film", 9)])
    posts = list(discover(["m"]))
    assert [post.path for post in posts] == ["m/calendar.xlsx:2"]
    assert posts[0].unread == ("m/costs.xlsx",)


def test_a_workbook_in_memory(here):
    data = workbook(Path("c.xlsx"), [HEADINGS, ("a", "一", "甲")]).read_bytes()
    Path("c.xlsx").unlink()
    assert [post.path for post in discover(["c.xlsx"], Sources({"c.xlsx": data}))] == ["c.xlsx:2"]
