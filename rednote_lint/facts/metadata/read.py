"""Reads the metadata of one file as facts: its tags, what follows from them, what could not be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from rednote_lint.errors import system_said
from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.metadata.aigc import aigc_tags
from rednote_lint.facts.metadata.c2pa import c2pa_tags
from rednote_lint.facts.metadata.conclusions import concluded
from rednote_lint.facts.metadata.generators import generator_tags
from rednote_lint.facts.metadata.tags import Metadata, bounded
from rednote_lint.media.contents import read_contents
from rednote_lint.media.tags import Tag
from rednote_lint.model import Bilingual

VERSION = 1
"""Raised whenever the answer may change, so that stored ones are dropped."""


def metadata_key(path: str) -> str:
    """Name the stored metadata of a file: its own name is one of its tags, and the C2PA library may be missing."""
    name = hashlib.sha256(os.fsencode(Path(path).name)).hexdigest()[:16]
    return f"metadata/{VERSION}/{name}" + ("/c2pa" if find_spec("c2pa") else "")


def read_metadata(path: str) -> Metadata | Unreadable:
    """Read the metadata of an image or a video without decoding a pixel.

    Args:
        path: the file.

    Returns:
        Its tags, with a note of every part that could not be read; or why nothing could.
    """
    try:
        contents = read_contents(path)
    except OSError as error:
        return Unreadable(reason=_unopened(system_said(error)))
    if contents.size == 0:
        return Unreadable(reason=Bilingual(en="the file is empty", zh="文件为空"))
    gaps, manifest = list(contents.gaps), b"".join(contents.manifests)
    credentials = list(c2pa_tags(path, manifest, contents.size, gaps)) if manifest else []
    # What is concluded may stand in any part, thus all are read before the first is passed on.
    tags = [Tag("file.name", Path(path).name), *credentials, *contents.tags]
    return Metadata(tags=tuple(bounded(_with_conclusions(tags))), gaps=tuple(dict.fromkeys(gaps)))


def _with_conclusions(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Put the few conclusions first, so that no flood of tags can push them over the limit."""
    tags = list(tags)
    yield from aigc_tags(tags)
    yield from concluded(tags)
    yield from generator_tags(tags)
    yield from tags


def _unopened(reason: Bilingual) -> Bilingual:
    return Bilingual(en=f"it could not be opened ({reason.en})", zh=f"无法打开（{reason.zh}）")
