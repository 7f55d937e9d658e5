"""Deferred SIGINT: held back, let through, and what other threads see of it."""

from __future__ import annotations

import signal
import threading

import pytest

from rednote_lint.interrupts import Interrupts


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
