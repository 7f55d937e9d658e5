from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import pytest

from rednote_lint.media.source import Bounds, Source
from rednote_lint.media.truncation import is_complete
from tests.clips_made import write_clip
from tests.fixes.media import made


def encoded(kind: str) -> bytes:
    buffer = BytesIO()
    made.scene(1200, 900).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_a_picture_that_breaks_off_is_not_complete(kind: str) -> None:
    data = encoded(kind)
    assert is_complete(Source.of_buffer(data), kind)
    assert is_complete(Source.of_buffer(data + b"what a phone appends"), kind)
    assert not is_complete(Source.of_buffer(data[: len(data) // 2]), kind)


def test_an_animation_that_breaks_off_anywhere_is_not_complete(tmp_path: Path) -> None:
    frames = [made.scene(160, 120, seed) for seed in range(6)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    data = (tmp_path / "a.gif").read_bytes()
    assert is_complete(Source.of_buffer(data), "gif")
    cuts = [len(data) * percent // 100 for percent in range(5, 100, 5)]
    assert not any(is_complete(Source.of_buffer(data[:cut]), "gif") for cut in cuts)


@pytest.mark.parametrize("ending", ["mkv", "webm"])
def test_a_video_that_breaks_off_anywhere_is_not_complete(tmp_path: Path, ending: str) -> None:
    codec = "libx264" if ending == "mkv" else "libvpx"
    with av.open(str(tmp_path / f"a.{ending}"), "w") as container:
        stream = container.add_stream(codec, rate=12)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for seed in range(12):
            container.mux(stream.encode(av.VideoFrame.from_image(made.scene(160, 120, seed))))
        container.mux(stream.encode(None))
    data = (tmp_path / f"a.{ending}").read_bytes()
    assert is_complete(Source.of_buffer(data), ending)
    cuts = [1, 40, 60, *(len(data) * percent // 100 for percent in range(10, 100, 9)), len(data) - 1]
    assert not any(is_complete(Source.of_buffer(data[:cut]), ending) for cut in cuts)


@pytest.mark.parametrize("ending", ["avi", "ts"])
def test_a_recording_that_breaks_off_is_not_complete(tmp_path: Path, ending: str) -> None:
    data = write_clip(tmp_path / f"a.{ending}", seconds=2).read_bytes()
    assert is_complete(Source.of_buffer(data), ending)
    assert is_complete(Source.of_buffer(data + b"what a program appends"), ending)
    cuts = [len(data) * percent // 100 for percent in (40, 60, 80, 90, 95, 99)] + [len(data) - 3]
    assert not any(is_complete(Source.of_buffer(data[:cut]), ending) for cut in cuts if cut % 188)


def test_an_avi_of_several_parts_or_of_unknown_length_is_complete() -> None:
    part = b"RIFF\x04\0\0\0AVI RIFF\x04\0\0\0AVIX"
    assert is_complete(Source.of_buffer(part), "avi")
    assert not is_complete(Source.of_buffer(part[:-2]), "avi")
    assert is_complete(Source.of_buffer(b"RIFF\0\0\0\0AVI LIST"), "avi")


def test_a_recording_of_unknown_size_may_end_anywhere() -> None:
    live = b"\x1aE\xdf\xa3\x80" + b"\x18\x53\x80\x67" + b"\x01" + b"\xff" * 7
    assert is_complete(Source.of_buffer(live + b"\x1f\x43\xb6\x75"), "webm")


def test_the_end_of_a_jpeg_is_found_where_two_blocks_meet() -> None:
    head = b"\xff\xd8\xff\xda"
    for length in (-2, -1, 0, 1):
        data = head + b"x" * ((1 << 20) + length) + b"\xff\xd9"
        assert is_complete(Source.of_file(BytesIO(data), len(data), Bounds.whole(len(data))), "jpeg")
        assert not is_complete(Source.of_buffer(data[:-1]), "jpeg")


def test_a_format_that_does_not_say_is_taken_at_its_word() -> None:
    assert is_complete(Source.of_buffer(b"BM"), "bmp")
