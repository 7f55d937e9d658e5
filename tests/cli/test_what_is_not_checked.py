"""What cannot be read, or belongs to no post, is told: real files, real processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.cli.test_commands import run
from tests.clips_made import write_clip

GPS = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}


def noise(width: int = 600, height: int = 800) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8))


def overwritten(path: Path, with_: bytes) -> Path:
    """Replace bytes at one third of a file."""
    data = bytearray(path.read_bytes())
    start = len(data) // 3
    data[start : start + len(with_)] = with_
    path.write_bytes(data)
    return path


def skipped(result: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    posts: list[dict[str, Any]] = json.loads(result.stdout)["posts"]
    return [(skip["what"], skip["omission"]) for post in posts for skip in post["skipped"]]


def test_a_damaged_png_is_not_clean(tmp_path: Path) -> None:
    noise().save(tmp_path / "a.png")
    overwritten(tmp_path / "a.png", np.random.default_rng(2).bytes(64))
    result = run("a.png", "--format", "json", cwd=tmp_path)
    assert (result.returncode, skipped(result), result.stderr) == (2, [("a.png", "failure")], "")


def test_a_damaged_jpeg_counts_and_nothing_prints_over_the_report(tmp_path: Path) -> None:
    noise().save(tmp_path / "a.jpg")
    overwritten(tmp_path / "a.jpg", b"\xff\xc4\x00\x05\x00" + bytes(59))
    result = run("a.jpg", "--format", "json", cwd=tmp_path)
    assert (result.returncode, {what for what, _ in skipped(result)}, result.stderr) == (2, {"a.jpg"}, "")


def test_a_broken_video_is_not_clean_where_format_rules_are_off(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mkv", seconds=2)
    whole = (tmp_path / "a.mkv").read_bytes()
    for name, data in (("cut.mkv", whole[: len(whole) * 9 // 10]), ("none.mp4", b"\0\0\0\x18ftypisom" + bytes(400))):
        (tmp_path / name).write_bytes(data)
        result = run(name, "--ignore", "format", "--no-ocr", "--format", "json", cwd=tmp_path)
        assert result.returncode == 2
        assert (name, "failure") in skipped(result)
    assert run("a.mkv", "--ignore", "format", "--no-ocr", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["03.jpg", "01.fixed.jpg", ".hid.jpg"])
def test_what_is_named_is_checked_though_the_caption_names_others(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "A"
    folder.mkdir()
    (folder / "caption.md").write_text("---\nimages: [01.jpg]\n---\n周末去露营\n", encoding="utf-8")
    exif = Image.Exif()
    exif._ifds[0x8825] = GPS
    exif[0x8825] = GPS
    noise().save(folder / "01.jpg")
    noise().save(folder / name, exif=exif)
    result = run(f"A/{name}", "--no-ocr", "--format", "json", cwd=tmp_path)
    (post,) = json.loads(result.stdout)["posts"]
    assert post["path"] == f"A/{name}"
    assert any(finding["pack"] == "privacy" for finding in post["findings"])
    assert json.loads(run("A/01.jpg", "--no-ocr", "--format", "json", cwd=tmp_path).stdout)["posts"][0]["path"] == "A"


def test_what_lies_beside_a_post_and_is_not_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/caption.md").write_text("---\nimages: [01.jpg]\n---\n周末去露营\n", encoding="utf-8")
    for name in ("01.jpg", "02.jpg"):
        noise().save(tmp_path / "p" / name)
    left = ("notes.txt", "words.docx", "plan.xlsx", "numbers.csv", "voice.m4a")
    for name in (*left, "README.md", "expected.json", ".hidden"):
        (tmp_path / "p" / name).write_text("x", encoding="utf-8")
    result = run("p", "--format", "json", cwd=tmp_path)
    assert {what for what, _ in skipped(result)} == {f"p/{name}" for name in (*left, "02.jpg")}
    assert result.returncode == 0
    assert "notes.txt" in run("p", cwd=tmp_path).stdout


def test_code_and_icons_of_a_website_are_told_and_do_not_stop_the_run(tmp_path: Path) -> None:
    for name, text in (
        ("posts/picnic/caption.md", "---\ntitle: 周末野餐\n---\n草地很软，风也很轻，下次还想再来。\n"),
        ("src/app.ts", "export const x: number = 1;\n"),
        ("static/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n'),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run(".", "--format", "json", cwd=tmp_path)
    assert {what for what, _ in skipped(result)} == {"src/app.ts", "static/icon.svg"}
    assert result.returncode == 0, result.stdout
    for name in ("src/app.ts", "static/icon.svg"):
        assert run(name, cwd=tmp_path).returncode == 2, name


def test_a_closed_output_is_no_defect(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text("周末去露营", encoding="utf-8")
    for closed in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        result = subprocess.run(
            ["sh", "-c", f'exec "{sys.executable}" -m rednote_lint caption.txt {closed}'],
            cwd=tmp_path,
            env={**os.environ, "REDNOTE_LINT_NO_PROGRESS": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("lies_there", ["dead link", "folder", "pipe"])
def test_a_configuration_that_is_no_file_is_not_passed_over(tmp_path: Path, lies_there: str) -> None:
    (tmp_path / "caption.txt").write_text("周末去露营", encoding="utf-8")
    path = tmp_path / "rednote-lint.yaml"
    match lies_there:
        case "dead link":
            path.symlink_to("nowhere.yaml")
        case "folder":
            path.mkdir()
        case _:
            if not hasattr(os, "mkfifo"):
                pytest.skip("this system has no named pipes")
            os.mkfifo(path)
    result = run("caption.txt", cwd=tmp_path)
    assert result.returncode == 2
    assert "rednote-lint.yaml" in result.stderr and "defect" not in result.stderr


@pytest.mark.posix("links that anybody may make")
def test_a_project_file_that_links_nowhere_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text("周末去露营", encoding="utf-8")
    (tmp_path / "pyproject.toml").symlink_to("nowhere.toml")
    result = run("caption.txt", cwd=tmp_path)
    assert (result.returncode, "defect" in result.stderr) == (2, False)
    assert "pyproject.toml" in result.stderr


def test_a_pack_that_links_to_an_endless_device_is_refused(tmp_path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    (tmp_path / "caption.txt").write_text("周末去露营", encoding="utf-8")
    (tmp_path / "pack").mkdir()
    for name in ("pack.yaml", "rules.yaml"):
        (tmp_path / "pack" / name).symlink_to("/dev/zero")
        result = run("caption.txt", "--config", "packs=[pack]", cwd=tmp_path)
        assert result.returncode == 2 and "defect" not in result.stderr
        (tmp_path / "pack" / name).unlink()
        (tmp_path / "pack/pack.yaml").write_text("name: own\nversion: 1.0.0\n", encoding="utf-8")


def test_a_folder_that_cannot_be_entered_costs_itself_and_no_more(tmp_path: Path) -> None:
    if not hasattr(os, "getuid"):
        pytest.skip("permissions are kept otherwise on this system")
    powerless = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    if powerless and shutil.which("setpriv") is None:
        pytest.skip("root may enter every folder, and there is no setpriv to take that power away")
    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "caption.txt").write_text("周末去露营", encoding="utf-8")
    (tmp_path / "closed").chmod(0)
    try:
        result = subprocess.run(
            [*powerless, sys.executable, "-m", "rednote_lint", "closed", "open", "--no-cache", "--format", "json"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert result.returncode == 2, result.stderr
    assert "defect" not in result.stderr
    first, second = json.loads(result.stdout)["posts"]
    assert first["problems"] and not second["problems"]


def test_no_library_leaves_telemetry_behind(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    image = Image.new("RGB", (300, 200), "white")
    image.save(tmp_path / "a.png")
    home = tmp_path / "home"
    places = {name: str(home / name.lower()) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    script = (
        "import sys; from rednote_lint import check;"
        "[outcome] = check(['a.png']);"
        "assert 'onnxruntime' in sys.modules; assert not outcome.report.skipped"
    )
    for place in places.values():
        Path(place).mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env={**environment, **places}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [path.name for path in home.rglob("*") if "icrosoft" in path.name or "onnxruntime" in path.name] == []


def test_findings_and_reports_name_the_account(tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text(
        "id,account,title,body,products,live,is_original,source_statement\n"
        "k1,sunny-abroad,周末,周末去露营,sunscreen,true,true,转载自公众号\n",
        encoding="utf-8",
    )
    (post,) = json.loads(run("calendar.csv", "--format", "json", cwd=tmp_path).stdout)["posts"]
    assert (post["id"], post["account"]) == ("k1", "sunny-abroad")
    told = {finding["code"] for finding in post["findings"]}
    assert {"DC203", "DC301", "FM504", "FM505"} <= told


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing was checked."), ("zh", "未检查任何笔记。")])
def test_a_path_that_is_not_there_is_not_said_to_be_without_findings(tmp_path: Path, language: str, said: str) -> None:
    result = run("missing", "--format", "concise", "--lang", language, cwd=tmp_path)
    assert result.returncode == 2
    assert said in result.stdout and "No findings" not in result.stdout and "未发现问题" not in result.stdout
