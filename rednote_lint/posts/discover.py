"""Discovers the posts behind the paths that a person names.

A folder with one caption is a post; a folder without is a batch, and each medium in it without a caption is a post by
itself; a manifest is a batch of rows. A file named by itself belongs to the post of its folder when that folder is
one and has it, a medium to the rows of a table that name it; each is a post by itself otherwise, so that a commit hook
may pass any staged file and each is checked.
Each post comes once, however many of its files are named.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.first_seen import FirstSeen
from rednote_lint.model import AssetKind, Bilingual, Location, Post, Problem
from rednote_lint.posts.build import Origin, unreadable
from rednote_lint.posts.course import Course
from rednote_lint.posts.files import (
    DOCUMENTS,
    MARKDOWN,
    SPREADSHEETS,
    YAML,
    Contents,
    asset_kind,
    is_drawing,
    is_manifest,
    kind_on_disk,
    look_into,
    sheet_of,
)
from rednote_lint.posts.folder import (
    caption_posts,
    folder_post,
    is_one_post,
    media_post,
    own_subtitles,
    shares_stem,
    tables_of_posts,
    unread_beside,
)
from rednote_lint.posts.manifest import manifest_posts
from rednote_lint.posts.same_file import Taken
from rednote_lint.posts.source import CHECK_PERMISSIONS, DISK, Sources, unreadable_because
from rednote_lint.syntax.source import told_of

_DEEPEST = 40
_TOO_DEEP = (
    Bilingual(en=f"lies more than {_DEEPEST} folders deep and was not entered", zh=f"超过 {_DEEPEST} 层，没有进入"),
    Bilingual(en="Name this folder itself.", zh="单独指定这个文件夹。"),
)
_DOCUMENT = (
    Bilingual(en="is a word processor's document, which cannot be read", zh="是文字处理软件的文档，不能读取"),
    Bilingual(en="Save it as plain text (.txt, UTF-8).", zh="另存为纯文本（.txt，UTF-8）。"),
)
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
        en="A post is a caption (.md, .txt, post.yaml), an image, a video, or a table (.csv, .jsonl, .xlsx).",
        zh="笔记可以是正文（.md、.txt、post.yaml）、图片、视频或表格清单（.csv、.jsonl、.xlsx）。",
    ),
)
_SEVERAL = Bilingual(en="{count} posts are here, one was expected", zh="这里有 {count} 篇笔记，只应有一篇")
_NAME_ONE = Bilingual(en="Name one of them.", zh="指定其中一篇。")
_SPREADSHEET = (
    Bilingual(en="is a spreadsheet of a kind that cannot be read", zh="是无法读取的电子表格格式"),
    Bilingual(
        en="Save it as .xlsx or as CSV (UTF-8), and name that file.",
        zh="另存为 .xlsx 或 CSV（UTF-8），再检查那个文件。",
    ),
)


FolderReader = Callable[[Path, Contents, Sources], Post]
"""Reads the post that a folder is, such as `folder_post`."""


def discover(
    paths: Sequence[str | Path],
    sources: Sources = DISK,
    read: FolderReader = folder_post,
    course: Course | None = None,
) -> Iterator[Post]:
    """Give the posts behind some paths, each once, in the order of the paths and in natural order inside a folder.

    What cannot be read becomes a post with `problems`; nothing is raised for a bad input, so that a batch goes on.
    Posts are read one at a time, as the caller asks for them; `sources` may hold texts in memory. A file that is named
    itself is checked or a problem, and never told as unread beside another post.

    Args:
        paths: as they were named.
        sources: reads text files.
        read: reads the post that a folder is.
        course: is told how much of all that was read.
    """
    course = course or Course()
    given, places = FirstSeen(), FirstSeen()
    real = cache(os.path.realpath)
    files = _Files(sources, read, course)
    named = [as_named(Path(path)) if str(path) else None for path in paths]
    told = frozenset(path.as_posix() for path in named if path is not None)
    for path in course.parts(named):
        for post in _posts_at(path, files, _Walk(sources, read, course)) if path is not None else [_nowhere()]:
            if given.add(post.path) and places.add(_place_of(post, real)):
                unread = tuple(name for name in post.unread if name not in told)
                yield msgspec.structs.replace(post, unread=unread)
    course.is_over = True


def _place_of(post: Post, real: Callable[[str], str]) -> str:
    """Return where a post lies, whatever links lead to its folder; a link to a file alone is a file of its own.

    Args:
        post: as it was found.
        real: resolves the links of a path, once for all that lies below it.
    """
    folder, name = (post.path, "") if post.path == post.root else os.path.split(post.path)
    above, last = os.path.split(folder)
    try:
        if last in ("", os.curdir, os.pardir) or _is_link(Path(folder).lstat()):
            return f"{os.path.realpath(folder)}\0{name}"
        return f"{real(above).rstrip(os.sep)}{os.sep}{last}\0{name}"
    except (OSError, ValueError):
        return post.path


def _is_link(status: os.stat_result) -> bool:
    """Tell links, and on Windows junctions as well."""
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0))


def load(path: str | Path, sources: Sources = DISK) -> Post:
    """Read the one post behind a path.

    Raises:
        UserError: when there are several.
    """
    posts = list(discover([path], sources))
    if len(posts) != 1:
        raise UserError(_SEVERAL.filled({"count": str(len(posts))}), _NAME_ONE, str(path))
    return posts[0]


def as_named(path: Path) -> Path:
    """Return the path relative to where the command was run when it lies below that, however it was written."""
    try:
        return Path(os.path.normpath(Path.cwd() / path)).relative_to(Path.cwd())
    except ValueError:
        return path if path.is_absolute() else Path(os.path.normpath(path))


def _posts_at(path: Path, files: _Files, walk: _Walk) -> Iterator[Post]:
    try:
        if "\0" not in str(path) and path.is_dir():
            yield from _in_folder(path, walk)
        else:
            if walk.sources.held(path) is None:
                sheet_of(path)[0].stat()
            yield from files.posts_of(path)
    except FileNotFoundError:
        yield _broken(path, *_NOTHING_THERE)
    except ValueError:
        yield _broken(path, *_UNUSABLE)
    except OSError as error:
        yield _broken(path, unreadable_because(error), CHECK_PERMISSIONS)


def _in_folder(folder: Path, walk: _Walk) -> Iterator[Post]:
    bare: list[Post] = []
    found = False
    for post in walk.through(folder, frozenset(), 0):
        if not found and post.is_bare:
            bare.append(post)
            continue
        found = True
        yield from bare
        bare.clear()
        yield post
    if not found:
        yield _broken(folder, *_NO_POST)


class _Walk:
    """One way through a folder and those below it; a file that belongs to a post is no post by itself."""

    def __init__(self, sources: Sources, read: FolderReader, course: Course) -> None:
        self.sources = sources
        self._read = read
        self._course = course
        self._taken = Taken()

    def through(self, folder: Path, above: frozenset[str], depth: int) -> Iterator[Post]:
        """Give the posts in a folder and below it; a folder that contains itself by a link is entered once."""
        try:
            contents = look_into(folder, self.sources)
            # Only a folder that others lie in can lie in itself. Not the file's number: network drives give it as zero.
            identity = os.path.realpath(folder) if contents.folders else ""
        except OSError as error:
            yield _broken(folder, unreadable_because(error), CHECK_PERMISSIONS)
            return
        if identity in above:
            return
        if depth > _DEEPEST:
            yield _broken(folder, *_TOO_DEEP)
            return
        weights = (
            len(contents.captions) + len(contents.manifests) or len(contents.media),
            *(1 for _ in contents.folders),
        )
        for inner in self._course.parts([folder, *contents.folders], weights):
            if inner is folder:
                yield from self._here(folder, contents)
            else:
                yield from self.through(inner, above | {identity}, depth + 1)

    def _here(self, folder: Path, contents: Contents) -> Iterator[Post]:
        """Give the posts of a folder; what nobody reads of it is told with the first."""
        whole = is_one_post(contents, self.sources)
        unread = () if whole else unread_beside(contents, self.sources)
        found = False
        for post in self._posts(folder, contents, whole=whole):
            yield msgspec.structs.replace(post, unread=(*post.unread, *map(Path.as_posix, unread)))
            found, unread = True, ()
        drawings = [path for path in contents.media if is_drawing(path) and not whole and path not in self._taken]
        if not found:
            yield from _without_post(folder, contents, drawings)
        elif drawings:
            yield _unread(folder, drawings)

    def _posts(self, folder: Path, contents: Contents, *, whole: bool) -> Iterator[Post]:
        tables = tables_of_posts(contents, self.sources)
        if whole:
            yield self._taking(self._read(folder, contents, self.sources))
        else:
            for number, post in enumerate(caption_posts(contents, contents.captions, self.sources)):
                if not tables:
                    self._course.reached(number / max(number + 1, len(contents.captions)))
                yield self._taking(post)
        for table in self._course.parts(tables) if tables else ():
            for post in manifest_posts(table, self.sources, self._course):
                yield self._taking(post)
        if whole and not tables:
            return
        is_media_alone = not tables and not contents.captions
        for path in self._course.parts(contents.media) if is_media_alone else contents.media:
            if path not in self._taken and not (is_drawing(path) and not whole):
                yield media_post(path, own_subtitles(path, contents), self.sources)
        for path in () if whole else contents.spreadsheets:
            yield _spreadsheet(path)

    def _taking(self, post: Post) -> Post:
        for asset in post.assets:
            self._taken.add(Path(asset.path))
        return post


class _Files:
    """Finds the post that a file belongs to; of ten thousand files in one folder, the folder is looked at once."""

    def __init__(self, sources: Sources, read: FolderReader, course: Course) -> None:
        self._sources = sources
        self._read = read
        self._course = course
        self._contents = cache(partial(look_into, sources=sources))
        self._post_in = cache(self._read_post_in)
        self._rows_in = cache(self._read_rows_in)

    def posts_of(self, path: Path) -> Iterator[Post]:
        """Give the posts that a file holds, or the one that it is or belongs to."""
        suffix = path.suffix.lower()
        if is_manifest(sheet_of(path)[0]):
            yield from manifest_posts(path, self._sources, self._course)
        elif suffix in SPREADSHEETS:
            yield _spreadsheet(path)
        elif suffix in DOCUMENTS:
            yield _broken(path, *_DOCUMENT)
        else:
            yield from self._owner(path) or self._alone(path)

    def _owner(self, path: Path) -> list[Post]:
        """Return the posts that have the file: that of its folder, of the folder above, or rows of a table there."""
        is_medium = asset_kind(path) is not AssetKind.OTHER
        for folder in dict.fromkeys((path.parent, path.parent.parent) if is_medium else (path.parent,)):
            try:
                post, has = self._post_in(folder)
                rows = self._rows_in(folder).get(path.as_posix(), []) if is_medium else []
            except OSError:  # What is named can be checked by itself; its own folder is looked at again for that.
                continue
            if post is not None and path in has:
                return [post]
            if rows:
                return rows
        return self._of_its_name(path) if is_medium else []

    def _of_its_name(self, path: Path) -> list[Post]:
        """Return the post of the caption beside a medium, among captions of other posts, that has it by its name."""
        around = self._contents(path.parent)
        named = [caption for caption in around.captions if shares_stem(path, caption)]
        posts = caption_posts(around, named, self._sources)
        return [post for post in posts if any(asset.path == path.as_posix() for asset in post.assets)][:1]

    def _alone(self, path: Path) -> Iterator[Post]:
        kind, around = kind_on_disk(path), self._contents(path.parent)
        if kind in (AssetKind.IMAGE, AssetKind.VIDEO):
            yield media_post(path, own_subtitles(path, around), self._sources)
        elif kind is AssetKind.SUBTITLE:
            yield media_post(path, (), self._sources)
        elif path.suffix.lower() in {*MARKDOWN, *YAML, ".txt"}:
            yield from caption_posts(around, [path], self._sources)
        else:
            yield _broken(path, *_NO_PART)

    def _read_post_in(self, folder: Path) -> tuple[Post | None, Taken]:
        """Return the post that a folder is, if it is one, and the files that it is made of."""
        contents, has = self._contents(folder), Taken()
        if not is_one_post(contents, self._sources):
            return None, has
        post = self._read(folder, contents, self._sources)
        for path in (*contents.captions, *([contents.title] if contents.title else [])):
            has.add(path)
        for asset in post.assets:
            has.add(Path(asset.path))
        return post, has

    def _read_rows_in(self, folder: Path) -> dict[str, list[Post]]:
        """Return the rows of the tables in a folder by the files that they name."""
        contents = self._contents(folder)
        rows: dict[str, list[Post]] = {}
        for table in tables_of_posts(contents, self._sources):
            for post in manifest_posts(table, self._sources):
                for name in dict.fromkeys(asset.path for asset in post.assets):
                    rows.setdefault(name, []).append(post)
        return rows


def _without_post(folder: Path, contents: Contents, drawings: Sequence[Path]) -> Iterator[Post]:
    """Give what lies in a folder of a batch that holds no post: documents as problems, other files as not read."""
    documents = [path for path in contents.unread if path.suffix.lower() in DOCUMENTS]
    for path in documents:
        yield _broken(path, *_DOCUMENT)
    others = [*drawings, *(path for path in contents.unread if path not in documents)]
    if others:
        yield _unread(folder, others)


def _unread(folder: Path, paths: Sequence[Path]) -> Post:
    """Tell files that no post has, and that are none by themselves."""
    bare = unreadable(Origin(path=folder.as_posix(), folder=folder))
    return msgspec.structs.replace(bare, unread=tuple(path.as_posix() for path in paths), problems=())


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
