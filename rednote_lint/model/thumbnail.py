"""Thumbnails of media, as formats that show pictures receive them."""

from __future__ import annotations

from rednote_lint.model.base import Record


class Thumbnail(Record, frozen=True, kw_only=True):
    """A small JPEG of a picture, or of a frame."""

    jpeg: bytes
    width: int
    """Of the displayed picture that it is of, in pixels; boxes are measured in it."""
    height: int


class Thumbnails(Record, frozen=True, kw_only=True):
    """What can be shown of one image or video."""

    pictures: tuple[Thumbnail | None, ...] = ()
    """One for each place that was asked for; None where no picture of it can be had."""
    seconds: float | None = None
    """How long a video is; None for a still image and where nobody knows."""
