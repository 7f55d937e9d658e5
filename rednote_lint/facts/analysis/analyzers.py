"""Registry of the analyzers that one decode feeds: what asks for each, how it is made, where its result goes."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from rednote_lint.facts.analysis.codes import CodeSeen
from rednote_lint.facts.analysis.looks import Look
from rednote_lint.facts.analysis.quality import Quality
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.base import Need
from rednote_lint.facts.marks.end_card import Background
from rednote_lint.facts.marks.logos import Patch
from rednote_lint.facts.marks.static_edges import StaticEdges
from rednote_lint.facts.parameters import Parameters
from rednote_lint.facts.video.frames import Analyzer
from rednote_lint.model import Record

R = TypeVar("R")


def _nothing(parameters: Parameters) -> str:
    return ""


class AnalyzerSpec(Record, Generic[R], frozen=True, kw_only=True):
    """One kind of fact that is drawn from frames."""

    name: str
    version: int
    """Raised whenever its answer may change, so that stored answers are dropped."""
    needs: frozenset[Need]
    """Runs when any of these needs is requested."""
    result: Any
    """Type of its result `R` (a union is no `type`), as msgspec decodes it from the store."""
    make: Callable[[Parameters], Analyzer[R] | None]
    """Makes an analyzer for one asset; None where its library is missing."""
    assign: Callable[[MediaAnalysis, R], MediaAnalysis]
    """Puts its result into its field."""
    key: Callable[[Parameters], str] = _nothing
    """The parameters that its answer depends on, as they stand in the key of the stored answer."""
    glimpses: bool = False
    """Is also shown small frames between the samples, `Frame.glimpse`, and no other analyzer is."""
    foreground: bool = False
    """Runs in the calling thread while the others run in a second one: for the analyzer that takes longest."""


def analyzers(needs: frozenset[Need]) -> list[AnalyzerSpec[Any]]:
    """Return the analyzers that these needs ask for."""
    asked = [spec for spec in _ALL if spec.needs & needs]
    return [spec for spec in asked if spec is not MARK_LINES or LINES not in asked]


def _lines(parameters: Parameters) -> Analyzer[tuple[LineTrack, ...]] | None:
    from rednote_lint.facts.analysis.lines import LineAnalyzer
    from rednote_lint.facts.analysis.ocr import ENGINE, models

    return LineAnalyzer(ENGINE.reader) if models() is not None else None


def _mark_lines(parameters: Parameters) -> Analyzer[tuple[LineTrack, ...]] | None:
    from rednote_lint.facts.analysis.lines import MARK_WIDTH, LineAnalyzer
    from rednote_lint.facts.analysis.ocr import ENGINE, models

    return LineAnalyzer(ENGINE.reader, widest=MARK_WIDTH) if models() is not None else None


def _with_lines(analysis: MediaAnalysis, lines: tuple[LineTrack, ...]) -> MediaAnalysis:
    return replace(analysis, lines=lines)


def _background(parameters: Parameters) -> Analyzer[Background | None]:
    from rednote_lint.facts.marks.end_card import BackgroundAnalyzer

    return BackgroundAnalyzer()


def _corners(parameters: Parameters) -> Analyzer[tuple[Patch, ...]]:
    from rednote_lint.facts.marks.logos import CornerAnalyzer

    return CornerAnalyzer()


def _static_edges(parameters: Parameters) -> Analyzer[tuple[StaticEdges, ...]]:
    from rednote_lint.facts.marks.static_edges import StaticEdgesAnalyzer

    return StaticEdgesAnalyzer(parameters.stretches)


def _codes(parameters: Parameters) -> Analyzer[tuple[CodeSeen, ...]] | None:
    if find_spec("zxingcpp") is None:
        return None
    from rednote_lint.facts.analysis.codes import CodeAnalyzer

    return CodeAnalyzer()


def _quality(parameters: Parameters) -> Analyzer[Quality | None]:
    from rednote_lint.facts.analysis.quality import QualityAnalyzer

    return QualityAnalyzer(ending=parameters.ending)


def _look(parameters: Parameters) -> Analyzer[Look]:
    from rednote_lint.facts.analysis.looks import LookAnalyzer

    return LookAnalyzer()


def _stretches(parameters: Parameters) -> str:
    return ",".join(f"{one.moves_after:g}+{one.card:g}" for one in parameters.stretches)


_OCR, _MARKS = frozenset({Need.OCR}), frozenset({Need.MARKS})

LINES = AnalyzerSpec[tuple[LineTrack, ...]](
    name="lines", version=8, needs=_OCR, result=tuple[LineTrack, ...], make=_lines, assign=_with_lines, foreground=True
)
MARK_LINES = AnalyzerSpec[tuple[LineTrack, ...]](
    name="mark-lines",
    version=7,
    needs=_MARKS,
    result=tuple[LineTrack, ...],
    make=_mark_lines,
    assign=_with_lines,
    foreground=True,
)
"""The lines that may belong to marks, for when nobody asks for all lines."""
BACKGROUND = AnalyzerSpec[Background | None](
    name="background", version=6, needs=_MARKS, result=Background | None, make=_background,
    assign=lambda analysis, background: replace(analysis, background=background),
)  # fmt: skip
CORNERS = AnalyzerSpec[tuple[Patch, ...]](
    name="corners", version=2, needs=_MARKS, result=tuple[Patch, ...], make=_corners,
    assign=lambda analysis, corners: replace(analysis, corners=corners),
)  # fmt: skip
STATIC_EDGES = AnalyzerSpec[tuple[StaticEdges, ...]](
    name="static-edges", version=3, needs=_MARKS, result=tuple[StaticEdges, ...], make=_static_edges, key=_stretches,
    assign=lambda analysis, edges: replace(analysis, static_edges=edges),
)  # fmt: skip
CODES = AnalyzerSpec[tuple[CodeSeen, ...]](
    name="codes", version=6, needs=frozenset({Need.CODES}), result=tuple[CodeSeen, ...], make=_codes, glimpses=True,
    assign=lambda analysis, codes: replace(analysis, codes=codes),
)  # fmt: skip
QUALITY = AnalyzerSpec[Quality | None](
    name="quality", version=2, needs=frozenset({Need.QUALITY}), result=Quality | None, make=_quality,
    assign=lambda analysis, quality: replace(analysis, quality=quality),
    key=lambda parameters: f"{parameters.ending:g}",
)  # fmt: skip

LOOK = AnalyzerSpec[Look](
    name="look", version=1, needs=frozenset({Need.LOOK}), result=Look, make=_look,
    assign=lambda analysis, look: replace(analysis, look=look),
)  # fmt: skip

_ALL: tuple[AnalyzerSpec[Any], ...] = (LINES, MARK_LINES, BACKGROUND, CORNERS, STATIC_EDGES, CODES, QUALITY, LOOK)
