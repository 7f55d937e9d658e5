"""Sampling plans, by the times of key frames."""

from __future__ import annotations

import itertools

import pytest

from rednote_lint.facts.video.sampling import Sample, SamplingProfile, plan, with_glimpses


def planned(spacing: float, duration: float) -> tuple[list[Sample], list[Sample]]:
    keys = [spacing * number for number in range(int(duration / spacing) + 1)]
    samples = plan(keys, duration, SamplingProfile.TEXT)
    return samples, with_glimpses(samples, keys, duration)


@pytest.mark.parametrize("spacing", [0.3, 0.5, 1.0, 1.2, 2.0, 2.002, 3.0, 5.0, 8.3, 100.0])
def test_between_samples_something_is_seen_every_second(spacing: float) -> None:
    samples, seen = planned(spacing, 47.3)
    assert [sample for sample in seen if not sample.glimpse] == samples
    assert max(b.time - a.time for a, b in itertools.pairwise(seen)) <= 1.1 + 1e-9
    assert len(seen) <= 47.3 * 1.7
    assert all(sample.key <= sample.time for sample in seen)


@pytest.mark.parametrize("duration", [46.5, 47.3, 48.0])
def test_no_second_before_the_end_goes_unseen(duration: float) -> None:
    samples, seen = planned(2.0, duration)
    assert duration - samples[-1].time <= 1.9
    assert duration - seen[-1].time <= 1.1


def test_glimpses_are_key_frames_where_there_are_any() -> None:
    _, seen = planned(0.5, 30.0)
    assert all(sample.key == sample.time for sample in seen[:-1])


def test_a_video_of_hours_is_glimpsed_sparser() -> None:
    samples, seen = planned(2.0, 4 * 3600.0)
    assert len(seen) <= 2 * len(samples)


def test_a_still_plan_needs_no_glimpse() -> None:
    one = [Sample(time=0.0, key=0.0)]
    assert with_glimpses(one, [0.0], 0.04) == one
