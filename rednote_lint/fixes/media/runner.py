"""Runs the operations on one media file in their order, verifies its AI labels and publishes the result."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from rednote_lint.errors import system_said, writing_advice
from rednote_lint.fixes import atomic
from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome, Repair, RepairFailed
from rednote_lint.fixes.operations import OPERATIONS, module_of
from rednote_lint.media.ai_labels import labels_of
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Bilingual, MediaEdit, Record

_SAME_TYPE = {".jpeg": ".jpg", ".jfif": ".jpg", ".tiff": ".tif", ".heif": ".heic", ".hif": ".heic"}


class Written(Record, frozen=True, kw_only=True):
    """A repaired file."""

    path: Path
    notes: tuple[Bilingual, ...] = ()
    backup: Path | None = None
    """Where the original is, when the repaired file has its place."""


def repaired(
    edits: Sequence[MediaEdit], advance: Advance, *, in_place: bool, own: Collection[Path] = frozenset()
) -> Written:
    """Repair one file.

    Args:
        edits: all of one file; carried out in the order of their operations.
        advance: is told the share of all of them that is done.
        in_place: the repaired file takes the original's name, which becomes `name.orig.ext`.
        own: repaired files that this run wrote itself; such a one is replaced by its better successor.

    Raises:
        CannotRepair: nothing was written, and why.
        RepairFailed: so is it when the file changed meanwhile, or cannot be read or written.
    """
    source = Path(edits[0].path)
    steps = sorted(edits, key=lambda edit: OPERATIONS[edit.operation].order)
    try:
        with ExitStack() as stack:
            current, suffix = source, source.suffix.lower()
            notes: list[Bilingual] = []
            _require_unchanged(source, steps)
            for number, edit in enumerate(steps):
                new = stack.enter_context(atomic.scratch(source.parent))
                outcome = _step(edit, current, new.path, _share(advance, number, len(steps)))
                current, suffix = new.path, outcome.suffix or suffix
                notes += outcome.notes
            _require_labels(source, current)
            _require_unchanged(source, steps)
            suffix = source.suffix if _alike(suffix, source.suffix) else suffix
            if source in own and suffix == source.suffix:
                new.publish(source, like=source, replace=True)
                return Written(path=source, notes=tuple(notes))
            return _publish(new, source, suffix, tuple(notes), in_place=in_place)
    except OSError as error:
        why, advice = system_said(error), writing_advice(error)
        raise RepairFailed(
            f"the original cannot be read or the repaired file cannot be written ({why.en}), and nothing was changed: "
            f"{advice.en}",
            f"无法读取原文件，或无法写入修复后的文件（{why.zh}），没有改动任何内容：{advice.zh}",
        ) from error


def operation(name: str) -> Repair:
    """Load the function that carries an operation out."""
    module = importlib.import_module(module_of(name))
    repair: Repair = module.repair
    return repair


def _step(edit: MediaEdit, source: Path, target: Path, advance: Advance) -> MediaOutcome:
    advance(0.0)
    outcome = operation(edit.operation)(source, target, edit.arguments, advance)
    advance(1.0)
    return outcome


def _share(advance: Advance, number: int, steps: int) -> Advance:
    return lambda share: advance((number + share) / steps)


def _require_unchanged(source: Path, edits: Sequence[MediaEdit]) -> None:
    planned = {edit.sha256 for edit in edits if edit.sha256}
    if planned and planned != {sha256_of(source)}:
        raise RepairFailed(
            "the file has changed since the repair was planned: check it again",
            "文件在计划修复之后被修改过：重新检查",
        )


def _require_labels(source: Path, result: Path) -> None:
    """Refuse a result that says less than its source about being made by AI: removing such a label is illegal."""
    if labels_of(source) - labels_of(result):
        raise CannotRepair(
            "the repaired file would lose its AI label or content credentials; re-export the original instead",
            "修复后的文件会丢失 AI 标识或内容凭证；从原始素材重新导出",
        )


def _publish(
    new: atomic.Scratch, source: Path, suffix: str, notes: tuple[Bilingual, ...], *, in_place: bool
) -> Written:
    if not in_place:
        return Written(path=_first_free(new, source, source.stem, "fixed", suffix), notes=notes)
    target = source.with_suffix(suffix)
    if target != source and target.exists():
        raise CannotRepair(f"{target.name} is there already", f"{target.name} 已存在")
    atomic.require_writable(source)
    backup, is_new = _backed_up(source)
    try:
        new.publish(target, like=source, replace=target == source)
    except BaseException:
        if is_new:
            backup.unlink()
        raise
    if target != source:
        source.unlink()
    return Written(path=target, notes=notes, backup=backup)


def _alike(one: str, other: str) -> bool:
    return _SAME_TYPE.get(one.lower(), one.lower()) == _SAME_TYPE.get(other.lower(), other.lower())


def _first_free(new: atomic.Scratch, source: Path, stem: str, mark: str, suffix: str) -> Path:
    """Publish under the first name that is free, or that holds the same content already."""
    for path in _names(source.parent, stem, mark, suffix):
        try:
            new.publish(path, like=source)
        except FileExistsError:
            if sha256_of(path) != sha256_of(new.path):
                continue
        return path
    raise AssertionError("names never end")


def _backed_up(source: Path) -> tuple[Path, bool]:
    """Keep the original under another name; say whether that name is new or held the same content already."""
    for path in _names(source.parent, source.stem, "orig", source.suffix):
        try:
            atomic.keep(source, path)
        except FileExistsError:
            if sha256_of(path) != sha256_of(source):
                continue
            return path, False
        return path, True
    raise AssertionError("names never end")


def _names(folder: Path, stem: str, mark: str, suffix: str) -> Iterator[Path]:
    yield folder / f"{stem}.{mark}{suffix}"
    for number in count(2):
        yield folder / f"{stem}.{mark}-{number}{suffix}"
