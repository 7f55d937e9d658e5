"""JSON as every stream and every reader takes it."""

from __future__ import annotations

import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def encoded(value: dict[str, Any], indent: int | None = None) -> str:
    """Encode; the undecodable bytes of a file name become JSON escapes, which every stream can take."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
