"""What a check knew of the files of a post, so that facts about them are found again when they are gone."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.facts.digests import Digests
from rednote_lint.model import AssetKind, Post, Record
from rednote_lint.posts.files import live_half


class SeenFile(Record, frozen=True, kw_only=True):
    """A media file as it was when a post was checked."""

    path: str
    digest: str
    """SHA-256 in hexadecimal, by which its facts are stored."""
    size: int
    is_live: bool = False
    """Whether the other half of a Live photo lay beside it."""


def seen_files(post: Post, digests: Digests) -> tuple[SeenFile, ...]:
    """Return what is known of the files of a post that were hashed; no other file is read."""
    files = ((asset, digests.known(asset.path)) for asset in post.assets)
    return tuple(
        SeenFile(
            path=asset.path,
            digest=known[0],
            size=known[1],
            is_live=asset.kind is AssetKind.IMAGE and live_half(Path(asset.path)) is not None,
        )
        for asset, known in files
        if known is not None
    )
