"""Globs of the configuration, in the notation of .gitignore, relative to the folder of the file that states them."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

VOID = (
    Bilingual(en="`{glob}` matches no path", zh="`{glob}` 不匹配任何路径"),
    Bilingual(
        en="write a pattern such as `drafts/` or `*.mp4`, with / between folders",
        zh="写成 `drafts/`、`*.mp4` 这样的模式，文件夹之间用 /",
    ),
)
_SPECIAL = re.compile(r"[*?\[\\!#]")
_FOLDER_OF_WINDOWS = re.compile(r"\\\w")


def is_void(glob: str) -> bool:
    """Say whether a glob can match nothing: empty, a comment, an exception, or with backslashes between folders."""
    patterns = [pattern for pattern in _compiled(_composed(glob)).patterns if pattern.include]
    return not patterns or _FOLDER_OF_WINDOWS.search(glob) is not None


def is_below(root: str, glob: str, path: Path) -> bool:
    """Say whether a glob that counts from the folder `root` matches a path."""
    relative = _relative(root, path)
    return relative is not None and bool(_compiled(_composed(glob)).match_file(relative))


def literal_base(root: str, glob: str) -> Path:
    """Return the folder or file that everything lies in which a glob can match."""
    parts = glob.strip().split("/")
    if len([part for part in parts if part]) < 2 and not glob.startswith("/"):
        return Path(root)  # It matches at any depth.
    literal = []
    for part in filter(None, parts):
        if _SPECIAL.search(part):
            break
        literal.append(part)
    return Path(root, *literal)


def _relative(root: str, path: Path) -> PurePosixPath | None:
    try:
        # Lexically: a post may be named through `..`, and what a link leads to has a name of its own.
        inside = Path(os.path.abspath(path)).relative_to(os.path.abspath(root))  # noqa: PTH100
    except ValueError:
        return None
    return PurePosixPath(_composed(inside.as_posix()))


def _composed(text: str) -> str:
    """Return text as it is typed: file systems of macOS keep names decomposed."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=256)
def _compiled(glob: str) -> GitIgnoreSpec:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines([glob])
