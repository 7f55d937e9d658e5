"""Fixes of a post's copy: safe ones at once, the others on a second copy that is looked at first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rednote_lint.errors import UserError
from rednote_lint.fixes.outcome import FixOutcome
from rednote_lint.fixes.session import FixOptions, fix
from rednote_lint.model import Asset, AssetKind, Bilingual, Post, Report
from rednote_lint.posts.files import asset_kind, is_leftover
from rednote_lint.studio.copies import Stamp, copied, stamp_of
from rednote_lint.studio.workspace import Held, Work, Workspace

_STALE = (
    Bilingual(en="the post has changed since these fixes were shown", zh="显示这些修复之后，笔记又有改动"),
    Bilingual(en="preview them again", zh="重新预览"),
)
_NONE_SHOWN = (
    Bilingual(en="no fixes of this post are being looked at", zh="这篇笔记没有正在预览的修复"),
    Bilingual(en="preview them first", zh="先预览"),
)


class Trial(NamedTuple):
    """A second copy of a post with all its fixes made."""

    revision: int
    """Of the post that it was made from."""
    folder: Path
    before: Post
    after: Post
    report: Report
    outcome: FixOutcome
    changed: tuple[str, ...]
    """Files that are other than in the first copy, or new, by their paths in the folder."""
    gone: tuple[str, ...]
    """Files that are not there any more."""

    def media(self) -> list[tuple[Asset | None, Asset]]:
        """Return the pictures and videos that are other than before, each with what it was."""
        pairs = []
        for name in self.changed:
            kind = asset_kind(self.folder / name)
            if kind in (AssetKind.IMAGE, AssetKind.VIDEO):
                own = Asset(path=(self.folder / name).as_posix(), kind=kind)
                pairs.append((self._original(own), own))
        return pairs

    def _original(self, repaired: Asset) -> Asset | None:
        """Return the asset of the first copy that one of this copy was made from."""
        made_from = {now: old for old, now in self.outcome.repaired.items()}
        old = made_from.get(repaired.path, repaired.path)
        name = Path(old).relative_to(self.folder).as_posix()
        return next((asset for asset in self.before.assets if asset.path.endswith(f"/{name}")), None)


class Watch:
    """Tells the page how far a repair is; see `fixes.outcome.Progress`."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._title = Bilingual(en="", zh="")

    def begin(self, path: str, title: Bilingual) -> None:
        """Work on a file begins."""
        self._title = title
        self._held.work = Work(title, 0.0)

    def advance(self, share: float) -> None:
        """A share of the file is done."""
        self._held.work = Work(self._title, share)

    def end(self) -> None:
        """Work on the file has ended."""
        self._held.work = None


class Repairs:
    """Fixes posts of a workspace.

    Args:
        workspace: the workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.root / "trials"
        self._folder.mkdir()
        self._trials: dict[int, Trial] = {}

    def safe(self, held: Held) -> FixOutcome:
        """Make the safe fixes of a post in its copy; media that were not looked at yet are left alone.

        Raises:
            UserError: it is no post any more.
        """
        with held.acts:
            is_seen = held.is_seen
            options = FixOptions(text=True, media=is_seen, in_place=is_seen)
            outcome = self._fixed(held, held.drop.folder, held.path, options, self._workspace.report(held))
            self._workspace.changed(held)
        return outcome

    def trial(self, held: Held) -> Trial:
        """Make all fixes of a post in a second copy.

        Raises:
            UserError: it is no post any more.
        """
        with held.acts:
            self.discard(held)
            folder = self._folder / str(held.number)
            _copied(held.drop.folder, folder)
            before = dict(_stamps(folder))
            path = held.path.replace(held.drop.folder.as_posix(), folder.as_posix(), 1)
            (first,) = self._workspace.checks.whole(folder, path)
            options = FixOptions(text=True, unsafe=True, media=True, in_place=True)
            outcome = self._fixed(held, folder, path, options, first.outcome.report)
            after = dict(_stamps(folder))
            (last,) = self._workspace.checks.whole(folder, path)
            trial = Trial(
                revision=held.revision,
                folder=folder,
                before=held.post,
                after=last.post,
                report=last.outcome.report,
                outcome=outcome,
                changed=tuple(name for name, stamp in after.items() if before.get(name) != stamp),
                gone=tuple(name for name in before if name not in after),
            )
            self._trials[held.number] = trial
            return trial

    def accept(self, held: Held) -> None:
        """Take the files of the second copy over.

        Raises:
            UserError: nothing is being looked at, or the post has changed since.
        """
        with held.acts:
            trial = self._trials.get(held.number)
            if trial is None:
                raise UserError(*_NONE_SHOWN)
            if trial.revision != held.revision:
                raise UserError(*_STALE)
            for name in trial.changed:
                target = held.drop.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (trial.folder / name).replace(target)
            for name in trial.gone:
                (held.drop.folder / name).unlink(missing_ok=True)
            self.discard(held)
            self._workspace.changed(held)

    def discard(self, held: Held) -> None:
        """Delete the second copy of a post."""
        with held.acts:
            self._trials.pop(held.number, None)
            shutil.rmtree(self._folder / str(held.number), ignore_errors=True)

    def _fixed(self, held: Held, folder: Path, path: str, options: FixOptions, report: Report) -> FixOutcome:
        before = set(_files(folder))
        check = self._workspace.checks.whole if options.media else self._workspace.checks.words

        def relint(stale: Sequence[str], renamed: Mapping[str, str]) -> list[Report]:
            return [checked.outcome.report for checked in check(folder, path)]

        try:
            return fix([report], options, relint, Watch(held))
        finally:
            held.work = None
            for backup in set(_files(folder)) - before:
                if is_leftover(backup):  # A copy of a copy, that nobody asked for.
                    backup.unlink()


def _copied(source: Path, target: Path) -> None:
    for path in _files(source):
        copied(path, target / path.relative_to(source))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    for path in _files(folder):
        stamp = stamp_of(path)
        if stamp is not None:
            yield path.relative_to(folder).as_posix(), stamp
