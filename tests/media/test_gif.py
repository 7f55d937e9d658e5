"""GIF blocks: XMP as the specification writes it and in sub-blocks, comments, files that break off."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from rednote_lint.media.gif import gif_parts
from rednote_lint.media.source import CutShort, PartKind, Source

PACKET = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">' + ("标识 " * 90).encode() + b"</x:xmpmeta>"
TRAILER = bytes([1, *range(255, -1, -1), 0])


def drawn(**saved: object) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(buffer, "GIF", **saved)
    return buffer.getvalue()


def sub_blocks(data: bytes) -> bytes:
    pieces = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def with_xmp(data: bytes, name: bytes = b"XMP DataXMP") -> bytes:
    return drawn()[:-1] + b"\x21\xff\x0b" + name + data + b";"


def parts(data: bytes) -> list[tuple[PartKind, str, bytes]]:
    return [(part.kind, part.name, part.data) for part in gif_parts(Source.of_buffer(data))]


@pytest.mark.parametrize("written", [PACKET + TRAILER, sub_blocks(PACKET), sub_blocks(b"\xef\xbb\xbf" + PACKET)])
def test_a_packet_is_read_as_it_stands_and_from_sub_blocks(written: bytes) -> None:
    ((kind, _, packet),) = parts(with_xmp(written))
    assert kind is PartKind.XMP
    assert packet.removeprefix(b"\xef\xbb\xbf") == PACKET


def test_another_application_and_the_loop_of_an_animation_are_no_packet() -> None:
    assert parts(with_xmp(sub_blocks(PACKET), b"ICCRGBG1012")) == []
    frames = [Image.effect_noise((64, 64), 50) for _ in range(3)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], loop=0)
    assert parts(buffer.getvalue()) == []


def test_a_long_comment_is_read_whole() -> None:
    text = ("a label " * 80).strip().encode()
    assert (PartKind.TEXT, "gif.comment", text) in parts(drawn(comment=text))


def test_what_stands_before_a_cut_is_read() -> None:
    data = with_xmp(PACKET + TRAILER)
    found = []
    with pytest.raises(CutShort):
        for part in gif_parts(Source.of_buffer(data[:-1])):
            found.append(part.kind)
    assert found == [PartKind.XMP]
