"""Marks of which the sides of a picture leave a part: cut videos, drawn and encoded."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from PIL import ImageDraw

from tests.checks.mark.test_kind import found
from tests.clips_made import card, text, write_clip

SIZE = (432, 768)


def codes(path: Path) -> set[str]:
    return {finding.code for finding in found(path)}


def in_two_places(draw: ImageDraw.ImageDraw, moment: float, moves_at: float = 5.0) -> None:
    """Paint wordmarks without an account: `Tok` at the left side, then `Tik` at the right side, further down."""
    if moment < moves_at:
        text(draw, (-25, 400), "TikTok", 26)
    else:
        text(draw, (388, 700), "TikTok", 26)


def test_parts_in_the_first_and_then_in_the_second_place_are_a_mark(tmp_path: Path) -> None:
    findings = found(write_clip(tmp_path / "a.mp4", seconds=9, size=SIZE, paint=in_two_places))
    assert [finding.code for finding in findings] == ["WM101", "WM101"]
    assert findings[0].location.time == pytest.approx((0.0, 5.0), abs=0.3)


def test_a_part_that_stays_where_it_is_proves_nothing(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=9, size=SIZE, paint=lambda d, t: in_two_places(d, t, 20.0))
    assert "WM101" not in codes(path)


def cut_account(draw: ImageDraw.ImageDraw, moment: float, named: str = "@ some.name") -> None:
    """Paint the end of an account at the left side, then a card that names one."""
    if moment < 5.0:
        text(draw, (-30, 400), "some.name", 22)
    else:
        card(draw, SIZE, named)


def test_a_part_of_the_account_that_the_card_names_is_a_mark(tmp_path: Path) -> None:
    assert codes(write_clip(tmp_path / "a.mp4", seconds=8, size=SIZE, paint=cut_account)) == {"WM101", "WM102"}


def test_another_text_at_the_side_is_none(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=8, size=SIZE, paint=lambda d, t: cut_account(d, t, "@ other.user"))
    assert codes(path) == {"WM102"}


def tagged(path: Path, comment: str) -> Path:
    """Write the tag beside the same packets."""
    target = path.with_name(f"tagged-{path.name}")
    with av.open(str(path)) as source, av.open(str(target), "w") as made:
        made.metadata["comment"] = comment
        stream = made.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream = stream
                made.mux(packet)
    return target


@pytest.mark.parametrize(("comment", "is_mark"), [("vid:v090444c0000aaaaaaaa90d1aaaaaaaa", True), ("a day out", False)])
def test_a_part_in_a_file_with_tags_of_the_platform_is_a_mark(tmp_path: Path, comment: str, is_mark: bool) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, paint=lambda d, t: text(d, (388, 700), "TikTok", 26))
    assert ("WM101" in codes(tagged(path, comment))) is is_mark
