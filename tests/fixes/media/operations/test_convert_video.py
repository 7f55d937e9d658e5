from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from rednote_lint.fixes.media.base import CannotRepair

from .. import made
from ..made import run


@pytest.mark.parametrize(
    ("suffix", "codecs"),
    [(".avi", ("mpeg4", "libmp3lame")), (".webm", ("libvpx", "libopus")), (".wmv", ("wmv2", "wmav2"))],
)
def test_old_containers_become_mp4(tmp_path: Path, suffix: str, codecs: tuple[str, str]) -> None:
    source = made.video(tmp_path / f"a{suffix}", seconds=2, codecs=codecs)
    result = run(source, "convert-video").path
    assert result.name == "a.fixed.mp4"
    with av.open(str(result)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.audio[0].codec_context.name == "aac"
    count, picture, sound = made.ends(result)
    assert count == 48
    assert abs(picture - 2.0) < 0.06
    assert abs(sound - 2.0) < 0.1


def test_a_turned_video_is_put_upright(tmp_path: Path) -> None:
    from .test_trim_end import turned

    source = turned(made.video(tmp_path / "a.mov", seconds=1, sound=False))
    with av.open(str(source)) as container:
        frame = next(container.decode(video=0))
        shown = np.rot90(frame.to_ndarray(format="gray"), round(frame.rotation / 90) % 4).astype(int)
    with av.open(str(run(source, "convert-video").path)) as container:
        after = next(container.decode(video=0))
        assert (after.width, after.height) == (288, 160)
        assert after.rotation == 0
        assert np.abs(after.to_ndarray(format="gray").astype(int) - shown).mean() < 6


def test_a_video_without_sound_stays_without(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.avi", seconds=1, codecs=("mpeg4", "libmp3lame"), sound=False)
    before = made.digest(source)
    with av.open(str(run(source, "convert-video").path)) as container:
        assert not container.streams.audio
    assert made.digest(source) == before


def test_a_strange_sound_rate_becomes_one_that_plays_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=25)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=11025, layout="mono")
        for number in range(25):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number * 10, np.uint8), format="rgb24")
            container.mux(picture.encode(frame))
        heard = av.AudioFrame.from_ndarray(np.zeros((1, 11025), np.int16), format="s16", layout="mono")
        heard.sample_rate, heard.pts = 11025, 0
        container.mux(sound.encode(heard))
        container.mux(sound.encode(None))
        container.mux(picture.encode(None))
    result = run(path, "convert-video").path
    with av.open(str(result)) as container:
        assert container.streams.audio[0].rate == 48000
    count, picture_end, sound_end = made.ends(result)
    assert count == 25
    assert abs(picture_end - sound_end) < 0.1


@pytest.mark.parametrize("suffix", [".png", ".gif", ".heic", ".wav"])
def test_what_has_no_moving_picture_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    if suffix == ".wav":
        with av.open(str(path), "w") as container:
            sound = container.add_stream("pcm_s16le", rate=8000, layout="mono")
            heard = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
            heard.sample_rate = 8000
            container.mux(sound.encode(heard))
            container.mux(sound.encode(None))
    else:
        made.labelled_heic(path) if suffix == ".heic" else made.scene().save(path)
    with pytest.raises(CannotRepair, match="no video"):
        run(path, "convert-video")
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_video_that_breaks_off_is_converted_as_far_as_it_goes_or_refused(tmp_path: Path) -> None:
    data = made.video(tmp_path / "whole.avi", seconds=2, codecs=("mpeg4", "libmp3lame")).read_bytes()
    source = tmp_path / "a.avi"
    source.write_bytes(data[: len(data) // 2])
    try:
        result = run(source, "convert-video").path
    except CannotRepair:
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.avi", "whole.avi"]
    else:
        assert 0 < made.ends(result)[0] < 48
