"""Compiles the shipped packs into a folder: `python -m rednote_lint.packs.compile FOLDER`, which the build does."""

from __future__ import annotations

import sys
from pathlib import Path

from rednote_lint.packs.cache import entry_name, keep_pack
from rednote_lint.packs.loader import load_pack
from rednote_lint.packs.locate import shipped_packs


def compile_shipped(folder: Path) -> None:
    """Write an entry for each shipped pack that has none there; what was compiled elsewhere is not asked.

    Raises:
        UserError: a pack is wrong.
        OSError: an entry cannot be written.
    """
    for pack in shipped_packs():
        entry = folder / entry_name(pack)
        if not entry.exists():
            keep_pack(load_pack(pack), entry)


if __name__ == "__main__":
    compile_shipped(Path(sys.argv[1]))
