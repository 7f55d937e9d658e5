"""Steps back: what the files of a post were before an edit, a declaration or a fix, as long as the program runs."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Record
from rednote_lint.studio.archive import files_of
from rednote_lint.studio.copies import copied, stamp_of
from rednote_lint.studio.workspace import Held, Workspace

MOST = 30
"""Steps of one post that are kept."""
TOGETHER = 3.0
"""Seconds between two edits that are one step: somebody types on."""
_NOTHING = (
    Bilingual(en="there is nothing to undo in this post", zh="这篇笔记没有可撤销的改动"),
    Bilingual(en="load the page again", zh="重新载入页面"),
)
_STALE = (
    Bilingual(en="{name} has been changed by another post since", zh="{name} 之后又被其他笔记改动"),
    Bilingual(en="undo that change first", zh="先撤销那次改动"),
)


State = tuple[int, int]
"""Time and size of a file: a copy that takes its place again has those of before."""


class Act(Enum):
    """What is done to a post."""

    TYPED = "typed"
    DECLARED = "declared"
    FIXED = "fixed"


class _Was(Record, frozen=True, kw_only=True):
    """One file before and after a step."""

    path: Path
    kept: Path | None
    """Its copy; None for a file that was not there."""
    before: State | None
    after: State | None = None


class _Step(Record, frozen=True, kw_only=True):
    act: Act
    at: float
    files: tuple[_Was, ...]


class History:
    """Keeps and takes back steps.

    Args:
        workspace: whose posts.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.root / "history"
        self._folder.mkdir()
        self._steps: dict[int, list[_Step]] = {}
        self._next = 0

    def count(self, held: Held) -> int:
        """Return how many steps back there are."""
        return len(self._steps.get(held.number, ()))

    @contextmanager
    def step(self, held: Held, act: Act) -> Iterator[None]:
        """Keep the files of a post while something is done to them; what changes none is no step."""
        with held.acts:
            self._next += 1
            folder = self._folder / str(held.number) / str(self._next)
            kept = {path: folder / str(number) for number, path in enumerate(files_of(held.post))}
            for path, copy in kept.items():
                copied(path, copy)
            before = {path: _state(path) for path in kept}
            try:
                yield
            finally:
                for path in files_of(held.post):
                    before.setdefault(path, None)
                self._add(
                    held, [_Was(path=path, kept=kept.get(path), before=stamp) for path, stamp in before.items()], act
                )

    def undo(self, held: Held) -> None:
        """Give the files of a post back what they were before its last step.

        Raises:
            UserError: there is no step, or a file was changed since by another post that it belongs to.
        """
        with held.acts:
            steps = self._steps.get(held.number)
            if not steps:
                raise UserError(*_NOTHING)
            for was in steps[-1].files:
                if _state(was.path) != was.after:
                    message, remedy = _STALE
                    raise UserError(message.filled({"name": was.path.name}), remedy)
            for was in steps.pop().files:
                if was.kept is None:
                    was.path.unlink(missing_ok=True)
                else:
                    was.path.parent.mkdir(parents=True, exist_ok=True)
                    was.kept.replace(was.path)
            self._workspace.changed(held)

    def forget(self, held: Held) -> None:
        """Delete the steps of a post that is gone."""
        self._steps.pop(held.number, None)
        shutil.rmtree(self._folder / str(held.number), ignore_errors=True)

    def _add(self, held: Held, files: Sequence[_Was], act: Act) -> None:
        """Add a step, or make it a part of the last one where somebody types on."""
        steps = self._steps.setdefault(held.number, [])
        if act is Act.TYPED and steps and _goes_on(steps[-1], files):
            first = {was.path: was for was in steps.pop().files}
            files = [*first.values(), *(was for was in files if was.path not in first)]
        now = (msgspec.structs.replace(was, after=_state(was.path)) for was in files)
        changed = tuple(was for was in now if was.before != was.after)
        if changed:
            steps.append(_Step(act=act, at=time.monotonic(), files=changed))
            del steps[:-MOST]


def _goes_on(last: _Step, files: Sequence[_Was]) -> bool:
    """Say whether an edit begins where the last one ended, and soon after it."""
    before = {was.path: was.before for was in files}
    is_near = last.act is Act.TYPED and time.monotonic() - last.at < TOGETHER
    return is_near and all(before.get(was.path) == was.after for was in last.files)


def _state(path: Path) -> State | None:
    stamp = stamp_of(path)
    return None if stamp is None else stamp[1:]
