"""Transfers metadata and AI labels into a newly encoded picture."""

from __future__ import annotations

import html
from collections.abc import Iterable
from io import BytesIO

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.media import jpeg, png, riff
from rednote_lint.media.ai_labels import Label, LabelKind, labels_in
from rednote_lint.media.exif import exif_tags
from rednote_lint.media.file_type import sniff
from rednote_lint.media.source import Chunk, Source
from rednote_lint.media.xmp import xmp_tags

_PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
_TC260 = '<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">'
_DESCRIPTIONS = {
    LabelKind.AIGC: _TC260 + "<TC260:AIGC>{}</TC260:AIGC></rdf:Description>",
    LabelKind.AIGC_FIELD: _TC260 + "<TC260:Label>{}</TC260:Label></rdf:Description>",
    LabelKind.SOURCE_TYPE: '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "<Iptc4xmpExt:DigitalSourceType>{}</Iptc4xmpExt:DigitalSourceType></rdf:Description>",
}


def carry_over(picture: bytes, exif: bytes, xmp: bytes, labels: Iterable[Label]) -> bytes:
    r"""Return a freshly encoded JPEG, PNG or WebP with its metadata and labels.

    Args:
        picture: the encoded pixels.
        exif: a TIFF block, with or without `Exif\0\0`; empty for none.
        xmp: an XMP packet; empty for none.
        labels: each is written where the blocks do not hold it already.

    Raises:
        CannotRepair: a label has no place in the new file.
    """
    tiff = exif.removeprefix(jpeg.EXIF)
    held = set(labels_in([*xmp_tags(xmp), *exif_tags(Source.of_buffer(tiff))]))
    missing = sorted(set(labels) - held)
    credentials = b"".join(label.value for label in missing if label.kind is LabelKind.C2PA)
    packet = _with_labels(xmp, [label for label in missing if label.kind in _DESCRIPTIONS])
    match sniff(picture):
        case "jpeg":
            return _jpeg(picture, tiff, packet, credentials)
        case "png":
            return _png(picture, tiff, packet, credentials)
        case _:
            return _webp(picture, tiff, packet, credentials)


def _with_labels(packet: bytes, labels: Iterable[Label]) -> bytes:
    said = "".join(_DESCRIPTIONS[kind].format(html.escape(value.decode("utf-8", "replace"))) for kind, value in labels)
    if not said:
        return packet
    packet = packet or _PACKET
    head, close, tail = packet.rpartition(b"</rdf:RDF>")
    if not close:
        head, close, tail = _PACKET.rpartition(b"</rdf:RDF>")
    return head + said.encode() + close + tail


def _jpeg(picture: bytes, tiff: bytes, packet: bytes, credentials: bytes) -> bytes:
    segments = jpeg.split(picture)
    first = 1 if segments[0].marker == 0xE0 else 0
    added = [jpeg.Segment(jpeg.APP1, jpeg.EXIF + tiff)] if tiff else []
    added += [jpeg.Segment(jpeg.APP1, jpeg.XMP + packet)] if packet else []
    added += jpeg.jumbf_segments(credentials) if credentials else []
    try:
        return jpeg.join([*segments[:first], *added, *segments[first:]])
    except ValueError:
        raise CannotRepair(
            "its metadata is too large for a JPEG; convert it to PNG", "其元数据过大，无法写入 JPEG：转换为 PNG"
        ) from None


def _png(picture: bytes, tiff: bytes, packet: bytes, credentials: bytes) -> bytes:
    parts = png.split_png(picture)
    added = [Chunk(b"caBX", credentials)] if credentials else []
    added += [Chunk(b"eXIf", tiff)] if tiff else []
    added += [png.international_text("XML:com.adobe.xmp", packet)] if packet else []
    return png.join_png([parts[0], *added, *parts[1:]])


def _webp(picture: bytes, tiff: bytes, packet: bytes, credentials: bytes) -> bytes:
    form, parts = riff.split_riff(picture)
    if tiff or packet:
        parts = [_webp_head(picture, parts, exif=bool(tiff), xmp=bool(packet)), *parts]
        parts += [Chunk(b"EXIF", tiff)] if tiff else []
        parts += [Chunk(b"XMP ", packet)] if packet else []
    parts += [Chunk(b"C2PA", credentials)] if credentials else []
    return riff.join_riff(form, parts)


def _webp_head(picture: bytes, parts: list[Chunk], *, exif: bool, xmp: bool) -> Chunk:
    """Take the extended header out of `parts`, or make one, and let it announce the metadata."""
    from PIL import Image

    flags = 0x08 * exif | 0x04 * xmp
    if parts[0].kind == b"VP8X":
        old = parts.pop(0).data
        return Chunk(b"VP8X", bytes((old[0] | flags,)) + old[1:])
    with Image.open(BytesIO(picture)) as image:
        (width, height), alpha = image.size, 0x10 * (image.mode == "RGBA")
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return Chunk(b"VP8X", bytes((flags | alpha, 0, 0, 0)) + size)
