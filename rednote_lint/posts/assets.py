"""The files of a post: those its header names, else those that lie beside its caption."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rednote_lint.model import Asset, AssetKind, Location, PostKind, Problem, SourceFile
from rednote_lint.posts.fields import Fields
from rednote_lint.posts.files import asset_kind
from rednote_lint.text.lines import Lines
from rednote_lint.text.source_map import SourceText

_COVER_STEMS = frozenset(("cover", "thumbnail", "poster", "封面"))
_WEB = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def named_assets(fields: Fields, folder: Path, source: SourceFile) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Return the files that a header names, and a problem for each that is not there."""
    problems: list[Problem] = []
    assets: list[Asset] = []
    for name, kind in _names(fields):
        problem = _missing(name, folder, source)
        if problem is not None:
            problems.append(problem)
            continue
        path = folder / name.text
        place = Location(path=source.path, text=name.range)
        cover = fields.cover is not None and fields.cover.text == name.text
        assets.append(Asset(path=path.as_posix(), kind=kind or asset_kind(path), named_at=place, cover=cover))
    return tuple(_once(assets)), tuple(problems)


def _names(fields: Fields) -> Iterable[tuple[SourceText, AssetKind | None]]:
    for image in fields.images or ():
        yield image, AssetKind.IMAGE
    if fields.video is not None:
        yield fields.video, AssetKind.VIDEO
    for medium in fields.media or ():
        yield medium, None
    for subtitle in fields.subtitles or ():
        yield subtitle, AssetKind.SUBTITLE
    listed = (*(fields.images or ()), *(fields.media or ()))
    if fields.cover is not None and all(name.text != fields.cover.text for name in listed):
        yield fields.cover, AssetKind.IMAGE


def _once(assets: list[Asset]) -> Iterable[Asset]:
    """Drop a file that is named twice under two keys; twice in `images` stays twice, as it would be uploaded."""
    seen: dict[tuple[str, AssetKind], None] = {}
    for asset in assets:
        if (asset.path, asset.kind) in seen and asset.kind is not AssetKind.IMAGE:
            continue
        seen[(asset.path, asset.kind)] = None
        yield asset


def found_assets(media: Sequence[Path], subtitles: Sequence[Path], stated: Sequence[Asset] = ()) -> tuple[Asset, ...]:
    """Return the files that lie beside a caption, in natural order.

    Args:
        media: images and videos.
        subtitles: sidecar subtitles.
        stated: files that the header names as cover or subtitles; they keep the place where they are named.
    """
    known = {asset.path: asset for asset in stated}
    with_video = any(asset_kind(path) is AssetKind.VIDEO for path in media)
    assets = []
    for path in (*media, *subtitles):
        cover = with_video and path.stem.lower() in _COVER_STEMS and asset_kind(path) is AssetKind.IMAGE
        found = Asset(path=path.as_posix(), kind=asset_kind(path), cover=cover)
        assets.append(known.pop(found.path, found))
    return (*assets, *known.values())


def kind_of(stated: PostKind | None, assets: Sequence[Asset], image_count: int | None) -> PostKind:
    """Say what kind of note a post becomes; a video that is a Live photo's other half makes no video note."""
    if stated is not None:
        return stated
    images = [asset for asset in assets if asset.kind is AssetKind.IMAGE and not asset.cover]
    stems = {Path(asset.path).stem.lower() for asset in images}
    videos = [asset for asset in assets if asset.kind is AssetKind.VIDEO and Path(asset.path).stem.lower() not in stems]
    if videos and len(images) <= len(videos):
        return PostKind.VIDEO
    if any(asset.kind is AssetKind.IMAGE for asset in assets) or image_count:
        return PostKind.IMAGE
    return PostKind.TEXT


def _missing(name: SourceText, folder: Path, source: SourceFile) -> Problem | None:
    """Say why a named file cannot be had; None when something lies at its path."""
    if _WEB.match(name.text):
        message, remedy = f"“{name.text}” is a web address", "Nothing is downloaded: name a file on this computer."
    elif "\0" in name.text or len(name.text.encode("utf-8")) > 4000:
        message, remedy = "a file name is not usable", "Name a file on this computer."
    elif _lies_at(folder / name.text):
        return None
    else:
        message, remedy = f"“{name.text}” does not exist", _nearest(folder / name.text)
    position = Lines(source).position(name.start)
    where = Location(path=source.path, text=name.range)
    return Problem(message=message, remedy=remedy, where=where, line=position.line, column=position.column)


def _lies_at(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True


def _nearest(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return "Check the path; it starts from the folder of the file that names it."
    nearest = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean “{nearest[0]}”?" if nearest else "Check the name; upper and lower case matter."
