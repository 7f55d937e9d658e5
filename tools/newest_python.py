"""Print the newest CPython on this machine that rednote-lint runs on, besides the one that runs this: its path.

Looks on PATH, among uv's and among pyenv's. Prints nothing and says why on stderr where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = ((3, 14), (3, 13), (3, 12))


def candidates(major: int, minor: int) -> Iterator[Path]:
    """Yield interpreters of a version, those on PATH first."""
    name = f"python{major}.{minor}"
    if found := shutil.which(name):
        yield Path(found)
    if uv := shutil.which("uv"):
        command = [uv, "python", "find", "--no-python-downloads", f"{major}.{minor}"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode == 0:
            yield Path(done.stdout.strip())
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted((root / "versions").glob(f"{major}.{minor}.*/bin/python"), reverse=True)


def works(python: Path) -> bool:
    """Say whether an interpreter starts and can make environments; a shim of a version manager may not."""
    try:
        done = subprocess.run([python, "-c", "import ensurepip, ssl, sqlite3, venv"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def newest() -> Path | None:
    """Return the newest interpreter that is newer than this one; None where there is none."""
    for version in VERSIONS:
        if version > sys.version_info[:2]:
            found = next((python for python in candidates(*version) if works(python)), None)
            if found is not None:
                return found
    return None


if __name__ == "__main__":
    python = newest()
    if python is None:
        print(f"no Python newer than {sys.version.split()[0]} found on PATH, with uv or with pyenv", file=sys.stderr)
    else:
        print(python)
