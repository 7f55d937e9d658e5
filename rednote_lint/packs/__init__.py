"""YAML -> RulePack: found, strictly read, cached by content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.model import RulePack
from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.loader import refuse_doubles
from rednote_lint.packs.locate import PACK_FILE, shipped_packs


def load_packs(extra: Sequence[Path], cache: Path | None) -> tuple[RulePack, ...]:
    """Read the shipped packs and those in the `extra` folders; `cache` is the folder of compiled packs, if any.

    Raises:
        UserError: a pack is missing or wrong, or two packs or rules share an identity.
    """
    for folder in extra:
        if not (folder / PACK_FILE).is_file():
            raise UserError(
                f"no {PACK_FILE} in {folder}", "name the folder that holds the pack's pack.yaml", str(folder)
            )
    packs = tuple(cached_pack(folder, cache) for folder in (*shipped_packs(), *extra))
    _refuse_same_name(packs)
    refuse_doubles(rule for pack in packs for rule in pack.rules)
    return packs


def _refuse_same_name(packs: Sequence[RulePack]) -> None:
    seen: dict[str, RulePack] = {}
    for pack in packs:
        if pack.name in seen:
            raise UserError(
                f"two packs are called `{pack.name}`", f"the other one is {seen[pack.name].path}", pack.path
            )
        seen[pack.name] = pack


__all__ = ["load_packs"]
