"""Compiles the shipped packs into a folder: `python -m rednote_lint.packs.compile FOLDER`, which the build does."""

from __future__ import annotations

import sys
from pathlib import Path

from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.locate import shipped_packs


def compile_shipped(folder: Path) -> None:
    """Write an entry for each shipped pack.

    Raises:
        UserError: a pack is wrong.
    """
    for pack in shipped_packs():
        cached_pack(pack, folder)


if __name__ == "__main__":
    compile_shipped(Path(sys.argv[1]))
