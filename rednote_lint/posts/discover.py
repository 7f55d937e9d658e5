"""Discovers the posts behind the paths that a person names.

A folder with one caption is a post; a folder without is a batch, and each medium in it without a caption is a post by
itself; a manifest is a batch of rows. A file named by itself belongs to the post of its folder when that folder is
one, so that a commit hook may pass any staged file. Each post comes once, however many of its files are named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind, Bilingual, Location, Post, Problem
from rednote_lint.posts.build import Origin, unreadable
from rednote_lint.posts.files import MARKDOWN, SPREADSHEETS, YAML, Contents, asset_kind, is_manifest, look_into
from rednote_lint.posts.folder import caption_posts, folder_post, is_post, media_post, own_subtitles
from rednote_lint.posts.manifest import looks_like_manifest, manifest_posts
from rednote_lint.posts.source import CHECK_PERMISSIONS, DISK, Sources, unreadable_because
from rednote_lint.syntax.source import told_of

_DEEPEST = 40
_CHECK = Bilingual(en="Check the path.", zh="检查路径。")
_NOTHING_THERE = Bilingual(en="does not exist", zh="不存在"), _CHECK
_UNUSABLE = Bilingual(en="is not a usable path", zh="不是可用的路径"), _CHECK
_NO_POST = (
    Bilingual(en="contains no post", zh="里没有笔记"),
    Bilingual(
        en="Name a caption file, an image, a video, a table, or a folder with posts.",
        zh="指定正文文件、图片、视频、表格清单，或含有它们的文件夹。",
    ),
)
_NO_PART = (
    Bilingual(en="is not a file that belongs to a post", zh="不是笔记用得到的文件"),
    Bilingual(
        en="A post is a caption (.md, .txt, post.yaml), an image, a video, or a table (.csv, .jsonl).",
        zh="笔记可以是正文（.md、.txt、post.yaml）、图片、视频或表格清单（.csv、.jsonl）。",
    ),
)
_SPREADSHEET = (
    Bilingual(en="is a spreadsheet, which cannot be read", zh="是电子表格，不能读取"),
    Bilingual(
        en="Save the sheet as CSV (UTF-8) and name that file.", zh="把工作表另存为 CSV（UTF-8），再检查那个文件。"
    ),
)


def discover(paths: Sequence[str | Path], sources: Sources = DISK) -> Iterator[Post]:
    """Give the posts behind some paths, each once, in the order of the paths and in natural order inside a folder.

    What cannot be read becomes a post with `problems`; nothing is raised for a bad input, so that a batch goes on.
    Posts are read one at a time, as the caller asks for them; `sources` may hold texts in memory.
    """
    given: set[str] = set()
    for path in paths:
        for post in _posts_at(_as_named(Path(path)), sources) if str(path) else [_nowhere()]:
            if post.path not in given:
                given.add(post.path)
                yield post


def load(path: str | Path, sources: Sources = DISK) -> Post:
    """Read the one post behind a path.

    Raises:
        UserError: when there are several.
    """
    posts = list(discover([path], sources))
    if len(posts) != 1:
        raise UserError(f"{len(posts)} posts are here, one was expected", "Name one of them.", str(path))
    return posts[0]


def _as_named(path: Path) -> Path:
    """Return the path relative to where the command was run when it lies below that, however it was written."""
    try:
        return Path(os.path.normpath(Path.cwd() / path)).relative_to(Path.cwd())
    except ValueError:
        return path if path.is_absolute() else Path(os.path.normpath(path))


def _posts_at(path: Path, sources: Sources) -> Iterator[Post]:
    try:
        if "\0" not in str(path) and path.is_dir():
            yield from _in_folder(path, sources)
        else:
            if sources.held(path) is None:
                path.stat()
            yield from _of_file(path, sources)
    except FileNotFoundError:
        yield _broken(path, *_NOTHING_THERE)
    except ValueError:
        yield _broken(path, *_UNUSABLE)
    except OSError as error:
        yield _broken(path, unreadable_because(error), CHECK_PERMISSIONS)


def _in_folder(folder: Path, sources: Sources) -> Iterator[Post]:
    found = False
    for post in _Walk(sources).through(folder, frozenset(), 0):
        found = True
        yield post
    if not found:
        yield _broken(folder, *_NO_POST)


class _Walk:
    """One way through a folder and those below it; a file that belongs to a post is no post by itself."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._taken: set[str] = set()

    def through(self, folder: Path, above: frozenset[tuple[int, int]], depth: int) -> Iterator[Post]:
        """Give the posts in a folder and below it; a folder that contains itself by a link is entered once."""
        try:
            status = folder.stat()
            contents = look_into(folder, self._sources)
        except OSError as error:
            yield _broken(folder, unreadable_because(error), CHECK_PERMISSIONS)
            return
        identity = (status.st_dev, status.st_ino)
        if identity in above or depth > _DEEPEST:
            return
        yield from self._here(folder, contents)
        for inner in contents.folders:
            yield from self.through(inner, above | {identity}, depth + 1)

    def _here(self, folder: Path, contents: Contents) -> Iterator[Post]:
        for post in _with_words(folder, contents, self._sources):
            self._taken |= {asset.path for asset in post.assets}
            yield post
        if is_post(contents):
            return
        for path in contents.media:
            if path.as_posix() not in self._taken:
                yield media_post(path, own_subtitles(path, contents), self._sources)
        for path in contents.spreadsheets:
            yield _spreadsheet(path)


def _with_words(folder: Path, contents: Contents, sources: Sources) -> Iterator[Post]:
    """Give the posts of a folder that have a caption or a row."""
    if is_post(contents):
        yield folder_post(folder, contents, sources)
        return
    yield from caption_posts(contents, contents.captions, sources)
    for path in contents.manifests:
        if looks_like_manifest(path, sources):
            yield from manifest_posts(path, sources)


def _of_file(path: Path, sources: Sources) -> Iterator[Post]:
    """Give the post that a file is, or belongs to."""
    if is_manifest(path):
        yield from manifest_posts(path, sources)
    elif path.suffix.lower() in SPREADSHEETS:
        yield _spreadsheet(path)
    else:
        yield from _of_single(path, look_into(path.parent, sources), sources)


def _of_single(path: Path, around: Contents, sources: Sources) -> Iterator[Post]:
    kind = asset_kind(path)
    words = {*around.captions, *([around.title] if around.title else [])}
    owner = None if kind is AssetKind.OTHER else _owner_above(path, sources)
    if is_post(around) and (path in words or kind is not AssetKind.OTHER):
        yield folder_post(path.parent, around, sources)
    elif owner is not None:
        yield owner
    elif kind in (AssetKind.IMAGE, AssetKind.VIDEO):
        yield media_post(path, own_subtitles(path, around), sources)
    elif kind is AssetKind.OTHER and path.suffix.lower() in {*MARKDOWN, *YAML, ".txt"}:
        yield from caption_posts(around, [path], sources)
    elif kind is AssetKind.SUBTITLE:
        yield media_post(path, (), sources)
    else:
        yield _broken(path, *_NO_PART)


def _owner_above(path: Path, sources: Sources) -> Post | None:
    """Return the post of the folder above that one of a medium, such as `post/` for `post/images/1.jpg`."""
    folder = path.parent.parent
    if folder == path.parent:
        return None
    contents = look_into(folder, sources)
    post = folder_post(folder, contents, sources) if is_post(contents) else None
    return post if post and any(asset.path == path.as_posix() for asset in post.assets) else None


def _spreadsheet(path: Path) -> Post:
    return _broken(path, *_SPREADSHEET)


def _nowhere() -> Post:
    """Refuse an empty path, such as an empty variable of a script, which would else mean the folder at hand."""
    message = Bilingual(en="the path is empty", zh="路径为空")
    remedy = Bilingual(en="Write “.” for the current folder.", zh="检查当前文件夹写“.”。")
    return unreadable(Origin(path="", folder=Path()), Problem(message=message, remedy=remedy))


def _broken(path: Path, message: Bilingual, remedy: Bilingual) -> Post:
    name = path.as_posix()
    problem = Problem(message=told_of(name, message), remedy=remedy, where=Location(path=name))
    return unreadable(Origin(path=name, folder=path.parent), problem)
