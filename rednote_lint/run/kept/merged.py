"""Puts the parts of a run together again: their stores, and their posts in the order in which all were found."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual
from rednote_lint.run.kept.ledger import Head, Line, head_of, lines_of
from rednote_lint.run.program import program
from rednote_lint.run.settings import Settings
from rednote_lint.store import FactReader
from rednote_lint.store.run_store import RunStore

_NO_FILE = (
    Bilingual(en="no such file", zh="没有这个文件"),
    Bilingual(en="name the files that were given to --store", zh="指定当时用 --store 写入的文件"),
)
_NO_RUN = (
    Bilingual(en="no run is kept here, or one of another version", zh="其中没有运行记录，或来自其他版本"),
    Bilingual(en="run its command again, with --store", zh="用 --store 再次运行原来的命令"),
)
_UNFINISHED = (
    Bilingual(en="this run has not ended", zh="这次运行尚未完成"),
    Bilingual(en="run its command again: it continues", zh="再次运行原来的命令即可继续"),
)
_CHANGED = (
    Bilingual(en="a run has begun to write this store anew", zh="有一次运行开始重写这个运行记录"),
    Bilingual(en="wait until it has ended", zh="等它结束"),
)
_OTHER_PROGRAM = (
    Bilingual(
        en="this run was checked by another version, or with other libraries, than this one",
        zh="这次运行的程序版本或所用的库与现在不同",
    ),
    Bilingual(en="use the same everywhere, and check this part again", zh="各处使用相同的版本，并重新检查这一份"),
)
_OTHER_RUN = (
    Bilingual(
        en="this is no part of the run in {first}: {what} differ", zh="这不是 {first} 中那次运行的一份：{what}不同"
    ),
    Bilingual(
        en="give all parts the same command, but for --shard and --store",
        zh="除 --shard 和 --store 外，各份使用相同的命令",
    ),
)
_PATHS = Bilingual(en="its paths", zh="路径")
_OPTIONS = Bilingual(en="its options", zh="选项")
_PACKS = Bilingual(en="the rules of its packs", zh="规则包的内容")
_POSTS = Bilingual(en="the posts that were found", zh="找到的笔记")
_MISSING = (
    Bilingual(en="parts are missing: {parts}", zh="缺少：{parts}"),
    Bilingual(en="check them with --shard, and name all stores", zh="用 --shard 检查它们，并列出所有运行记录"),
)
_TWICE = (
    Bilingual(en="this is part {part} once more", zh="第 {part} 份重复"),
    Bilingual(en="name each part once", zh="每份只写一次"),
)


class By(Enum):
    """Which program checked a run."""

    THIS = "this"
    """The same version with the same libraries: what it said is what it would say."""
    ANY = "any"


class Parts:
    """The stores of all parts of a run.

    Args:
        files: what was given to `--store`.
        by: whether it must be this program that checked them.

    Raises:
        UserError: they are not the parts of one run, or not all of them.
    """

    def __init__(self, files: Sequence[Path], by: By = By.THIS) -> None:
        self._stores = [_opened(file) for file in files]
        heads = [_head(store, by) for store in self._stores]
        self.head = heads[0]
        for store, head in zip(self._stores[1:], heads[1:], strict=True):
            what = _difference(self.head, head)
            if what is not None:
                message, remedy = _OTHER_RUN
                first = str(files[0])
                said = Bilingual(en=message.en.replace("{what}", what.en), zh=message.zh.replace("{what}", what.zh))
                raise UserError(said.filled({"first": first}), remedy, str(store.file))
        _refuse_incomplete(self._stores, heads)

    @property
    def posts(self) -> int:
        """How many posts the run has."""
        return self.head.found or 0

    def settings(self, compiled: Path | None) -> Settings:
        """Return the settings of the run for telling its posts again, with the folder of compiled packs here."""
        return msgspec.structs.replace(
            self.head.settings, store=None, now=None, cache=None, budget=None, retry=frozenset(), compiled=compiled
        )

    @property
    def facts(self) -> Sequence[FactReader]:
        """What was found out of the media of the run."""
        return self._stores

    def lines(self) -> Iterator[Line]:
        """Yield all posts, in the order in which they were found.

        Raises:
            UserError: a store is damaged, or a run has begun to write one anew.
        """
        told = 0
        for line in heapq.merge(*map(lines_of, self._stores), key=lambda line: line.number):
            told += 1
            yield line
        if told != self.posts:
            raise UserError(*_CHANGED, str(self._stores[0].file))

    def close(self) -> None:
        """Close the stores."""
        for store in self._stores:
            store.close()


def _opened(file: Path) -> RunStore:
    if not file.exists():
        raise UserError(*_NO_FILE, str(file))
    store = RunStore(file)
    store.require()
    return store


def _head(store: RunStore, by: By) -> Head:
    head = head_of(store)
    if head is None:
        raise UserError(*_NO_RUN, str(store.file))
    if head.found is None:
        with store.held():  # Whoever writes it is told.
            pass
        raise UserError(*_UNFINISHED, str(store.file))
    if by is By.THIS and head.program != program():
        raise UserError(*_OTHER_PROGRAM, str(store.file))
    return head


def _difference(one: Head, other: Head) -> Bilingual | None:
    if one.paths != other.paths:
        return _PATHS
    if _asked(one) != _asked(other) or one.shard.of != other.shard.of:
        return _OPTIONS
    if one.found != other.found:
        return _POSTS
    packs = dict(one.packs)
    return _PACKS if any(packs.get(origin, key) != key for origin, key in other.packs) else None


def _asked(head: Head) -> object:
    """Return the settings that answers depend on."""
    return msgspec.structs.replace(
        head.settings,
        **dict.fromkeys(
            ("store", "now", "cache", "compiled", "lang", "fail_on", "min_severity", "format", "budget", "with_words")
        ),
        with_words_for=(),
        retry=frozenset(),
    )


def _refuse_incomplete(stores: Sequence[RunStore], heads: Sequence[Head]) -> None:
    parts: set[int] = set()
    for store, head in zip(stores, heads, strict=True):
        if head.shard.part in parts:
            message, remedy = _TWICE
            raise UserError(message.filled({"part": f"{head.shard.part}/{head.shard.of}"}), remedy, str(store.file))
        parts.add(head.shard.part)
    of = heads[0].shard.of
    missing = [f"{part}/{of}" for part in range(1, of + 1) if part not in parts]
    if missing:
        message, remedy = _MISSING
        raise UserError(message.filled({"parts": missing}), remedy)
