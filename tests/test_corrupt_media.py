"""200 damaged, lying and absurd files: each must end in a finding or a note of what was not checked, never in a crash.

The files are made here: sound ones of every kind, with bits flipped, ends cut off, headers that lie; and some that are
absurd from the start. All are checked in one process, with a guard against hanging.
"""

from __future__ import annotations

import faulthandler
import random
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, features

from rednote_lint.facts.analysis.ocr import SWITCHED_OFF
from rednote_lint.model import Report
from tests.media_made import checked, exif_block, label, png_chunk, save_jpeg, save_png, save_video, scene, xmp_packet

HANG = 60.0
"""Seconds after which a file counts as hanging on a machine that may be busy; the promise is ten on an idle one."""
FLIPPED, CUT = 12, 7
"""How many variants of each sound file have bits flipped, and are cut short."""


def sound_files(folder: Path) -> dict[str, bytes]:
    """Make one sound file of each kind, rich in metadata."""
    folder.mkdir()
    gps = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}
    block = exif_block({0x0110: "Camera"}, {0xA431: "77"}, gps)
    picture = scene(320, 240)
    save_jpeg(folder / "a.jpg", picture, exif=block, xmp=xmp_packet('aux:SerialNumber="1"'))
    save_png(folder / "a.png", picture, AIGC=label(), parameters="Steps: 1, Sampler: Euler, CFG scale: 7")
    picture.save(folder / "a.webp", exif=block)
    picture.save(folder / "a.tiff", exif=block)
    import pillow_heif

    pillow_heif.register_heif_opener()
    picture.save(folder / "a.heic", exif=block)
    if features.check("avif"):
        picture.save(folder / "a.avif", exif=block)
    frames = [scene(160, 120, seed) for seed in range(5)]
    frames[0].save(folder / "a.gif", save_all=True, append_images=frames[1:])
    save_video(folder / "a.mp4", metadata={"comment": "vid:v14044g50000x", "AIGC": label()})
    save_video(folder / "b.mov", metadata={"com.apple.quicktime.location.ISO6709": "+31.2304+121.4737/"})
    save_video(folder / "a.mkv", metadata={"comment": "x"})
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def damaged_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield damaged variants of every sound file."""
    dice = random.Random(20261120)
    for name, data in sound_files(folder / "sound").items():
        stem, suffix = name.split(".")
        for number in range(FLIPPED):
            broken = bytearray(data)
            # The first variants hit the headers, where it hurts most; the others anything.
            reach = len(data) if number > 4 else min(len(data), 400)
            for _ in range(3 * (number + 1)):
                broken[dice.randrange(reach)] ^= 1 << dice.randrange(8)
            yield f"{stem}-flip{number}.{suffix}", bytes(broken)
        for number in range(CUT):
            yield f"{stem}-cut{number}.{suffix}", data[: max(len(data) * number // (CUT + 1), 1)]


def png_of(width: int, height: int, data: bytes, *extra: bytes) -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def nested(kind: bytes, depth: int) -> bytes:
    data = b""
    for _ in range(depth):
        data = box(kind, data)
    return data


def many_frames(folder: Path) -> bytes:
    """Make a GIF of 10,000 frames out of one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "one.gif"
    Image.new("P", (16, 16), 3).save(path)
    data = path.read_bytes()
    # Behind the header (13 bytes) and the colour table stands the one frame; the last byte ends the file.
    start = data.index(b"\x2c", 13 + 3 * (2 << (data[10] & 7)))
    delay = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    return data[:start] + (delay + data[start:-1]) * 10_000 + data[-1:]


def sound_only(folder: Path) -> bytes:
    import av

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sound-only.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate = 44_100
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return path.read_bytes()


def with_duration(data: bytes, duration: int) -> bytes:
    """Write another duration into the movie's header and every track's."""
    changed = bytearray(data)
    for kind, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        start = changed.find(kind)
        while start != -1:
            changed[start + at : start + at + 4] = struct.pack(">I", duration)
            start = changed.find(kind, start + 4)
    return bytes(changed)


def absurd_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield files that no damage makes."""
    movie = save_video(folder / "m.mp4", metadata={"comment": "x"}).read_bytes()
    jpeg = save_jpeg(folder / "j.jpg").read_bytes()
    ftyp = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2")
    empty = zlib.compress(b"")
    yield "tall.png", png_of(1, 65_535, zlib.compress(b"\x00\x00\x00\x00" * 65_535))
    yield "wide.png", png_of(65_535, 1, zlib.compress(b"\x00" + b"\x00\x00\x00" * 65_535))
    yield "huge-lie.png", png_of(65_535, 65_535, empty)
    yield "larger-lie.png", png_of(2**31 - 1, 2**31 - 1, empty)
    yield "no-pixels.png", png_of(0, 0, empty)
    yield (
        "huge-text.png",
        png_of(64, 64, zlib.compress(bytes(64 * 193)), png_chunk(b"tEXt", b"k\0" + b"x" * 20_000_000)),
    )
    yield "text-lie.png", png_of(64, 64, empty)[:33] + struct.pack(">I", 2**31 - 1) + b"tEXtAIGC\0{}"
    yield "pixels-lie.png", png_of(64, 64, empty)[:33] + struct.pack(">I", 2**31 - 1) + b"IDAT" + empty
    yield "tall.jpg", jpeg.replace(jpeg[(at := jpeg.index(b"\xff\xc0")) + 5 : at + 9], b"\xff\xff\xff\xff", 1)
    yield "segment-lie.jpg", jpeg[:2] + b"\xff\xe1\xff\xffExif\0\0" + jpeg[2:]
    yield "only-markers.jpg", b"\xff\xd8" + b"\xff" * 200_000
    yield "frames.gif", many_frames(folder)
    yield "sound-only.mp4", sound_only(folder)
    yield "zero.mp4", with_duration(movie, 0)
    yield "forever.mp4", with_duration(movie, 2**32 - 1)
    yield "no-index.mp4", ftyp + box(b"mdat", bytes(5_000))
    yield "index-only.mp4", ftyp + movie[movie.index(b"moov") - 4 :]
    yield "box-lie.mp4", ftyp + struct.pack(">I", 2**31 - 1) + b"moov" + bytes(100)
    yield "long-box-lie.mp4", ftyp + struct.pack(">I4sQ", 1, b"moov", 2**63 - 1) + bytes(100)
    yield "small-box.mp4", ftyp + struct.pack(">I", 3) + b"moov" + bytes(100)
    yield "deep.mp4", ftyp + nested(b"moov", 5_000)
    yield "huge-tag.mp4", movie + box(b"moov", box(b"udta", box(b"\xa9cmt", b"\x00\x00\x00\x00" + b"y" * 20_000_000)))
    yield "keys-lie.mp4", ftyp + box(b"moov", box(b"meta", bytes(4) + box(b"keys", bytes(4) + b"\xff" * 12)))
    yield "many-boxes.mp4", ftyp + box(b"free", b"") * 120_000
    yield (
        "items-lie.heic",
        box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", bytes(4) + box(b"iloc", b"\x01" + b"\xff" * 40)),
    )
    yield "empty.jpg", b""
    yield "one-byte.png", b"\x89"
    yield "nothing.mp4", bytes(10_000)
    yield "text.jpg", "这不是图片".encode() * 100
    yield "page.png", b"<!doctype html><title>404</title>"
    yield "archive.mp4", b"PK\x03\x04" + bytes(2_000)


DAMAGED_BY_NATURE = {
    "huge-lie.png", "larger-lie.png", "no-pixels.png", "text-lie.png", "pixels-lie.png", "only-markers.jpg",
    "sound-only.mp4", "no-index.mp4", "box-lie.mp4", "long-box-lie.mp4", "small-box.mp4", "keys-lie.mp4",
    "items-lie.heic", "empty.jpg", "one-byte.png", "nothing.mp4", "text.jpg", "page.png", "archive.mp4", "deep.mp4",
    "many-boxes.mp4",
}  # fmt: skip
"""Absurd files of which no picture can be seen: silence about them would be a lie."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, float]]:
    """Check every file once, and keep what came out and how long it took."""
    folder = tmp_path_factory.mktemp("corrupt")
    makers: tuple[Callable[[Path], Iterator[tuple[str, bytes]]], ...] = (damaged_files, absurd_files)
    reports = {}
    for maker in makers:
        for name, data in maker(folder):
            path = folder / name
            path.write_bytes(data)
            # A hang in native code holds the interpreter: only this ends it, with the place.
            faulthandler.dump_traceback_later(HANG * 3, exit=True)
            started = time.perf_counter()
            report = checked(path, packs=("codes", "disclosure", "format", "privacy", "quality", "watermark"))
            reports[name] = (report, time.perf_counter() - started)
            faulthandler.cancel_dump_traceback_later()
    return reports


def test_there_are_at_least_200_files(reports: dict[str, tuple[Report, float]]) -> None:
    assert len(reports) >= 200


def test_no_check_fails_on_any_of_them(reports: dict[str, tuple[Report, float]]) -> None:
    failed = {name: report.problems for name, (report, _) in reports.items() if report.problems}
    assert failed == {}


def test_none_of_them_hangs(reports: dict[str, tuple[Report, float]]) -> None:
    slow = {name: round(seconds, 1) for name, (_, seconds) in reports.items() if seconds > HANG}
    assert slow == {}


def tells(report: Report) -> bool:
    """Whether something is said of the file's damage: more than that text was not read, which was not asked for."""
    broken = [finding for finding in report.findings if finding.code in ("FM001", "FM002")]
    return bool(broken) or any(skipped.reason != SWITCHED_OFF for skipped in report.skipped)


def test_what_cannot_be_seen_is_told(reports: dict[str, tuple[Report, float]]) -> None:
    silent = [name for name in DAMAGED_BY_NATURE if not tells(reports[name][0])]
    assert silent == []


def test_files_cut_to_a_stump_are_told(reports: dict[str, tuple[Report, float]]) -> None:
    stumps = [name for name in reports if "-cut0." in name or "-cut1." in name]
    silent = [name for name in stumps if not tells(reports[name][0])]
    assert len(stumps) == 18 + 2 * ("a-cut0.avif" in reports)
    assert silent == []


@pytest.mark.parametrize("size", [(1, 1), (1, 65_535), (65_535, 1), (7, 3_000), (3_000, 7), (2, 2)])
def test_pictures_of_absurd_shapes_are_looked_at_by_everyone(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", size, "teal").save(path)
    assert checked(path, packs=("codes", "format", "quality", "watermark"), ocr=True).problems == ()


def test_damage_prints_nothing_from_python_libraries(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, data in sound_files(tmp_path / "sound").items():
        path = tmp_path / name
        path.write_bytes(data[: len(data) * 2 // 3])
        checked(path, packs=("codes", "disclosure", "privacy", "quality"))
    assert capfd.readouterr().err.replace("Corrupt JPEG data: premature end of data segment\n", "") == ""
