"""XMP is read as text: attributes, elements, lists, and a packet that is no valid XML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.media.xmp import xmp_tags
from tests.media_made import xmp_packet


def read(packet: str, encoding: str = "utf-8") -> dict[str, str]:
    return {tag.key: tag.value for tag in xmp_tags(packet.encode(encoding))}


def test_attributes_elements_and_lists_are_read() -> None:
    inner = "<photoshop:Credit>Ann &amp; Bo</photoshop:Credit>"
    inner += "<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator>"
    found = read(xmp_packet("xmp:CreatorTool='A &quot;tool&quot;' tiff:Make=\"Maker\"", inner))
    assert found["xmp.xmp:CreatorTool"] == 'A "tool"'
    assert found["xmp.tiff:Make"] == "Maker"
    assert found["xmp.photoshop:Credit"] == "Ann & Bo"
    assert found["xmp.dc:creator"] == "Ann"
    assert not [key for key in found if key.startswith(("xmp.xmlns:", "xmp.rdf:", "xmp.x:"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_both_encodings_are_read(encoding: str) -> None:
    assert read(xmp_packet('tiff:Make="相机"'), encoding)["xmp.tiff:Make"] == "相机"


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("31,13.824N", "121,28.422E", "31.23040, 121.47370"),
        ("31,13,49S", "121,28,25W", "-31.23028, -121.47361"),
        ("31N", "121E", "31.00000, 121.00000"),
        ("", "121E", None),
        ("north", "121E", None),
        ("0N", "0E", None),
        ("95N", "121E", None),
    ],
)
def test_a_place_is_told_in_degrees_or_not_at_all(latitude: str, longitude: str, place: str | None) -> None:
    found = read(xmp_packet(f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"'))
    assert found.get("gps.position") == place


@given(st.binary(max_size=200))
def test_no_bytes_are_an_error(data: bytes) -> None:
    assert all(tag.key.startswith(("xmp.", "gps.")) for tag in xmp_tags(data))


def values(packet: str, name: str, encoding: str = "utf-8") -> list[str]:
    return [tag.value for tag in xmp_tags(packet.encode(encoding)) if tag.key == f"xmp.{name}"]


def test_every_value_of_a_property_is_read() -> None:
    items = "<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li xml:lang='x'>Bo</rdf:li></rdf:Seq></dc:creator>"
    packet = xmp_packet('dc:format="a"', f"<dc:format>b</dc:format>{items}<dc:rights/>behind")
    assert values(packet, "dc:creator") == ["Ann", "Bo"]
    assert values(packet, "dc:format") == ["a", "b"]
    assert values(packet, "dc:rights") == []


def test_links_and_fields_of_structures_are_read() -> None:
    fields = '<rdf:li rdf:parseType="Resource"><stEvt:action>edited</stEvt:action></rdf:li>'
    packet = xmp_packet(
        "", f'<a:Link rdf:resource="http://x"/><xmpMM:History><rdf:Seq>{fields}</rdf:Seq></xmpMM:History>'
    )
    assert values(packet, "a:Link") == ["http://x"]
    assert values(packet, "stEvt:action") == ["edited"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_read(encoding: str) -> None:
    assert values(xmp_packet('tiff:Make="相机"'), "tiff:Make", encoding) == ["相机"]


@pytest.mark.parametrize("flood", ["<a:b", "<a:b ", "<a:b 'x", "<a:b>", "</a:b>", "<rdf:li>", '<a:b c:d="'])
def test_no_packet_takes_long(flood: str) -> None:
    started = time.perf_counter()
    list(xmp_tags(flood.encode() * (2_000_000 // len(flood))))
    assert time.perf_counter() - started < 20
