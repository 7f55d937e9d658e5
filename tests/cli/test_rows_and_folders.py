"""Rows are named as their author names them; folders without a post and secrets outside captions."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from rednote_lint.posts import discover
from tests.cli.test_commands import run
from tests.clips_made import write_clip

KEY = "sk-ab12cd34ef56gh78ij90kl12mn34yz"


@pytest.mark.parametrize("name", ["photos.zip", "text.html", "posts.json"])
def test_a_folder_of_a_batch_with_only_what_nobody_reads_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/caption.txt").write_text("周末去公园走走", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / name).write_text("{}", encoding="utf-8")
    for form in ("full", "concise"):
        result = run(".", "--format", form, cwd=tmp_path)
        assert (result.returncode, result.stderr) == (0, "")
        told = " ".join(result.stdout.split()).replace("Not checked b/", "Not checked: b/")
        assert f"Not checked: b/{name}: not read" in told
    (alone,) = json.loads(run("b", "--format", "json", cwd=tmp_path).stdout)["posts"]
    assert "contains no post" in alone["problems"][0]["message"]


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_no_report_shows_a_secret_that_stands_in_an_id_a_header_or_an_account(tmp_path: Path, form: str) -> None:
    table = f"id,account,body,schedule,visibility\n{KEY},{KEY},微信 camp_day88,{KEY},{KEY}\n"
    (tmp_path / "cal.csv").write_text(table, encoding="utf-8")
    header = f"---\nschedule: {KEY}\nvisibility: {KEY}\nlong_text: {KEY}\nimages: [{KEY}.jpg]\n{KEY}: 1\n---\n"
    (tmp_path / "a.md").write_text(f"{header}微信 camp_day88\n", encoding="utf-8")
    for arguments in ([], ["--lang", "zh"], ["--verbose"], ["--explain"]):
        result = run("cal.csv", "a.md", "--format", form, *arguments, cwd=tmp_path)
        assert result.returncode == 2
        assert KEY[6:-3] not in "".join((result.stdout + result.stderr).split())


def test_findings_of_rows_name_the_id_and_the_account(tmp_path: Path) -> None:
    (tmp_path / "cal.csv").write_text(
        "id,account,body\n20261101-2,nina,加我微信 camp_day88\n,,加我微信 camp_day88\n", encoding="utf-8"
    )
    concise = run("cal.csv", "--format", "concise", cwd=tmp_path).stdout.splitlines()
    assert any(line.startswith("cal.csv:2:") and line.endswith(" [id 20261101-2, @nina]") for line in concise)
    assert all("[" not in line for line in concise if line.startswith("cal.csv:3:"))
    assert "cal.csv:2 [id 20261101-2, @nina]" in run("cal.csv", cwd=tmp_path).stdout
    assert "cal.csv:2 [id 20261101-2, @nina]" in run("cal.csv", "--verbose", cwd=tmp_path).stdout


@pytest.mark.parametrize(("stored", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_picture_is_found_however_its_accents_are_composed(tmp_path: Path, stored: str, written: str) -> None:
    (tmp_path / unicodedata.normalize(stored, "café.jpg")).write_bytes(b"x")
    header = f"---\nimages: [{unicodedata.normalize(written, 'café.jpg')}]\n---\n周末\n"
    (tmp_path / "a.md").write_text(header, encoding="utf-8")
    (post,) = discover([tmp_path])
    assert not post.problems and not post.unread
    assert Path(post.assets[0].path).exists()


@pytest.mark.posix("links that anybody may make")
def test_a_folder_and_a_link_to_it_are_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/caption.txt").write_text("正文 ＃周末[话题]#\n", encoding="utf-8")
    (tmp_path / "b").symlink_to("a")
    result = run("a", "b", "--fix", cwd=tmp_path)
    assert (result.returncode, "1 fixed, 0 not fixed" in result.stdout + result.stderr) == (0, True)


def test_a_plan_of_what_is_not_there_is_not_written(tmp_path: Path) -> None:
    result = run("fix", "nowhere", "--plan", "p.json", cwd=tmp_path)
    assert (result.returncode, (tmp_path / "p.json").exists()) == (2, False)
    assert "0 fixes" not in result.stdout + result.stderr


@pytest.mark.parametrize(("ending", "name"), [("mkv", "MKV"), ("avi", "AVI"), ("ts", "MPEG-TS")])
def test_a_video_under_a_wrong_name_is_told(tmp_path: Path, ending: str, name: str) -> None:
    write_clip(tmp_path / f"a.{ending}", seconds=1).rename(tmp_path / "clip.mp4")
    concise = run("clip.mp4", "--no-ocr", "--format", "concise", "--select", "FM005", cwd=tmp_path).stdout
    assert f"clip.mp4 is actually {name}" in concise


def test_numbers_of_one_are_said_as_one(tmp_path: Path) -> None:
    assert run("test", "disclosure", cwd=tmp_path).stdout.startswith("1 pack, ")
