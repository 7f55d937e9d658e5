"""Prefetching keeps the order, raises in its turn, and stops with its consumer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from rednote_lint.facts.video.prefetch import WAITING, prefetch


def test_order_is_kept() -> None:
    assert list(prefetch(range(50))) == list(range(50))
    assert list(prefetch([])) == []
    assert list(prefetch([None, None])) == [None, None]


def test_what_the_producer_raises_is_raised_in_its_turn() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("after two")

    got: list[int] = []
    with pytest.raises(ValueError, match="after two"):
        got.extend(prefetch(broken()))
    items = prefetch(broken())
    assert [next(items), next(items)] == [1, 2]


def test_the_producer_stops_with_its_consumer_and_never_runs_far_in_advance() -> None:
    made: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            made.append(len(made))
            yield made[-1]

    before = threading.active_count()
    items = prefetch(endless())
    assert [next(items) for _ in range(4)] == [0, 1, 2, 3]
    items.close()
    assert threading.active_count() == before
    assert len(made) <= 4 + WAITING + 2


def test_items_are_made_in_another_thread() -> None:
    def named() -> Iterator[str]:
        yield threading.current_thread().name

    assert list(prefetch(named())) != [threading.current_thread().name]
