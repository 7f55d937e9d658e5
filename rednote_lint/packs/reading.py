"""Reads the packs of a run: those that come with the program and those that a configuration names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, RulePack
from rednote_lint.packs.extend import extended
from rednote_lint.packs.loader import refuse_doubles
from rednote_lint.packs.locate import PACK_FILE, shipped_packs

_NO_PACK = Bilingual(en="no {file} in {folder}", zh="{folder} 中没有 {file}")
_NAME_FOLDER = Bilingual(en="name the folder that holds the pack's pack.yaml", zh="指定含有 `pack.yaml` 的文件夹")
_TWICE = Bilingual(en="two packs are called `{name}`", zh="有两个规则包都叫 `{name}`")
_OTHER = Bilingual(en="the other one is {path}", zh="另一个是 {path}")


PackReader = Callable[[Path], RulePack]
"""Reads the pack in a folder: `load_pack` from YAML, verified, or `cached_pack` where it was compiled before."""


class LoadedPacks(NamedTuple):
    """The packs that could be read, changed as those say that extend them, and why others could not.

    A broken pack costs its own rules only.
    """

    packs: tuple[RulePack, ...]
    errors: tuple[UserError, ...]


def read_packs(extra: Sequence[Path], read: PackReader, instead: Sequence[Path] = ()) -> LoadedPacks:
    """Read the shipped packs and those in the `extra` folders.

    Args:
        extra: folders that each hold a `pack.yaml`.
        read: reads one pack.
        instead: more such folders; the packs in them take the place of those of the same name.
    """
    packs: list[RulePack] = []
    errors: list[UserError] = []
    named = tuple(_named(instead, read, errors))
    names = {pack.name for pack in named}
    for folder in (*shipped_packs(), *extra):
        try:
            pack = _read(folder, read)
            if pack.name not in names:
                packs.append(_beside(packs, pack))
        except UserError as error:
            errors.append(error)
    for pack in named:
        try:
            packs.append(_beside(packs, pack))
        except UserError as error:
            errors.append(error)
    for pack in tuple(packs):
        try:
            packs = list(extended(packs, pack)) if pack.extends else packs
        except UserError as error:
            errors.append(error)
    return LoadedPacks(tuple(packs), tuple(errors))


def load_packs(extra: Sequence[Path], read: PackReader) -> tuple[RulePack, ...]:
    """Read packs as `read_packs` does, all of them or none.

    Raises:
        UserError: a pack is missing or wrong, or two packs or rules share an identity.
    """
    packs, errors = read_packs(extra, read)
    for error in errors:
        raise error
    return packs


def _named(folders: Sequence[Path], read: PackReader, errors: list[UserError]) -> Iterator[RulePack]:
    for folder in folders:
        try:
            yield _read(folder, read)
        except UserError as error:
            errors.append(error)


def _read(folder: Path, read: PackReader) -> RulePack:
    if not (folder / PACK_FILE).is_file():
        raise UserError(_NO_PACK.filled({"file": PACK_FILE, "folder": str(folder)}), _NAME_FOLDER, str(folder))
    return read(folder)


def _beside(others: Sequence[RulePack], pack: RulePack) -> RulePack:
    """Return a pack that shares neither its name nor the identity of a rule with those read before."""
    for other in others:
        if other.name == pack.name:
            raise UserError(_TWICE.filled({"name": pack.name}), _OTHER.filled({"path": other.path}), pack.path)
    refuse_doubles(rule for each in (*others, pack) for rule in each.rules)
    return pack


__all__ = ["LoadedPacks", "PackReader", "load_packs", "read_packs"]
