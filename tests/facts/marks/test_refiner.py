"""The second pass over one open file: exact times and boxes, few decoder opens, none once the answers are stored."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PIL import ImageDraw

from rednote_lint.facts import Options
from rednote_lint.facts.analysis.analyze import Pass, analyze
from rednote_lint.facts.analysis.analyzers import analyzers
from rednote_lint.facts.analysis.ocr import ENGINE
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.base import Change, Need
from rednote_lint.facts.marks.refiner import FileRefiner
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.facts.records import NO_RECORDS, FileRecords
from rednote_lint.facts.video import decoding
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import Asset, AssetKind, Finding
from rednote_lint.ruleset import RuleSet
from rednote_lint.store import Store, survey
from tests.clips_made import NOTE, card, stacked_mark, write_clip
from tests.facts.kept import kept, linted, records_of
from tests.facts.marks.drawn import frames, gathered, layout_of, note
from tests.media_made import post_of, rules_of

SIZE = (432, 768)
LEFT, RIGHT = (60, 400), (372, 620)


def entries(tmp_path: Path) -> int:
    return sum(survey(tmp_path / "cache").entries.values())


def marked(draw: ImageDraw.ImageDraw, moment: float) -> None:
    """Paint the mark left for two seconds, then right, then the card."""
    if moment >= 5.0:
        card(draw, SIZE)
    else:
        stacked_mark(draw, LEFT if moment < 2.0 else RIGHT, 26)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "a.mp4", seconds=8, size=SIZE, gop=200, paint=marked)


@pytest.fixture(scope="module")
def analysis(clip: Path) -> MediaAnalysis:
    specs = tuple(analyzers(frozenset({Need.MARKS})))
    found = analyze(str(clip), Pass(kind=AssetKind.VIDEO, specs=specs, profile=SamplingProfile.MARKS))
    assert isinstance(found, MediaAnalysis)
    return found


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the decoders that are opened, and hold them to be closed."""
    opened: list[str] = []

    class Counted(decoding.Clip):
        def __init__(self, path: str) -> None:
            opened.append(path)
            super().__init__(path)

    monkeypatch.setattr(decoding, "Clip", Counted)
    return opened


def refiner_of(clip: Path, analysis: MediaAnalysis, records: FileRecords = NO_RECORDS) -> FileRefiner:
    return FileRefiner(Asset(path=str(clip), kind=AssetKind.VIDEO), analysis, ENGINE.reader, records)


def wordmark(analysis: MediaAnalysis) -> LineTrack:
    """Return the first wordmark."""
    lines = [line for line in analysis.lines or () if "tik" in line.text.casefold()]
    return min(lines, key=lambda line: line.first or 0.0)


def asked(refiner: FileRefiner, analysis: MediaAnalysis) -> tuple[object, ...]:
    line = wordmark(analysis)
    return (
        refiner.card_start(6.5),
        refiner.changed_at(line, 0.0, 4.0, Change.VANISHES),
        refiner.logo_beside(line, str(NOTE)),
        refiner.lines_at([3.0, 1.0]),
    )


def test_questions_are_answered_over_one_open_file(clip: Path, analysis: MediaAnalysis, opens: list[str]) -> None:
    with refiner_of(clip, analysis) as refiner:
        start, vanishes, logo, lines = asked(refiner, analysis)
        assert len(opens) == 1
        assert asked(refiner, analysis) == (start, vanishes, logo, lines)
    assert len(opens) == 1
    assert start == pytest.approx(5.0, abs=0.1)
    assert vanishes == pytest.approx(2.0, abs=0.1)
    assert refiner._clip is None, "the file is closed at the end"
    texts = [line.text for line in refiner.lines_at([3.0, 1.0])]
    assert any("TikTok" in text for text in texts) and opens == [str(clip)]


def test_a_mark_keeps_its_place_and_what_is_not_there_does_not(clip: Path, analysis: MediaAnalysis) -> None:
    line = msgspec.structs.replace(wordmark(analysis), first=1.0, last=1.0)
    with refiner_of(clip, analysis) as refiner:
        assert refiner.keeps_place(line)
        assert not refiner.keeps_place(msgspec.structs.replace(line, box=line.box._replace(x=200, y=100)))
        assert refiner.keeps_place(msgspec.structs.replace(line, first=None, last=None))


def test_the_order_of_questions_changes_no_answer(clip: Path, analysis: MediaAnalysis) -> None:
    line = wordmark(analysis)
    with refiner_of(clip, analysis) as forwards:
        expected = asked(forwards, analysis)
    with refiner_of(clip, analysis) as backwards:
        lines = backwards.lines_at([1.0, 3.0])
        logo = backwards.logo_beside(line, str(NOTE))
        vanishes = backwards.changed_at(line, 0.0, 4.0, Change.VANISHES)
        assert (backwards.card_start(6.5), vanishes, logo, lines) == expected


def test_stored_answers_open_nothing(clip: Path, analysis: MediaAnalysis, opens: list[str], tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    with kept(store, clip) as records, refiner_of(clip, analysis, records) as refiner:
        first = asked(refiner, analysis)
    assert len(opens) == 1 and entries(tmp_path) == 4
    with refiner_of(clip, analysis, records_of(store, clip)) as refiner:
        assert asked(refiner, analysis) == first
        assert len(opens) == 1
        refiner.card_start(3.5)  # another question than the one that is stored
    assert len(opens) == 2


def test_a_changed_template_is_another_question(
    clip: Path, analysis: MediaAnalysis, opens: list[str], tmp_path: Path
) -> None:
    store, template = Store(tmp_path / "cache"), tmp_path / "note.png"
    template.write_bytes(NOTE.read_bytes())
    line = wordmark(analysis)
    for content, expected in ((NOTE.read_bytes(), 1), (NOTE.read_bytes(), 1), (NOTE.read_bytes() + b"\0", 2)):
        template.write_bytes(content)
        with kept(store, clip) as records, refiner_of(clip, analysis, records) as refiner:
            refiner.logo_beside(line, str(template))
        assert len(opens) == expected


def test_a_card_is_sought_in_the_last_seconds_alone(clip: Path, analysis: MediaAnalysis) -> None:
    with refiner_of(clip, analysis) as refiner:
        assert refiner.card_start(1.5) == pytest.approx(6.5, abs=0.1)


def test_a_moved_logo_of_a_changed_template_is_another_question(
    clip: Path, analysis: MediaAnalysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []
    monkeypatch.setattr(
        "rednote_lint.facts.marks.refiner.find_moved_logo", lambda static, template, layout: sought.append(template)
    )
    layout, ending = layout_of()
    edges = gathered(frames(note()))
    moved = msgspec.structs.replace(analysis, static_edges=(edges,))
    store, template = Store(tmp_path / "cache"), tmp_path / "note.png"
    for content, expected in ((b"1", 1), (b"1", 1), (b"2", 2)):
        template.write_bytes(content)
        with kept(store, clip) as records, refiner_of(clip, moved, records) as refiner:
            refiner.moved_logo(str(template), layout, ending)
        assert len(sought) == expected


def test_a_file_that_is_gone_gives_no_answers_and_none_are_stored(
    analysis: MediaAnalysis, clip: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "a.mp4"
    gone.write_bytes(b"no video any more")
    store = Store(tmp_path / "cache")
    with kept(store, gone) as records, refiner_of(gone, analysis, records) as refiner:
        assert asked(refiner, analysis) == (None, None, None, ())
    assert not entries(tmp_path)


def run(path: Path, store: Store) -> tuple[Finding, ...]:
    rules = RuleSet([rule for rule in rules_of("watermark") if rule.check == "mark"])
    report, facts = linted(post_of(path), rules, Options(store=store))
    assert isinstance(facts, ObservedFacts) and report.problems == ()
    for row in facts.recorded:
        store.put([row])
    return report.findings


def test_a_video_is_opened_twice_at_first_and_never_again(clip: Path, opens: list[str], tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    first = run(clip, store)
    assert [finding.code for finding in first] == ["WM101", "WM101", "WM102"]
    assert len(opens) <= 2
    del opens[:]
    assert run(clip, store) == first
    assert opens == []
