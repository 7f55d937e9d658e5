"""Interprets the AI labels of a file: number and producer of GB 45438-2025, the platform's own label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rednote_lint.media.ai_labels import LabelKind, label_kind, label_number
from rednote_lint.media.tags import Tag


def aigc_tags(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Yield `ai.label` (`1` generated, `2` possibly, `3` suspected, `unknown`), `ai.producer`, `ai.platform_label`."""
    for tag in tags:
        match label_kind(tag):
            case LabelKind.AIGC:
                yield from _label(tag.value)
            case LabelKind.AIGC_FIELD:
                yield Tag("ai.label", tag.value)
            case LabelKind.PLATFORM:
                yield from _platform_label(tag.value)


def _label(value: str) -> Iterator[Tag]:
    fields = _fields(value)
    yield Tag("ai.label", str(fields.get("label", "")) or label_number(value) or "unknown")
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
