"""Which machine an item is sent to, and when it counts as lost: with places that answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from rednote_lint.errors import UserError
from rednote_lint.run.pool.crew import Crew, Entry
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.pool.place import Came, Place, Readiness, Tell
from tests.run.pool.poison import Answer, Order, Poisoned


class Answering:
    """A place that gives each item the same value."""

    def __init__(self, machine: str, value: object, tell: Tell, readiness: Readiness = Readiness.OPEN) -> None:
        self.machine, self.readiness = machine, readiness
        self.sent: dict[int, Future[Any]] = {}
        self.times = 0
        self.value, self._tell = value, tell

    def send(self, number: int, item: object) -> None:
        self.times += 1
        self.sent[number] = Future()
        self.sent[number].set_result(self.value)
        self._tell(Came(self, number, self.sent[number]))

    def taken(self, number: int, future: Future[Any]) -> object:
        return self.sent.pop(number).result()

    def stop(self) -> None:
        self.sent.clear()


ABSENT = Loss(kind=LossKind.ABSENT, how="m1", asset="clip-0.mp4")
FOUND = Answer(number=0, process=7)


def crew_of(*made: tuple[str, object, Readiness]) -> tuple[Crew[Order, Answer], list[Answering]]:
    places: list[Answering] = []

    def start(tell: Tell) -> Iterator[Place]:
        for machine, value, readiness in made:
            places.append(Answering(machine, value, tell, readiness))
            yield places[-1]

    return Crew(Poisoned(), start, UserError("no worker"), worth=0.0), places


def result_of(crew: Crew[Order, Answer]) -> Answer:
    entry = Entry(Poisoned(), Order(number=0))
    crew.take(entry)
    while entry.result is None:
        crew.wait()
    return entry.result


def test_a_file_that_one_machine_lacks_is_looked_for_on_another_one() -> None:
    crew, places = crew_of(
        ("m1", ABSENT, Readiness.OPEN), ("m1", ABSENT, Readiness.OPEN), ("m2", FOUND, Readiness.OPEN)
    )
    assert result_of(crew) == FOUND
    assert [place.times for place in places] == [1, 0, 1]


def test_a_file_that_all_machines_lack_is_told_once_each_was_asked() -> None:
    crew, _ = crew_of(("m1", ABSENT, Readiness.OPEN), ("m2", ABSENT, Readiness.OPEN), ("", FOUND, Readiness.LATE))
    assert result_of(crew).loss == ABSENT


def test_what_is_never_begun_and_what_never_opens_end_the_run() -> None:
    gone, _ = crew_of(("m1", None, Readiness.OPEN))
    with pytest.raises(UserError, match="no worker"):
        result_of(gone)
    late, _ = crew_of(("", FOUND, Readiness.LATE))
    with pytest.raises(UserError, match="no worker"):
        result_of(late)


def test_what_waits_for_another_machine_holds_up_nothing() -> None:
    crew, places = crew_of(("m1", ABSENT, Readiness.OPEN), ("", FOUND, Readiness.COMING))
    held, other = (Entry(Poisoned(), Order(number=number)) for number in (0, 1))
    crew.take(held)
    crew.wait()
    assert held.result is None and not crew.is_busy
    places[0].value = FOUND
    crew.take(other)
    crew.wait()
    assert (held.result, other.result) == (None, FOUND)
