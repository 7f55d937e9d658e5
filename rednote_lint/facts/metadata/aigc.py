"""The label that GB 45438-2025 asks generators to write, wherever a tool put it.

The standard's guides name the places: PNG text `AIGC`, XMP `TC260:AIGC`, EXIF UserComment, and keys of MP4 and MOV.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rednote_lint.facts.metadata.tags import Tag

_NAMED = re.compile(r"(?:png|container|stream|xmp)\.(?:\w+:)?AIGC", re.IGNORECASE)
_WRAPPING = {"exif.usercomment", "exif.imagedescription", "jpeg.comment", "container.comment", "png.comment"}
_LABEL = re.compile(r"\\?\"Label\\?\"\s*:\s*\\?\"?(\d)", re.IGNORECASE)


def aigc_tags(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Yield `ai.label` (`1` generated, `2` possibly, `3` suspected, `unknown`), `ai.producer`, `ai.platform_label`."""
    for tag in tags:
        if _NAMED.fullmatch(tag.key) or _is_wrapped(tag):
            yield from _label(tag.value)
        elif tag.key.lower() == "xmp.tc260:label":
            # Some writers spread the object over XMP properties of its own.
            yield Tag("ai.label", tag.value)
        elif tag.key.lower() == "container.aigc_info":
            yield from _platform_label(tag.value)


def _is_wrapped(tag: Tag) -> bool:
    """Tell whether a comment that may say anything holds the label's object."""
    return tag.key.lower() in _WRAPPING and "AIGC" in tag.value.upper() and _LABEL.search(tag.value) is not None


def _label(value: str) -> Iterator[Tag]:
    fields = _fields(value)
    number = str(fields.get("label", ""))
    if not number:
        match = _LABEL.search(value)
        number = match[1] if match else "unknown"
    yield Tag("ai.label", number)
    yield Tag("ai.producer", str(fields.get("contentproducer") or fields.get("serviceprovider") or ""))


def _fields(value: Any) -> dict[str, Any]:
    """Read the JSON object, which some tools wrap in another under `AIGC`, as an object or as a string."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    if not isinstance(value, dict):
        return {}
    fields = {str(key).lower(): item for key, item in value.items()}
    return _fields(fields["aigc"]) if "aigc" in fields else fields


def _platform_label(value: str) -> Iterator[Tag]:
    """TikTok writes 1 or 2 where its author or its detector said AI; 0 says nothing."""
    match = re.search(r"aigc_label_type\D{0,4}([12])", value)
    if match:
        yield Tag("ai.platform_label", match[1])
