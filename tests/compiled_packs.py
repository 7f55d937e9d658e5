"""The shipped packs compiled where an installed wheel has them, so that no test and no process of a test compiles them.

Real runs of the program take them from `rednote_lint/compiled`, which the repository ignores.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import partial
from pathlib import Path

from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.compile import compile_shipped
from rednote_lint.packs.locate import compiled_packs

PACKAGE = Path(__file__).parents[1] / "rednote_lint"
CODE = "made-by"
"""Names the file that says which code compiled; what other code has compiled may be wrong."""
compiled = partial(cached_pack, cache=None)
"""Reads a pack as an installed program does."""


def compile_for_tests() -> None:
    """Compile the shipped packs, unless this very code has compiled them; entries of older files are swept away."""
    folder = compiled_packs()
    code = _digest_of_code()
    if not (folder / CODE).exists() or (folder / CODE).read_text(encoding="utf-8") != code:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        compile_shipped(folder)
        (folder / CODE).write_text(code, encoding="utf-8")
    except OSError:  # The repository cannot be written: everything works, and takes longer.
        return


def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
