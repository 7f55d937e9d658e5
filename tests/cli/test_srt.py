"""`--output srt=PATH`: the subtitles in the picture of one video."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_it_is_for_one_video(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "clip.mp4").write_bytes(b"")
    for paths, count in ((["a", "b"], "2+"), (["caption.txt"], "0")):
        (tmp_path / "caption.txt").write_text("周末", encoding="utf-8")
        result = run(*paths, "--output", "srt=clip.srt", cwd=tmp_path)
        assert result.returncode == 2 and f"this names {count}" in result.stderr
    assert not (tmp_path / "clip.srt").exists()
