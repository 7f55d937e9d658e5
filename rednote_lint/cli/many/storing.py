"""`--store`, `--retry`, `--shard`, `--max-failures`, `--budget`: runs that take long, or are one part of several."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from rednote_lint.cli.many.jobs import MANY, seconds_of
from rednote_lint.cli.options import FILE
from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, Stopped
from rednote_lint.model import Bilingual
from rednote_lint.run.kept.ledger import moment_of
from rednote_lint.run.kept.shard import Shard
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.pool.loss import LossKind
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.store.run_store import RunStore

F = TypeVar("F", bound=Callable[..., Any])

ALL = "all"
ENOUGH = 20
"""Posts after which a share of failures means something."""
_SHARD = re.compile(r"([0-9]+)/([0-9]+)")
_FAILURES = re.compile(r"(\d+)|(\d+(?:\.\d+)?)%")
_NO_SHARD = (
    Bilingual(en="--shard takes I/N, not `{value}`", zh="--shard 需要“第几份/共几份”，而不是 `{value}`"),
    Bilingual(en="the first of four parts is 1/4, the last 4/4", zh="共四份时，第一份写 1/4，最后一份写 4/4"),
)
_NO_FAILURES = (
    Bilingual(
        en="--max-failures takes a number or a share, not `{value}`",
        zh="--max-failures 需要数量或比例，而不是 `{value}`",
    ),
    Bilingual(en="write 10 or 5%", zh="写 10 或 5%"),
)
_NEEDS_STORE = (
    Bilingual(en="--retry needs the store of the run", zh="--retry 需要运行记录"),
    Bilingual(en="name it with --store", zh="用 --store 指定"),
)
_ALONE = (
    Bilingual(en="{option} and {other} exclude each other", zh="{option} 和 {other} 只能用其中一个"),
    Bilingual(en="check first, with the store, then run the other", zh="先用运行记录检查，再运行另一个"),
)
_BESIDE = ("fix", "unsafe_fixes", "fix_media", "diff", "add_ignore", "changed")
_STOPPED = (
    Bilingual(
        en="stopped: {failed} of {posts} posts could not be checked",
        zh="已停止：{posts} 篇笔记中有 {failed} 篇无法检查",
    ),
    Bilingual(
        en="look at the first of them: something is wrong with all, such as a missing folder of media",
        zh="先看其中第一篇：多半是共同的原因，如缺少媒体文件夹",
    ),
)
_FOUND_BEFORE = Bilingual(
    en="{file}: {count} of {posts} posts were finished before", zh="{file}：{posts} 篇笔记中有 {count} 篇此前已完成"
)

_OPTIONS = (
    option(
        "--store",
        word=FILE,
        section=MANY,
        said=Bilingual(
            en="Keep the run in this file; the same command continues it.",
            zh="把运行记录在该文件中；再次运行同一命令即可继续。",
        ),
    ),
    option(
        "--retry",
        type=Choice([*(kind.value for kind in LossKind if kind.is_of_item), ALL]),
        multiple=True,
        section=MANY,
        said=Bilingual(
            en="With --store: check posts again whose check ended so.", zh="配合 --store：重新检查因此未完成的笔记。"
        ),
    ),
    option(
        "--shard",
        word=Bilingual(en="I/N", zh="I/N"),
        section=MANY,
        said=Bilingual(
            en="Check only this part of the posts; `merge` makes one report.",
            zh="只检查其中一份；`merge` 合成一份报告。",
        ),
    ),
    option(
        "--max-failures",
        word=Bilingual(en="N|P%", zh="N|P%"),
        section=MANY,
        said=Bilingual(en="Stop when more posts could not be checked.", zh="无法检查的笔记超过该数量或比例时停止。"),
    ),
    option(
        "--budget",
        word=Bilingual(en="TIME", zh="时间"),
        section=MANY,
        said=Bilingual(
            en="Begin no more media of a post after this; the report says so.",
            zh="一篇笔记超过该时间后不再分析其媒体，报告会写明。",
        ),
    ),
)


def storing(command: F) -> F:
    """Add the options about runs that take long."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def kept(settings: Settings, options: dict[str, Any]) -> Settings:
    """Lay these options over the settings.

    Raises:
        UsageError: they cannot be together, or are not written so.
        UserError: the store cannot be used.
    """
    if options["budget"] is not None:
        settings = msgspec.structs.replace(settings, budget=seconds_of("--budget", options["budget"]))
    refuse_beside(options, [f"--{other.replace('_', '-')}" for other in _BESIDE if options.get(other)])
    if options["store"] is None:
        if options["retry"]:
            raise UsageError(*_NEEDS_STORE)
        return settings
    file = Path(options["store"])
    store = RunStore(file)
    try:
        store.require()
        moment = moment_of(store, dt.datetime.now(dt.UTC))
    finally:
        store.close()
    kinds = LossKind if ALL in options["retry"] else map(LossKind, options["retry"])
    return msgspec.structs.replace(settings, store=file, now=moment, retry=frozenset(kinds))


def refuse_beside(options: dict[str, Any], others: Sequence[str]) -> None:
    """Refuse to keep, or to divide, what is no run over many posts.

    Args:
        options: of the command line.
        others: what was asked for besides, in words of the command line.

    Raises:
        UsageError: both were asked for.
    """
    for name in ("store", "shard"):
        if options[name] is not None and others:
            message, remedy = _ALONE
            raise UsageError(message.filled({"option": f"--{name}", "other": others[0]}), remedy)


def shard_of(options: dict[str, Any]) -> Shard:
    """Return the part of the posts that is asked for; all of them is one part.

    Raises:
        UsageError: there is no such part.
    """
    text = options["shard"]
    if text is None:
        return Shard()
    found = _SHARD.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        message, remedy = _NO_SHARD
        raise UsageError(message.filled({"value": text}), remedy)
    return Shard(part=int(found[1]), of=int(found[2]))


def guarded(outcomes: Iterable[Outcome], text: str | None) -> Iterator[Outcome]:
    """Yield outcomes until too many of them could not be checked.

    Args:
        outcomes: of the run.
        text: the most that may fail, `N` or `P%`; None: all.

    Raises:
        UsageError: it is neither.
        Stopped: more have failed.
    """
    found = _FAILURES.fullmatch(text) if text is not None else None
    if text is not None and found is None:
        message, remedy = _NO_FAILURES
        raise UsageError(message.filled({"value": text}), remedy)
    return _until_too_many(outcomes, found) if found is not None else iter(outcomes)


def _until_too_many(outcomes: Iterable[Outcome], most: re.Match[str]) -> Iterator[Outcome]:
    failed = 0
    for posts, outcome in enumerate(outcomes, 1):
        yield outcome
        failed += outcome.exit_code is ExitCode.FAILED
        allowed = int(most[1]) if most[1] else max(posts, ENOUGH) * float(most[2]) / 100
        if failed > allowed:
            message, remedy = _STOPPED
            raise Stopped(message.filled({"failed": str(failed), "posts": str(posts)}), remedy)


def tell_recalled(file: str, checks: Run, language: str) -> None:
    """Say how many posts earlier runs had finished."""
    if checks.recalled:
        values = {"file": file, "count": str(checks.recalled), "posts": str(checks.checked)}
        click.echo(_FOUND_BEFORE.filled(values).pick(language), err=True)
