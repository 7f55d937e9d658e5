from __future__ import annotations

from pathlib import Path

from rednote_lint.media.isobmff.mp4 import NO_INDEX, movie_header, mp4_parts
from rednote_lint.media.source import Source
from tests.fixes.media import made


def test_tags_of_a_real_video_are_parts(tmp_path: Path) -> None:
    data = made.video(tmp_path / "a.mp4", seconds=0.3, tags={"AIGC": made.AIGC, "title": "walk"}).read_bytes()
    texts = {part.name: part.data for part in mp4_parts(Source.of_buffer(data))}
    assert texts["container.AIGC"] == made.AIGC.encode()
    assert texts["container.title"] == b"walk"
    assert texts["container.major_brand"] == b"isom"


def test_a_video_without_its_index_leaves_a_gap(tmp_path: Path) -> None:
    data = made.video(tmp_path / "a.mp4", seconds=0.3).read_bytes()
    source = Source.of_buffer(data[: data.index(b"moov") - 4])
    list(mp4_parts(source))
    assert source.gaps == [NO_INDEX]


def test_a_video_that_breaks_off_is_not_whole(tmp_path: Path) -> None:
    data = made.video(tmp_path / "a.mp4", seconds=0.3).read_bytes()
    assert movie_header(Source.of_buffer(data)).whole
    assert not movie_header(Source.of_buffer(data[:-9])).whole
