"""Compares a certificate with the files that lie there now; no rule is asked, and nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Post
from rednote_lint.run.certificates.form import Certificate, HashedFile, sealed
from rednote_lint.run.certificates.issue import files_of, relative


class Difference(Enum):
    """How the files differ from those that were certified."""

    CHANGED = auto()
    GONE = auto()
    ADDED = auto()
    EDITED = auto()
    """The certificate itself."""


class Deviation(NamedTuple):
    """A file that is not as it was certified."""

    path: str
    difference: Difference


def deviations(certificate: Certificate, folder: Path, posts: Iterable[Post]) -> Iterator[Deviation]:
    """Yield what differs from the certificate.

    Args:
        certificate: as it was read.
        folder: where it lies.
        posts: what is found there now.
    """
    if sealed(certificate).digest != certificate.digest:
        yield Deviation("", Difference.EDITED)
    files = {one.path: one for post in certificate.posts for one in post.files}
    for path, one in sorted(files.items()):
        difference = _compared(folder / path, one)
        if difference is not None:
            yield Deviation(path, difference)
    now = {relative(name, folder) for post in posts for name in files_of(post)}
    yield from (Deviation(path, Difference.ADDED) for path in sorted(now - files.keys()))


def _compared(path: Path, one: HashedFile) -> Difference | None:
    try:
        same = path.stat().st_size == one.size and sha256_of(path) == one.sha256
    except (OSError, ValueError):
        return Difference.GONE
    return None if same else Difference.CHANGED
