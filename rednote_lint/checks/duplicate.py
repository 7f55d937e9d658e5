"""`check: duplicate`: the same picture or video twice in a post."""

from __future__ import annotations

import hashlib
import stat
from base64 import b64decode
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from rednote_lint.checks.base import Params, Yield
from rednote_lint.facts import Facts, Need
from rednote_lint.facts.analysis.analyze import MediaAnalysis
from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE
from rednote_lint.facts.analysis.similarity import are_similar
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Asset, AssetKind, Bilingual, Hit, Location, Record, Rule, Skipped

_NO_FILE = Bilingual(en="not compared with the others: it is no regular file", zh="未与其他文件比较：不是普通文件")


class Same(StrEnum):
    """What two files share."""

    BYTES = "bytes"
    """Every byte."""
    LOOK = "look"
    """What a viewer sees, after other compression or scaling; files with the same bytes are not meant."""


class DuplicateParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on duplicates."""

    same: Same


class Content(Record, frozen=True, kw_only=True):
    """What one file holds."""

    asset: Asset
    digest: str
    """Equal for equal bytes; empty when no other file has this size."""
    look: bytes = b""
    """A thumbnail's levels of grey; empty when nobody looked."""


class DuplicateKind:
    """Compares the files of a post with each other."""

    name: ClassVar[str] = "duplicate"
    params: ClassVar[type[Params]] = DuplicateParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Look at pixels only for the sake of looks."""
        params: DuplicateParams = rule.params
        return frozenset({Need.QUALITY}) if params.same is Same.LOOK else frozenset()

    def compile(self, rules: Sequence[Rule]) -> Sequence[DuplicateChecker]:
        """Make one checker per rule."""
        return tuple(DuplicateChecker(rule) for rule in rules)


class DuplicateChecker:
    """One rule on duplicates."""

    def __init__(self, rule: Rule) -> None:
        """Keep the rule."""
        self.rule = rule
        self.codes = (rule.code,)
        params: DuplicateParams = rule.params
        self.same = params.same

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield a hit for each file that repeats an earlier one, and each file that could not be read."""
        contents: list[Content] = []
        for content in _contents(facts, self.same):
            if isinstance(content, Skipped):
                yield content
                continue
            first = next((other for other in contents if self._equal(other, content)), None)
            if first is not None:
                yield self._hit(first.asset, content.asset)
            contents.append(content)

    def _equal(self, one: Content, other: Content) -> bool:
        same_bytes = bool(one.digest) and one.digest == other.digest
        if self.same is Same.BYTES:
            return same_bytes
        return not same_bytes and are_similar(one.look, other.look)

    def _hit(self, first: Asset, second: Asset) -> Hit:
        name = Path(first.path).name
        return Hit(
            code=self.rule.code,
            where=Location(path=second.path),
            evidence=name,
            values={"first": name, "asset": Path(second.path).name},
            related=(Location(path=first.path),),
        )


def _contents(facts: Facts, same: Same) -> Iterator[Content | Skipped]:
    if facts.planted is not None:
        yield from _planted(facts.planted.seen)
        return
    kinds = (AssetKind.IMAGE, AssetKind.VIDEO) if same is Same.BYTES else (AssetKind.IMAGE,)
    assets = [asset for asset in facts.post.assets if asset.kind in kinds]
    sizes = [_size(asset) for asset in assets]
    for asset, size in zip(assets, sizes, strict=True):
        if size is None:
            yield Skipped(what=asset.path, reason=_NO_FILE, where=Location(path=asset.path))
            continue
        try:
            digest = sha256_of(asset.path) if sizes.count(size) > 1 else ""
        except OSError as error:
            told = error.strerror or type(error).__name__
            reason = Bilingual(en=f"not compared with the others: {told}", zh=f"未与其他文件比较：{told}")
            yield Skipped(what=asset.path, reason=reason, where=Location(path=asset.path))
            continue
        yield Content(asset=asset, digest=digest, look=_look(facts, asset) if same is Same.LOOK else b"")


def _planted(seen: Sequence[dict[str, Any]]) -> Iterator[Content]:
    """Read the files that a rule's test states: `bytes` names what a file holds, `looks` what it shows."""
    for number, item in enumerate(seen, 1):
        asset = Asset(path=f"{number:02}.jpg", kind=AssetKind.IMAGE)
        look = hashlib.shake_256(str(item.get("looks", number)).encode()).digest(FINGERPRINT_SIDE**2)
        yield Content(asset=asset, digest=str(item.get("bytes", number)), look=look)


def _size(asset: Asset) -> int | None:
    """Return a file's bytes; None for what is no file, such as a pipe, whose reading might never end."""
    try:
        status = Path(asset.path).stat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _look(facts: Facts, asset: Asset) -> bytes:
    """Return the asset's thumbnail; none for one that could not be looked at, of which the facts tell."""
    analysis = facts.analysis(asset)
    quality = analysis.seen.get("quality") if isinstance(analysis, MediaAnalysis) else None
    return b64decode(quality.fingerprint) if quality is not None else b""


KIND = DuplicateKind()
