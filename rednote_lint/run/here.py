"""Names of our own files as reports show them: from the working directory, where they lie below it."""

from __future__ import annotations

import os
from pathlib import Path


def from_here(path: Path) -> str:
    """Return the name of a file."""
    place, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - links stay, `..` goes.
    return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()
