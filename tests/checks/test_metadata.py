"""`check: metadata`, with the shipped rules on files made in the tools' own formats."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from rednote_lint.checks.metadata import MetadataParams
from rednote_lint.model import Severity
from tests.media_made import checked, codes_of, exif_block, save_jpeg, save_video

GPS = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}


def of_metadata(path: Path) -> list[str]:
    return codes_of(checked(path, kinds=("metadata",)))


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({"comment": "vid:v14044g50000abcdefghog65abcdefgh"}, "WM301"),
        ({"comment": "vid:v09044g40000abcdefghijklmnopqrst"}, "WM301"),
        ({"vid_md5": "0123456789abcdef0123456789abcdef"}, "WM301"),
        ({"comment": "vid:v0300fg10000abcdefghijklmnopqrst"}, "WM302"),
        ({"comment": "vid:v0d00fg10000abcd", "information": '{"com.bytedance.info": "{}"}'}, "WM302"),
        ({"information": '{"com.bytedance.info": "{}"}'}, "WM303"),
        ({"description": "Bilibili VXCode Swarm Transcoder v0.7.6"}, "WM304"),
        ({"LvMetaInfo": '{"source_type":"vicut","data":{"product":"vicut","os":"ios"}}'}, "WM306"),
    ],
)
def test_the_origin_of_a_video(tmp_path: Path, tags: dict[str, str], code: str) -> None:
    assert of_metadata(save_video(tmp_path / "a.mp4", metadata=tags)) == [code]


def test_origin_is_never_an_error(tmp_path: Path) -> None:
    tags = {"comment": "vid:v14044g50000abcdefghog65abcdefgh", "description": "Bilibili VXCode Swarm Transcoder v1"}
    report = checked(save_video(tmp_path / "ssstik_1.mp4", metadata=tags), kinds=("metadata",))
    assert codes_of(report) == ["WM301", "WM304", "WM307"]
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}


def test_a_video_of_ones_own_has_no_origin(tmp_path: Path) -> None:
    tags = {"comment": "vid: three days in Kyoto", "title": "抖音教程", "description": "my bilibili trip"}
    assert of_metadata(save_video(tmp_path / "IMG_0272.mov", metadata=tags)) == []


def test_a_place_is_found_and_never_repeated_in_the_report(tmp_path: Path) -> None:
    report = checked(save_jpeg(tmp_path / "a.jpg", exif=exif_block(gps=GPS)), kinds=("metadata",))
    assert codes_of(report) == ["PV101"]
    assert b"31.2" not in msgspec.json.encode(report)


def test_a_serial_number_is_found_and_never_repeated_in_the_report(tmp_path: Path) -> None:
    block = exif_block(inner={0xA431: "XK0012345678"})
    report = checked(save_jpeg(tmp_path / "a.jpg", exif=block), kinds=("metadata",))
    assert codes_of(report) == ["PV102"]
    assert b"XK0012345678" not in msgspec.json.encode(report)


def test_a_plain_photo_has_nothing(tmp_path: Path) -> None:
    block = exif_block({0x010F: "Apple", 0x0110: "iPhone 15", 0x0131: "18.1"})
    report = checked(save_jpeg(tmp_path / "a.jpg", exif=block), kinds=("metadata",))
    assert codes_of(report) == []
    assert report.skipped == ()


def test_what_could_not_be_read_is_told_once(tmp_path: Path) -> None:
    path = save_video(tmp_path / "a.mp4", metadata={"comment": "x"})
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])
    report = checked(path, kinds=("metadata",))
    assert [skipped.what for skipped in report.skipped] == [str(path)]


def test_a_file_that_does_not_open_is_told_once_by_all_checks(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"x" * 3000)
    report = checked(tmp_path / "a.mp4")
    assert [skipped.what for skipped in report.skipped] == [str(tmp_path / "a.mp4")]


def test_an_exception_is_a_veto(tmp_path: Path) -> None:
    path = save_video(tmp_path / "a.mp4", metadata={"comment": "vid:v14044g50000abcdefghog65abcdefgh"})
    assert [veto.code for veto in checked(path, kinds=("metadata",)).vetoes] == ["WM303"]


def test_bad_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="names no clue"):
        MetadataParams(any=())
