"""Sorts files that changed, as version control names them: those of posts, and those that a walk would not check.

A commit hook hands over whatever was staged. A caption, a medium, a sidecar or a table of posts is checked as if a
person had named it; a README, a configuration, data of another program are part of no post and are passed over. A
medium stands also for the post that it lies or lay beside: that may still ask for it by its old name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from rednote_lint.model import AssetKind, Record
from rednote_lint.posts.discover import as_named
from rednote_lint.posts.files import (
    DOCUMENTS,
    MARKDOWN,
    SPREADSHEETS,
    YAML,
    Contents,
    asset_kind,
    is_drawing,
    is_leftover,
    is_manifest,
    kind_on_disk,
    look_into,
)
from rednote_lint.posts.folder import holds_media_of_above, is_one_post, shares_stem, tables_of_posts
from rednote_lint.posts.manifest import looks_like_manifest
from rednote_lint.posts.source import DISK, Sources


class Changed(Record, frozen=True, kw_only=True):
    """Files that changed, sorted; each list in the order of the input, each file once."""

    to_check: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    """Files that are part of no post, or are gone and leave none behind."""


def changed(paths: Sequence[str], sources: Sources = DISK) -> Changed:
    """Sort files that changed; of those beside them only the names are read, and the first line of tables."""
    look = cache(partial(_contents, sources=sources))
    to_check: dict[str, None] = {}
    passed_over: dict[str, None] = {}
    for path in paths:
        files = list(_to_check(path, look, sources))
        to_check.update(dict.fromkeys(files))
        passed_over.update({} if files else {path: None})
    return Changed(to_check=tuple(to_check), passed_over=tuple(passed_over))


def _contents(folder: Path, sources: Sources) -> Contents:
    """List a folder; one that cannot be listed is empty here, and told when the file in it is read."""
    try:
        return look_into(folder, sources)
    except OSError:
        return Contents()


def _to_check(name: str, look: Callable[[Path], Contents], sources: Sources) -> Iterator[str]:
    """Give what is to be checked because one file changed: the file itself, or one of the post that it stands for."""
    path = as_named(Path(name))
    if not name or path.is_dir():
        yield name
    elif not _is_hidden(path):
        if (_is_there(path) or sources.held(path) is not None) and _is_part(path, look, sources):
            yield name
        yield from map(str, _beside(path, look, sources))


def _is_hidden(path: Path) -> bool:
    """Tell whether a walk from the folder at hand would not enter where a file lies; no post is in `.github`."""
    below = () if path.is_absolute() or ".." in path.parts else path.parts[:-1]
    return any(part.startswith(".") for part in (*below, path.name))


def _is_there(path: Path) -> bool:
    """Tell whether a name is there, if only as a dead link; what cannot be told counts, so that it is not lost."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def _is_part(path: Path, look: Callable[[Path], Contents], sources: Sources) -> bool:
    """Tell whether a walk would read a file as a post, as a part of one, or refuse it as one; no drawing by itself."""
    if is_manifest(path):
        return looks_like_manifest(path, sources)
    if is_drawing(path):
        return any(tables_of_posts(look(folder), sources) for folder in (path.parent, path.parent.parent))
    if kind_on_disk(path) is not AssetKind.OTHER:
        return not is_leftover(path)
    around = look(path.parent)
    if path in around.spreadsheets or path.suffix.lower() in DOCUMENTS:
        return not is_one_post(around, sources)
    return path in around.captions or path == around.title


def _beside(path: Path, look: Callable[[Path], Contents], sources: Sources) -> Iterator[Path]:
    """Give the captions that a file was or is beside: of its folder's post, of the one above, or of its own name."""
    is_medium = asset_kind(path) is not AssetKind.OTHER
    if not is_medium and not _may_belong(path):
        return
    above = (path.parent.parent,) if is_medium and holds_media_of_above(path.parent) else ()
    for folder in (path.parent, *above):
        around = look(folder)
        words = (*around.captions, *((around.title,) if around.title is not None else ()))
        if is_one_post(around, sources):
            found = words[:1]
        else:
            found = tuple(caption for caption in words if is_medium and shares_stem(path, caption))
        if found:
            yield from found
            return


def _may_belong(path: Path) -> bool:
    """Tell a document beside a caption, and a text that is gone: the post may be another one without it."""
    suffix = path.suffix.lower()
    return suffix in DOCUMENTS | SPREADSHEETS or (suffix in MARKDOWN | YAML | {".txt"} and not _is_there(path))
