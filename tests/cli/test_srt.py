"""`--output srt=PATH`: the subtitles in the picture of one video."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rednote_lint.model import Asset, Subtitle
from rednote_lint.run.subtitles import dense
from tests.cli.test_commands import run
from tests.clips_made import Spoken, subtitled


def test_subtitles_of_a_post_are_written(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    subtitled(tmp_path / "p/clip.mp4", [Spoken(0.0, 1.6, "we left at six"), Spoken(1.6, 3.2, "the road was empty")])
    result = run("p", "--select", "format", "--output", "srt=clip.srt", cwd=tmp_path)
    assert result.returncode in (0, 1), result.stderr
    first, second = (tmp_path / "clip.srt").read_text(encoding="utf-8").strip().split("\n\n")
    assert first.startswith("1\n00:00:00,000 --> 00:00:01,") and first.endswith("\nwe left at six")
    assert second.startswith("2\n00:00:01,") and second.endswith("\nthe road was empty")


def test_the_report_beside_them_shows_the_same_lines_and_marks_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    subtitled(
        tmp_path / "p/clip.mp4", [Spoken(0.0, 2.4, "call +1 555 010 7788"), Spoken(2.4, 3.6, "the road was empty")]
    )
    outputs = ("--output", "srt=clip.srt", "--output", "html=report.html")
    result = run("p", "--select", "DV", *outputs, cwd=tmp_path)
    assert result.returncode in (0, 1), result.stderr
    written = re.findall(r"00:00:0(\S+) -->", (tmp_path / "clip.srt").read_text(encoding="utf-8"))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    shown = re.findall(r'<tr data-second="([\d.]+)"', page)
    assert [float(one) for one in shown] == [float(one.replace(",", ".")) for one in written]
    assert abs(float(shown[1]) - 2.4) <= 0.5
    first, second = re.findall(r"<tr data-second=.*?</tr>", page)
    assert "<mark" in first and "<mark" not in second
    assert "one look every two seconds" not in page


def test_a_kept_run_is_written_down_from_its_video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Subtitle(2.4, 3.6, "the road was empty")
    monkeypatch.setattr(dense, "read_now", lambda asset: [line])
    (tmp_path / "p").mkdir()
    subtitled(tmp_path / "p/clip.mp4", [Spoken(0.0, 0.8, "we left at six")])
    assert run("p", "--select", "format", "--store", "run.db", cwd=tmp_path).returncode in (0, 1)
    result = run("merge", "run.db", "--output", "srt=clip.srt", "--output", "html=report.html", cwd=tmp_path)
    assert result.returncode in (0, 1), result.stderr
    assert "00:00:02,400 --> 00:00:03,600\nthe road was empty" in (tmp_path / "clip.srt").read_text(encoding="utf-8")
    assert '<tr data-second="2.4"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_ctrl_c_while_subtitles_are_read_loses_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(asset: Asset) -> list[Subtitle]:
        raise KeyboardInterrupt

    monkeypatch.setattr(dense, "read_now", interrupted)
    (tmp_path / "p").mkdir()
    (tmp_path / "p/caption.txt").write_text("加我微信 sunny_2024", encoding="utf-8")
    subtitled(tmp_path / "p/clip.mp4", [Spoken(0.0, 0.8, "we left at six")])
    result = run("p", "--select", "DV", "--output", "srt=clip.srt", cwd=tmp_path)
    assert result.returncode == 130 and "DV102" in result.stdout and "interrupted after 1 post" in result.stderr


def test_it_is_for_one_video(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "clip.mp4").write_bytes(b"")
    for paths, count in ((["a", "b"], "2+"), (["caption.txt"], "0")):
        (tmp_path / "caption.txt").write_text("周末", encoding="utf-8")
        result = run(*paths, "--output", "srt=clip.srt", cwd=tmp_path)
        assert result.returncode == 2 and f"this names {count}" in result.stderr
    assert not (tmp_path / "clip.srt").exists()
