"""Which machine an item is sent to, and when it counts as lost: with places that answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from rednote_lint.errors import UserError
from rednote_lint.run.pool.crew import Crew, Entry
from rednote_lint.run.pool.loss import ACTOR_DIED, NODE_DIED, Loss, LossKind
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


def test_an_item_that_is_never_begun_is_told_and_others_go_on_while_workers_begin_any() -> None:
    crew, places = crew_of(("", FOUND, Readiness.OPEN))
    assert result_of(crew) == FOUND
    places[0].value = None
    assert result_of(crew).loss == Loss(kind=LossKind.CRASHED, how="WORKER_DIED")
    assert places[0].times == 1 + 11
    places[0].value = FOUND
    assert result_of(crew) == FOUND
    places[0].value = None
    assert [result_of(crew).loss is not None for _ in range(2)] == [True, True]
    with pytest.raises(UserError, match="no worker"):
        result_of(crew)


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


class Machines:
    """Machines of two workers each, on which items are checked when `step` says so; some of them go with an item."""

    def __init__(self, names: str, killers: set[int], then: Readiness = Readiness.LATE) -> None:
        self.killers = killers
        self.then = then
        self.down: dict[str, Readiness] = {}
        self.places: list[Working] = []
        self.crew = Crew[Order, Answer](
            Poisoned(),
            lambda tell: (self._placed(name, tell) for name in names * 2),
            UserError("no worker"),
            worth=0.0,
            home="h",
        )

    def _placed(self, name: str, tell: Tell) -> Working:
        self.places.append(Working(self, name, tell))
        return self.places[-1]

    def taking(self, count: int) -> list[Entry[Order, Answer]]:
        entries = [Entry(Poisoned(), Order(number=number)) for number in range(count)]
        for entry in entries:
            self.crew.take(entry)
        return entries

    def lost_of(self, entries: list[Entry[Order, Answer]]) -> dict[int, Loss]:
        while any(entry.result is None for entry in entries):
            self.step()
        answers = [entry.result for entry in entries if entry.result is not None]
        return {answer.number: answer.loss for answer in answers if answer.loss}

    def step(self) -> None:
        """Have each killer end its machine; else the first item of each worker is done."""
        busy = [(place, next(iter(place.sent))) for place in self.places if place.sent]
        doomed = {place.machine for place, first in busy if first in self.killers}
        self.down.update(dict.fromkeys(doomed, self.then))
        for place, first in busy:
            loss = Loss(kind=LossKind.CRASHED, how=NODE_DIED)
            place.sent[first].set_result(loss if place.machine in doomed else Answer(number=first))
        for _ in busy:
            self.crew.wait()


class Working:
    """A worker of `Machines`."""

    def __init__(self, machines: Machines, machine: str, tell: Tell) -> None:
        self.machine = machine
        self.sent: dict[int, Future[Any]] = {}
        self._machines, self.tell = machines, tell

    @property
    def readiness(self) -> Readiness:
        return self._machines.down.get(self.machine, Readiness.OPEN)

    def send(self, number: int, item: object) -> None:
        future: Future[Any] = Future()
        self.sent[number] = future
        future.add_done_callback(lambda future: self.tell(Came(self, number, future)))

    def taken(self, number: int, future: Future[Any]) -> object:
        del self.sent[number]
        return future.result()

    def stop(self) -> None:
        self.sent.clear()


@pytest.mark.parametrize("killer", [0, 1, 2, 3])
def test_a_post_that_ends_its_machine_costs_itself_and_two_machines(killer: int) -> None:
    machines = Machines("habc", killers={killer})
    assert set(machines.lost_of(machines.taking(12))) == {killer}
    assert len(machines.down) == 2


def test_the_machine_of_the_driver_comes_last_and_not_while_another_may_come() -> None:
    machines = Machines("ha", {1}, then=Readiness.COMING)
    entries = machines.taking(6)
    for _ in range(3):
        machines.step()
    assert [entry.result is not None for entry in entries] == [True, False, True, False, True, True]
    machines.killers, machines.down = set(), {"a": Readiness.LATE}
    machines.places[0].tell(None)
    machines.crew.wait()
    assert not machines.lost_of(entries)


def test_losses_of_one_kind_count_together() -> None:
    kinds = iter([ACTOR_DIED, "SIGKILL", ACTOR_DIED, "SIGKILL", "SIGSEGV", ACTOR_DIED])
    crew, places = crew_of(("", None, Readiness.OPEN))
    (place,) = places
    place.taken = lambda number, future: (
        place.sent.pop(number)
        and (  # type: ignore[method-assign]
            Loss(kind=LossKind.CRASHED, how=how) if (how := next(kinds, "")) else FOUND
        )
    )
    assert result_of(crew) == FOUND
    assert place.times == 7


def test_an_item_of_which_nothing_is_known_yet_comes_another_time() -> None:
    crew, places = crew_of(("m1", FOUND, Readiness.OPEN))
    (place,) = places
    doubts: list[int] = []
    taken = place.taken

    def doubting(number: int, future: Future[Any]) -> object:
        if doubts:
            return taken(number, future)
        doubts.append(number)
        place.send(number, None)
        return None

    place.taken = doubting  # type: ignore[method-assign]
    assert result_of(crew) == FOUND
    assert doubts == [0] and place.times == 2
