"""Sixty broken inputs, each through a real process: a clear answer, exit code 1 or 2, no traceback, little memory."""

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

HANG = 60
"""Seconds after which a process counts as hung; a guard, not a measure."""
MEMORY = 500_000
"""KiB of resident memory; a forked process counts what it shares with the others."""
ROOT = Path(__file__).parents[1]
CASES = {}


def case(*paths):
    """Register a maker of one broken input; it writes into a folder and `paths` are named on the command line."""

    def add(make):
        CASES[make.__name__.replace("_", "-")] = (make, paths or (".",))
        return make

    return add


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width=720, height=960, rows=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def sparse(path, size):
    with path.open("wb") as file:
        file.truncate(size)


def box(kind, data=b"", size=None):
    return struct.pack(">I", 8 + len(data) if size is None else size) + kind + data


def media(name, data):
    def make(folder):
        (folder / name).write_bytes(data)

    return make


def caption(text):
    def make(folder):
        (folder / "post.md").write_bytes(text if isinstance(text, bytes) else text.encode())

    return make


def rows(name, text):
    def make(folder):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return make


FTYP = box(b"ftyp", b"isom\0\0\0\0isom")

CASES |= {
    # Files that are not what they are named.
    "words-named-jpg": (media("a.jpg", b"just words"), ["a.jpg"]),
    "page-named-jpg": (media("a.jpg", b"<!DOCTYPE html><html>404</html>"), ["a.jpg"]),
    "pdf-named-png": (media("a.png", b"%PDF-1.7\n"), ["a.png"]),
    "zip-named-webp": (media("a.webp", b"PK\x03\x04" + bytes(60)), ["a.webp"]),
    "picture-named-mp4": (media("a.mp4", png()), ["a.mp4"]),
    "words-named-mp4": (media("a.mp4", b"just words"), ["a.mp4"]),
    "sound-named-mov": (media("a.mov", b"ID3\x04" + bytes(400)), ["a.mov"]),
    "zeros-named-jpg": (media("a.jpg", bytes(5000)), ["a.jpg"]),
    "zeros-named-mp4": (media("a.mp4", bytes(5000)), ["a.mp4"]),
    # Empty and cut short.
    "empty-jpg": (media("a.jpg", b""), ["a.jpg"]),
    "empty-mp4": (media("a.mp4", b""), ["a.mp4"]),
    "empty-heic": (media("a.heic", b""), ["a.heic"]),
    "jpg-of-three-bytes": (media("a.jpg", b"\xff\xd8\xff"), ["a.jpg"]),
    "jpg-with-endless-segment": (media("a.jpg", b"\xff\xd8\xff\xe1\xff\xff" + bytes(20)), ["a.jpg"]),
    "jpg-with-segment-of-no-length": (media("a.jpg", b"\xff\xd8\xff\xe0\0\0" * 3000), ["a.jpg"]),
    "png-of-its-signature": (media("a.png", b"\x89PNG\r\n\x1a\n"), ["a.png"]),
    "png-without-its-end": (media("a.png", png()[:-30]), ["a.png"]),
    "png-with-chunk-of-4-gb": (media("a.png", png()[:33] + b"\xff\xff\xff\xffIDAT"), ["a.png"]),
    "gif-of-its-signature": (media("a.gif", b"GIF89a"), ["a.gif"]),
    "webp-of-its-header": (media("a.webp", b"RIFF\xff\xff\xff\x7fWEBPVP8X"), ["a.webp"]),
    "heic-of-its-brand": (media("a.heic", box(b"ftyp", b"heic\0\0\0\0mif1heic")), ["a.heic"]),
    "avif-with-endless-box": (media("a.avif", box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", b"", 1 << 30)), ["a.avif"]),
    "tiff-with-loop": (media("a.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"), ["a.tif"]),
    "mp4-without-index": (media("a.mp4", FTYP + box(b"mdat", bytes(999))), ["a.mp4"]),
    "mp4-with-cut-index": (media("a.mp4", FTYP + box(b"moov", b"", 9999)), ["a.mp4"]),
    "mp4-with-box-of-no-length": (media("a.mp4", FTYP + struct.pack(">I", 3) + b"moov"), ["a.mp4"]),
    "mkv-of-its-header": (media("a.mkv", b"\x1aE\xdf\xa3" + bytes(40)), ["a.mkv"]),
    "flv-of-its-header": (media("a.flv", b"FLV\x01\x05\0\0\0\x09" + bytes(40)), ["a.flv"]),
    # Sizes that are claimed.
    "png-of-30000-by-30000": (media("a.png", png(30000, 30000)), ["a.png"]),
    "png-of-no-pixels": (media("a.png", png(0, 0)), ["a.png"]),
    "gif-of-65535-by-65535": (
        media("a.gif", b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08"),
        ["a.gif"],
    ),
    # Captions.
    "yaml-alias-bomb": (
        caption(
            "---\na1: &a1 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(2, 40)) + "---\n"
        ),
        ["."],
    ),
    "yaml-deep-brackets": (caption("---\ntags: " + "[" * 100_000 + "\n---\n"), ["."]),
    "yaml-duplicate-keys": (caption("---\ntitle: a\ntitle: b\n---\n正文"), ["."]),
    "yaml-unknown-key": (caption("---\ntitel: a\n---\n正文"), ["."]),
    "yaml-tabs": (caption("---\ntitle: a\ntags:\n\t- b\n---\n正文"), ["."]),
    "yaml-open-quote": (caption('---\ntitle: "a\n---\n正文'), ["."]),
    "yaml-python-object": (caption("---\ntitle: !!python/object/apply:os.system [ls]\n---\n"), ["."]),
    "yaml-list-for-title": (caption("---\ntitle: [a, b]\n---\n正文"), ["."]),
    "yaml-without-end": (caption("---\ntitle: a\n正文没有结束线\n"), ["."]),
    "yaml-word-for-flag": (caption("---\ncommercial: perhaps\n---\n正文"), ["."]),
    "yaml-impossible-date": (caption("---\nschedule: 2026-02-30T10:00\n---\n正文"), ["."]),
    "suppression-without-reason": (
        caption("---\nlint: {ignore: [{rule: FM101}]}\n---\n正文"),
        [".", "--fail-on", "warning"],
    ),
    "caption-with-nul": (caption(b"\xe6\xad\xa3\0\xe6\x96\x87"), ["."]),
    "caption-in-utf-16": (caption("正文".encode("utf-16")), ["."]),
    "caption-of-random-bytes": (caption(bytes(range(128, 256)) * 20), ["."]),
    "caption-cut-inside-a-character": (caption("三天两夜京都慢旅行".encode()[:-1]), ["."]),
    "caption-of-10-mb": (caption("长" * 3_500_000), ["."]),
    "video-that-is-missing": (caption("---\nvideo: clip.mp4\n---\n正文"), ["."]),
    "video-on-the-web": (caption("---\nvideo: https://example.com/clip.mp4\n---\n正文"), ["."]),
    # Manifests.
    "table-with-open-quote": (rows("m.csv", 'title,body\na,"b\n'), ["m.csv"]),
    "table-with-too-many-cells": (rows("m.csv", "title,body\na,b,c\n"), ["m.csv"]),
    "table-without-columns-of-a-post": (rows("m.csv", "x,y\n1,2\n"), ["m.csv"]),
    "json-lines-cut-short": (rows("m.jsonl", '{"title": "a'), ["m.jsonl"]),
    "json-lines-of-lists": (rows("m.jsonl", "[1]\n[2]\n"), ["m.jsonl"]),
    "json-deep-brackets": (rows("m.jsonl", '{"tags": ' + "[" * 100_000), ["m.jsonl"]),
    "json-half-a-surrogate": (rows("m.jsonl", '{"title": "\\ud83d"}\n'), ["m.jsonl"]),
}


@case("post.md")
def caption_of_2_gb(folder):
    sparse(folder / "post.md", 2_000_000_000)


@case("m.csv")
def manifest_of_2_gb(folder):
    sparse(folder / "m.csv", 2_000_000_000)


@case("a.webp")
def picture_of_600_mb(folder):
    """More than a process may take; its content is hashed, which takes seconds for each gigabyte."""
    sparse(folder / "a.webp", 600_000_000)
    with (folder / "a.webp").open("r+b") as file:
        file.write(b"RIFF\xf8\x45\xc3\x23WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xcf\x02\0\xbf\x03\0")


@case()
def folder_named_jpg(folder):
    (folder / "post.md").write_text("正文", encoding="utf-8")
    (folder / "a.jpg").mkdir()


@case("post.md")
def link_to_itself(folder):
    (folder / "post.md").symlink_to(folder / "post.md")


@case()
def folders_in_a_circle(folder):
    (folder / "a").mkdir()
    (folder / "a" / "b").symlink_to(folder, target_is_directory=True)


@case()
def picture_link_to_nowhere(folder):
    (folder / "post.md").write_text("正文", encoding="utf-8")
    (folder / "a.jpg").symlink_to(folder / "gone.jpg")


@case("a.mp4")
def pipe_named_mp4(folder):
    os.mkfifo(folder / "a.mp4")


@case()
def pipes_named_jpg_beside_a_caption(folder):
    (folder / "post.md").write_text("正文", encoding="utf-8")
    os.mkfifo(folder / "1.jpg")
    os.mkfifo(folder / "2.jpg")


@case()
def pipe_named_csv_in_a_folder(folder):
    os.mkfifo(folder / "m.csv")


@case()
def links_to_endless_devices(folder):
    (folder / "post.md").write_text("正文", encoding="utf-8")
    (folder / "1.jpg").symlink_to("/dev/zero")
    (folder / "2.jpg").symlink_to("/dev/urandom")


@case()
def image_with_an_empty_name(folder):
    (folder / "post.md").write_text('---\ntitle: 一张图\nimages: ["", " "]\n---\n正文', encoding="utf-8")


@case("post.md")
def caption_that_may_not_be_read(folder):
    (folder / "post.md").write_text("正文", encoding="utf-8")
    (folder / "post.md").chmod(0)


@case("nowhere")
def path_that_does_not_exist(folder):
    pass


@case()
def folder_with_nothing(folder):
    pass


POSIX = {name for name in CASES if {"pipe", "pipes", "link", "links", "circle", "may"} & {*name.split("-")}}
"""Cases that Windows cannot make."""


@pytest.fixture(scope="module")
def processes():
    """What starts processes on Linux: each is forked from one that has imported the program."""
    if sys.platform != "linux":
        yield None
        return
    command = [sys.executable, "-m", "tests.forked", str(HANG)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as started:
        yield started
        started.stdin.close()


def run(processes, folder, paths):
    """Run the program and return exit code, output, and its largest resident memory in KiB (0 where it is unknown)."""
    if processes is None:
        done = subprocess.run(
            [sys.executable, "-m", "rednote_lint", *paths],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=HANG,
            check=False,
        )
        return done.returncode, done.stdout, 0
    print(json.dumps([str(folder), paths, dict(os.environ)]), file=processes.stdin, flush=True)
    code = int(processes.stdout.readline())
    said = (folder.parent / "said.txt").read_text(encoding="utf-8", errors="replace")
    memory = folder.parent / "memory.txt"  # Not there where the process was killed, which its exit code says.
    return code, said, int(memory.read_text(encoding="utf-8")) if memory.exists() else 0


def test_there_are_sixty():
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_a_broken_input_gets_a_clear_answer(processes, tmp_path, name):
    make, paths = CASES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    if sys.platform == "win32" and name in POSIX:
        pytest.skip("needs pipes, links or permissions of POSIX")
    make(folder)
    if name == "caption-that-may-not-be-read" and os.access(folder / "post.md", os.R_OK):
        pytest.skip("this user may read everything")
    code, said, memory = run(processes, folder, [str(path) for path in paths])
    assert code in (1, 2), said
    assert "Traceback" not in said and "Error:" not in said.replace("UserError:", "")
    assert " failed: " not in said
    named = [entry.name for entry in folder.rglob("*")] or [f"{paths[0]} "]
    assert any(part in said for part in named), said
    assert memory < MEMORY
