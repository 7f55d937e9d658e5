"""Names the program that answers: its version and sources, Python, the libraries that read media.

Versions are read from the names of installed distributions; `importlib.metadata` takes longer than a whole small run.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rednote_lint import __version__

_LIBRARIES = (
    *("av", "Pillow", "pillow-heif", "opencv-python-headless", "numpy", "rapidocr", "onnxruntime", "zxing-cpp"),
    *("c2pa-python", "rjieba", "rensa"),
)
"""What is read of a post may change with each of these."""
_OWN = "rednote-lint"
OWN_SOURCES = "sources"
PARTS = (_OWN, OWN_SOURCES, "Python", *_LIBRARIES)
"""What `program` names, in its order."""
_RUN = re.compile(r"[-_.]+")


@cache
def program() -> tuple[str, ...]:
    """Name everything beside rules and posts that an answer depends on."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}/{unicodedata.unidata_version}"
    found = _distributions()
    versions = (found[_plain(name)].name if _plain(name) in found else "" for name in _LIBRARIES)
    return (__version__, _sources(found.get(_OWN)), python, *versions)


def _distributions() -> dict[str, Path]:
    """Return the folders that describe what is installed, by plain name: the first on the path counts."""
    found: dict[str, Path] = {}
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as entries:
                names = sorted(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
        except OSError:  # A path that does not exist, or an archive.
            continue
        for name in names:
            found.setdefault(_plain(name.partition("-")[0]), Path(folder, name))
    return found


def _plain(name: str) -> str:
    return _RUN.sub("-", name).lower()


def _sources(description: Path | None) -> str:
    """Tell builds of one version apart: by the hashes that the wheel lists, else by size and time of the sources."""
    listed = [line for line in _record(description) if line.startswith("rednote_lint/") and ".py,sha256=" in line]
    lines: Iterable[str] = sorted(listed) if listed else sorted(_stamped(str(Path(__file__).parents[1])))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _record(description: Path | None) -> list[str]:
    try:
        return (description / "RECORD").read_text("utf-8").splitlines() if description is not None else []
    except (OSError, ValueError):
        return []


def _stamped(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield f"{entry.path},{status.st_size},{status.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _stamped(entry.path)
