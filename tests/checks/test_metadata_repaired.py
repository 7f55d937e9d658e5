"""What `strip-location` removes is what the rules look for, and labels of AI survive it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rednote_lint.facts.metadata import Metadata, read_metadata
from rednote_lint.fixes.media.operations.strip_location import repair
from rednote_lint.model.arguments import NoArguments
from tests.media_made import checked, codes_of, exif_block, label, save_jpeg, save_video, scene, xmp_packet

GPS = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}
PLACE = "+31.2304+121.4737+012.3/"
PACKET = xmp_packet('exif:GPSLatitude="31,13.824N" exif:GPSLongitude="121,28.422E" aux:SerialNumber="42"')


def exif_picture(folder: Path, suffix: str) -> Path:
    path = folder / f"a.{suffix}"
    scene(160, 120).save(path, exif=exif_block(inner={0xA431: "77", 0xA430: "Li Lei"}, gps=GPS))
    return path


LOCATED: dict[str, Callable[[Path], Path]] = {
    "jpeg": lambda folder: exif_picture(folder, "jpg"),
    "png": lambda folder: exif_picture(folder, "png"),
    "webp": lambda folder: exif_picture(folder, "webp"),
    "tiff": lambda folder: exif_picture(folder, "tiff"),
    "xmp": lambda folder: save_jpeg(folder / "a.jpg", xmp=PACKET),
    "mov": lambda folder: save_video(folder / "a.mov", metadata={"com.apple.quicktime.location.ISO6709": PLACE}),
    "mov-classic": lambda folder: save_video(folder / "a.mov", metadata={"location": PLACE}, keys=False),
    "mp4": lambda folder: save_video(folder / "a.mp4", metadata={"location": PLACE}, keys=False),
}


@pytest.mark.parametrize("made", LOCATED.values(), ids=LOCATED)
def test_after_the_repair_nothing_is_found(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    source = made(tmp_path)
    assert "PV101" in codes_of(checked(source, kinds=("metadata",), packs=("privacy",)))
    target = tmp_path / f"repaired{source.suffix}"
    repair(source, target, NoArguments(), lambda share: None)
    assert codes_of(checked(target, kinds=("metadata",), packs=("privacy",))) == []


def test_labels_survive_the_repair(tmp_path: Path) -> None:
    comment = b'ASCII\0\0\0{"AIGC": ' + label().encode() + b"}"
    labelled = save_jpeg(tmp_path / "b.jpg", exif=exif_block(inner={0x9286: comment, 0xA431: "7"}, gps=GPS))
    movie = save_video(tmp_path / "a.mp4", metadata={"AIGC": label(), "location": PLACE})
    for source in (labelled, movie):
        before = read_metadata(str(source))
        target = tmp_path / f"repaired{source.suffix}"
        repair(source, target, NoArguments(), lambda share: None)
        after = read_metadata(str(target))
        assert isinstance(before, Metadata) and isinstance(after, Metadata)
        assert after.values("gps.position") == ()
        assert before.values("ai.label") == ("1",)
        assert after.values("ai.label") == before.values("ai.label")
