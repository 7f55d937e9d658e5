"""The language that messages are shown in."""

from __future__ import annotations

import os


def spoken(language: str | None) -> str:
    """Return `en` or `zh`; None and `auto` follow the locale of the environment."""
    if language in ("en", "zh"):
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
