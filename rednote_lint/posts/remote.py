"""Fetches media of calendars from object stores with fsspec, into a cache by address and version.

Only what begins with an address that a person typed is fetched; each file appears in the cache complete or not at all.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import secrets
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from rednote_lint.errors import first_line
from rednote_lint.model import Bilingual

FOLDER = "remote"
"""Below the cache."""
SCHEMES = ("s3", "gs", "memory")
LARGEST = 4_000_000_000
"""Bytes of a remote file: the platform takes less."""
LONGEST = 300.0
"""Seconds that one file may take."""
_BLOCK = 1 << 20
_TRIES = 3
"""How often a file is read that changes meanwhile."""
_NOT_ALLOWED = Bilingual(
    en="was not fetched: `--remote {prefix}` allows it", zh="没有下载：用 `--remote {prefix}` 允许"
)
_NO_LIBRARY = Bilingual(
    en="needs a library that is not installed: `pip install 'rednote-lint[remote]'`",
    zh="需要尚未安装的库：`pip install 'rednote-lint[remote]'`",
)
_TOO_LARGE = Bilingual(en="has {size} MB; more than {most} MB is not fetched", zh="有 {size} MB；超过 {most} MB 不下载")
_TOO_SLOW = Bilingual(en="was not there after {seconds} seconds", zh="{seconds} 秒内没有下载完")
_TOO_SHORT = Bilingual(
    en="could not be fetched: only {got} of {size} bytes arrived", zh="无法下载：{size} 字节中只收到 {got} 字节"
)
_CHANGING = Bilingual(en="could not be fetched: it changes while it is read", zh="无法下载：读取时它一直在变")
_FAILED = Bilingual(en="could not be fetched: {why}", zh="无法下载：{why}")


class NotFetched(Exception):
    """A remote file that could not be had; the message goes on where its address ends."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def is_remote(name: str) -> bool:
    """Tell an address that can be fetched from a file and from a web page."""
    scheme, mark, rest = name.partition("://")
    return bool(mark and rest) and scheme.lower() in SCHEMES


class Remote:
    """Fetches remote files, each once.

    Args:
        allowed: beginnings of addresses that a person typed.
        folder: the cache; None: a folder that goes with the process.
    """

    def __init__(self, allowed: Sequence[str] = (), folder: Path | None = None) -> None:
        self._allowed, self._folder = tuple(allowed), folder
        self._known: dict[str, Path | NotFetched] = {}

    def fetched(self, url: str) -> Path:
        """Return the local copy of a remote file.

        Raises:
            NotFetched: it could not be had.
        """
        if url not in self._known:
            try:
                self._known[url] = self._within_time(url)
            except NotFetched as error:
                self._known[url] = error
        known = self._known[url]
        if isinstance(known, NotFetched):
            raise known
        return known

    def _within_time(self, url: str) -> Path:
        if not any(_is_below(url, prefix) for prefix in self._allowed):
            raise NotFetched(_NOT_ALLOWED.filled({"prefix": url.rpartition("/")[0] + "/"}))
        folder = self._folder = self._folder or _passing_folder()
        result: list[Path | NotFetched] = []

        def work() -> None:
            try:
                result.append(_copy(url, folder))
            except NotFetched as error:
                result.append(error)
            except Exception as error:  # Each store has errors of its own; a file of one row costs that row.
                result.append(NotFetched(_FAILED.filled({"why": first_line(error)})))

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(LONGEST)
        if not result:
            raise NotFetched(_TOO_SLOW.filled({"seconds": f"{LONGEST:g}"}))
        if isinstance(result[0], NotFetched):
            raise result[0]
        return result[0]


def _passing_folder() -> Path:
    made = tempfile.TemporaryDirectory(prefix="rednote-lint-", ignore_cleanup_errors=True)
    atexit.register(made.cleanup)
    return Path(made.name)


def _is_below(url: str, prefix: str) -> bool:
    """Say whether an address begins with another, at a whole step; `..` leads nowhere."""
    return url == prefix or (url.startswith(prefix.rstrip("/") + "/") and ".." not in url.split("/"))


def _copy(url: str, folder: Path) -> Path:
    store, path = _store(url)
    for _ in range(_TRIES):
        version, size = _state(store, path)
        if size is not None and size > LARGEST:
            raise NotFetched(_TOO_LARGE.filled({"size": f"{size / 1e6:,.0f}", "most": f"{LARGEST / 1e6:,.0f}"}))
        key = hashlib.sha256(f"{url}\0{version}".encode()).hexdigest()[:32]
        target = folder / key / (PurePosixPath(path).name or "file")
        if _is_whole(target, size):
            return target
        with _downloaded(store, path, target) as part:
            if _state(store, path) != (version, size):
                continue  # What was read may be half of either.
            got = part.stat().st_size
            if size is not None and got != size:
                raise NotFetched(_TOO_SHORT.filled({"got": f"{got:,}", "size": f"{size:,}"}))
            part.replace(target)
            return target
    raise NotFetched(_CHANGING)


def _state(store: Any, path: str) -> tuple[str, int | None]:
    """Return the version and the size of a file as the store has it now."""
    store.invalidate_cache()
    size = store.info(path).get("size")
    return str(store.ukey(path)), None if size is None else int(size)


def _is_whole(target: Path, size: int | None) -> bool:
    try:
        return target.stat().st_size == size or size is None
    except OSError:
        return False


def _store(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        store, path = url_to_fs(url)
    except ImportError:
        raise NotFetched(_NO_LIBRARY) from None
    return store, path


@contextmanager
def _downloaded(store: Any, path: str, target: Path) -> Iterator[Path]:
    """Give a file beside its place, which is named when it is whole: of two programs, either is right."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with store.open(path, "rb") as source, part.open("wb") as file:
            got = 0
            while data := source.read(_BLOCK):
                got += len(data)
                if got > LARGEST:
                    raise NotFetched(_TOO_LARGE.filled({"size": f"{got / 1e6:,.0f}", "most": f"{LARGEST / 1e6:,.0f}"}))
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        with suppress(OSError):
            part.unlink()
