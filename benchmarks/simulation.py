"""A run on a large cluster, simulated: the scheduler is the real one, workers, machines and time are not.

    python benchmarks/simulation.py [--posts 20000] [--workers 10 100 1000] [--limit 600]

Posts go through `spread` and `Crew` with their own limits on what is sent and taken ahead (`ENOUGH`, `MOST`, `AHEAD`),
their tries, and the seconds of a start; only the places are simulated. What posts and the driver cost stands in
`costs.json`, as `costs.py` measured it. The same seed prints the same lines.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from rednote_lint.errors import UserError
from rednote_lint.model import Record
from rednote_lint.run.cluster.seat import START
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.crew import ENOUGH, MOST, Crew
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import NODE_DIED, Loss, LossKind
from rednote_lint.run.pool.place import Came, Place, Readiness, Tell
from rednote_lint.run.pool.spread import AHEAD, spread

COSTS = json.loads(Path(__file__).with_name("costs.json").read_text(encoding="utf-8"))
ON_ONE, FEWEST = 32, 4
"""Workers of a machine, and machines of a small cluster: a run ends when all are lost at once."""
BETWEEN_LOSSES = 24 * 3600.0
"""Mean seconds from one loss of a machine to the next."""
NOTICED = 15.0
"""Seconds in which Ray notices a lost machine, as measured; and in which another one comes, as assumed."""
REPLACED = 180.0
SPREAD = 0.6
"""How much posts of a kind differ: sigma of a lognormal distribution of mean 1."""
CRASHES, LOOPS, ENDS = 0.001, 0.0001, 1
"""Shares of posts that crash a worker and that never end, and posts of the run that end their machine."""


class Item(Record, frozen=True, kw_only=True):
    """One post."""

    number: int
    seconds: float
    deed: str = ""


class Simulated(Task[Item, "str"]):
    """Answers what the driver asks of posts; nothing is checked."""

    def __call__(self, item: Item) -> str:
        """Be done."""
        return "done"

    def known(self, item: Item) -> str | None:
        """Know nothing."""
        return None

    def seconds(self, item: Item) -> float:
        """Estimate as the program does: right to a factor of two or three."""
        return item.seconds

    def decodes(self, item: Item) -> bool:
        """Answer for a picture or a video."""
        return True

    def prepare(self, item: Item) -> None:
        """Load nothing."""

    def packed(self, item: Item) -> Item:
        """Send it as it is."""
        return item

    def absent(self, item: Item) -> str:
        """Lack nothing."""
        return ""

    def away(self) -> Simulated:
        """Be the same everywhere."""
        return self

    def received(self, item: Item, result: str) -> str:
        """Take it."""
        return result

    def lost(self, item: Item, loss: Loss) -> str:
        """Tell it by the code of its finding, or as a machine that was lost twice."""
        return "RL003" if loss.kind is LossKind.TIMEOUT else f"RL002 {loss.how}"


class World:
    """Time, and what happens in it.

    Args:
        draw: chance.
        driver: seconds that the driver is busy with one post.
        limit: seconds that a post may take.
    """

    def __init__(self, draw: random.Random, driver: float, limit: float) -> None:
        self.draw = draw
        self.driver = driver
        self.limit = limit
        self.now = 0.0
        self.busy = 0.0
        self.lost = self.again = self.in_flight = self.most_in_flight = 0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = 0

    def after(self, seconds: float, event: Callable[[], None]) -> None:
        """Have something happen later."""
        self._order += 1
        heapq.heappush(self._events, (self.now + seconds, self._order, event))

    def step(self) -> None:
        """Go on to the next event; a driver that is late finds it waiting."""
        moment, _, event = heapq.heappop(self._events)
        self.now = max(self.now, moment)
        event()


class Machine:
    """Loses its workers now and then, by chance or by what is checked there, and is replaced."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.name = f"m{number}"
        self.is_up = True
        self.seats: list[Seat] = []
        self._number = number
        self._plan()

    def end(self) -> None:
        """Be lost; Ray notices a while later."""
        if self.is_up:
            self.is_up = False
            self.world.lost += 1
            self.world.after(NOTICED, self._noticed)

    def _plan(self) -> None:
        self.world.after(self.world.draw.expovariate(1 / BETWEEN_LOSSES), self.end)

    def _noticed(self) -> None:
        for seat in self.seats:
            seat.gone()
        self.world.after(REPLACED, self._come_back)

    def _come_back(self) -> None:
        self._number += 1000
        self.name, self.is_up = f"m{self._number}", True
        for seat in self.seats:
            seat.start()
        self._plan()


class Seat:
    """One worker of a machine; what the real one asks Ray, this one takes from the world."""

    def __init__(self, machine: Machine, tell: Tell) -> None:
        self._machine, self._tell, self._world = machine, tell, machine.world
        self.sent: dict[int, Future[Any]] = {}
        self._items: dict[int, Item] = {}
        self._is_open = False
        self._since = 0.0
        self._running = -1
        self.start()

    @property
    def machine(self) -> str:
        """The machine, which has another name once it was replaced."""
        return self._machine.name

    @property
    def readiness(self) -> Readiness:
        """Whether it was started."""
        if self._is_open:
            return Readiness.OPEN
        return Readiness.COMING if self._world.now - self._since < START else Readiness.LATE

    def start(self) -> None:
        """Begin: packs and models are loaded."""
        self._since = self._world.now
        self._world.after(COSTS["start"], self._opened)

    def _opened(self) -> None:
        self._is_open = self._machine.is_up
        self._tell(None)

    def send(self, number: int, item: Any) -> None:
        """Check an item after those that were sent before."""
        future: Future[Any] = Future()
        self.sent[number], self._items[number] = future, item
        future.add_done_callback(lambda future: self._tell(Came(self, number, future)))
        self._world.in_flight += 1
        self._world.most_in_flight = max(self._world.most_in_flight, self._world.in_flight)
        if len(self.sent) == 1:
            self._begin()

    def _begin(self) -> None:
        number = self._running = next(iter(self.sent), -1)
        if number < 0 or not self._machine.is_up:
            return
        item, future = self._items[number], self.sent[number]
        if item.deed == "ends":
            self._world.after(item.seconds, self._machine.end)
            return
        takes = self._world.limit if item.deed == "loops" else item.seconds
        self._world.after(takes, lambda: self._done(number, future, item, takes))

    def _done(self, number: int, future: Future[Any], item: Item, takes: float) -> None:
        if self.sent.get(number) is not future or not self._machine.is_up:
            return
        self._world.busy += takes
        if item.deed == "loops":
            future.set_result(Loss(kind=LossKind.TIMEOUT, how=f"{takes:g} s"))
        elif item.deed == "crashes":
            future.set_result(Loss(kind=LossKind.CRASHED, how="SIGSEGV"))
        else:
            future.set_result("done")

    def taken(self, number: int, future: Future[Any]) -> object:
        """Return what came of an item, and begin the next."""
        del self.sent[number], self._items[number]
        self._world.in_flight -= 1
        result = future.result()
        if isinstance(result, Loss):
            self._world.again += 1
        if not self._is_open:
            return result
        delay = COSTS["start"] if isinstance(result, Loss) else 0.0  # A fresh worker.
        self._world.after(delay, self._begin)
        return result

    def gone(self) -> None:
        """Lose what was sent: the first of it was begun."""
        self._is_open = False
        for place, future in enumerate(list(self.sent.values())):
            future.set_result(Loss(kind=LossKind.CRASHED, how=NODE_DIED) if place == 0 else None)
        self._world.again += max(0, len(self.sent) - 1)

    def stop(self) -> None:
        """End."""
        self.sent.clear()


class SimulatedCrew(Crew[Item, str]):
    """The crew of the program; while it waits, the world goes on, and each event takes the driver its time."""

    def __init__(self, world: World, places: Callable[[Tell], Iterator[Place]]) -> None:
        self._world = world
        super().__init__(Simulated(), places, UserError("no worker"), worth=0.0)

    def wait(self) -> None:
        """Take the next event."""
        while self._events.empty():
            self._world.step()
        self._world.now += self._world.driver
        super().wait()


def items(draw: random.Random, posts: int, mix: dict[str, float]) -> Iterator[Item]:
    """Yield posts: a share of captions, of posts with six pictures, of videos of a minute."""
    seconds = {"caption": COSTS["caption"], "pictures": 6 * COSTS["picture"], "minute": COSTS["minute"]}
    ends = set(draw.sample(range(posts), ENDS))
    for number in range(posts):
        (kind,) = draw.choices(list(mix), list(mix.values()))
        chance = draw.random()
        deed = "ends" if number in ends else "loops" if chance < LOOPS else "crashes" if chance < CRASHES else ""
        longer = draw.lognormvariate(-SPREAD * SPREAD / 2, SPREAD)
        yield Item(number=number, seconds=seconds[kind] * longer, deed=deed)


def run(workers: int, posts: int, seed: int, limit: float, mix: dict[str, float]) -> None:
    draw = random.Random(seed)
    world = World(draw, COSTS["driver_ray"] + workers * COSTS["choice"], limit)
    machines = [Machine(world, number) for number in range(max(FEWEST, -(-workers // ON_ONE)))]
    source = list(items(random.Random(seed), posts, mix))
    out = ahead = 0

    def places(tell: Tell) -> Iterator[Place]:
        for number in range(workers):
            machine = machines[number % len(machines)]
            machine.seats.append(Seat(machine, tell))
            yield machine.seats[-1]

    @contextmanager
    def hire(_: Task[Item, str]) -> Iterator[Crew[Item, str]]:
        yield SimulatedCrew(world, places)

    def taken() -> Iterator[Item]:
        nonlocal out, ahead
        for item in source:
            out += 1
            ahead = max(ahead, out)
            yield item

    told: Counter[str] = Counter()
    for answer in spread(Simulated(), taken(), hire, worth=0.0):
        told[answer] += 1
        out -= 1
    print(
        f"{workers:5} workers on {len(machines):2} machines: {posts / world.now:7.1f} posts/s, "
        f"{world.busy / world.now / workers:4.0%} busy; "
        f"the driver {min(1.0, world.driver * posts / world.now):4.0%}; "
        f"{world.now / 60:6.1f} min; {world.lost} machines lost, {world.again} posts sent again; "
        f"in flight {world.most_in_flight}, ahead {ahead}; {dict(sorted(told.items()))}",
        flush=True,
    )
    assert sum(told.values()) == posts


MIXES = {
    "captions": {"caption": 1.0},
    "pictures": {"pictures": 1.0},
    "mixed": {"caption": 0.1, "pictures": 0.6, "minute": 0.3},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--workers", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--mix", choices=sorted(MIXES), default="mixed")
    parser.add_argument("--limit", type=float, default=Limits().seconds, help="--time-limit of a post, in seconds")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{options.mix}; ENOUGH {ENOUGH} s, MOST {MOST}, AHEAD {AHEAD}, START {START} s; seed {options.seed}")
    for workers in options.workers:
        run(workers, options.posts, options.seed, options.limit, MIXES[options.mix])


if __name__ == "__main__":
    main()
