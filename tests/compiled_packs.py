"""The shipped packs compiled where an installed wheel has them, so that no test and no process of a test compiles them.

Real runs of the program take them from `rednote_lint/compiled`, which the repository ignores, and so do the wheels
that tests build, but for the one of which tests/packs/test_wheel.py asks whether it is the same.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from rednote_lint.packs.cache import cached_pack, entry_name
from rednote_lint.packs.locate import compiled_packs, shipped_packs

PACKAGE = Path(__file__).parents[1] / "rednote_lint"
CODE = "compiled-by"
"""Names the file that says which code compiled; what other code has compiled may be wrong."""
PREPARED = {"REDNOTE_LINT_COMPILED_PACKS": str(compiled_packs())}
"""The environment of a build of a wheel that takes what is compiled here."""
compiled = partial(cached_pack, cache=None)
"""Reads a pack as an installed program does."""


def compile_for_tests() -> None:
    """Compile the shipped packs as a build does, unless this very code has; entries of older files are swept away."""
    folder = compiled_packs()
    code = _digest_of_code()
    entries = {entry_name(pack) for pack in shipped_packs()}
    if not (folder / CODE).exists() or (folder / CODE).read_text(encoding="utf-8") != code:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        if not all((folder / entry).exists() for entry in entries):
            command = [sys.executable, "-m", "rednote_lint.packs.compile", str(folder)]
            subprocess.run(command, cwd=PACKAGE.parent, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False)
        for old in {path.name for path in folder.glob("*.msgpack")} - entries:
            (folder / old).unlink()
        (folder / CODE).write_text(code, encoding="utf-8")
    except OSError:  # The repository cannot be written: everything works, and takes longer.
        return


def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    compile_for_tests()
