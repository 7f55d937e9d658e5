"""`--shard i/N`: which part of the posts one of several runs checks."""

from __future__ import annotations

import hashlib

from rednote_lint.model import Post, Record


class Shard(Record, frozen=True, kw_only=True):
    """One of several parts, counted from 1."""

    part: int = 1
    of: int = 1

    def has(self, post: Post) -> bool:
        """Say whether a post belongs to this part: by what it is, so that posts that are added change nobody else's."""
        digest = hashlib.sha256(_identity(post).encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.part - 1


def _identity(post: Post) -> str:
    """Return the id that an author gave; else the path, or of a row its text, for its line moves."""
    if post.id != post.path:
        return post.id
    is_row = post.header is not None and post.path != post.header.path and post.sources
    return f"{post.root}\0{post.sources[0].text}" if is_row else post.path
