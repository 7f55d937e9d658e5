"""Reads posts from paths, folders, manifests and memory, with the place of every word."""

from __future__ import annotations

from rednote_lint.posts.changed import Changed, changed
from rednote_lint.posts.discover import discover, load
from rednote_lint.posts.files import is_manifest
from rednote_lint.posts.folder import text_post
from rednote_lint.posts.schema import post_schema
from rednote_lint.posts.source import DISK, Held, Sources

__all__ = [
    "DISK",
    "Changed",
    "Held",
    "Sources",
    "changed",
    "discover",
    "is_manifest",
    "load",
    "post_schema",
    "text_post",
]
