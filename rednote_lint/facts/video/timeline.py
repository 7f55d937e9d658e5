"""Timeline of a video stream: its key frames and its length, from its index, else by reading its packets."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

_ALL_KEY = frozenset({"mjpeg", "prores", "dnxhd", "png", "rawvideo", "ffv1", "gif", "qtrle", "huffyuv"})


class Timeline:
    """The clock of a video stream: ticks of its packets turned into seconds from its first picture.

    Args:
        stream: its index is read.
        packets: all of them are read when the index is none worth the name.

    Attributes:
        keys: seconds of the key frames, rising; never empty.
        duration: seconds.
    """

    def __init__(self, stream: Any, packets: Iterable[Any]) -> None:
        self._base = Fraction(stream.time_base or Fraction(1, 90_000))
        keys, first, last = _indexed(stream) or _scanned(packets)
        # Indexes tell decoding times, and pictures are shown a little later: both clocks are set to begin at zero.
        self._first_decoded = first
        self._first_shown = stream.start_time if stream.start_time is not None else first
        self.keys = [self.decoded(tick) for tick in sorted(set(keys))] or [0.0]
        self.duration = self.decoded(last)
        if self.duration <= 0 and stream.duration:
            self.duration = float(stream.duration * self._base)

    def decoded(self, tick: int) -> float:
        """Return the second of a decoding time stamp."""
        return float((tick - self._first_decoded) * self._base)

    def shown(self, tick: int) -> float:
        """Return the second of a presentation time stamp."""
        return max(float((tick - self._first_shown) * self._base), 0.0)

    def tick(self, second: float) -> int:
        """Return the decoding time stamp of a second."""
        return round(second / self._base) + self._first_decoded


def stamp(packet: Any) -> int | None:
    """Return the decoding time stamp of a packet, or its presentation time stamp where a container has only that."""
    value: int | None = packet.dts if packet.dts is not None else packet.pts
    return value


def _indexed(stream: Any) -> tuple[list[int], int, int] | None:
    stamps = [(entry.timestamp, entry.is_keyframe) for entry in stream.index_entries]
    keys = [tick for tick, key in stamps if key]
    if len(stamps) < 2 or not keys:
        return None
    if len(keys) == len(stamps) and stream.codec_context.name not in _ALL_KEY:
        return None  # an index of key frames only (Matroska) says nothing about the end
    ticks = sorted(tick for tick, _ in stamps)
    return keys, ticks[0], 2 * ticks[-1] - ticks[-2]


def _scanned(packets: Iterable[Any]) -> tuple[list[int], int, int]:
    """Read every packet; the end is that of the pictures as shown, which are decoded some frames ahead."""
    keys: list[int] = []
    decoded: list[int] = []
    shown: list[tuple[int, int]] = []
    for packet in packets:
        tick = stamp(packet)
        if tick is None:
            continue
        decoded.append(tick)
        start = tick if packet.pts is None else packet.pts
        shown.append((start, start + (packet.duration or 0)))
        if packet.is_keyframe:
            keys.append(tick)
    if not decoded:
        return keys, 0, 0
    first = min(decoded)
    return keys, first, first + max(end for _, end in shown) - min(start for start, _ in shown)
