"""Compares names of files as file systems do: upper and lower case, and composed and decomposed accents, may be one."""

from __future__ import annotations

import unicodedata
from pathlib import Path


class Taken:
    """A set of files.

    Two names that differ only in case or in the composition of accents are the same where the file system says so; on
    one that tells them apart they are two files.
    """

    def __init__(self) -> None:
        self._exact: set[str] = set()
        self._folded: dict[str, list[Path]] = {}

    def add(self, path: Path) -> None:
        """Add a file by its name."""
        name = path.as_posix()
        if name not in self._exact:
            self._exact.add(name)
            self._folded.setdefault(_folded(name), []).append(path)

    def __contains__(self, path: Path) -> bool:
        """Say whether a file is among them, by this name or by another."""
        name = path.as_posix()
        return name in self._exact or any(_same(path, other) for other in self._folded.get(_folded(name), ()))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
