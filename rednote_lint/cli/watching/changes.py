"""Waits for changes of files: by what the system tells, or by looking, where watchfiles is missing or fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rednote_lint.cli.caching import cache_folder
from rednote_lint.errors import first_line
from rednote_lint.model import Bilingual

POLL = 1.0
"""Seconds between two looks where the system tells nothing."""
LOOK = 3.0
"""Seconds between two looks besides what the system tells, for network folders, whose changes it does not see."""
QUIET = 0.2
"""Seconds without a change after which one is complete: editors write in several steps."""
_LONGEST = 5.0
"""Seconds after which a file that never stops changing is checked all the same."""

_NOT_INSTALLED = Bilingual(
    en="watchfiles is not installed, so the files are looked at once a second; "
    "the extra `watch` brings it: rednote-lint[watch]",
    zh="未安装 watchfiles，改为每秒查看一次文件；附加组件 `watch` 会安装它：rednote-lint[watch]",
)
_FAILED = Bilingual(
    en="the system tells no changes here ({why}), so the files are looked at once a second",
    zh="系统无法通知此处的改动（{why}），改为每秒查看一次文件",
)

Seen = dict[str, tuple[int, int, int] | None]


def looked_at(paths: Iterable[str]) -> Seen:
    """Return what tells one state of files and folders from another: time, size, number; None for what is not there."""
    seen: Seen = {}
    for path in paths:
        try:
            status = Path(path).stat()
            seen[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        except (OSError, ValueError):
            seen[path] = None
    return seen


def changes(named: Sequence[str], known: Callable[[], Seen], tell: Callable[[Bilingual], None]) -> Iterator[None]:
    """Yield each time something may have changed.

    Args:
        named: the paths of the command line.
        known: the files that were checked and their folders, as they were then.
        tell: is given the reason where the system tells no changes.
    """
    try:
        yield from _told(named, known)
    except ImportError:
        tell(_NOT_INSTALLED)
    except (OSError, RuntimeError) as error:  # Too many folders for the system, or a file system that tells nothing.
        tell(_FAILED.filled({"why": first_line(error)}))
    while True:
        time.sleep(POLL)
        if _is_changed(known()):
            yield


def _told(named: Sequence[str], known: Callable[[], Seen]) -> Iterator[None]:
    """Yield at what the system tells, and at what only a look shows."""
    from watchfiles import watch

    folders = {str((path if path.is_dir() else path.parent).resolve()) for path in map(Path, named)}
    there = sorted(folder for folder in folders if Path(folder).is_dir())
    if not there:
        raise RuntimeError("no such folder")
    told = watch(
        *there,
        watch_filter=lambda change, path: _may_belong(path, there),
        debounce=1000,
        step=int(QUIET * 1000),
        rust_timeout=int(LOOK * 1000),
        yield_on_timeout=True,
        raise_interrupt=True,
        recursive=any(Path(path).is_dir() for path in named),
    )
    for events in told:
        if events or _is_changed(known()):
            yield


def _may_belong(path: str, folders: Sequence[str]) -> bool:
    """Leave out what no post has: hidden files and folders, and our own store, which every check writes to."""
    if Path(path).is_relative_to(cache_folder().resolve()):
        return False
    inside = (Path(path).relative_to(root) for root in map(Path, folders) if Path(path).is_relative_to(root))
    inner = min((part.parts for part in inside), key=len, default=())
    return not any(part.startswith(".") for part in inner)


def _is_changed(before: Seen) -> bool:
    """Say whether files are other than they were, once they have stopped changing."""
    now = looked_at(before)
    if now == before:
        return False
    started = time.monotonic()
    while time.monotonic() - started < _LONGEST:
        time.sleep(QUIET)
        later = looked_at(before)
        if later == now:
            break
        now = later
    return True
