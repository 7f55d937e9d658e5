"""A task for workers that can be told to die in every way; workers import this module."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from rednote_lint.facts.at_hand import at_hand
from rednote_lint.model import Record
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.loss import Loss


class Order(Record, frozen=True, kw_only=True):
    number: int
    deed: str = ""
    seconds: float = 1.0
    log: str = ""
    decodes: bool = False


class Answer(Record, frozen=True, kw_only=True):
    number: int
    process: int = 0
    loss: Loss | None = None


class Poisoned(Task[Order, Answer]):
    """Does what each order says, and answers its number."""

    def __call__(self, item: Order) -> Answer:
        if item.log:
            with Path(item.log).open("a", encoding="ascii") as log:
                log.write(f"{item.number} {os.getpid()}\n")
        if item.deed.startswith("killed"):
            lines = Path(item.log).read_text(encoding="ascii").splitlines()
            tried = sum(line.startswith(f"{item.number} ") for line in lines)
            if tried <= int(item.deed.removeprefix("killed")):
                os.kill(os.getpid(), signal.SIGKILL)
            return Answer(number=item.number, process=os.getpid())
        with at_hand(f"clip-{item.number}.mp4"):
            DEEDS[item.deed]()
        return Answer(number=item.number, process=os.getpid())

    def known(self, item: Order) -> Answer | None:
        return Answer(number=item.number) if item.deed == "known" else None

    def seconds(self, item: Order) -> float:
        return item.seconds

    def decodes(self, item: Order) -> bool:
        return item.decodes

    def prepare(self, item: Order) -> None:
        if item.deed == "slow to prepare":
            time.sleep(1.5)
        if item.deed == "unprepared once" and not Path(item.log).exists():
            Path(item.log).write_text("", encoding="ascii")
            os.kill(os.getpid(), signal.SIGKILL)
        if item.deed == "never prepared":
            os._exit(7)
        if item.deed == "failing to prepare":
            raise ValueError("told when it is checked")

    def packed(self, item: Order) -> Order:
        return item

    def absent(self, item: Order) -> str:
        return f"clip-{item.number}.mp4" if item.deed == "absent" else ""

    def away(self) -> Poisoned:
        return self

    def received(self, item: Order, result: Answer) -> Answer:
        return result

    def lost(self, item: Order, loss: Loss) -> Answer:
        return Answer(number=item.number, loss=loss)


def _loop() -> None:
    while True:
        pass


def _grow() -> None:
    held = []
    while True:
        held.append(b"x" * 20_000_000)


def _fail() -> None:
    raise ValueError("wrong")


def _rest() -> None:
    time.sleep(0.02)


def _end_node() -> None:
    """Kill the raylet above the actor above this process, and the actor: to Ray the machine is gone then."""
    actor = os.getppid()
    raylet = int(Path(f"/proc/{actor}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
    os.kill(raylet, signal.SIGKILL)
    os.kill(actor, signal.SIGKILL)


def _end_actor() -> None:
    os.kill(os.getppid(), signal.SIGKILL)


def _segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


DEEDS = {
    "": lambda: None,
    "slow to prepare": lambda: None,
    "unprepared once": lambda: None,
    "failing to prepare": lambda: None,
    "rest": _rest,
    "long": lambda: time.sleep(0.4),
    "segfault": _segfault,
    "node": _end_node,
    "actor": _end_actor,
    "exit": lambda: os._exit(7),
    "loop": _loop,
    "grow": _grow,
    "gulp": lambda: b"x" * 4_000_000_000,
    "fail": _fail,
}
