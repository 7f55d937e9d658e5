"""The words that facts are told in: what they cost, what was observed, what could not be read."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from rednote_lint.model import Bilingual, Location, Record, Scope, TextSpan


class Need(StrEnum):
    """What a rule must know; only what some rule needs is computed."""

    TEXT = "text"
    """The words of the post's own files: free."""
    SUBTITLES = "subtitles"
    """Sidecar files and subtitle streams: no frame is decoded."""
    HEADERS = "headers"
    """Type, size, duration of media: no pixel is decoded."""
    METADATA = "metadata"
    """EXIF, XMP, container tags, provenance labels: no pixel is decoded."""
    OCR = "ocr"
    """Text seen in images and frames."""
    MARKS = "marks"
    """Logos and end cards in images and frames."""
    CODES = "codes"
    """QR and barcodes in images and frames."""
    QUALITY = "quality"
    """Bars, blur, darkness of images and frames."""


class Observation(Record, frozen=True, kw_only=True):
    """One measured value: `image.width` of one image, `tags.count` of the post."""

    value: Any
    """A number, a string, a boolean, or None when it does not apply."""
    where: Location
    values: dict[str, str] = {}
    """More values that messages of this measure may name, such as `asset`."""
    evidence: str = ""
    """The characters that were measured, or what was seen, in words; empty: the value itself."""
    scope: Scope | None = None
    """The scope of the characters that were measured."""
    beyond: Callable[[float], tuple[Location, str]] | None = None
    """For a length: the place and the characters of what exceeds a limit."""


class Unreadable(Record, frozen=True, kw_only=True):
    """A media file that could not be read, and why; it takes the place of the fact."""

    reason: Bilingual


class Planted(Record, frozen=True, kw_only=True):
    """Facts that a rule's own test states, in place of those that would be observed; see `model.Example`."""

    spans: tuple[TextSpan, ...] = ()
    """All the text there is; empty: the post's own."""
    values: dict[str, Any] = {}
    """Measured values by measure or metadata name."""
    seen: tuple[dict[str, Any], ...] = ()
    """Observations in pixels: lines of text, logos, codes."""
