from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.run.executor import Reach, SerialExecutor


def test_items_are_taken_and_answered_one_at_a_time() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    results = SerialExecutor().map(lambda number: number * 10, items())
    assert taken == []
    assert next(results) == 0
    assert taken == [0]
    assert list(results) == [10, 20]


def test_nothing_leaves_the_process() -> None:
    assert SerialExecutor().reach is Reach.PROCESS
