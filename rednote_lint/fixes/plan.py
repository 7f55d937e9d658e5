"""Reads and writes plan files: the edits of a run with the hashes of the files they were made for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.fixes import atomic
from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.fixes.outcome import Offer
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import ArgumentValue, MediaEdit, Record

VERSION = 1


class Plan(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `fix --plan` writes and `fix --apply` reads."""

    version: int
    files: dict[str, str]
    """SHA-256 of each file that is edited, as it was checked; paths as they were named, from the same folder."""
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
    return Plan(version=VERSION, files={path: _digest(path) for path in paths}, fixes=fixes)


def save(plan: Plan, path: Path) -> None:
    """Write a plan.

    Raises:
        UserError: it cannot be written.
    """
    try:
        atomic.write(path, msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n")
    except OSError as error:
        raise UserError(f"the plan cannot be written: {error.strerror}", "check the folder", str(path)) from error
    except UnicodeEncodeError as error:
        remedy = "rename the file, or fix it without a plan"
        raise UserError("a plan cannot hold a file name that is no UTF-8", remedy, str(path)) from error


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
        raise UserError(f"the plan cannot be read: {error.strerror}", "check the path", str(path)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(f"this is no plan: {error}", "make one with `rednote-lint fix --plan`", str(path)) from error
    unknown = sorted(
        {edit.operation for fix in plan.fixes for edit in fix.fix.edits if isinstance(edit, MediaEdit)}
        - OPERATIONS.keys()
    )
    if unknown:
        raise UserError(f"the plan names an unknown operation: {', '.join(unknown)}", "make it again", str(path))
    if plan.version != VERSION:
        raise UserError(
            f"the plan has version {plan.version}, this program reads {VERSION}", "make it again", str(path)
        )
    try:
        return _with_arguments(plan, stated)
    except msgspec.ValidationError as error:
        raise UserError(f"this is no plan: {error}", "make one with `rednote-lint fix --plan`", str(path)) from error


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
    changed = sorted(path for path in edited | plan.files.keys() if plan.files.get(path) != _digest(path))
    if changed:
        raise UserError(
            f"changed since the plan was made: {', '.join(changed)}; nothing was applied",
            "make the plan again with `rednote-lint fix --plan`",
        )


def _digest(path: str) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", "check the path", path) from error
