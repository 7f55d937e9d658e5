"""Reads and writes baseline files: a JSON list, one entry a line behind its comma, so that lines merge one by one."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from rednote_lint.errors import UserError, system_said
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Bilingual, Finding, Post, SourceFile
from rednote_lint.posts import DISK, is_manifest
from rednote_lint.posts.source import MANIFEST_LIMIT
from rednote_lint.run.here import from_here
from rednote_lint.verdict.baseline import Baseline, Digest, Entry, context_of, gathered

FILE_NAME = ".rednote-lint-baseline.json"
VERSION = 1
_UNKNOWN = "unreadable"
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK = re.compile(r"\s*")
_MEND = Bilingual(
    en="mend this line, or write the file anew with `rednote-lint baseline update`",
    zh="修正这一行，或用 `rednote-lint baseline update` 重新写入",
)
_NO_FILE = (
    Bilingual(en="there is no such baseline", zh="没有这个基线文件"),
    Bilingual(
        en="make it with `rednote-lint baseline create PATH…`", zh="用 `rednote-lint baseline create 路径…` 创建"
    ),
)
_NO_REGULAR_FILE = (
    Bilingual(en="the baseline is no regular file", zh="基线文件不是普通文件"),
    Bilingual(en="name a file, not a folder, a pipe or a device", zh="指定一个文件，不是文件夹、管道或设备"),
)
_UNREADABLE = Bilingual(en="the baseline cannot be read: {why}", zh="基线文件无法读取：{why}")
_BROKEN = Bilingual(en="the baseline is broken: {why}", zh="基线文件已损坏：{why}")
_PERMISSIONS = Bilingual(en="check the file and its permissions", zh="检查文件及其权限")
_NO_LIST = Bilingual(en="it is no list", zh="不是列表")
_NO_HEAD = Bilingual(
    en=f'its first entry must be {{"tool": "rednote-lint", "baseline": {VERSION}}}',
    zh=f'第一项应为 {{"tool": "rednote-lint", "baseline": {VERSION}}}',
)
_COMMA = Bilingual(en="a comma or ] is missing here", zh="此处缺少逗号或 ]")
_COUNT = Bilingual(en="`count` is a number from 1 up", zh="`count` 应为不小于 1 的整数")


def load(path: Path) -> tuple[Entry, ...]:
    """Read a baseline file; see `content` and `parsed`."""
    return parsed(content(path), path)


def content(path: Path) -> bytes:
    """Return the bytes of a baseline file.

    Raises:
        UserError: it cannot be read; a pipe, which would be waited for, and a device are not opened.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(*_NO_REGULAR_FILE, str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(*_NO_FILE, str(path)) from None
    except OSError as error:
        why = system_said(error)
        said = Bilingual(en=_UNREADABLE.en.format(why=why.en), zh=_UNREADABLE.zh.format(why=why.zh))
        raise UserError(said, _PERMISSIONS, str(path)) from None


def parsed(data: bytes, path: Path) -> tuple[Entry, ...]:
    """Return the entries that the bytes of a baseline file hold.

    Raises:
        UserError: names the line and the column of the mistake.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(_BROKEN.filled({"why": "UTF-8"}), _MEND, str(path)) from None
    found: dict[Entry, int] = {}
    elements = _elements(text, path)
    at, head = next(elements, (0, None))
    if head != {"tool": "rednote-lint", "baseline": VERSION}:
        raise _broken(path, text, at, _NO_HEAD)
    for start, element in elements:
        entry = _entry(element, path, text, start)
        same = msgspec.structs.replace(entry, count=1)
        found[same] = max(entry.count, found.get(same, 0))  # Two branches may have added the same.
    return tuple(msgspec.structs.replace(entry, count=count) for entry, count in found.items())


def written(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a baseline file."""
    head = {"tool": "rednote-lint", "baseline": VERSION}
    rows = (msgspec.to_builtins(entry) for entry in gathered(entries))
    lines = [f"[{_line(head)}", *(f",{_line(row)}" for row in rows), "]", ""]
    return "\n".join(lines).encode("utf-8")


def _line(row: dict[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    return text if text.isprintable() and not re.search("[\ud800-\udfff]", text) else json.dumps(row)


def opened(path: Path) -> Baseline:
    """Read a baseline file for a run.

    Raises:
        UserError: see `load`.
    """
    folder = path.resolve().parent
    return Baseline(from_here(path), load(path), cache(lambda post: os.path.lexists(folder / post)))


def post_name(post: Post, path: Path) -> str:
    """Return the name of a post in the baseline at `path`: the file of its words; rows have that of their table."""
    words = post.body or post.title
    own = words.where if words is not None else post.header
    place = Path(own.path if own is not None else post.path).resolve()
    name = place.as_posix()
    with suppress(ValueError):  # Another drive of Windows.
        name = os.path.relpath(place, path.resolve().parent)
    return unicodedata.normalize("NFC", Path(name).as_posix())


def lines_beside(post: Post) -> frozenset[str]:
    """Return the contexts of all lines of the table that a post is a row of; none for other posts."""
    table = post.header.path if post.header is not None else ""
    if not is_manifest(Path(table)):
        return frozenset()
    try:
        changed = Path(table).stat().st_mtime_ns
    except OSError:
        return frozenset()
    return _contexts(table, changed)


@lru_cache(maxsize=4)
def _contexts(table: str, changed: int) -> frozenset[str]:
    source = DISK.read(Path(table), limit=MANIFEST_LIMIT)
    return frozenset(map(context_of, _LINE_END.split(source.text))) if isinstance(source, SourceFile) else frozenset()


def digest_of(post: Post) -> Digest:
    """Return the function that hashes the medium of a finding; only such files are opened."""
    media = {asset.path for asset in post.assets}

    @cache
    def hashed(path: str) -> str:
        try:
            return sha256_of(Path(path))
        except OSError:
            return _UNKNOWN

    def digest(finding: Finding) -> str:
        is_medium = finding.location.text is None and finding.location.path in media
        return hashed(finding.location.path) if is_medium else ""

    return digest


def is_below(path: Path, roots: Sequence[str | Path]) -> Callable[[str], bool]:
    """Return whether a post of the baseline at `path` lies in one of the paths that a run was given."""
    folder = path.resolve().parent
    named = [Path(root).resolve() for root in roots]

    def below(post: str) -> bool:
        place = (folder / post).resolve()
        return any(place == root or root in place.parents for root in named)

    return below


def _elements(text: str, path: Path) -> Iterator[tuple[int, object]]:
    """Yield the elements of a JSON list with where they start."""
    decoder = json.JSONDecoder()
    at = _blank(text, 0)
    if text[at : at + 1] != "[":
        raise _broken(path, text, at, _NO_LIST)
    at = _blank(text, at + 1)
    while text[at : at + 1] != "]":
        try:
            element, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            place = error.pos if isinstance(error, json.JSONDecodeError) else at
            raise _broken(path, text, place, _said(error)) from None
        yield at, element
        at = _blank(text, end)
        if text[at : at + 1] == ",":
            at = _blank(text, at + 1)
        elif text[at : at + 1] != "]":
            raise _broken(path, text, at, _COMMA)


def _said(error: Exception) -> Bilingual:
    words = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
    return Bilingual(en=words, zh=f"`{words}`")


def _entry(element: object, path: Path, text: str, at: int) -> Entry:
    try:
        entry = msgspec.convert(element, Entry)
    except msgspec.ValidationError as error:
        raise _broken(path, text, at, Bilingual(en=str(error), zh=f"`{error}`")) from None
    if entry.count < 1:
        raise _broken(path, text, at, _COUNT)
    return entry


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _broken(path: Path, text: str, at: int, why: Bilingual) -> UserError:
    before = text[:at]
    said = Bilingual(en=_BROKEN.en.format(why=why.en), zh=_BROKEN.zh.format(why=why.zh))
    return UserError(said, _MEND, f"{path}:{before.count(chr(10)) + 1}:{at - before.rfind(chr(10))}")
