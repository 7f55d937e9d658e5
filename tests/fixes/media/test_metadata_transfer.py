from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.metadata_transfer import carry_over
from rednote_lint.media.ai_labels import Label, LabelKind, labels_of

from . import made
from .made import pixels

LABELS = [
    Label(LabelKind.AIGC, b'{"Label":"1","Note":"<\'&\\" \xe6\x96\x87"}'),
    Label(LabelKind.SOURCE_TYPE, b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
    Label(LabelKind.C2PA, made.jumbf()),
]
FORMATS = {"JPEG": {"quality": 95}, "PNG": {}, "WEBP": {"lossless": True}}


def picture(format_name: str, mode: str = "RGB") -> bytes:
    buffer = BytesIO()
    made.scene(60, 40).convert(mode).save(buffer, format_name, **FORMATS[format_name])
    return buffer.getvalue()


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("labels", [LABELS, LABELS[:1], LABELS[1:2], LABELS[2:]])
def test_labels_without_any_block_are_written(tmp_path: Path, format_name: str, labels: list[Label]) -> None:
    result = carry_over(picture(format_name), b"", b"", labels)
    (tmp_path / "a").write_bytes(result)
    assert labels_of(tmp_path / "a") == set(labels)
    with Image.open(BytesIO(result)) as after, Image.open(BytesIO(picture(format_name))) as before:
        assert np.array_equal(pixels(after), pixels(before))


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("head", [b"", b"Exif\0\0"])
def test_blocks_and_labels_stand_side_by_side(tmp_path: Path, format_name: str, head: bytes) -> None:
    tiff = made.exif(comment=made.comment()).tobytes().removeprefix(b"Exif\0\0")
    result = carry_over(picture(format_name), head + tiff, made.XMP, LABELS)
    (tmp_path / "a").write_bytes(result)
    held = {Label(LabelKind.AIGC, made.AIGC.encode()), Label(LabelKind.AIGC, made.XMP_AIGC)}
    assert labels_of(tmp_path / "a") == {*LABELS, *held}
    with Image.open(BytesIO(result)) as after:
        assert after.getexif()[0x010F] == "Maker"
        assert b"xmp-7" in (after.info.get("xmp") or after.info["XML:com.adobe.xmp"].encode())


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_label_that_a_block_holds_is_not_written_twice(format_name: str) -> None:
    result = carry_over(picture(format_name), b"", made.XMP, [Label(LabelKind.AIGC, made.XMP_AIGC)])
    assert result.count(b"xmp-7") == 1


@pytest.mark.parametrize("packet", [b"not xmp at all", b"<x:xmpmeta><rdf:RDF>cut off"])
def test_a_broken_packet_does_not_cost_the_label(tmp_path: Path, packet: bytes) -> None:
    (tmp_path / "a").write_bytes(carry_over(picture("PNG"), b"", packet, LABELS[:1]))
    assert labels_of(tmp_path / "a") == set(LABELS[:1])


def test_nothing_to_carry_changes_nothing() -> None:
    for format_name in FORMATS:
        assert carry_over(picture(format_name), b"", b"", []) == picture(format_name)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_webp_with_holes_keeps_them(mode: str) -> None:
    image = made.scene(60, 40).convert(mode)
    if mode == "RGBA":
        image.paste((0, 0, 0, 0), (0, 0, 10, 10))
    buffer = BytesIO()
    image.save(buffer, "WEBP", lossless=True)
    with Image.open(BytesIO(carry_over(buffer.getvalue(), b"", made.XMP, []))) as after:
        assert after.mode == mode
        assert after.size == (60, 40)
        assert after.info["xmp"] == made.XMP


def test_what_does_not_fit_into_a_jpeg_is_refused() -> None:
    packet = made.XMP.replace(b"</rdf:RDF>", b" " * 70_000 + b"</rdf:RDF>")
    with pytest.raises(CannotRepair, match="PNG"):
        carry_over(picture("JPEG"), b"", packet, [])
    assert packet in carry_over(picture("PNG"), b"", packet, [])
