from __future__ import annotations

import os
import socket
from pathlib import Path

import av
import pytest

from rednote_lint.media.av_input import open_input, tags_of
from tests.clips_made import write_clip


def test_a_clip_opens_with_the_installed_version_of_pyav(tmp_path: Path) -> None:
    with open_input(write_clip(tmp_path / "clip.mp4", seconds=1)) as container:
        assert len(container.streams.video) == 1


def test_tags_that_are_no_utf8_are_readable_text(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", seconds=1)
    with av.open(str(path)) as source, av.open(str(tmp_path / "b.mkv"), "w") as target:
        target.metadata["comment"] = "marker"
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    (tmp_path / "b.mkv").write_bytes((tmp_path / "b.mkv").read_bytes().replace(b"marker", b"mark\xff\xfe"))
    with open_input(tmp_path / "b.mkv") as container:
        assert tags_of(container)["COMMENT"] == "mark\ufffd\ufffd"


@pytest.mark.skipif(os.name == "nt", reason="a colon is no part of a name on Windows")
@pytest.mark.parametrize("name", ["a:b.mp4", "http:b.mp4"])
def test_a_name_with_a_colon_is_a_file_and_no_host(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("a name server was asked"))
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "clip.mp4", seconds=1).rename(name)
    with open_input(name) as container:
        assert container.streams.video


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        open_input(tmp_path / "missing.mp4")
