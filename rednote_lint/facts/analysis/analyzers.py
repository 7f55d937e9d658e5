"""Who looks at frames: the analyzers that one decode feeds, each with its own place in the store."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from rednote_lint.facts.base import Need
from rednote_lint.facts.video.frames import Analyzer
from rednote_lint.model import Record


class AnalyzerSpec(Record, frozen=True, kw_only=True):
    """One kind of fact that is drawn from frames."""

    name: str
    version: int
    """Raised whenever its answer may change, so that stored answers are dropped."""
    needs: frozenset[Need]
    """It looks when one of these is asked for."""
    result: Any
    """Type of its result, as msgspec decodes it from the store."""
    make: Callable[[], Analyzer | None]
    """Makes an analyzer for one asset; None where its library is missing."""


def analyzers(needs: frozenset[Need]) -> list[AnalyzerSpec]:
    """Return the analyzers that these needs ask for."""
    asked = [spec for spec in _ALL if spec.needs & needs]
    return [spec for spec in asked if spec is not MARK_LINES or LINES not in asked]


def _lines() -> Analyzer | None:
    from rednote_lint.facts.analysis.lines import LineAnalyzer
    from rednote_lint.facts.analysis.ocr import engine, models

    return LineAnalyzer(engine) if models() is not None else None


def _mark_lines() -> Analyzer | None:
    from rednote_lint.facts.analysis.lines import MARK_WIDTH, LineAnalyzer
    from rednote_lint.facts.analysis.ocr import engine, models

    return LineAnalyzer(engine, widest=MARK_WIDTH) if models() is not None else None


def _ground() -> Analyzer:
    from rednote_lint.facts.marks.end_card import BackgroundAnalyzer

    return BackgroundAnalyzer()


def _corners() -> Analyzer:
    from rednote_lint.facts.marks.logos import CornerAnalyzer

    return CornerAnalyzer()


def _steady() -> Analyzer:
    from rednote_lint.facts.marks.static_edges import StaticEdgesAnalyzer

    return StaticEdgesAnalyzer()


def _codes() -> Analyzer | None:
    if find_spec("zxingcpp") is None:
        return None
    from rednote_lint.facts.analysis.codes import CodeAnalyzer

    return CodeAnalyzer()


def _quality() -> Analyzer:
    from rednote_lint.facts.analysis.quality import QualityAnalyzer

    return QualityAnalyzer()


def _types() -> tuple[Any, Any, Any, Any, Any, Any]:
    from rednote_lint.facts.analysis.codes import CodeSeen
    from rednote_lint.facts.analysis.lines import Lines
    from rednote_lint.facts.analysis.quality import Quality
    from rednote_lint.facts.marks.end_card import BackgroundColor
    from rednote_lint.facts.marks.logos import Patches
    from rednote_lint.facts.marks.static_edges import StaticEdges

    return Lines, BackgroundColor, Patches, StaticEdges, tuple[CodeSeen, ...], Quality


_LINES, _GROUND, _PATCHES, _STEADY, _CODES, _QUALITY = _types()

LINES = AnalyzerSpec(name="lines", version=2, needs=frozenset({Need.OCR}), result=_LINES, make=_lines)
MARK_LINES = AnalyzerSpec(name="mark-lines", version=2, needs=frozenset({Need.MARKS}), result=_LINES, make=_mark_lines)
"""The lines that may belong to marks, for when nobody asks for all lines."""
GROUND = AnalyzerSpec(name="ground", version=3, needs=frozenset({Need.MARKS}), result=_GROUND | None, make=_ground)
CORNERS = AnalyzerSpec(name="corners", version=1, needs=frozenset({Need.MARKS}), result=_PATCHES, make=_corners)
STEADY = AnalyzerSpec(name="steady", version=1, needs=frozenset({Need.MARKS}), result=_STEADY, make=_steady)
CODES = AnalyzerSpec(name="codes", version=1, needs=frozenset({Need.CODES}), result=_CODES, make=_codes)
QUALITY = AnalyzerSpec(
    name="quality", version=1, needs=frozenset({Need.QUALITY}), result=_QUALITY | None, make=_quality
)

_ALL = (LINES, MARK_LINES, GROUND, CORNERS, STEADY, CODES, QUALITY)
