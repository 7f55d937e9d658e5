"""Reading posts: paths, folders and manifests in, posts with the place of every word out."""

from __future__ import annotations

from rednote_lint.posts.discover import discover, load
from rednote_lint.posts.schema import post_schema

__all__ = ["discover", "load", "post_schema"]
