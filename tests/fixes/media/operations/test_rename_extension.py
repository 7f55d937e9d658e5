from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.media.file_type import sniff, usual_extension

from .. import made
from ..made import run


@pytest.mark.parametrize(
    ("name", "real"), [("a.png", ".jpg"), ("a.jpg", ".png"), ("a.heic", ".webp"), ("a.mp4", ".gif")]
)
def test_a_wrong_extension_is_put_right(tmp_path: Path, name: str, real: str) -> None:
    buffer = BytesIO()
    made.scene().save(buffer, {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}[real])
    (tmp_path / name).write_bytes(buffer.getvalue())
    result = run(tmp_path / name, "rename-extension").path
    assert result.name == f"a.fixed{real}"
    assert result.read_bytes() == buffer.getvalue()


@pytest.mark.parametrize("name", ["a.heic", "a.jpg"])
def test_an_avif_of_the_general_brand_becomes_no_heic(tmp_path: Path, name: str) -> None:
    pytest.importorskip("PIL._avif")
    buffer = BytesIO()
    made.scene().save(buffer, "AVIF")
    general = buffer.getvalue().replace(b"ftypavif", b"ftypmif1", 1)
    assert general[:12].endswith(b"ftypmif1")
    (tmp_path / name).write_bytes(general)
    result = run(tmp_path / name, "rename-extension").path
    assert (result.name, result.read_bytes()) == ("a.fixed.avif", general)


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        (b"\0\0\0\x18ftypheic", ".heic"),
        (b"\0\0\0\x18ftypavif", ".avif"),
        (b"\0\0\0\x14ftypqt  ", ".mov"),
        (b"\0\0\0\x14ftypM4V ", ".m4v"),
        (b"\0\0\0\x14ftyp3gp5", ".3gp"),
        (b"\0\0\0\x14ftypisom", ".mp4"),
        (b"RIFF\0\0\0\0AVI LIST", ".avi"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", ".webm"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", ".mkv"),
        (b"II*\0", ".tiff"),
        (b"MM\0*", ".tiff"),
        (b"FLV\1", ".flv"),
        (b"0&\xb2u\x8ef\xcf\x11", ".wmv"),
        (b"BM", ".bmp"),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_content_is_told_by_its_first_bytes(head: bytes, suffix: str | None) -> None:
    assert usual_extension(sniff(head)) == suffix


def test_real_containers_are_told_apart(tmp_path: Path) -> None:
    for suffix, codecs in (
        (".mkv", ("libx264", "aac")),
        (".webm", ("libvpx", "libopus")),
        (".mp4", ("libx264", "aac")),
    ):
        source = made.video(tmp_path / f"a{suffix}", seconds=0.2, codecs=codecs, sound=False)
        assert usual_extension(sniff(source.read_bytes()[:64])) == suffix


def test_a_content_of_no_known_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"%PDF-1.7")
    with pytest.raises(CannotRepair, match="no known type"):
        run(tmp_path / "a.jpg", "rename-extension")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]
