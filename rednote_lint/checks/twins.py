"""The part of `check: duplicate` that compares posts: near-duplicate captions, the same pictures and videos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.facts import Facts, Unreadable
from rednote_lint.facts.base import visible_assets
from rednote_lint.facts.repeats import Same
from rednote_lint.facts.traces import Earlier, Trace, Twin
from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Hit,
    InvalidValue,
    Location,
    Omission,
    Post,
    Rule,
    Scope,
    Skipped,
)

LEAST_WORDS = 40
"""Shingles that a caption must have to be compared; a greeting or a slogan is often the same by chance."""
_LIKENESS = 40
_PER_CENT = Bilingual(
    en="`{key}` is a number from 1 to 100, not {value}", zh="`{key}` 应为 1 到 100 的数，不能是 {value}"
)
_TWO_POSTS = Bilingual(
    en="`same: caption` compares posts: add `across: posts` or `across: accounts`",
    zh="`same: caption` 比较不同笔记：加上 `across: posts` 或 `across: accounts`",
)


class Across(StrEnum):
    """Which posts are compared."""

    POSTS = "posts"
    """Those of one account, and those of which one names no account."""
    ACCOUNTS = "accounts"
    """Those of different accounts."""


class DuplicateParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on duplicates."""

    same: Same
    across: Across | None = None
    """None: the files of one post are compared."""
    likeness: int = _LIKENESS
    """Per cent of two captions or videos that must be alike."""
    share: int = 0
    """Per cent of the pictures and videos of a post that one other post must have; 0: each counts by itself."""

    def __post_init__(self) -> None:
        """Refuse what no two posts have."""
        for key, value in (("likeness", self.likeness), ("share", self.share or 1)):
            if not 1 <= value <= 100:
                raise InvalidValue(_PER_CENT.filled({"key": key, "value": str(value)}))
        if self.same is Same.CAPTION and self.across is None:
            raise InvalidValue(_TWO_POSTS)

    def without_effect(self) -> Mapping[str, str]:
        """Return keys that say something of two posts, where one is compared with itself."""
        if self.across is None:
            stated = {"likeness": self.likeness != _LIKENESS, "share": bool(self.share)}
            return {key: "without `across`" for key, is_stated in stated.items() if is_stated}
        return {"share": "with `same: caption`"} if self.same is Same.CAPTION and self.share else {}


class TwinChecker:
    """One rule that compares posts."""

    def __init__(self, rule: Rule) -> None:
        self.codes: tuple[str, ...] = (rule.code,)
        self._params = params_of(rule, DuplicateParams)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield the files that cannot be compared; hits come when all posts before this one are known."""
        for asset in self._assets(facts.post):
            digest = facts.digest(asset)
            if isinstance(digest, Unreadable):
                yield not_compared(asset, digest)
            elif self._params.same is Same.LOOK:
                facts.analysis(asset)  # What it cannot see is noted in the facts.

    def traces(self, facts: Facts) -> Iterator[Trace]:
        """Yield what is kept of the caption, or of each file."""
        post = facts.post
        if self._params.same is Same.CAPTION:
            yield from _caption(post)
        for asset in self._assets(post):
            digest = facts.digest(asset)
            if isinstance(digest, str):
                look = _look(facts, asset) if self._params.same is Same.LOOK else Trace(path=asset.path)
                yield Trace(
                    path=asset.path,
                    digest=digest,
                    fingerprint=look.fingerprint,
                    hashes=look.hashes,
                    times=look.times,
                )

    def judge(self, post: Post, twins: Sequence[Twin]) -> Iterator[Hit]:
        """Yield a hit for what is alike in an earlier post."""
        meant = [twin for twin in twins if self._is_meant(post, twin)]
        if self._params.share:
            meant = _of_one_post(meant, self._params.share * len(self._assets(post)) / 100)
        told: set[str] = set()
        for twin in meant:
            if twin.trace.path not in told:
                told.add(twin.trace.path)
                yield self._hit(post, twin)

    def _assets(self, post: Post) -> list[Asset]:
        if self._params.same is Same.CAPTION:
            return []
        return [asset for asset in visible_assets(post) if asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO)]

    def _is_meant(self, post: Post, twin: Twin) -> bool:
        params = self._params
        if twin.is_caption != (params.same is Same.CAPTION) or 100 * twin.likeness < params.likeness:
            return False
        if twin.is_caption and _key(post.declared.series) and _key(post.declared.series) == _key(twin.post.series):
            return False
        if params.same is Same.BYTES and not twin.same_bytes:
            return False
        mine, theirs = _key(post.declared.account), _key(twin.post.account)
        return (bool(mine and theirs) and mine != theirs) == (params.across is Across.ACCOUNTS)

    def _hit(self, post: Post, twin: Twin) -> Hit:
        where = post.body.where if twin.is_caption and post.body is not None else Location(path=twin.trace.path)
        # A post that was changed and still is alike is no new finding: the likeness is no part of the evidence.
        return Hit(
            code=self.codes[0],
            where=where,
            evidence=twin.post.name,
            values={
                "twin": _named(twin.post),
                "likeness": str(min(int(100 * twin.likeness), 100)),
                "asset": Path(twin.trace.path).name,
            },
            scope=Scope.BODY if twin.is_caption else None,
            related=(Location(path=twin.path),) if twin.path else (),
        )


def not_compared(asset: Asset, why: Unreadable) -> Skipped:
    """Tell that a file was not compared with others."""
    reason = Bilingual(en=f"not compared with the others: {why.reason.en}", zh=f"未与其他文件比较：{why.reason.zh}")
    return Skipped(what=asset.path, reason=reason, where=Location(path=asset.path), omission=Omission.FAILURE)


def _caption(post: Post) -> Iterator[Trace]:
    from rednote_lint.text.shingles import count, shingles

    found = shingles(post.body.text) if post.body is not None else ()
    if post.body is not None and count(found) >= LEAST_WORDS:
        yield Trace(path=post.body.where.path, sentences=found)


def _look(facts: Facts, asset: Asset) -> Trace:
    analysis = facts.analysis(asset)
    look = None if isinstance(analysis, Unreadable) else analysis.look
    if look is None:
        return Trace(path=asset.path)
    return Trace(path=asset.path, fingerprint=look.thumbnail, hashes=look.hashes, times=look.times)


def _of_one_post(twins: Sequence[Twin], least: float) -> list[Twin]:
    """Return the first twin of the earlier post that has most of the files, if it has enough of them."""
    pairs = {(twin.post.name, twin.trace.path) for twin in twins}
    counts = Counter(name for name, _ in pairs)
    order = [name for name in dict.fromkeys(twin.post.name for twin in twins) if counts[name] >= least]
    if not order:
        return []
    most = max(order, key=lambda name: counts[name])
    return [next(twin for twin in twins if twin.post.name == most)]


def _named(post: Earlier) -> str:
    return f"{post.name} ({post.account})" if post.account else post.name


def _key(name: str) -> str:
    return name.strip().lstrip("@").strip().casefold()
