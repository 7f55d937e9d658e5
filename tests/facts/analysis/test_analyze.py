from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.facts import Options
from rednote_lint.facts.analysis.analyze import Pass, analyze
from rednote_lint.facts.analysis.analyzers import QUALITY, STATIC_EDGES, AnalyzerSpec
from rednote_lint.facts.analysis.quality import Quality
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.facts.parameters import Parameters, Stretches
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind, Scope, TextSpan
from rednote_lint.store import Store, survey
from tests.clips_made import text, write_clip
from tests.facts.kept import kept, records_of
from tests.media_made import post_of, save_png, scene

Log = list[tuple[str, float | None]]


def entries(tmp_path: Path) -> int:
    return sum(survey(tmp_path / "cache").entries.values())


class Watcher:
    """Counts what it is given."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.threads: set[str] = set()

    def process(self, frame: Frame) -> None:
        self.threads.add(threading.current_thread().name)
        self.log.append(("process", frame.time))

    def repeat(self, time: float) -> None:
        self.log.append(("repeat", time))

    def finish(self) -> Quality:
        return Quality(size=(len(self.log), 0))


def spec_of(analyzer: Watcher, name: str = "watch", foreground: bool = False) -> AnalyzerSpec[Quality]:
    return AnalyzerSpec(
        name=name,
        version=1,
        needs=frozenset({Need.CODES}),
        result=Quality,
        make=lambda parameters: analyzer,
        assign=lambda analysis, quality: msgspec.structs.replace(analysis, quality=quality),
        foreground=foreground,
    )


def pass_with(*specs: AnalyzerSpec[Any], kind: AssetKind = AssetKind.VIDEO) -> Pass:
    return Pass(kind=kind, specs=specs, profile=SamplingProfile.TEXT)


def watched(path: Path, store: Store | None = None, kind: AssetKind = AssetKind.VIDEO) -> tuple[Any, Log]:
    log: Log = []
    with kept(store, path) as records:
        return analyze(str(path), pass_with(spec_of(Watcher(log)), kind=kind), records), log


def spans(path: Path) -> tuple[TextSpan, ...]:
    return ObservedFacts(post_of(path), frozenset({Need.OCR}), Options()).spans(Scope.OCR)


def test_a_still_scene_is_processed_once_and_then_repeated(tmp_path: Path) -> None:
    analysis, log = watched(write_clip(tmp_path / "a.mp4", seconds=4.5, still=True))
    assert isinstance(analysis, MediaAnalysis)
    assert [word for word, _ in log] == ["process"] + ["repeat"] * (len(log) - 1)
    assert len(log) == len(analysis.view.times) >= 3


def test_a_still_scene_is_processed_again_after_some_seconds(tmp_path: Path) -> None:
    _, log = watched(write_clip(tmp_path / "a.mp4", seconds=11, still=True))
    seen = [time for word, time in log if word == "process"]
    assert seen[0] == 0 and 2 <= len(seen) <= 3 < len(log)


def test_a_moving_scene_is_processed_at_every_sample(tmp_path: Path) -> None:
    analysis, log = watched(write_clip(tmp_path / "a.mp4", seconds=7))
    assert isinstance(analysis, MediaAnalysis)
    assert {word for word, _ in log} == {"process"}
    assert [round(time or 0, 3) for _, time in log] == list(analysis.view.times)


def test_a_changed_word_over_a_still_scene_is_processed(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=6,
        still=True,
        paint=lambda draw, t: text(draw, (180, 500), "first words" if t < 3 else "other words", 26, "mm"),
    )
    _, log = watched(path)
    assert [word for word, _ in log].count("process") == 2


def test_the_second_analysis_of_the_same_content_is_recalled(tmp_path: Path) -> None:
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


class Failing(Watcher):
    """Fails at its second frame."""

    def process(self, frame: Frame) -> None:
        super().process(frame)
        if len(self.log) > 1:
            raise ValueError("no more")


def test_an_analyzer_that_fails_costs_its_own_result_only(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=7)
    store = Store(tmp_path / "cache")
    logs: tuple[Log, Log] = ([], [])
    wanted = pass_with(spec_of(Failing(logs[0]), "codes"), spec_of(Watcher(logs[1])))
    with kept(store, path) as records:
        analysis = analyze(str(path), wanted, records)
    assert isinstance(analysis, MediaAnalysis) and analysis.quality is not None
    assert analysis.quality.size[0] == len(logs[1]) > 2 == len(logs[0])
    assert analysis.view.failed == ("codes",)
    assert ["QR codes" in damage.en and "no more" in damage.zh for damage in analysis.view.damage] == [True]
    again = analyze(str(path), wanted, records_of(store, path))
    assert isinstance(again, MediaAnalysis) and again.view.failed == ("codes",)  # a failure is not remembered
    assert not entries(tmp_path)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_analyzer_that_takes_longest_runs_in_the_calling_thread_wherever_it_stands(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=2)
    slow, quick = Watcher([]), Watcher([])
    specs = (spec_of(slow, "slow", foreground=True), spec_of(quick, "quick"))
    analyze(str(path), pass_with(*(specs[index] for index in order)))
    assert slow.threads == {threading.current_thread().name}
    assert len(quick.threads) == 1 and not slow.threads & quick.threads


def test_an_answer_is_stored_under_the_parameters_that_it_depends_on() -> None:
    def key(spec: AnalyzerSpec[Any], parameters: Parameters) -> str:
        kinds = {"kind": AssetKind.VIDEO, "profile": SamplingProfile.TEXT}
        return Pass(specs=(spec,), parameters=parameters, **kinds).key(spec)  # type: ignore[arg-type]

    one = Parameters(stretches=(Stretches(moves_after=5.0, card=4.2),), ending=4.2)
    others = [
        Parameters(stretches=(Stretches(moves_after=3.5, card=4.2),), ending=4.2),
        Parameters(stretches=(Stretches(moves_after=5.0, card=6.0),), ending=4.2),
    ]
    assert len({key(STATIC_EDGES, parameters) for parameters in (one, *others)}) == 3
    assert len({key(QUALITY, parameters) for parameters in (one, *others)}) == 1
    assert key(QUALITY, one) != key(QUALITY, Parameters(ending=0.0))
