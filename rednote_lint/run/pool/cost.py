"""Estimates what the check of a post costs, from its parts alone."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.model import AssetKind, Post

_WORDS = 0.004
_PICTURE = 0.4
_VIDEO = 0.5
_BYTE_OF_VIDEO = 0.06e-6
"""Seconds of one core, measured on the two of `benchmarks/README.md`; right to a factor of two or three."""


def seconds_of(post: Post, *, media: bool) -> float:
    """Estimate the seconds that one core is busy with a post whose facts are not known.

    Args:
        post: as it was found.
        media: whether media are opened.
    """
    return _WORDS + (sum(_of_file(asset.kind, asset.path) for asset in post.assets) if media else 0.0)


def _of_file(kind: AssetKind, path: str) -> float:
    if kind is AssetKind.IMAGE:
        return _PICTURE
    if kind is not AssetKind.VIDEO:
        return 0.0
    try:
        return _VIDEO + Path(path).stat().st_size * _BYTE_OF_VIDEO
    except OSError:
        return 0.0
