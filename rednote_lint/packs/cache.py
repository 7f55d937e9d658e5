"""Compiled packs on disk, keyed by content, so that start-up does not grow with the packs.

The cache is an optimisation only: when it cannot be read or written, the packs are loaded from YAML.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from rednote_lint import __version__
from rednote_lint.checks import kind
from rednote_lint.model import Record, Rule, RulePack
from rednote_lint.packs.loader import load_pack, pack_digest
from rednote_lint.text.patterns.required_literals import needle, remember
from rednote_lint.text.trust import checked_before

FORMAT = 4
"""Raised when the stored form changes, so that an older file is not read."""


class _Stored(Record, frozen=True, kw_only=True):
    pack: RulePack
    needles: dict[str, frozenset[str]]
    """What the patterns of the pack need; see `text/patterns/required_literals.py`."""


def cached_pack(folder: Path, cache: Path | None) -> RulePack:
    """Return the pack in `folder`, from the cache when its files are unchanged since it was stored there."""
    if cache is None:
        return load_pack(folder)
    entry = cache / f"pack-{FORMAT}-{__version__}-{pack_digest(folder)}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError, KeyError, ValueError):
        stored = msgspec.msgpack.decode(entry.read_bytes(), type=_Stored)
        remember(stored.needles)
        return _revive(stored.pack, folder)
    pack = load_pack(folder)
    with contextlib.suppress(OSError):
        _write_atomically(entry, msgspec.msgpack.encode(_Stored(pack=pack, needles=_needles(pack))))
    return pack


def _needles(pack: RulePack) -> dict[str, frozenset[str]]:
    return {pattern: needle(pattern) for rule in pack.rules for pattern in rule.params.sifted()}


def _revive(pack: RulePack, folder: Path) -> RulePack:
    """Give the rules their typed parameters again, and the pack the place it has now."""
    rules = tuple(msgspec.structs.replace(rule, params=_typed(rule), folder=str(folder)) for rule in pack.rules)
    return msgspec.structs.replace(pack, rules=rules, path=str(folder))


def _typed(rule: Rule) -> Any:
    with checked_before():
        return msgspec.convert(rule.params, kind(rule.check).params)


def _write_atomically(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".pack-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
