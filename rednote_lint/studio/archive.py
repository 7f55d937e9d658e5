"""The fixed post as a zip: its files as they stand in the workspace, the same bytes for the same post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from rednote_lint.model import AssetKind, Post
from rednote_lint.posts.files import asset_kind
from rednote_lint.studio.workspace import Held

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file: the earliest that a zip can say; a copy is of no other time."""
_ROW = re.compile(r":\d+\Z|#.*\Z")
_PIECE = 1 << 20


def archived(held: Held, target: Path) -> None:
    """Write the files of a post to a zip, under the names that they were dropped with."""
    with held.acts, ZipFile(target, "x") as archive:
        for path in files_of(held.post):
            if not path.is_relative_to(held.drop.folder):
                continue
            entry = ZipInfo(path.relative_to(held.drop.folder).as_posix(), _MOMENT)
            is_packed = asset_kind(path) in (AssetKind.IMAGE, AssetKind.VIDEO)
            entry.compress_type = ZIP_STORED if is_packed else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as packed:
                while piece := source.read(_PIECE):
                    packed.write(piece)


def files_of(post: Post) -> Iterator[Path]:
    """Yield the files of a post: all in its folder where it has one, else its text and its media."""
    place = Path(post.path)
    if place.is_dir():
        yield from (path for path in sorted(place.rglob("*")) if path.is_file())
        return
    named = (_ROW.sub("", post.path), *(one.path for one in post.sources), *(asset.path for asset in post.assets))
    yield from sorted(path for path in {Path(name) for name in named} if path.is_file())


def name_of(held: Held) -> str:
    """Return what the zip is called: as the folder or file that was dropped."""
    place = Path(_ROW.sub("", held.post.path))
    return f"{place.name if place.is_dir() else place.stem}.zip"
