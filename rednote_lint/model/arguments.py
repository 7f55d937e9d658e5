"""The arguments of repairs: one frozen struct for each text repair and media operation that takes any."""

from __future__ import annotations

from enum import StrEnum

from msgspec import UNSET, UnsetType

from rednote_lint.model.base import Record
from rednote_lint.model.place import Box

Number = int | float
"""As a rule writes it: 32 stays 32 in messages and plans."""
ArgumentValue = int | float | str | tuple[int, ...]
"""What a rule may write for an argument before it is known which repair takes it."""


class PictureFormat(StrEnum):
    """What a picture is converted to."""

    AUTO = "auto"
    """PNG where the picture has transparency, else JPEG."""
    JPEG = "jpeg"
    PNG = "png"


class Focus(StrEnum):
    """Around what a picture is cropped."""

    SALIENCY = "saliency"
    """Where it has most detail."""
    CENTRE = "centre"


class Arguments(Record, frozen=True, kw_only=True):
    """The base of them all; what is not given is left out of plans and reports."""


class NoArguments(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a repair that takes none."""


class ConvertImage(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `convert-image` and `first-frame`."""

    to: PictureFormat | UnsetType = UNSET
    """`auto` where absent."""


class TrimEnd(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `trim-end`."""

    at: Number
    """Seconds."""


class Crop(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `crop-to` and `crop-bars`."""

    box: Box
    """What is kept."""


class CropRatio(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `crop-ratio`; the band is open where a side of it is absent."""

    min: Number | UnsetType = UNSET
    """Width / height."""
    max: Number | UnsetType = UNSET
    focus: Focus | UnsetType = UNSET
    """`saliency` where absent."""


class PadRatio(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `pad-ratio`; the band is open where a side of it is absent."""

    min: Number | UnsetType = UNSET
    """Width / height."""
    max: Number | UnsetType = UNSET
    fill: str | UnsetType = UNSET
    """`blur`, as where absent, or a colour such as `#ffffff`."""


class ShrinkImage(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `shrink-image`."""

    limit_mb: Number
    """1 MB = 1024 x 1024 bytes."""


class LimitTags(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `limit-tags`."""

    limit: int


class AskDeclaration(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of `ask-declaration`."""

    key: str
    """The declaration, such as `ai_generated`."""
