"""Results of one pass over a picture or video: one typed field for each analyzer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual, Record

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.codes import CodeSeen
    from rednote_lint.facts.analysis.looks import Look
    from rednote_lint.facts.analysis.quality import Quality
    from rednote_lint.facts.analysis.tracks import LineTrack
    from rednote_lint.facts.marks.end_card import Background
    from rednote_lint.facts.marks.logos import Patch
    from rednote_lint.facts.marks.static_edges import StaticEdges


class View(Record, frozen=True, kw_only=True):
    """The frames that were sampled, and what went wrong."""

    size: tuple[int, int]
    """Width and height in displayed pixels."""
    duration: float | None = None
    """Seconds; None for a still image."""
    times: tuple[float, ...] = ()
    """Seconds of the sampled frames."""
    frames: int = 1
    """Pictures of an animated image, of which the first was looked at; 1 for everything else."""
    damage: tuple[Bilingual, ...] = ()
    """What could not be decoded, and which analyzers failed."""
    failed: tuple[str, ...] = ()
    """Names of the analyzers that failed; they have no result."""


class MediaAnalysis(Record, frozen=True, kw_only=True):
    """Results of the analyzers that were asked for; None where one was not asked, failed, or lacks its library."""

    view: View
    lines: tuple[LineTrack, ...] | None = None
    """Lines of text."""
    background: Background | None = None
    """The flat colour of the last frame."""
    corners: tuple[Patch, ...] | None = None
    """The lower corners of a still image."""
    static_edges: tuple[StaticEdges, ...] | None = None
    """Edges that stay while the picture moves, for each division of the video that was asked for."""
    codes: tuple[CodeSeen, ...] | None = None
    """QR codes and barcodes."""
    quality: Quality | None = None
    """Bars, light, detail, fingerprint."""
    look: Look | None = None
    """Perceptual hashes."""
