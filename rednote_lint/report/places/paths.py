"""Paths as other programs take them: relative to a folder, with forward slashes; as URIs, percent-encoded."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:/")


class Paths:
    """Writes the paths of findings, which a person named from the working directory, relative to another folder.

    Args:
        here: the working directory, absolute.
        base: the folder that the paths are to start from; one that does not hold the working directory is right too.
    """

    def __init__(self, here: str, base: str) -> None:
        self._here, self._base = here, base

    def relative(self, path: str) -> str:
        """Return the path from the base; one outside of it stays absolute."""
        whole = path if is_absolute(path) else posixpath.normpath(posixpath.join(self._here, path))
        if whole == self._base:
            return "."
        return whole.removeprefix(self._base.rstrip("/") + "/") if self._base else whole

    def uri(self, path: str) -> str:
        """Return the relative URI reference of a path below the base, and a `file:` URI of one elsewhere."""
        relative = self.relative(path)
        if not is_absolute(relative):
            return quote(_bytes(relative), safe="/")
        return "file:///" + quote(_bytes(relative), safe="/:").lstrip("/")


def is_absolute(path: str) -> bool:
    """Say whether a path with forward slashes starts at a root or at a drive."""
    return path.startswith("/") or bool(_DRIVE.match(path))


def _bytes(path: str) -> bytes:
    """Return the bytes of a name; those that are no UTF-8 are held in lone surrogates, on Windows any of these."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
