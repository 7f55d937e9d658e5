"""The folder that keeps compiled packs and facts."""

from __future__ import annotations

import os
from pathlib import Path

CACHE_VARIABLE = "REDNOTE_LINT_CACHE"


def cache_folder() -> Path:
    """Return the folder for compiled packs and facts, which need not exist yet."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("rednote-lint", appauthor=False))
