"""Sampling plan: which moments of a video are decoded."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from math import ceil

from rednote_lint.model import Record

MOST_FRAMES = 900
"""A longer video is sampled sparser, so that none costs more samples than this: 30 minutes at the usual step."""

LAST = 1.9
"""Seconds: less than any known end card lasts, so that a frame this near to the end shows it."""


class Density(Record, frozen=True, kw_only=True):
    """How densely a video is sampled, in seconds."""

    step: float
    """Key frames nearer than this to the frame before are passed over."""
    gap: float
    """Where key frames are further apart than this, frames between them are decoded."""
    tail: float = LAST
    """A key frame this near to the end stands for the last frame."""

    def stretched(self, duration: float) -> Density:
        """Return the density for a video of `duration` seconds, sparser once it is longer than half an hour."""
        factor = max(1.0, duration / (self.step * MOST_FRAMES))
        return Density(step=self.step * factor, gap=self.gap * factor, tail=self.tail)


GLIMPSE = 1.0
"""Seconds between two frames where glimpses are asked for: a code that somebody is to scan stands at least as long."""

SLACK = 0.1
"""Seconds by which two of these may be further apart, rather than that one more frame is decoded."""


class SamplingProfile(StrEnum):
    """Why a video is sampled, which decides how densely."""

    TEXT = "text"
    """Text may stand for two seconds only."""
    MARKS = "marks"
    """Marks stand for seconds and one or another of them covers the whole video: some ten samples find them."""
    TRANSCRIPT = "transcript"
    """Subtitles are to be written down, each with the moment when it comes and goes."""

    def density(self, duration: float) -> Density:
        """Return the density for a video of `duration` seconds."""
        if self is SamplingProfile.TRANSCRIPT:
            return Density(step=0.4, gap=0.45, tail=0.4).stretched(duration)
        if self is SamplingProfile.TEXT or duration < 15.0:
            return Density(step=2.0, gap=2.1).stretched(duration)
        return Density(step=min(duration / 6, 10.0), gap=8.4).stretched(duration)


class Sample(Record, frozen=True, kw_only=True):
    """One moment to decode."""

    time: float
    """Seconds from the start."""
    key: float
    """Time of the key frame that decoding has to start from; equal to `time` when it is the key frame itself."""
    glimpse: bool = False
    """Between two samples, for what stands for a second only: shown small, to the analyzers that ask for it alone."""


def plan(keys: list[float], duration: float, profile: SamplingProfile) -> list[Sample]:
    """Choose the moments to sample: the start, key frames, what lies between distant ones, and the end.

    Args:
        keys: times of the key frames in seconds, rising, the first near 0.
        duration: length in seconds.
        profile: how densely to sample.

    Returns:
        Samples in order of time; the last one stands for the last frame.
    """
    density = profile.density(duration)
    chosen = _thinned(keys, density.step)
    last = chosen[-1] if duration - chosen[-1] <= density.tail else max(duration - 0.05, 0.0)
    samples: list[Sample] = []
    for this, following in zip(chosen, [*chosen[1:], last], strict=True):
        samples.append(Sample(time=this, key=this))
        samples.extend(_between(keys, this, following, density.gap))
    if last > chosen[-1]:
        samples.append(Sample(time=last, key=_key_before(keys, last)))
    return samples


def with_glimpses(samples: list[Sample], keys: list[float], duration: float) -> list[Sample]:
    """Put glimpses between samples that are more than a second apart, and before the end; at key frames if possible."""
    step = GLIMPSE * max(1.0, duration / (GLIMPSE * 2 * MOST_FRAMES))
    seen: list[Sample] = []
    for this, following in zip(samples, [*(sample.time for sample in samples[1:]), duration], strict=True):
        seen.append(this)
        while following - seen[-1].time > step + SLACK:
            seen.append(_glimpse(keys, seen[-1].time, following, step))
    return seen


def _glimpse(keys: list[float], start: float, end: float, step: float) -> Sample:
    """Return a moment at most a step after `start`: a key frame, which costs least, else so that the rest is even."""
    key = _key_before(keys, start + step + SLACK)
    if key > start + step / 2:
        return Sample(time=key, key=key, glimpse=True)
    time = start + (end - start) / ceil((end - start - SLACK) / step)
    return Sample(time=time, key=_key_before(keys, time), glimpse=True)


def _thinned(keys: list[float], step: float) -> list[float]:
    """Keep the key frames that are `step` apart, and the very last one, which an end card usually begins with."""
    kept = [keys[0]]
    for key in keys[1:]:
        # A little slack: a group of pictures of 60 frames at 29.97 frames/s must not be passed over every other time.
        if key - kept[-1] >= 0.75 * step:
            kept.append(key)
    if kept[-1] != keys[-1]:
        kept.append(keys[-1])
    return kept


def _between(keys: list[float], start: float, end: float, gap: float) -> list[Sample]:
    """Spread frames evenly over a stretch longer than `gap`."""
    pieces = int((end - start) // gap) + 1 if end - start > gap else 1
    times = [start + (end - start) * index / pieces for index in range(1, pieces)]
    return [Sample(time=time, key=_key_before(keys, time)) for time in times]


def _key_before(keys: list[float], time: float) -> float:
    return keys[max(bisect_right(keys, time) - 1, 0)]
