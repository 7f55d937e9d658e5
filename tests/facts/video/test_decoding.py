from __future__ import annotations

import itertools
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.facts.video.decoding import Clip, NotVideo
from rednote_lint.facts.video.sampling import SamplingProfile, plan, with_glimpses
from tests.clips_made import write_clip


def looked(path: Path, profile: SamplingProfile = SamplingProfile.TEXT) -> tuple[list[float], Clip]:
    with Clip(str(path)) as clip:
        times = [round(frame.time or 0.0, 2) for frame in clip.at(plan(clip.keys, clip.duration, profile))]
    return times, clip


def test_no_stretch_goes_unseen_where_key_frames_are_rare(tmp_path: Path) -> None:
    times, clip = looked(write_clip(tmp_path / "a.mp4", seconds=9, gop=1000))
    assert len(clip.keys) == 1
    assert times[0] == 0.0
    assert times[-1] == pytest.approx(8.92, abs=0.1)
    assert max(b - a for a, b in itertools.pairwise(times)) <= 2.3


def test_key_frames_are_enough_where_they_are_frequent(tmp_path: Path) -> None:
    times, clip = looked(write_clip(tmp_path / "a.mp4", seconds=6, gop=6))
    assert len(clip.keys) == 12
    assert len(times) <= 6


def test_nothing_is_decoded_behind_a_glimpse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[float] = []
    monkeypatch.setattr(Clip, "_look_at", lambda self, picture, time: decoded.append(time))
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        stream.options = {"preset": "veryfast", "g": "50", "bf": "3", "b-pyramid": "normal", "threads": "1"}
        pixels = np.random.default_rng(1).integers(0, 255, (264, 64, 3), np.uint8)
        for index in range(200):
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels[index : index + 64]), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with Clip(str(path)) as clip:
        samples = with_glimpses(plan(clip.keys, clip.duration, SamplingProfile.TEXT), clip.keys, clip.duration)
        seen = [frame.time or 0.0 for frame in clip.at(samples)]
    glimpses = [sample.time for sample in samples if sample.glimpse and sample.time > sample.key]
    assert len(glimpses) == 4
    for moment in glimpses[:-1]:  # the last group is needed to its end
        shown = next(time for time in seen if time >= moment - 0.02)
        assert shown <= moment + 4 / 25
        assert not [time for time in decoded if shown < time < moment + 0.9], "nothing more of that group is decoded"


def test_true_times_of_a_variable_frame_rate(tmp_path: Path) -> None:
    shown = [0.0, 0.1, 0.9, 1.0, 2.5, 2.6, 4.0, 4.7, 5.1, 6.3]
    path = write_clip(tmp_path / "a.mp4", gop=1, times=shown)
    with Clip(str(path)) as clip:
        seen = [round(frame.time or 0.0, 2) for frame in clip.between(0.0, 10.0)]
    assert seen == pytest.approx(shown, abs=0.02)


def test_frames_are_shown_as_a_player_turns_them(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=1,
        size=(320, 160),
        rotation=-90,
        paint=lambda d, _: d.rectangle((0, 0, 60, 60), "white"),
    )
    with Clip(str(path)) as clip:
        frame = next(clip.at(plan(clip.keys, clip.duration, SamplingProfile.TEXT)))
    assert frame.image.shape[:2] == (320, 160)
    assert clip.size == (160, 320)
    corners = {"left": frame.image[5:40, 5:40].mean(), "right": frame.image[5:40, -40:-5].mean()}
    assert corners["right"] > 220 > corners["left"], "turned clockwise, the upper left corner comes to the right"


@pytest.mark.parametrize("ending", ["mp4", "mkv", "avi", "ts"])
def test_pictures_that_the_decoder_could_only_guess_are_told(tmp_path: Path, ending: str) -> None:
    whole = write_clip(tmp_path / f"whole.{ending}", seconds=4, gop=1000)
    assert looked(whole)[1].damage == []
    data = bytearray(whole.read_bytes())
    for share in (0.3, 0.5, 0.7):
        start = int(len(data) * share)
        data[start : start + 2000] = np.random.default_rng(3).bytes(2000)
    (tmp_path / f"damaged.{ending}").write_bytes(data)
    _, clip = looked(tmp_path / f"damaged.{ending}")
    assert clip.damage and all(damage.zh for damage in clip.damage)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov"])
@pytest.mark.parametrize("profile", list(SamplingProfile))
def test_a_sound_clip_of_one_frame_a_second_is_not_called_cut_off(
    tmp_path: Path, ending: str, profile: SamplingProfile
) -> None:
    path = tmp_path / f"slow.{ending}"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=1)
        stream.width, stream.height, stream.pix_fmt = 160, 160, "yuv420p"
        for shade in range(5):
            container.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", (160, 160), (shade * 50,) * 3))))
        container.mux(stream.encode(None))
    times, clip = looked(path, profile)
    assert (times[-1], clip.duration, clip.damage) == (4.0, 5.0, [])


def test_a_truncated_file_gives_what_is_left(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "a.mkv", seconds=6, gop=12)
    data = whole.read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(data[: len(data) // 2])
    times, _ = looked(cut)
    assert times
    assert 1.0 < times[-1] < 5.0


@pytest.mark.parametrize("content", [b"", b"no video at all", b"\0\0\0\x18ftypmp42" + b"\0" * 400])
def test_what_is_no_video_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(NotVideo):
        Clip(str(path))


def test_a_video_that_was_cut_off_says_that_frames_are_missing(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "a.mkv", seconds=16)
    assert looked(whole)[1].damage == []
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 8])
    times, clip = looked(cut)
    assert times[-1] < 8
    assert ["frames are missing" in damage.en and "缺少画面" in damage.zh for damage in clip.damage] == [True]


def test_four_hours_cost_a_bounded_number_of_looks() -> None:
    keys = [2.0 * index for index in range(7200)]
    samples = plan(keys, 14400.0, SamplingProfile.TEXT)
    assert len(samples) <= 1300
    assert samples[0].time == 0.0
    assert samples[-1].time >= 14398.0
    assert max(b.time - a.time for a, b in itertools.pairwise(samples)) <= 20.0


def test_marks_ask_for_fewer_looks_than_text() -> None:
    keys = [2.0 * index for index in range(30)]
    assert len(plan(keys, 60.0, SamplingProfile.MARKS)) < len(plan(keys, 60.0, SamplingProfile.TEXT)) / 2
