"""`audit`: what changed rules say of a kept run, from stored facts, with the media gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rednote_lint.cli.app import run
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.facts.analysis import analyze
from rednote_lint.facts.headers import images
from rednote_lint.run.audits.form import audit_schema
from tests.media_made import save_png

HEAD = 'name: {name}\nversion: "{version}"\ntitle: {{en: House, zh: 品牌}}\ndescription: {{en: House, zh: 品牌}}\n'
RULE = """
- code: {code}
  name: rule-{name}
  {what}
  severity: {severity}
  message: {{en: "{code} speaks", zh: "{code} 提示"}}
  why: {{en: "The client asks for it.", zh: "客户要求。"}}
"""


def rule(code: str, severity: str = "warning", **what: str) -> str:
    keys = "\n  ".join(f"{key}: {value}" for key, value in what.items())
    return RULE.format(code=code, name=code.lower(), what=keys, severity=severity)


def words(code: str, word: str, severity: str = "warning") -> str:
    return rule(code, severity, check="words", on="[title, body]", words=f"[{{w: {word}}}]")


def pack(folder: Path, *rules: str, name: str = "house", version: str = "1") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(HEAD.format(name=name, version=version), encoding="utf-8")
    (folder / "rules.yaml").write_text("".join(rules), encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(tmp_path / "cache"))
    rows = [{"id": "n1", "body": "今天去了老公园散步"}, {"id": "n2", "body": "老城区的咖啡很香"}]
    lines = [*(json.dumps(row, ensure_ascii=False) for row in rows), "{broken"]
    Path("rows.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    Path("photo").mkdir()
    Path("photo/post.md").write_text(
        "---\nlint: {ignore: [{rule: HS102, reason: quoted}]}\n---\n在新公园散步\n", "utf-8"
    )
    save_png(Path("photo/01.png"))
    old = pack(tmp_path / "old", words("HS101", "咖啡"), words("HS102", "散步"))
    Path("rednote-lint.yaml").write_text(f"packs: [{old.as_posix()}]\n", encoding="utf-8")
    run(["check", "rows.jsonl", "photo", "--no-ocr", "--store", "../run.db", "--quiet"])
    capsys.readouterr()
    return tmp_path / "run.db"


@pytest.fixture
def undecoded(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("a medium was opened")

    monkeypatch.setattr(analyze, "_fed", refuse)
    monkeypatch.setattr(images, "read_image", refuse)


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(["audit", "../run.db", "--format", "json", *arguments])
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, audit_schema())
    return int(code or 0), told


def changes(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(post["path"], one["change"], one["code"]) for post in told["posts"] for one in post["changes"]}


@pytest.mark.usefixtures("undecoded")
def test_what_comes_goes_and_changes_is_told_without_the_files(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = pack(
        kept.parent / "new",
        words("HS101", "老城区", "error"),
        words("HS102", "散步", "error"),
        words("HS103", "公园"),
        rule("HS104", check="measure", measure="image.width", require="{at_least: 99999}"),
        rule("HS105", check="measure", measure="image.light", require="{at_most: 1}"),
        version="2",
    )
    for gone in ("photo", "rows.jsonl"):
        shutil.rmtree(gone) if Path(gone).is_dir() else Path(gone).unlink()
    code, told = audited(capsys, "--packs", str(new))
    assert (code, told["summary"]["not_audited"]) == (1, 0)
    assert changes(told) == {
        ("rows.jsonl:1", "severity", "HS102"),
        ("rows.jsonl:1", "comes", "HS103"),
        ("rows.jsonl:2", "comes", "HS101"),
        ("rows.jsonl:2", "goes", "HS101"),
        ("photo", "comes", "HS103"),
        ("photo", "comes", "HS104"),
        ("photo", "comes", "HS105"),
    }, "HS102 is suppressed in photo, before and after"
    severity = next(one for post in told["posts"] for one in post["changes"] if one["change"] == "severity")
    assert (severity["before"], severity["after"], severity["evidence"]) == ("warning", "error", "散步")
    assert told["summary"] == {
        **{"posts": 3, "different": 3, "comes": 5, "goes": 1, "severity": 1, "not_audited": 0},
        **{"not_compared": [], "not_compared_posts": 0},
    }


@pytest.mark.usefixtures("undecoded")
def test_what_was_not_kept_is_not_unchanged(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marks = rule("HS106", check="words", on="[body, ocr]", words="[{w: 新公园}]")
    new = pack(kept.parent / "new", words("HS101", "咖啡"), words("HS102", "散步"), marks)
    code, told = audited(capsys, "--packs", str(new), "--ocr")
    assert code == ExitCode.FAILED
    (photo,) = (post for post in told["posts"] if post["path"] == "photo")
    assert photo["not_audited"]["files"] == ["photo/01.png"]
    assert "HS106" in photo["not_audited"]["rules"] and "HS101" not in photo["not_audited"]["rules"]
    assert ("photo", "comes", "HS106") in changes(told), "the words that were typed are known"
    assert [post["path"] for post in told["posts"]] == ["photo"]
    assert run(["audit", "../run.db", "--packs", str(new), "--ocr", "--lang", "en"]) == ExitCode.FAILED
    shown = capsys.readouterr().out
    assert "not audited in full: posts 1" in shown and "of photo/01.png was not kept" in shown


def test_the_same_rules_say_the_same(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = audited(capsys)
    assert (code, told["posts"]) == (0, [])
    code, told = audited(capsys, "--ignore", "HS101", "--select", "ALL")
    assert ("rows.jsonl:2", "goes", "HS101") in changes(told)
    code, told = audited(capsys, "--config", "severity={HS102: error}")
    assert (code, changes(told)) == (1, {("rows.jsonl:1", "severity", "HS102")})


def test_the_answer_of_an_audit_is_that_of_a_check(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = pack(kept.parent / "new", words("HS101", "老公园"), words("HS107", "咖啡"), version="2")
    _, told = audited(capsys, "--packs", str(new))
    Path("rednote-lint.yaml").write_text(f"packs: [{new.as_posix()}]\n", encoding="utf-8")
    run(["check", "rows.jsonl", "photo", "--no-ocr", "--format", "json"])
    checked = json.loads(capsys.readouterr().out)
    found = {(p["path"], f["code"]) for p in checked["posts"] for f in p["findings"] if f["code"].startswith("HS")}
    came = {(path, code) for path, change, code in changes(told) if change == "comes"}
    gone = {(path, code) for path, change, code in changes(told) if change == "goes"}
    assert came == found == {("rows.jsonl:1", "HS101"), ("rows.jsonl:2", "HS107")}
    assert gone == {("rows.jsonl:1", "HS102"), ("rows.jsonl:2", "HS101")}


def test_a_post_that_was_not_checked_is_not_audited(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rows.jsonl").write_text("{broken\n", encoding="utf-8")
    run(["check", "rows.jsonl", "--store", "../run.db", "--quiet"])
    capsys.readouterr()
    code, told = audited(capsys)
    assert code == ExitCode.FAILED
    assert told["posts"][0]["not_audited"] == {"rules": [], "files": []}


def test_a_folder_of_packs_and_a_wrong_one(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack(kept.parent / "packs" / "a", words("HS101", "咖啡", "error"))
    pack(kept.parent / "packs" / "b", words("XX101", "公园"), name="other")
    _, told = audited(capsys, "--packs", str(kept.parent / "packs"))
    assert changes(told) == {
        ("rows.jsonl:2", "severity", "HS101"),
        ("rows.jsonl:1", "goes", "HS102"),
        ("rows.jsonl:1", "comes", "XX101"),
        ("photo", "comes", "XX101"),
    }
    for folder in ("photo", "nowhere"):
        with pytest.raises(UserError, match=r"no pack\.yaml in"):
            run(["audit", "../run.db", "--packs", folder, "--format", "json"])
        assert capsys.readouterr().out == ""
    with pytest.raises(UserError, match="no such file"):
        run(["audit", "../none.db"])
