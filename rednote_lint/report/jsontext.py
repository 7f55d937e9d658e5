"""JSON as every stream and every reader takes it."""

from __future__ import annotations

import json
import re

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")


def encoded(value: object, indent: int | None = None) -> str:
    """Encode; the undecodable bytes of a file name become JSON escapes, which every stream can take."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
