from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.runner import Written, repaired
from rednote_lint.model import MediaEdit
from rednote_lint.model.arguments import TrimEnd
from rednote_lint.posts.discover import load
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings

from .. import made

SHARED = Path(__file__).parents[5] / "shared" / "media"
TRUTH = SHARED / "truth.json"


def trimmed(source: Path, at: float) -> Written:
    edit = MediaEdit(path=str(source), operation="trim-end", arguments=TrimEnd(at=at))
    return repaired([edit], lambda share: None, in_place=False)


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
@pytest.mark.parametrize("card", [2.0, 2.5, 2.71])
def test_a_card_is_cut_off_without_loss(tmp_path: Path, card: float, suffix: str) -> None:
    source = made.video(tmp_path / f"a{suffix}", seconds=4, card=card)
    result = trimmed(source, card)
    assert result.path.suffix == suffix
    count, picture, sound = made.ends(result.path)
    assert card - 0.3 < picture <= card + 0.001
    assert abs(picture - sound) < 0.05
    before, after = frames(source), frames(result.path)
    assert len(after) == count
    assert all(np.array_equal(old, new) for old, new in zip(before, after, strict=False))
    assert min(frame.std() for frame in after) > 20


def test_it_is_said_that_a_mark_in_the_clip_stays(tmp_path: Path) -> None:
    result = trimmed(made.video(tmp_path / "a.mp4", card=2.0), 2.0)
    assert any("mark inside the clip" in note.en for note in result.notes)


def test_tags_of_the_file_are_kept(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", card=2.0, tags={"comment": "vid:v123", "AIGC": made.AIGC})
    with av.open(str(trimmed(source, 2.0).path)) as container:
        assert container.metadata["comment"] == "vid:v123"
        assert container.metadata["AIGC"] == made.AIGC


def test_a_turned_video_stays_turned(tmp_path: Path) -> None:
    source = turned(made.video(tmp_path / "a.mp4", card=2.0))
    with av.open(str(source)) as before, av.open(str(trimmed(source, 2.0).path)) as after:
        assert next(before.decode(video=0)).rotation != 0
        assert next(after.decode(video=0)).rotation == next(before.decode(video=0)).rotation


def turned(path: Path) -> Path:
    """Write a quarter turn into the matrix of the video track, as a phone does."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    one, zero, minus = (1 << 16).to_bytes(4, "big"), bytes(4), (-(1 << 16)).to_bytes(4, "big", signed=True)
    data[at : at + 36] = zero + one + zero + minus + zero + zero + zero + zero + (1 << 30).to_bytes(4, "big")
    path.write_bytes(data)
    return path


def test_a_video_without_sound_is_cut_too(tmp_path: Path) -> None:
    result = trimmed(made.video(tmp_path / "a.mp4", card=2.0, sound=False), 2.0)
    assert made.ends(result.path)[1] <= 2.001


@pytest.mark.parametrize("at", [0.0, 0.01, 9.0])
def test_a_moment_outside_the_video_is_refused(tmp_path: Path, at: float) -> None:
    with pytest.raises(CannotRepair):
        trimmed(made.video(tmp_path / "a.mp4", seconds=1), at)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_times_that_start_late_are_minded(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.mp4", card=2.0)
    late = tmp_path / "late.mkv"
    with av.open(str(source)) as old, av.open(str(late), "w") as new:
        streams = {stream.index: new.add_stream_from_template(stream) for stream in old.streams}
        for packet in old.demux():
            if packet.pts is not None:
                packet.pts += round(Fraction(1, 2) / packet.time_base)
                packet.dts += round(Fraction(1, 2) / packet.time_base)
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    result = trimmed(late, 2.5)
    assert 2.2 < made.ends(result.path)[1] <= 2.501


def cards() -> list[tuple[str, float]]:
    if not TRUTH.exists():
        return []
    files = json.loads(TRUTH.read_text(encoding="utf-8"))["files"]
    return [(name, entry["end_card"]) for name, entry in files.items() if entry.get("end_card")]


@pytest.mark.skipif(not TRUTH.exists(), reason="the collected media are not here")
@pytest.mark.parametrize(("name", "card"), cards())
def test_real_cards_are_cut_off(tmp_path: Path, name: str, card: float) -> None:
    source = tmp_path / Path(name).name
    shutil.copyfile(SHARED / name, source)
    _, picture, sound = made.ends(trimmed(source, card).path)
    assert abs(card - picture) < 0.3
    assert abs(picture - sound) < 0.05


def told_cards(path: Path) -> list[str]:
    """Return what the checker says of cards at the end of a video."""
    rules = ("WM102", "WM112", "WM141")
    found = Sessions(
        Settings(isolated=True, select=rules, cache=path.parent / "cache", compiled=path.parent / "cache")
    ).of(path.parent)
    return [finding.code for finding in found.check(load(path)).report.findings]


@pytest.mark.skipif(not TRUTH.exists(), reason="the collected media are not here")
@pytest.mark.parametrize(("name", "card"), [min(cards(), key=lambda found: found[1])] if cards() else [])
def test_the_checker_finds_no_card_in_the_shortest_real_video_that_was_cut(
    tmp_path: Path, name: str, card: float
) -> None:
    source = tmp_path / Path(name).name
    shutil.copyfile(SHARED / name, source)
    assert told_cards(source)
    assert told_cards(trimmed(source, card).path) == []
