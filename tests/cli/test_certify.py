"""A certificate says what was checked of a post, and finds every file that is not as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner, Result

from rednote_lint.cli.app import app
from rednote_lint.errors import UserError
from rednote_lint.run.certificates.form import Certificate, certificate_schema, sealed
from tests.media_made import save_png, scene
from tests.workbooks_made import workbook

Certify = Callable[..., Result]
NAME = "certificate.rednote-lint.json"


@pytest.fixture
def certify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certify:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["certify", *arguments, "--no-ocr", "--lang", "en"], standalone_mode=False)

    return run


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "京都"
    folder.mkdir()
    (folder / "post.md").write_text("---\ntitle: 三天两夜京都慢旅行\n---\n慢慢走，慢慢看。\n", encoding="utf-8")
    save_png(folder / "01.png", scene(1080, 1440))
    return folder


def certificate(path: Path) -> dict[str, object]:
    made: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(made, certificate_schema())
    return made


def test_it_is_the_same_each_time_wherever_the_folder_goes(certify: Certify, post: Path, tmp_path: Path) -> None:
    assert certify("京都").return_value in (0, 1)
    made = certificate(post / NAME)
    first = (post / NAME).read_bytes()
    certify("京都")
    assert (post / NAME).read_bytes() == first
    (one,) = made["posts"]  # type: ignore[misc]
    assert made["issued"] == "2026-09-21T14:13:20Z" and made["of"] == one["path"] == "."
    assert [file["path"] for file in one["files"]] == ["post.md", "01.png"]
    assert one["checked"] == {"caption": True, "images": 0, "videos": 0, "subtitles": 0}
    assert [entry["what"] for entry in one["not_checked"] if entry["what"] == "01.png"]
    assert len(one["rules"]["fingerprint"]) == 64 and one["rules"]["ocr"] is False
    assert all(entry["reason"]["en"] and entry["reason"]["zh"] for entry in one["not_checked"])
    shutil.move(post, tmp_path / "client")
    result = certify("--verify", "client")
    assert result.return_value == 0 and "the rules are the same" in result.stdout


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "post.md").write_text("别的", encoding="utf-8"), "changed: post.md"),
        (lambda folder: (folder / "01.png").write_bytes(b"x"), "changed: 01.png"),
        (lambda folder: (folder / "01.png").unlink(), "gone, or not readable: 01.png"),
        (lambda folder: shutil.copy(folder / "01.png", folder / "02.png"), "not certified: 02.png"),
        (
            lambda folder: (folder / NAME).write_text(
                (folder / NAME).read_text(encoding="utf-8").replace('"count": 1', '"count": 0').replace("2026", "2027"),
                encoding="utf-8",
            ),
            "the certificate itself was edited",
        ),
    ],
)
def test_what_differs_is_named(certify: Certify, post: Path, spoil: Callable[[Path], object], said: str) -> None:
    certify("京都")
    spoil(post)
    result = certify("--verify", "京都")
    assert result.return_value == 1 and said in result.stdout
    assert certify("--verify", f"京都/{NAME}").return_value == 1


def test_a_post_that_is_not_ready_is_certified_as_such(certify: Certify, tmp_path: Path) -> None:
    words = "想要清单的加我微信 camp_day88"
    (tmp_path / "post.md").write_text(words, encoding="utf-8")
    assert certify("post.md").return_value == 1
    text = (tmp_path / "post.md.rednote-lint.json").read_text(encoding="utf-8")
    made = certificate(tmp_path / "post.md.rednote-lint.json")
    assert made["verdict"] == "not-ready" and "camp_day88" not in text
    assert {"DV102"} <= {found["code"] for found in made["posts"][0]["findings"]}  # type: ignore[index]


def test_other_rules_are_said_and_no_error(certify: Certify, post: Path) -> None:
    certify("京都")
    result = certify("--verify", "京都", "--preset", "strict")
    assert result.return_value == 0 and "under other rules" in result.stdout


def test_another_pack_and_another_version_are_said_and_no_error(certify: Certify, post: Path, tmp_path: Path) -> None:
    (tmp_path / "rednote-lint.yaml").write_text("packs: [house]\n", encoding="utf-8")
    (tmp_path / "house").mkdir()
    titles = "title: {en: House, zh: 品牌}\ndescription: {en: House, zh: 品牌}\n"
    (tmp_path / "house/pack.yaml").write_text(f'name: house\nversion: "1"\n{titles}', encoding="utf-8")
    rule = "- {code: HS101, name: word, check: words, on: [body], words: [{w: 坏话}], severity: error,\n"
    rule += "   message: {en: x, zh: x}, why: {en: The client asks for it., zh: 客户要求。}}\n"
    (tmp_path / "house/rules.yaml").write_text(rule, encoding="utf-8")
    certify("京都")
    assert "the rules are the same" in certify("--verify", "京都").stdout
    (tmp_path / "house/rules.yaml").write_text(rule.replace("坏话", "好话"), encoding="utf-8")
    edited = certify("--verify", "京都")
    assert edited.return_value == 0 and "under other rules" in edited.stdout
    made = msgspec.json.decode((post / NAME).read_bytes(), type=Certificate)
    tool = msgspec.structs.replace(made.tool, version="0.0.9")
    (post / NAME).write_bytes(msgspec.json.encode(sealed(msgspec.structs.replace(made, tool=tool))))
    older = certify("--verify", "京都")
    assert older.return_value == 0 and "certified by rednote-lint 0.0.9, and this is" in older.stdout


def test_a_calendar_and_a_row_that_cannot_be_checked(certify: Certify, tmp_path: Path) -> None:
    workbook(tmp_path / "c.xlsx", [("标题", "正文", "图片"), ("一", "慢慢走", None), ("二", "慢慢看", "gone.jpg")])
    assert certify("c.xlsx").return_value == 2
    made = certificate(tmp_path / "c.xlsx.rednote-lint.json")
    assert made["verdict"] == "not-checked"
    assert [one["path"] for one in made["posts"]] == ["c.xlsx:2", "c.xlsx:3"]  # type: ignore[attr-defined]
    assert certify("--verify", "c.xlsx").return_value == 0


def test_it_lies_among_posts_unread_and_replaces_nothing_else(certify: Certify, post: Path) -> None:
    certify("京都")
    listed = CliRunner().invoke(app, ["check", "京都", "--format", "json", "--no-ocr"], standalone_mode=False).stdout
    assert NAME not in listed
    (post / NAME).write_text('{"mine": 1}', encoding="utf-8")
    assert isinstance(certify("京都").exception, UserError)
    assert (post / NAME).read_text(encoding="utf-8") == '{"mine": 1}'


@pytest.mark.parametrize(
    "arguments", [("gone",), ("--verify", "京都"), ("--verify", "京都/post.md"), ("京都", "--time", "then")]
)
def test_what_cannot_be_done_is_an_error(certify: Certify, post: Path, arguments: tuple[str, ...]) -> None:
    assert isinstance(certify(*arguments).exception, UserError)
    assert [path.name for path in post.iterdir() if path.suffix == ".json"] == []


def test_a_time_that_is_given_counts_before_the_environment(certify: Certify, post: Path) -> None:
    certify("京都", "--time", "2026-12-01T20:00+08:00")
    assert certificate(post / NAME)["issued"] == "2026-12-01T12:00:00Z"
