"""Who looks at frames: the extractors that one decode feeds, each with its own place in the store."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from rednote_lint.facts.base import Need
from rednote_lint.facts.frames import FrameObserver
from rednote_lint.model import Record


class Extractor(Record, frozen=True, kw_only=True):
    """One kind of fact that is drawn from frames."""

    name: str
    version: int
    """Raised whenever its answer may change, so that stored answers are dropped."""
    needs: frozenset[Need]
    """It looks when one of these is asked for."""
    result: Any
    """Type of its result, as msgspec decodes it from the store."""
    make: Callable[[], FrameObserver | None]
    """Makes an observer for one asset; None where its library is missing."""


def extractors(needs: frozenset[Need]) -> list[Extractor]:
    """Return the extractors that these needs ask for."""
    asked = [extractor for extractor in _ALL if extractor.needs & needs]
    return [extractor for extractor in asked if extractor is not MARK_LINES or LINES not in asked]


def _lines() -> FrameObserver | None:
    from rednote_lint.facts.lines import LineObserver
    from rednote_lint.facts.ocr import engine, models

    return LineObserver(engine) if models() is not None else None


def _mark_lines() -> FrameObserver | None:
    from rednote_lint.facts.lines import MARK_WIDTH, LineObserver
    from rednote_lint.facts.ocr import engine, models

    return LineObserver(engine, widest=MARK_WIDTH) if models() is not None else None


def _ground() -> FrameObserver:
    from rednote_lint.facts.endcard import GroundObserver

    return GroundObserver()


def _corners() -> FrameObserver:
    from rednote_lint.facts.logos import CornerObserver

    return CornerObserver()


def _steady() -> FrameObserver:
    from rednote_lint.facts.steady import SteadyObserver

    return SteadyObserver()


def _codes() -> FrameObserver | None:
    if find_spec("zxingcpp") is None:
        return None
    from rednote_lint.facts.codes import CodeObserver

    return CodeObserver()


def _quality() -> FrameObserver:
    from rednote_lint.facts.quality import QualityObserver

    return QualityObserver()


def _types() -> tuple[Any, Any, Any, Any, Any, Any]:
    from rednote_lint.facts.codes import CodeSeen
    from rednote_lint.facts.endcard import Ground
    from rednote_lint.facts.lines import Lines
    from rednote_lint.facts.logos import Patches
    from rednote_lint.facts.quality import Quality
    from rednote_lint.facts.steady import Steady

    return Lines, Ground, Patches, Steady, tuple[CodeSeen, ...], Quality


_LINES, _GROUND, _PATCHES, _STEADY, _CODES, _QUALITY = _types()

LINES = Extractor(name="lines", version=2, needs=frozenset({Need.OCR}), result=_LINES, make=_lines)
MARK_LINES = Extractor(name="mark-lines", version=2, needs=frozenset({Need.MARKS}), result=_LINES, make=_mark_lines)
"""The lines that may belong to marks, for when nobody asks for all lines."""
GROUND = Extractor(name="ground", version=3, needs=frozenset({Need.MARKS}), result=_GROUND | None, make=_ground)
CORNERS = Extractor(name="corners", version=1, needs=frozenset({Need.MARKS}), result=_PATCHES, make=_corners)
STEADY = Extractor(name="steady", version=1, needs=frozenset({Need.MARKS}), result=_STEADY, make=_steady)
CODES = Extractor(name="codes", version=1, needs=frozenset({Need.CODES}), result=_CODES, make=_codes)
QUALITY = Extractor(name="quality", version=1, needs=frozenset({Need.QUALITY}), result=_QUALITY | None, make=_quality)

_ALL = (LINES, MARK_LINES, GROUND, CORNERS, STEADY, CODES, QUALITY)
