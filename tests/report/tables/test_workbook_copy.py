"""A checked copy of a calendar: columns beside the rows, the rest as it was, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill

from rednote_lint.cli.app import app
from rednote_lint.errors import UserError
from tests.media_made import save_png, scene
from tests.workbooks_made import workbook

Lint = Callable[..., Result]
HEADINGS = ("账号", "标题", "正文", "图片", "发布时间")
INVITES = "想要清单的加我微信 camp_day88"


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["check", *arguments, "--no-ocr", "--quiet"], standalone_mode=False)

    return run


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def columns(path: str, sheet: int = 0) -> list[list[str]]:
    rows = openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)
    return [[str(cell or "") for cell in row[-3:]] for row in rows]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """500 rows, every 25th broken in one of five ways."""
    folder = tmp_path_factory.mktemp("campaign")
    rows: list[tuple[object, ...]] = [HEADINGS]
    broken: list[tuple[object, ...]] = [
        ("a", "坏", "正文", "gone.jpg", None),
        ("a", "坏", "正文", None, "后天"),
        ("a", "=1+1", "正文", None, None),
        ("a", None, None, None, None),
        ("a", "坏", "正文", "https://example.com/1.jpg", None),
    ]
    for number in range(500):
        sound = ("nina", f"第 {number} 天", INVITES if number % 7 == 0 else "慢慢走", None, None)
        rows.append(broken[number // 25 % 5] if number % 25 == 24 else sound)
    return workbook(folder / "c.xlsx", rows)


def test_500_rows_with_20_broken_ones(lint: Lint, campaign: Path, tmp_path: Path) -> None:
    path = shutil.copy(campaign, tmp_path / "c.xlsx")
    before = digest(path)
    result = lint("c.xlsx", "--format", "json", "--output", "xlsx=rednote-lint.xlsx")
    assert result.return_value == 2 and digest(path) == before
    posts = json.loads(result.stdout)["posts"]
    told = [post["path"] for post in posts if post["problems"]]
    assert len(posts) == 500 and told == [f"c.xlsx:{number + 2}" for number in range(24, 500, 25)]
    verdicts = columns("rednote-lint.xlsx")
    assert verdicts[0] == ["rednote-lint verdict", "rednote-lint what was found", "rednote-lint what to do"]
    assert [row[0] for row in verdicts].count("NOT CHECKED") == 20
    assert verdicts[1][0] == "NOT READY" and "DV102" in verdicts[1][1] and verdicts[1][2]
    first = digest(Path("rednote-lint.xlsx"))
    lint("c.xlsx", "--output", "xlsx=rednote-lint.xlsx")
    assert digest(Path("rednote-lint.xlsx")) == first


def test_the_copy_opens_in_libreoffice_without_repair(lint: Lint, campaign: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc)")
    shutil.copy(campaign, tmp_path / "c.xlsx")
    lint("c.xlsx", "--output", "xlsx=rednote-lint.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    csv = "csv:Text - txt - csv (StarCalc):44,34,76"
    convert = [office, profile, "--headless", "--convert-to", csv, "rednote-lint.xlsx"]
    done = subprocess.run(convert, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert "Error" not in done.stdout + done.stderr
    read = (tmp_path / "rednote-lint.csv").read_text(encoding="utf-8")
    assert read.count("NOT CHECKED") == 20 and "rednote-lint verdict" in read


def test_styles_widths_formulas_and_texts_that_look_like_formulas_stay(lint: Lint, tmp_path: Path) -> None:
    def dress(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["B2"].fill = PatternFill("solid", start_color="AABBCC")
        sheet["B3"].data_type = "s"
        sheet.column_dimensions["C"].width = 44
        sheet["F2"] = "=1+1"

    rows = [HEADINGS, ("a", "一", "慢慢走"), ("b", "=cmd|'/c calc'!A1", "=SUM(1)加我微信 camp_day88")]
    workbook(tmp_path / "c.xlsx", rows, dress)
    sheet = openpyxl.load_workbook("c.xlsx").active
    sheet["C3"].data_type = "s"
    sheet.parent.save("c.xlsx")
    lint("c.xlsx", "--output", "xlsx=out.xlsx")
    copy = openpyxl.load_workbook("out.xlsx").active
    assert (copy["B2"].fill.start_color.rgb[-6:], copy.column_dimensions["C"].width) == ("AABBCC", 44)
    assert (copy["F2"].data_type, copy["B3"].data_type, copy["C3"].data_type) == ("f", "s", "s")
    assert copy["C3"].fill.start_color.rgb[-6:] == "FFC7CE"
    assert {cell.data_type for row in copy.iter_rows(2, 3, 7, 9) for cell in row if cell.value} == {"s"}


def test_what_it_writes_over_and_what_not(lint: Lint, tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", [HEADINGS, ("a", "一", "慢慢走")])
    before = digest(path)
    (tmp_path / "link.xlsx").symlink_to(path)
    (tmp_path / "hard.xlsx").hardlink_to(path)
    workbook(tmp_path / "other.xlsx", [("costs",)])
    for target in ("c.xlsx", "link.xlsx", "hard.xlsx", "other.xlsx"):
        assert isinstance(lint("c.xlsx", "--output", f"xlsx={target}").exception, UserError), target
    assert isinstance(lint("c.xlsx#Sheet", "--output", "xlsx=c.xlsx").exception, UserError)
    assert digest(path) == before
    for _ in range(2):
        assert lint("c.xlsx", "--output", "xlsx=checked.xlsx").exception is None
    assert isinstance(lint("checked.xlsx", "--output", "xlsx=checked.xlsx").exception, UserError)
    assert lint("checked.xlsx", "--output", "xlsx=again.xlsx").exception is None
    assert columns("again.xlsx")[0] == columns("checked.xlsx")[0]
    assert len({openpyxl.load_workbook(name).active.max_column for name in ("again.xlsx", "checked.xlsx")}) == 1


def test_several_sheets_and_a_copy_beside_the_calendar_in_a_folder(lint: Lint, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, body in (("十一月", "慢慢走"), ("十二月", INVITES)):
        sheet = book.create_sheet(title)
        sheet.append(("题", "说明"))
        sheet.append(HEADINGS)
        sheet.append(("a", "一", body))
    del book["Sheet"]
    (tmp_path / "m").mkdir()
    book.save(tmp_path / "m/c.xlsx")
    lint("m/c.xlsx", "--output", "xlsx=m/checked.xlsx", "--lang", "zh")
    assert [columns("m/checked.xlsx", number)[2][0] for number in (0, 1)] == ["可以发", "先别发"]
    paths = [post["path"] for post in json.loads(lint("m", "--format", "json").stdout)["posts"]]
    assert [path for path in paths if "checked" in path] == []


@pytest.mark.parametrize("paths", [("c.csv",), ("c.xlsx", "d.xlsx")])
def test_it_asks_for_one_workbook(lint: Lint, tmp_path: Path, paths: tuple[str, ...]) -> None:
    (tmp_path / "c.csv").write_text("title\na\n", encoding="utf-8")
    for name in ("c.xlsx", "d.xlsx"):
        workbook(tmp_path / name, [HEADINGS, ("a", "一", "慢慢走")])
    error = lint(*paths, "--output", "xlsx=out.xlsx").exception
    assert isinstance(error, UserError) and "one workbook" in str(error)
    assert not (tmp_path / "out.xlsx").exists()


def test_what_a_sheet_holds_besides_is_told_with_its_name_everywhere(lint: Lint, tmp_path: Path) -> None:
    save_png(tmp_path / "01.png", scene(64, 64))
    book = openpyxl.Workbook()
    for title, hidden in (("十一月", 4), ("十二月", 2)):
        sheet = book.create_sheet(title)
        for row in (HEADINGS, ("a", "一", "慢慢走", "01.png"), (None, "二", "慢慢看"), ("b", "三", "看花")):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[hidden].hidden = True
        sheet.add_image(Image(tmp_path / "01.png"), "D3")
    book["Sheet"].append(("标题", "正文"))
    book["Sheet"].sheet_state = "hidden"
    book.save(tmp_path / "c.xlsx")
    said = [
        "hidden sheets were not read: Sheet",
        *("c.xlsx#十一月: hidden rows were checked as well: 4", "c.xlsx#十二月: hidden rows were checked as well: 2"),
        "c.xlsx#十二月: in merged cells each row has the value that they show: A2:A3",
        "c.xlsx#十二月:D3: the picture in D3 was not read",
    ]
    outputs = ("--output", "json=rednote-lint.json", "--output", "xlsx=rednote-lint.xlsx")
    concise = lint("c.xlsx", "--format", "concise", *outputs).stdout
    screen = " ".join(lint("c.xlsx").stdout.split())
    posts = json.loads(Path("rednote-lint.json").read_text(encoding="utf-8"))["posts"]
    notices = "\n".join(f"{one['what']}: {one['message']}" for post in posts for one in post["notices"])
    skipped = "\n".join(f"{one['what']}: {one['reason']}" for post in posts for one in post["skipped"])
    first, second = (columns("rednote-lint.xlsx", number) for number in (1, 2))
    copied = f"{first[0][1]}\n{second[0][1]}\n{second[2][1]}"
    for text in (concise, screen, f"{notices}\n{skipped}", copied):
        assert [line for line in said if line not in text] == []
    assert second[1][0] == "INCOMPLETE" and "--no-ocr" in second[1][1], "no verdict without its reason"
