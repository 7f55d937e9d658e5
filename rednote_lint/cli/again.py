"""Checks posts of a run again: after a fix, as a fix would leave them, with repaired copies in place of originals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from rednote_lint.model import Post, Report
from rednote_lint.posts import Sources, discover
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

_ROW = re.compile(r":\d+\Z")


class Again:
    """Checks posts behind the paths of a run once more.

    Args:
        checks: the run.
        paths: as they were named.
    """

    def __init__(self, checks: Run, paths: Sequence[str]) -> None:
        self._checks, self._paths = checks, tuple(paths)

    def as_they_are(self, stale: Sequence[str], renamed: Mapping[str, str]) -> list[Report]:
        """Check posts as they stand on disk.

        Args:
            stale: the paths that the posts had.
            renamed: new names of files; a file that was named and is gone is named by its new one from now on.
        """
        now = {Path(old): new for old, new in renamed.items()}
        self._paths = tuple(_present(path, now) for path in self._paths)
        return _reports(self._checks.check(self._paths, only=_one_of((*stale, *renamed.values()))))

    def as_they_would_be(self, stale: Sequence[str], texts: Mapping[str, str]) -> list[Report]:
        """Check posts with texts that stand in place of their files."""
        return _reports(self._checks.check(self._paths, only=_one_of(stale), sources=Sources(texts)))

    def with_copies(self, repaired: Mapping[str, str]) -> list[Outcome]:
        """Check the posts of some media as if they had the repaired files instead."""
        posts = (post for post in discover(self._paths) if any(asset.path in repaired for asset in post.assets))
        return list(self._checks.check_posts(_swapped(post, repaired) for post in posts))


def _present(path: str, now: Mapping[Path, str]) -> str:
    return now.get(Path(path), path) if not Path(path).exists() else path


def _reports(outcomes: Iterable[Outcome]) -> list[Report]:
    return [outcome.report for outcome in outcomes]


def _one_of(stale: Sequence[str]) -> Callable[[Post], bool]:
    """Match posts by their files: a row may stand on another line now."""
    files = {_ROW.sub("", path) for path in stale}
    return lambda post: _ROW.sub("", post.path) in files


def _swapped(post: Post, repaired: Mapping[str, str]) -> Post:
    assets = [
        msgspec.structs.replace(asset, path=Path(repaired[asset.path]).as_posix()) if asset.path in repaired else asset
        for asset in post.assets
    ]
    return msgspec.structs.replace(post, assets=tuple(assets))
