"""Facts from EXIF, XMP, container tags and provenance labels."""

from __future__ import annotations

from rednote_lint.facts.metadata.read import metadata_key, read_metadata
from rednote_lint.facts.metadata.tags import Metadata
from rednote_lint.media.tags import Tag

__all__ = ["Metadata", "Tag", "metadata_key", "read_metadata"]
