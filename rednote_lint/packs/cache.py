"""Compiled packs on disk, keyed by content, so that start-up does not grow with the packs.

The cache is an optimisation only: when it cannot be read or written, the packs are loaded from YAML.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import msgspec

from rednote_lint import __version__
from rednote_lint.checks import kind
from rednote_lint.checks.base import Params
from rednote_lint.model import Record, Rule, RulePack
from rednote_lint.packs.digests import pack_digest
from rednote_lint.packs.loader import load_pack
from rednote_lint.packs.locate import compiled_packs
from rednote_lint.packs.verify import refuse_foreign_links
from rednote_lint.text.patterns.pattern import Pattern, Traits, decoder

FORMAT = 14
"""Raised when the stored form changes, so that an older file is not read."""


class _Stored(Record, frozen=True, kw_only=True):
    pack: RulePack
    traits: dict[str, Traits]
    """Of the patterns that the prefilter takes."""


def cached_pack(folder: Path, cache: Path | None, digest_of: Callable[[Path], str] = pack_digest) -> RulePack:
    """Return the pack in `folder`, compiled with the program or in the cache before, as long as its files are the same.

    Args:
        folder: where the pack lies.
        cache: where packs are kept that did not come compiled with the program; None keeps none.
        digest_of: `pack_digest`, or one that remembers what a run has hashed.

    Raises:
        UserError: the pack is wrong.
    """
    refuse_foreign_links(folder)
    name = _entry_name(digest_of(folder))
    for place in (compiled_packs(), *([cache] if cache else [])):
        with contextlib.suppress(OSError, msgspec.MsgspecError, KeyError, ValueError):
            return _revived(place / name, folder)
    pack = load_pack(folder)
    if cache is None:
        return pack
    with contextlib.suppress(OSError):
        keep_pack(pack, cache / _entry_name(pack.digest))  # The files may have changed since they were hashed.
    return pack


def entry_name(folder: Path) -> str:
    """Return the name of the file that stands for the present content of a pack."""
    return _entry_name(pack_digest(folder))


def _entry_name(digest: str) -> str:
    return f"pack-{FORMAT}-{__version__}-{digest}.msgpack"


def keep_pack(pack: RulePack, entry: Path) -> None:
    """Write a pack as it was compiled.

    Raises:
        OSError: the file cannot be written.
    """
    _write_atomically(entry, msgspec.msgpack.encode(_stored(pack), enc_hook=str))


def _stored(pack: RulePack) -> _Stored:
    """Leave out where the pack lies: it may be read elsewhere."""
    rules = tuple(msgspec.structs.replace(rule, folder="") for rule in pack.rules)
    return _Stored(pack=msgspec.structs.replace(pack, rules=rules, path=""), traits=_traits(pack))


def _traits(pack: RulePack) -> dict[str, Traits]:
    return {str(pattern): pattern.traits() for rule in pack.rules for pattern in rule.params.prefiltered()}


@lru_cache(maxsize=64)
def _revived(entry: Path, folder: Path) -> RulePack:
    """Read an entry, whose name says its content, once in a process."""
    return _revive(msgspec.msgpack.decode(entry.read_bytes(), type=_Stored), folder)


def _revive(stored: _Stored, folder: Path) -> RulePack:
    """Give the rules their typed parameters again, verified before they were stored, and the pack its present place."""
    decode = decoder(lambda source: Pattern.known(source, stored.traits.get(source)))

    def typed(rule: Rule) -> Params:
        return msgspec.convert(rule.params, kind(rule.check).params, dec_hook=decode)

    rules = tuple(msgspec.structs.replace(rule, params=typed(rule), folder=str(folder)) for rule in stored.pack.rules)
    return msgspec.structs.replace(stored.pack, rules=rules, path=str(folder))


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
