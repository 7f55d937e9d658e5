"""The language that messages are shown in."""

from __future__ import annotations

import os
import sys

_CHINESE = 0x04
"""The primary language of the Windows language ids of Chinese."""
_PRIMARY = 0x3FF


def spoken(language: str | None) -> str:
    """Return `en` or `zh`; None and `auto` follow the locale of the environment, on Windows then the system's."""
    if language in ("en", "zh"):
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if _windows_language() & _PRIMARY == _CHINESE else "en"


def _windows_language() -> int:
    """Return the id of the language that Windows shows its menus in; 0 on other systems."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())
