"""A cache folder that begins with the compiled shipped packs, so that not every process of a test compiles them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from rednote_lint.packs import load_packs

FOLDER = Path(__file__).parents[1] / ".pytest_cache" / "compiled-packs"


def cache_with_packs(folder: Path) -> Path:
    """Fill a folder with the compiled shipped packs where it lacks them; it holds no facts."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in compiled_packs().glob("pack-*"):
        if not (folder / entry.name).exists():
            shutil.copyfile(entry, folder / entry.name)
    return folder


@cache
def compiled_packs() -> Path:
    """Compile the shipped packs, unless an earlier run has compiled the same."""
    load_packs((), FOLDER)
    return FOLDER
