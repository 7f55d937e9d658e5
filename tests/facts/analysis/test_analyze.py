from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.facts import Facts, Options
from rednote_lint.facts.analysis.analyze import MediaAnalysis, look
from rednote_lint.facts.analysis.analyzers import AnalyzerSpec
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.prefetch import ahead
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Scope, TextSpan
from rednote_lint.store import Store
from tests.clips_made import text, write_clip
from tests.media_made import post_of, save_png, scene


class Watcher:
    """Counts what it is shown."""

    def __init__(self, log: list[tuple[str, float | None]]) -> None:
        self.log = log

    def process(self, frame: Frame) -> None:
        self.log.append(("see", frame.time))

    def repeat(self, time: float) -> None:
        self.log.append(("hold", time))

    def finish(self) -> int:
        return len(self.log)


def watched(path: Path, store: Store | None = None, kind: AssetKind = AssetKind.VIDEO) -> tuple[Any, list[Any]]:
    log: list[tuple[str, float | None]] = []
    spec = AnalyzerSpec(name="watch", version=1, needs=frozenset({Need.CODES}), result=int, make=lambda: Watcher(log))
    return look(str(path), kind, [spec], SamplingProfile.TEXT, store), log


def spans(path: Path) -> tuple[TextSpan, ...]:
    return Facts(post_of(path), frozenset({Need.OCR}), Options()).spans(Scope.OCR)


def test_a_still_scene_is_shown_once_and_then_held(tmp_path: Path) -> None:
    analysis, log = watched(write_clip(tmp_path / "a.mp4", seconds=4.5, still=True))
    assert isinstance(analysis, MediaAnalysis)
    assert [word for word, _ in log] == ["see"] + ["hold"] * (len(log) - 1)
    assert len(log) == len(analysis.view.times) >= 3


def test_a_still_scene_is_shown_again_after_some_seconds(tmp_path: Path) -> None:
    _, log = watched(write_clip(tmp_path / "a.mp4", seconds=11, still=True))
    seen = [time for word, time in log if word == "see"]
    assert seen[0] == 0 and 2 <= len(seen) <= 3 < len(log)


def test_a_moving_scene_is_shown_at_every_sample(tmp_path: Path) -> None:
    analysis, log = watched(write_clip(tmp_path / "a.mp4", seconds=7))
    assert isinstance(analysis, MediaAnalysis)
    assert {word for word, _ in log} == {"see"}
    assert [round(time or 0, 3) for _, time in log] == list(analysis.view.times)


def test_a_changed_word_over_a_still_scene_is_shown(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=6,
        still=True,
        paint=lambda draw, t: text(draw, (180, 500), "first words" if t < 3 else "other words", 26, "mm"),
    )
    _, log = watched(path)
    assert [word for word, _ in log].count("see") == 2


def test_the_second_look_at_the_same_content_is_recalled(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=3)
    store = Store(tmp_path / "cache")
    first, shown = watched(path, store)
    second, again = watched(path, store)
    assert shown and not again
    assert first == second


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"nothing")
    analysis, log = watched(tmp_path / "a.png", kind=AssetKind.IMAGE)
    assert isinstance(analysis, Unreadable)
    assert log == []


def test_a_caption_is_one_span_with_its_time_and_place(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=8,
        size=(720, 1280),
        paint=lambda draw, t: text(draw, (360, 1000), "guaranteed results" if 3 <= t < 6 else "good morning", 52, "mm"),
    )
    found = [span for span in spans(path) if "guaranteed" in span.text]
    assert len(found) == 1
    where = found[0].where
    assert where.time == pytest.approx((3.0, 6.0), abs=1.1)
    assert where.frame == (720, 1280)
    assert where.box is not None
    assert abs(where.box.x + where.box.w / 2 - 360) < 30
    assert abs(where.box.y + where.box.h / 2 - 1000) < 30


def test_small_text_at_the_bottom_of_a_large_picture_is_read(tmp_path: Path) -> None:
    picture = scene(3000, 2000)
    font = ImageFont.load_default(44)
    draw = ImageDraw.Draw(picture)
    draw.text((1900, 1900), "small print here", font=font, fill="white", stroke_width=2, stroke_fill="black")
    save_png(tmp_path / "a.png", picture)
    found = [span for span in spans(tmp_path / "a.png") if "small print" in span.text]
    assert len(found) == 1
    box = found[0].where.box
    assert box is not None
    assert 1880 <= box.x <= 1920
    assert 1880 <= box.y <= 1920


def test_nothing_is_read_where_nothing_is_written(tmp_path: Path) -> None:
    Image.effect_noise((800, 600), 60).convert("RGB").save(tmp_path / "noise.png")
    Image.linear_gradient("L").resize((800, 600)).save(tmp_path / "gradient.png")
    assert spans(tmp_path / "noise.png") == ()
    assert spans(tmp_path / "gradient.png") == ()


def test_work_ahead_keeps_order_and_raises_in_its_turn() -> None:
    def broken() -> Any:
        yield 1
        yield 2
        raise ValueError("after two")

    assert list(ahead(range(50))) == list(range(50))
    got: list[int] = []
    with pytest.raises(ValueError, match="after two"):
        got.extend(ahead(broken()))


def test_work_ahead_stops_when_nobody_waits() -> None:
    made: list[int] = []

    def endless() -> Any:
        index = 0
        while True:
            made.append(index)
            yield index
            index += 1

    for item in ahead(endless()):
        if item == 3:
            break
    count = len(made)
    assert count < 20
    assert len(made) == count


class Failing(Watcher):
    """Fails at its second frame."""

    def process(self, frame: Frame) -> None:
        super().process(frame)
        if len(self.log) > 1:
            raise ValueError("no more")


def test_an_observer_that_fails_costs_its_own_facts_only(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=7)
    store = Store(tmp_path / "cache")
    needs = frozenset({Need.CODES})
    logs: list[list[tuple[str, float | None]]] = [[], []]
    bad = AnalyzerSpec(name="codes", version=1, needs=needs, result=int, make=lambda: Failing(logs[0]))
    good = AnalyzerSpec(name="watch", version=1, needs=needs, result=int, make=lambda: Watcher(logs[1]))
    analysis = look(str(path), AssetKind.VIDEO, [bad, good], SamplingProfile.TEXT, store)
    assert isinstance(analysis, MediaAnalysis)
    assert "codes" not in analysis.seen and analysis.seen["watch"] == len(logs[1]) > 2 == len(logs[0])
    assert analysis.view.failed == ("codes",)
    assert ["QR codes" in damage.en and "no more" in damage.zh for damage in analysis.view.damage] == [True]
    again = look(str(path), AssetKind.VIDEO, [bad, good], SamplingProfile.TEXT, store)
    assert isinstance(again, MediaAnalysis) and again.view.failed == ("codes",)  # a failure is not remembered
