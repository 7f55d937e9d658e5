from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from rednote_lint.fixes.media.blank_xmp import blank_xmp

from . import made

HEAD = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
TAIL = b"</rdf:RDF></x:xmpmeta>"
NAMES = b'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"'


def packet(attributes: bytes = b"", inner: bytes = b"") -> bytes:
    description = b'<rdf:Description rdf:about="" ' + NAMES + b" " + attributes + b">" + inner + b"</rdf:Description>"
    return HEAD + description + TAIL


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        (b'exif:GPSLatitude="31,14.1N"', b""),
        (b"exif:GPSLongitude = '121,29.5E'", b""),
        (b'aux:SerialNumber="31,14.1N"', b""),
        (b'aux:LensSerialNumber="121,29.5E"', b""),
        (b"", b"<exif:GPSAltitude>121,29.5E</exif:GPSAltitude>"),
        (b"", b'<exif:GPSAltitude rdf:datatype="a">\n 31,14.1N\n</exif:GPSAltitude >'),
        (b"", b'<exif:GPSDestBearing x="31,14.1N"/>'.replace(b"x=", b"rdf:x=")),
        (b"", b"<exif:GPSArea><rdf:Alt><rdf:li>31,14.1N</rdf:li></rdf:Alt></exif:GPSArea>"),
    ],
)
def test_a_place_or_serial_number_is_blanked_and_the_packet_stays_well_formed(attributes: bytes, inner: bytes) -> None:
    kept = b'exif:ExposureTime="1/50"'
    data = bytearray(b"before\xff" + packet(attributes + b" " + kept, inner + b"<exif:Flash>1</exif:Flash>") + b"\xff")
    length = len(data)
    assert blank_xmp(data)
    assert len(data) == length
    assert b"31,14.1N" not in data and b"121,29.5E" not in data
    assert kept in data and b"<exif:Flash>1</exif:Flash>" in data
    ElementTree.fromstring(data[7:-1])


def test_the_label_beside_a_place_stays() -> None:
    data = bytearray(made.XMP)
    assert blank_xmp(data)
    for kept in (b"<TC260:AIGC>", b"xmp-7", b'tiff:Orientation="6"'):
        assert kept in data
    for gone in (b"GPS", b"SerialNumber", b"0123456789"):
        assert gone not in data


def test_only_the_stretch_that_is_asked_for_is_touched() -> None:
    one = packet(b'exif:GPSLatitude="31,14.1N"')
    data = bytearray(one + b"\xff" + one)
    assert blank_xmp(data, 0, len(one))
    assert data[len(one) + 1 :] == one
    assert not blank_xmp(data, 0, len(one))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        packet(b'exif:Make="GPS maker"'),
        b'exif:GPSLatitude="31,14.1N"',  # Not in a packet: a caption may say so.
        HEAD + b'<rdf:Description exif:GPSLatitude="31,14.1N">',  # Cut off.
    ],
)
def test_what_holds_nothing_is_as_it_was(text: bytes) -> None:
    data = bytearray(text)
    assert not blank_xmp(data)
    assert data == text
