"""Deferred SIGINT: held back, let through, and what other threads see of it."""

from __future__ import annotations

import signal
import sys
import threading
import time
import weakref

import pytest

from rednote_lint.interrupts import Interrupts, delivered_again


def test_it_is_held_back_and_remembered() -> None:
    with Interrupts() as ctrl_c:
        signal.raise_signal(signal.SIGINT)
        assert ctrl_c.asked
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_it_ends_work_that_may_stop() -> None:
    done = []
    with Interrupts() as ctrl_c:
        with pytest.raises(KeyboardInterrupt), ctrl_c.let_through():
            signal.raise_signal(signal.SIGINT)
            done.append("checked")
        with pytest.raises(KeyboardInterrupt), ctrl_c.let_through():
            done.append("checked after it was pressed")
        signal.raise_signal(signal.SIGINT)
    assert done == []


def test_a_block_inside_the_block_holds_on() -> None:
    with Interrupts() as ctrl_c:
        with ctrl_c:
            pass
        signal.raise_signal(signal.SIGINT)
    assert ctrl_c.asked


def test_other_threads_hold_nothing() -> None:
    done: list[bool] = []

    def work() -> None:
        with Interrupts() as ctrl_c, ctrl_c.let_through():
            done.append(ctrl_c.asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [False]


def test_it_is_not_lost_in_a_callback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Module:
        pass

    def pressed(_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(sys, "unraisablehook", delivered_again)
    loaded = Module()
    watched = weakref.ref(loaded, pressed)
    with pytest.raises(KeyboardInterrupt):
        del loaded
        time.sleep(10)
    assert watched() is None and capsys.readouterr().err == ""
