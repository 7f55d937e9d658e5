"""Clocks of streams: from an index, from packets, with offsets, and from nothing."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from rednote_lint.facts.video.timeline import Timeline, stamp


def stream(
    index: list[tuple[int, bool]] | None = None,
    codec: str = "h264",
    start: int | None = None,
    duration: int | None = None,
) -> Any:
    entries = [SimpleNamespace(timestamp=tick, is_keyframe=key) for tick, key in index or []]
    return SimpleNamespace(
        time_base=Fraction(1, 10),
        index_entries=entries,
        codec_context=SimpleNamespace(name=codec),
        start_time=start,
        duration=duration,
    )


def packet(dts: int | None, key: bool = False, pts: int | None = None, duration: int = 5) -> Any:
    return SimpleNamespace(dts=dts, pts=pts, is_keyframe=key, duration=duration)


INDEX = [(0, True), (5, False), (10, True), (15, False)]
PACKETS = [packet(20, key=True), packet(25), packet(30, key=True), packet(35)]


def test_an_index_tells_keys_and_duration_without_a_packet() -> None:
    clock = Timeline(stream(INDEX), iter(()))
    assert (clock.keys, clock.duration) == ([0.0, 1.0], 2.0)


@pytest.mark.parametrize("index", [None, [(0, True)], [(0, True), (10, True)], [(0, False), (5, False)]])
def test_an_index_that_says_too_little_is_replaced_by_the_packets(index: list[tuple[int, bool]] | None) -> None:
    clock = Timeline(stream(index), iter(PACKETS))
    assert (clock.keys, clock.duration) == ([0.0, 1.0], 2.0)


def test_an_index_of_key_frames_only_is_trusted_where_every_frame_is_one() -> None:
    clock = Timeline(stream([(0, True), (10, True)], codec="mjpeg"), iter(PACKETS))
    assert (clock.keys, clock.duration) == ([0.0, 1.0], 2.0)
    assert Timeline(stream([(0, True), (10, True), (20, True)], codec="mjpeg"), iter(())).duration == 3.0


def test_both_clocks_begin_at_zero() -> None:
    clock = Timeline(stream(start=22), iter(PACKETS))
    assert clock.decoded(20) == clock.shown(22) == 0.0
    assert clock.shown(10) == 0.0
    assert clock.shown(32) == clock.decoded(30) == 1.0
    assert clock.tick(clock.decoded(25)) == 25


def test_a_stream_without_packets_keeps_what_its_header_says() -> None:
    clock = Timeline(stream(duration=40), iter(()))
    assert (clock.keys, clock.duration) == ([0.0], 4.0)
    assert Timeline(stream(), iter([packet(None, key=True)])).duration == 0.0


def test_a_packet_without_a_decoding_time_has_its_presentation_time() -> None:
    assert stamp(packet(3, pts=9)) == 3
    assert stamp(packet(None, pts=9)) == 9
    assert stamp(packet(None)) is None
    assert stamp(packet(0, pts=9)) == 0
