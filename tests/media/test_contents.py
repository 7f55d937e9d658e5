"""One reader for check and repair: each container, each place that a label may stand in."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from rednote_lint.facts.metadata import Metadata, read_metadata
from rednote_lint.media.ai_labels import LabelKind, labels_of
from rednote_lint.media.contents import exif_places, read_contents
from rednote_lint.media.jpeg import APP1, Segment, join, split
from rednote_lint.media.source import Source
from rednote_lint.media.tags import Tag
from tests.fixes.media import made
from tests.media_made import exif_block, label, save_jpeg, save_png, save_video, scene, xmp_packet

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
IPTC = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
WRAPPED = '{"AIGC": ' + label("2") + "}"


def labelled(folder: Path) -> dict[Path, LabelKind]:
    """Make one file for each place that the check reads a label from."""
    spread = xmp_packet('xmlns:TC260="x"', "<TC260:Label>3</TC260:Label>")
    linked = xmp_packet(IPTC, f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{SOURCE_TYPE}"/>')
    return {
        save_png(folder / "keyword.png", AIGC=label()): LabelKind.AIGC,
        save_png(folder / "comment.png", Comment=WRAPPED): LabelKind.AIGC,
        save_jpeg(folder / "comment.jpg", comment=WRAPPED.encode()): LabelKind.AIGC,
        save_jpeg(folder / "described.jpg", exif=exif_block({0x010E: WRAPPED})): LabelKind.AIGC,
        save_jpeg(folder / "bare.jpg", exif=exif_block(inner={0x9286: WRAPPED.encode()})): LabelKind.AIGC,
        save_jpeg(folder / "field.jpg", xmp=spread): LabelKind.AIGC_FIELD,
        save_jpeg(folder / "linked.jpg", xmp=linked): LabelKind.SOURCE_TYPE,
        save_video(folder / "comment.mp4", metadata={"comment": WRAPPED}, keys=False): LabelKind.AIGC,
        save_video(folder / "platform.mp4", metadata={"aigc_info": '{"aigc_label_type":1}'}): LabelKind.PLATFORM,
        save_video(folder / "keyed.mov", metadata={"com.maker.AIGC": label()}): LabelKind.AIGC,
        save_video(folder / "keyed.mkv", metadata={"AIGC": label()}): LabelKind.AIGC,
    }


SAID = {
    LabelKind.AIGC: "ai.label",
    LabelKind.AIGC_FIELD: "ai.label",
    LabelKind.PLATFORM: "ai.platform_label",
    LabelKind.SOURCE_TYPE: "ai.source_type",
}


def test_what_the_check_reads_a_repair_must_keep(tmp_path: Path) -> None:
    for path, kind in labelled(tmp_path).items():
        metadata = read_metadata(str(path))
        assert isinstance(metadata, Metadata)
        assert metadata.values(SAID[kind]), path.name
        assert {found.kind for found in labels_of(path)} == {kind}, path.name


@pytest.mark.parametrize("operation", ["crop-to", "shrink-image", "convert-video", "trim-end"])
def test_no_repair_loses_a_label_from_any_place(tmp_path: Path, operation: str) -> None:
    from rednote_lint.fixes.media.base import CannotRepair

    given = {"crop-to": {"box": (0, 0, 96, 96)}, "shrink-image": {"limit_mb": 1}, "trim-end": {"at": 0.6}}
    repaired = 0
    for path, kind in labelled(tmp_path).items():
        try:
            result = made.run(path, operation, **given.get(operation, {})).path
        except CannotRepair as refusal:
            assert "would lose" not in refusal.reason.en, path.name
            continue
        repaired += 1
        metadata = read_metadata(str(result))
        assert isinstance(metadata, Metadata)
        assert metadata.values(SAID[kind]), path.name
    assert repaired >= 3


def test_a_tiff_of_any_size_is_read(tmp_path: Path) -> None:
    path = made.labelled_tiff(tmp_path / "a.tiff")
    contents = read_contents(path)
    assert contents.type == "tiff" and not contents.gaps
    assert Tag("exif.Make", "Maker") in contents.tags
    assert any(tag.key == "gps.position" for tag in contents.tags)
    with scene(2400, 1800) as picture:
        picture.save(tmp_path / "large.tiff", tiffinfo={0x010F: "Maker", 700: made.XMP})
    large = read_contents(tmp_path / "large.tiff")
    assert large.size > 8 << 20 and not large.gaps
    assert Tag("exif.Make", "Maker") in large.tags
    assert {found.value for found in labels_of(tmp_path / "large.tiff")} == {made.XMP_AIGC}


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "heic"])
def test_exif_blocks_are_found_where_they_stand(tmp_path: Path, name: str) -> None:
    data = getattr(made, f"labelled_{name}")(tmp_path / f"a.{name}").read_bytes()
    (place,) = exif_places(Source.of_buffer(data), name)
    assert data[place : place + 4] in (b"II*\0", b"MM\0*")


def test_extended_xmp_is_put_together_in_its_order(tmp_path: Path) -> None:
    packet = xmp_packet(IPTC, f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>").encode()
    cut = packet.index(b"trained")
    segments = split(save_jpeg(tmp_path / "a.jpg").read_bytes())
    pieces = [
        Segment(
            APP1,
            b"http://ns.adobe.com/xmp/extension/\0"
            + b"0" * 32
            + len(packet).to_bytes(4, "big")
            + at.to_bytes(4, "big")
            + data,
        )
        for at, data in ((cut, packet[cut:]), (0, packet[:cut]))
    ]
    (tmp_path / "a.jpg").write_bytes(join([*segments[:1], *pieces, *segments[1:]]))
    assert {found.value for found in labels_of(tmp_path / "a.jpg")} == {SOURCE_TYPE.encode()}


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("compact", [[], ["-api", "Compact=Shorthand"], ["-api", "Compact=OneDesc,NoNewline"]])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.mp4"])
def test_every_layout_that_exiftool_writes_is_read(tmp_path: Path, name: str, compact: list[str]) -> None:
    path = tmp_path / name
    save_video(path) if name == "a.mp4" else scene(160, 120).save(path)
    written = [
        "-XMP-iptcExt:DigitalSourceType=" + SOURCE_TYPE,
        "-XMP:GPSLatitude=31.2304",
        "-XMP:GPSLongitude=121.4737",
    ]
    subprocess.run(["exiftool", "-q", "-overwrite_original", *compact, *written, str(path)], check=True)
    metadata = read_metadata(str(path))
    assert isinstance(metadata, Metadata)
    assert metadata.values("ai.source_type") == ("trainedAlgorithmicMedia",)
    assert metadata.values("gps.position") == ("31.23040, 121.47370",)
    told = json.loads(subprocess.run(["exiftool", "-json", "-n", str(path)], capture_output=True, check=True).stdout)
    assert told[0]["DigitalSourceType"] == SOURCE_TYPE
