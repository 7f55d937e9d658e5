"""Turns URIs of a client into paths of this machine, and back."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

FILE = "file"
UNTITLED = "untitled"


def scheme_of(uri: str) -> str:
    """Return the scheme of a URI, in lower case; empty for what is no URI."""
    scheme, colon, _ = uri.partition(":")
    return scheme.lower() if colon else ""


def path_of(uri: str) -> Path | None:
    """Return the path that a `file:` URI names; None for any other."""
    if scheme_of(uri) != FILE:
        return None
    try:
        parts = urlsplit(uri, allow_fragments=False)
        named = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if os.name == "nt":  # A drive's letter comes as `c%3A` from some clients.
            local = url2pathname(unquote(named))
            return Path(f"\\\\{parts.netloc}{local}" if parts.netloc else local)
        return Path(os.path.normpath(unquote(named, errors="surrogateescape")))
    except ValueError:
        return None


def key_of(path: str | Path) -> str:
    """Return what two names of one file have in common: absolute, normalized, in one case where case is no matter."""
    return os.path.normcase(_absolute(path))


def uri_of(path: str | Path) -> str:
    """Return the `file:` URI of a path."""
    return Path(_absolute(path)).as_uri()


def _absolute(path: str | Path) -> str:
    """Make a path absolute without following links: a client knows its files by the names it uses."""
    return os.path.normpath(Path.cwd() / path)
