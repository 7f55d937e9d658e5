"""What stands in a file beside its pixels: EXIF, XMP, container tags, provenance labels, read with bounds."""

from __future__ import annotations

from rednote_lint.facts.metadata.read import read_metadata
from rednote_lint.facts.metadata.tags import Metadata, Tag

__all__ = ["Metadata", "Tag", "read_metadata"]
