"""A failing analyzer is left alone from then on, says why in both languages, and gives no result."""

from __future__ import annotations

import numpy as np
import pytest

from rednote_lint.facts.analysis.isolated import IsolatedAnalyzer
from rednote_lint.facts.video.frames import Frame

FRAME = Frame(time=0.0, image=np.zeros((4, 4, 3), np.uint8), scale=1.0)


class Fragile:
    """Fails where it is told to."""

    def __init__(self, fails_at: str) -> None:
        self.fails_at = fails_at
        self.calls: list[str] = []

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if name == self.fails_at:
            raise ValueError(f"broken at {name}\nwith a second line")

    def process(self, frame: Frame) -> None:
        self._called("process")

    def repeat(self, time: float) -> None:
        self._called("repeat")

    def finish(self) -> str:
        self._called("finish")
        return "result"


def used(fails_at: str) -> tuple[IsolatedAnalyzer, Fragile, object]:
    analyzer = Fragile(fails_at)
    isolated = IsolatedAnalyzer("codes", analyzer)
    isolated.process(FRAME)
    isolated.repeat(1.0)
    isolated.process(FRAME)
    return isolated, analyzer, isolated.finish()


def test_one_that_works_gives_its_result() -> None:
    isolated, _, result = used("nowhere")
    assert (result, isolated.failures) == ("result", ())


@pytest.mark.parametrize(
    ("fails_at", "calls"),
    [
        ("process", ["process"]),
        ("repeat", ["process", "repeat"]),
        ("finish", ["process", "repeat", "process", "finish"]),
    ],
)
def test_one_that_fails_is_not_asked_again(fails_at: str, calls: list[str]) -> None:
    isolated, analyzer, result = used(fails_at)
    assert (result, analyzer.calls) == (None, calls)
    (failure,) = isolated.failures
    assert failure.en == f"QR codes and barcodes could not be looked for (ValueError: broken at {fails_at})"
    assert failure.zh == f"未能检查二维码和条形码（ValueError: broken at {fails_at}）"


def test_what_is_no_error_is_not_held_back() -> None:
    class Interrupted(Fragile):
        def process(self, frame: Frame) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        IsolatedAnalyzer("codes", Interrupted("")).process(FRAME)
