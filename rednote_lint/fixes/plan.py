"""Reads and writes plan files: the edits of a run with the hashes of the files they were made for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError, system_said, writing_advice
from rednote_lint.fixes import atomic, texts
from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.fixes.outcome import Offer
from rednote_lint.fixes.resolve import resolve
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import ArgumentValue, Bilingual, MediaEdit, Record, TextEdit

VERSION = 1
_MAKE_AGAIN = Bilingual(en="make it again with `rednote-lint fix --plan`", zh="用 `rednote-lint fix --plan` 重新生成")
_CHECK_PATH = Bilingual(en="check the path", zh="检查路径")
_CHECK_FOLDER = Bilingual(en="check the folder", zh="检查文件夹")
_OTHER_FILE = (
    Bilingual(en="a file that is no plan is here, and stays", zh="这里已有一个不是修复计划的文件，保持原样"),
    Bilingual(en="name another file after --plan", zh="在 --plan 后指定另一个文件"),
)
_NOT_UTF8 = (
    Bilingual(en="a plan cannot hold a file name that is no UTF-8", zh="修复计划无法记录不是 UTF-8 的文件名"),
    Bilingual(en="rename the file, or fix it without a plan", zh="给文件改名，或不用计划直接修复"),
)
_NO_PLAN = (Bilingual(en="this is no plan: {why}", zh="这不是修复计划"), _MAKE_AGAIN)
_OTHER_VERSION = (
    Bilingual(
        en="the plan has version {its}, this program reads {ours}", zh="计划的版本是 {its}，本程序只读取版本 {ours}"
    ),
    _MAKE_AGAIN,
)
_UNKNOWN = (
    Bilingual(en="the plan names an unknown operation: {names}", zh="计划中有未知的操作：{names}"),
    _MAKE_AGAIN,
)
_OUTSIDE = (
    Bilingual(en="the plan names files outside its folder: {names}", zh="计划涉及文件夹以外的文件：{names}"),
    Bilingual(en="run the command in the folder that holds the posts", zh="在存放笔记的文件夹中运行该命令"),
)
_OVERLAP = (
    Bilingual(
        en="edits of the plan overlap ({names}); nothing was applied",
        zh="计划中的修改互相重叠（{names}），没有执行任何修改",
    ),
    Bilingual(en="delete all but one of them, or make the plan again", zh="只保留其中一处，或重新生成计划"),
)
_CHANGED = (
    Bilingual(
        en="changed since the plan was made: {names}; nothing was applied",
        zh="生成计划后文件已改动：{names}，没有执行任何修改",
    ),
    _MAKE_AGAIN,
)


class Plan(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `fix --plan` writes and `fix --apply` reads."""

    version: int
    files: dict[str, str]
    """SHA-256 of each file that is edited, as it was checked, empty for one that will be made.

    Paths as they were named, from the folder of the command; `--apply` takes none that lies outside that folder.
    """
    fixes: tuple[Offer, ...]


class _StatedEdit(Record, frozen=True):
    arguments: dict[str, ArgumentValue] = {}


class _StatedFix(Record, frozen=True):
    edits: tuple[_StatedEdit, ...] = ()


class _StatedOffer(Record, frozen=True):
    fix: _StatedFix


class _Stated(Record, frozen=True):
    """The arguments in a plan, as they are written."""

    fixes: tuple[_StatedOffer, ...]


def planned(offers: Iterable[Offer]) -> Plan:
    """Make the plan of these offers from the files as they are now.

    Raises:
        UserError: a file cannot be read.
    """
    fixes = tuple(offers)
    paths = sorted({edit.path for offer in fixes for edit in offer.fix.edits})
    new = {edit.path for offer in fixes for edit in offer.fix.edits if isinstance(edit, TextEdit) and edit.new_file}
    files = {path: "" if path in new else _digest(path) for path in paths}
    return Plan(version=VERSION, files=files, fixes=tuple(map(_withheld, fixes)))


def _withheld(offer: Offer) -> Offer:
    """Leave out what an edit takes away when it is a key or a token: the hash of the file says enough."""
    edits = tuple(
        msgspec.structs.replace(edit, old="") if isinstance(edit, TextEdit) and edit.secret else edit
        for edit in offer.fix.edits
    )
    return msgspec.structs.replace(offer, fix=msgspec.structs.replace(offer.fix, edits=edits))


def completed(plan: Plan) -> tuple[Offer, ...]:
    """Return the fixes of a plan whose files are unchanged, with the characters that it does not hold."""
    return tuple(
        msgspec.structs.replace(
            offer, fix=msgspec.structs.replace(offer.fix, edits=tuple(map(_with_old, offer.fix.edits)))
        )
        for offer in plan.fixes
    )


def _with_old(edit: TextEdit | MediaEdit) -> TextEdit | MediaEdit:
    if not isinstance(edit, TextEdit) or not edit.secret or edit.old:
        return edit
    source = texts.read(edit.path)
    if isinstance(source, Bilingual):
        return edit
    return msgspec.structs.replace(edit, old=source.text[slice(*edit.range)])


def save(plan: Plan, path: Path) -> None:
    """Write a plan, in one step; a plan that was there is replaced, any other file is not.

    Raises:
        UserError: it cannot be written, another file is there, or it names files that `--apply` would refuse.
    """
    if path.exists() and not is_plan(path):
        raise UserError(*_OTHER_FILE, str(path))
    _require_inside(plan, path)
    try:
        atomic.write(path, msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n")
    except OSError as error:
        raise UserError(_cannot_be(error, "written"), writing_advice(error, path), str(path)) from error
    except UnicodeEncodeError as error:
        raise UserError(*_NOT_UTF8, str(path)) from error


def is_plan(path: Path) -> bool:
    """Say whether a file is a plan, whole or damaged by hand."""
    try:
        stated = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return isinstance(stated, dict) and {"version", "files", "fixes"} <= stated.keys()


def load(path: Path) -> Plan:
    """Read a plan.

    Raises:
        UserError: it cannot be read, or is no plan of this version.
    """
    try:
        data = path.read_bytes()
        plan = msgspec.json.decode(data, type=Plan)
        stated = msgspec.json.decode(data, type=_Stated)
    except OSError as error:
        raise UserError(_cannot_be(error, "read"), _CHECK_PATH, str(path)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _refused(_NO_PLAN, path, why=str(error)) from error
    if plan.version != VERSION:
        raise _refused(_OTHER_VERSION, path, its=str(plan.version), ours=str(VERSION))
    _require_known_operations(plan, path)
    _require_inside(plan, path)
    _require_together(plan, path)
    try:
        return _with_arguments(plan, stated)
    except msgspec.ValidationError as error:
        raise _refused(_NO_PLAN, path, why=str(error)) from error


def _require_known_operations(plan: Plan, path: Path) -> None:
    edits = [edit for offer in plan.fixes for edit in offer.fix.edits if isinstance(edit, MediaEdit)]
    unknown = sorted({edit.operation for edit in edits} - OPERATIONS.keys())
    if unknown:
        raise _refused(_UNKNOWN, path, names=unknown)


def _require_inside(plan: Plan, path: Path) -> None:
    """Refuse files outside the folder of the plan and that of the command, links followed."""
    allowed = (Path.cwd().resolve(), path.resolve().parent)
    named = {name for offer in plan.fixes for edit in offer.fix.edits for name in _files_of(edit)}
    outside = sorted(name for name in named if not any(Path(name).resolve().is_relative_to(root) for root in allowed))
    if outside:
        raise _refused(_OUTSIDE, path, names=outside)


def _files_of(edit: TextEdit | MediaEdit) -> tuple[str, ...]:
    """Return the files that an edit writes to; a media edit also renames its file where the post names it."""
    return (edit.path, edit.naming.path) if isinstance(edit, MediaEdit) and edit.naming else (edit.path,)


def _require_together(plan: Plan, path: Path) -> None:
    """Refuse edits that overlap: no run makes such a plan, and applied they would garble the text."""
    _, crossed = resolve(plan.fixes)
    within = [offer.code for offer in plan.fixes if _overlaps_itself(offer)]
    codes = sorted({*within, *(left.code for left in crossed)})
    if codes:
        raise _refused(_OVERLAP, path, names=codes)


def _overlaps_itself(offer: Offer) -> bool:
    edits = [edit for edit in dict.fromkeys(offer.fix.edits) if isinstance(edit, TextEdit)]
    edits.sort(key=lambda edit: (edit.path, edit.range))
    return any(one.path == other.path and other.range.start < one.range.end for one, other in pairwise(edits))


def _with_arguments(plan: Plan, stated: _Stated) -> Plan:
    """Give every media edit the struct of its operation, which the name beside it decides."""
    fixes = [
        msgspec.structs.replace(
            offer,
            fix=msgspec.structs.replace(
                offer.fix,
                edits=tuple(
                    msgspec.structs.replace(edit, arguments=typed(OPERATIONS[edit.operation].arguments, raw.arguments))
                    if isinstance(edit, MediaEdit)
                    else edit
                    for edit, raw in zip(offer.fix.edits, said.fix.edits, strict=True)
                ),
            ),
        )
        for offer, said in zip(plan.fixes, stated.fixes, strict=True)
    ]
    return msgspec.structs.replace(plan, fixes=tuple(fixes))


def require_unchanged(plan: Plan) -> None:
    """Refuse a plan when any of its files is not what it was.

    Raises:
        UserError: names the files that changed; nothing may be applied.
    """
    edited = {edit.path for offer in plan.fixes for edit in offer.fix.edits}
    changed = sorted(path for path in edited | plan.files.keys() if plan.files.get(path) != _now(path))
    if changed:
        raise _refused(_CHANGED, names=changed)


def _refused(said: tuple[Bilingual, Bilingual], path: Path | None = None, **values: Sequence[str]) -> UserError:
    """Make the error of a plan from what is wrong with it and what to do."""
    message, remedy = said
    return UserError(message.filled(values), remedy, "" if path is None else str(path))


def _cannot_be(error: OSError, done: str) -> Bilingual:
    why = system_said(error)
    return Bilingual(en=f"cannot be {done}: {why.en}", zh=f"无法{'写入' if done == 'written' else '读取'}：{why.zh}")


def _now(path: str) -> str:
    return _digest(path) if Path(path).exists() else ""


def _digest(path: str) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        raise UserError(_cannot_be(error, "read"), _CHECK_PATH, path) from error
