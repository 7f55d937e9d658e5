"""Collects the media and subtitle files of a post: those its header names, else those beside its caption."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from rednote_lint.model import Asset, AssetKind, Bilingual, Location, PostKind, Problem, SourceFile
from rednote_lint.posts.fields import Fields
from rednote_lint.posts.files import asset_kind, may_be_live
from rednote_lint.posts.remote import NotFetched, Remote, is_remote
from rednote_lint.syntax.source_text import SourceText
from rednote_lint.text.lines import Lines

_COVER_STEMS = frozenset(("cover", "thumbnail", "poster", "封面"))
_MOST_GUESSES = 20
"""Missing files of one post for which a similar name is looked for."""
_WEB = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def named_assets(
    fields: Fields, folder: Path, source: SourceFile, remote: Remote
) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Return the files that a header names, and a problem for each that is not there; remote ones as their copies."""
    problems: list[Problem] = []
    assets: list[Asset] = []
    search = _Search(folder, Lines(source))
    for name, kind in _names(fields):
        path = _on_disk(folder, name.text)
        if is_remote(name.text):
            try:
                path = remote.fetched(name.text)
            except NotFetched as error:
                problems.append(_problem(name, search, source, *_not_fetched(name.text, error)))
                continue
        elif (missing := _missing(name, search)) is not None:
            problems.append(_problem(name, search, source, *missing))
            continue
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
    videos = {path.stem.lower() for path in media if asset_kind(path) is AssetKind.VIDEO}
    assets = []
    for path in (*media, *subtitles):
        found = Asset(path=path.as_posix(), kind=asset_kind(path), cover=_is_cover(path, videos))
        assets.append(known.pop(found.path, found))
    return (*assets, *known.values())


def _is_cover(path: Path, videos: set[str]) -> bool:
    """Tell a video's cover among the files that were found: `cover.jpg`, or `clip.jpg` beside `clip.mp4`."""
    if asset_kind(path) is not AssetKind.IMAGE or not videos:
        return False
    return path.stem.lower() in _COVER_STEMS or (path.stem.lower() in videos and not may_be_live(path))


def live_movies(assets: Sequence[Asset]) -> frozenset[str]:
    """Return the paths of the movies that are only the other half of a Live photo in the post."""
    if all(asset.kind is AssetKind.IMAGE for asset in assets):
        return frozenset()
    stills = [Path(asset.path) for asset in assets if asset.kind is AssetKind.IMAGE]
    halves = {still.with_suffix(".mov").as_posix().lower() for still in stills if may_be_live(still)}
    return frozenset(asset.path for asset in assets if asset.path.lower() in halves)


def kind_of(stated: PostKind | None, assets: Sequence[Asset], image_count: int | None) -> PostKind:
    """Say what kind of note a post becomes; with images and videos mixed, the one there is more of."""
    if stated is not None:
        return stated
    images = [asset for asset in assets if asset.kind is AssetKind.IMAGE]
    shown = [asset for asset in images if not asset.cover]
    live = live_movies(assets)
    videos = [asset for asset in assets if asset.kind is AssetKind.VIDEO and asset.path not in live]
    if videos and len(shown) <= len(videos):
        return PostKind.VIDEO
    return PostKind.IMAGE if images or image_count else PostKind.TEXT


def _not_fetched(name: str, error: NotFetched) -> tuple[Bilingual, Bilingual]:
    message = Bilingual(en=f"“{name}” {error.message.en}", zh=f"“{name}”{error.message.zh}")
    return message, Bilingual(en="Or name a file on this computer.", zh="或改为本机上的文件。")


def _missing(name: SourceText, search: _Search) -> tuple[Bilingual, Bilingual] | None:
    """Say why a named file cannot be had, and what to do; None when something lies at its path."""
    if _WEB.match(name.text):
        message = Bilingual(en=f"“{name.text}” is a web address", zh=f"“{name.text}”是网址")
        remedy = Bilingual(
            en="Nothing is downloaded. Name a file on this computer.", zh="不会下载任何内容，改为本机上的文件。"
        )
    elif not name.text.strip():
        message = Bilingual(en="a file name is empty", zh="有一个文件名是空的")
        remedy = Bilingual(en="Name a file, or delete the entry.", zh="写上文件名，或删除这一项。")
    elif "\0" in name.text or len(name.text.encode("utf-8", "surrogatepass")) > 4000:
        message = Bilingual(en="a file name cannot be used", zh="有一个文件名无法使用")
        remedy = Bilingual(en="Name a file on this computer.", zh="改为本机上的文件。")
    elif _lies_at(_on_disk(search.folder, name.text)):
        return None
    else:
        message = Bilingual(en=f"“{name.text}” does not exist", zh=f"“{name.text}”不存在")
        remedy = search.nearest(name.text)
    return message, remedy


def _problem(name: SourceText, search: _Search, source: SourceFile, message: Bilingual, remedy: Bilingual) -> Problem:
    position = search.lines.position(name.start)
    where = Location(path=source.path, text=name.range)
    cell = search.lines.cell(name.start)
    return Problem(message=message, remedy=remedy, where=where, line=position.line, column=position.column, cell=cell)


def _on_disk(folder: Path, name: str) -> Path:
    """Return the path that a name stands for.

    Accents may be composed in the one and decomposed in the other; exports of Notion write names as in web addresses.
    """
    written = (name, unquote(name)) if "%" in name and "\0" not in unquote(name) else (name,)
    spelled = ((unicodedata.normalize("NFC", one), unicodedata.normalize("NFD", one)) for one in written)
    spellings = dict.fromkeys((name, *chain.from_iterable(spelled)))
    paths = [folder / spelling for spelling in spellings]
    return next(filter(_lies_at, paths), paths[0])


def _lies_at(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True


class _Search:
    """Looks for the files that a header may have meant; each folder is listed once.

    Args:
        folder: what names start from.
        lines: the lines of the file that names them.
    """

    def __init__(self, folder: Path, lines: Lines) -> None:
        self.folder = folder
        self.lines = lines
        self._listed: dict[Path, list[str] | None] = {}
        self._left = _MOST_GUESSES

    def nearest(self, name: str) -> Bilingual:
        """Propose a name that is like one that does not exist; for the first few only, since it is slow."""
        path = self.folder / name
        names = self._names(path.parent)
        if names is None:
            return Bilingual(
                en="Check the path: it is relative to the folder of the file that names it.",
                zh="检查路径：以写有该路径的文件所在的文件夹为起点。",
            )
        self._left -= 1
        nearest = difflib.get_close_matches(path.name, names, n=1) if self._left >= 0 else []
        if nearest:
            return Bilingual(en=f"Did you mean “{nearest[0]}”?", zh=f"是不是“{nearest[0]}”？")
        return Bilingual(en="Check the name, including upper and lower case.", zh="检查文件名，注意大小写。")

    def _names(self, folder: Path) -> list[str] | None:
        """List a folder, in an order of its own; None for one that cannot be listed."""
        if folder not in self._listed:
            try:
                self._listed[folder] = sorted(entry.name for entry in folder.iterdir())
            except OSError:
                self._listed[folder] = None
        return self._listed[folder]
