"""`-j`, `--time-limit`, `--memory-limit`, `--engine`, `--ray-address`: where posts are checked, and their limits."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.model import Bilingual
from rednote_lint.run.executor import Executor
from rednote_lint.run.pool.limits import Limits

F = TypeVar("F", bound=Callable[..., Any])

AUTO = "auto"
LOCAL, RAY = "local", "ray"
TIME_LIMIT, MEMORY_LIMIT, ADDRESS = "--time-limit", "--memory-limit", "--ray-address"
MANY = Bilingual(en="Many posts", zh="大批量")
_NO_COUNT = (
    Bilingual(en="-j takes a number of worker processes, not `{value}`", zh="-j 需要工作进程的个数，而不是 `{value}`"),
    Bilingual(en="write a number from 1 up, or `auto`", zh="写不小于 1 的整数，或 `auto`"),
)
_NO_TIME = (
    Bilingual(en="{name} takes a time, not `{value}`", zh="{name} 需要时间，而不是 `{value}`"),
    Bilingual(en="write seconds such as 90, or 90s, 10m, 1h", zh="写秒数，如 90，或 90s、10m、1h"),
)
_NO_SIZE = (
    Bilingual(en="{name} takes a size, not `{value}`", zh="{name} 需要大小，而不是 `{value}`"),
    Bilingual(en="write a size such as 1500M or 2G, at least {least}", zh="写大小，如 1500M 或 2G，不小于 {least}"),
)
_LAST_PORT = 65_535
_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")
_NO_ADDRESS = (
    Bilingual(
        en="--ray-address takes auto or HOST:PORT, not `{value}`",
        zh="--ray-address 需要 auto 或主机:端口，而不是 `{value}`",
    ),
    Bilingual(
        en="write it as `ray start --head` showed it, such as 10.0.0.1:6379",
        zh="按 `ray start --head` 显示的写，如 10.0.0.1:6379",
    ),
)
_ONLY_WITH_RAY = (
    Bilingual(
        en="--ray-address names a Ray cluster, and none is used", zh="--ray-address 指定 Ray 集群，而这次没有用到"
    ),
    Bilingual(en="add `--engine ray`", zh="加上 `--engine ray`"),
)
_LEAST = 300_000_000
"""Bytes with which a worker can load what it needs."""
_TIME = re.compile(r"(\d+(?:\.\d+)?)([smh]?)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([MG])B?", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}
_BYTES = {"M": 1_000_000, "G": 1_000_000_000}


def count_of(text: str) -> int:
    """Return the number of worker processes that `-j` asks for.

    Raises:
        UsageError: it is no number.
    """
    if text == AUTO:
        return processors()
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        message, remedy = _NO_COUNT
        raise UsageError(message.filled({"value": text}), remedy)
    return int(text)


def seconds_of(name: str, text: str) -> float:
    """Return the seconds of a time: `90`, `90s`, `10m`, `1h`.

    Raises:
        UsageError: it is none.
    """
    found = _TIME.fullmatch(text)
    seconds = float(found[1]) * _SECONDS[found[2]] if found else 0.0
    if seconds <= 0:
        message, remedy = _NO_TIME
        raise UsageError(message.filled({"value": text, "name": name}), remedy)
    return seconds


def _bytes_of(name: str, text: str) -> int:
    found = _SIZE.fullmatch(text)
    size = int(float(found[1]) * _BYTES[found[2].upper()]) if found else 0
    if size < _LEAST:
        message, remedy = _NO_SIZE
        least = {"least": f"{_LEAST // 1_000_000}M"}
        raise UsageError(message.filled({"value": text, "name": name}), remedy.filled(least))
    return size


_OPTIONS = (
    option(
        "-j",
        "--jobs",
        section=MANY,
        word=Bilingual(en="N|auto", zh="N|auto"),
        said=Bilingual(
            en="Check posts in so many worker processes; one that dies costs one post. auto: one for each processor.",
            zh="用 N 个工作进程检查；一个进程崩溃只影响一篇笔记。auto：每个处理器一个。",
        ),
    ),
    option(
        TIME_LIMIT,
        section=MANY,
        word=Bilingual(en="TIME", zh="时间"),
        said=Bilingual(
            en="With -j or --engine ray: end the check of a post after this (default: 10m).",
            zh="配合 -j 或 --engine ray：单篇超过该时间即终止（默认 10m）。",
        ),
    ),
    option(
        MEMORY_LIMIT,
        section=MANY,
        word=Bilingual(en="SIZE", zh="大小"),
        said=Bilingual(
            en="With -j or --engine ray: end a worker that holds more memory (default: 1500M).",
            zh="配合 -j 或 --engine ray：工作进程占用内存超过该值即终止（默认 1500M）。",
        ),
    ),
    option(
        "--engine",
        type=Choice([LOCAL, RAY]),
        section=MANY,
        said=Bilingual(
            en="Where workers run: this machine (local), or a Ray cluster (ray; extra `ray`); -j says how many.",
            zh="工作进程在哪里运行：本机（local），或 Ray 集群（ray，需要 extra `ray`）；个数由 -j 指定。",
        ),
    ),
    option(
        ADDRESS,
        section=MANY,
        word=Bilingual(en="auto|HOST:PORT", zh="auto|主机:端口"),
        said=Bilingual(
            en="With --engine ray: use this cluster; without it, Ray is started on this machine for the run.",
            zh="配合 --engine ray：使用该集群；不写则在本机临时启动 Ray。",
        ),
    ),
)
_ONLY_WITH_WORKERS = (
    Bilingual(
        en="{option} limits worker processes, and there are none", zh="{option} 限制工作进程，而这次没有工作进程"
    ),
    Bilingual(en="add `-j auto`", zh="加上 `-j auto`"),
)


def workers(command: F) -> F:
    """Add the options about worker processes."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def executor_of(options: dict[str, Any]) -> Executor | None:
    """Return where posts are checked; None: in this process.

    Raises:
        UsageError: there are limits for workers, or a cluster is named, and none of those is used.
        UserError: Ray is asked for and not installed.
    """
    given: dict[str, float | int] = {}
    if options["time_limit"] is not None:
        given["seconds"] = seconds_of(TIME_LIMIT, options["time_limit"])
    if options["memory_limit"] is not None:
        given["memory"] = _bytes_of(MEMORY_LIMIT, options["memory_limit"])
    limits = msgspec.structs.replace(Limits(), **given)
    if options["engine"] == RAY:
        return _by_ray(options, limits)
    if options["ray_address"] is not None:
        raise UsageError(*_ONLY_WITH_RAY)
    if options["jobs"] is None and given:
        message, remedy = _ONLY_WITH_WORKERS
        raise UsageError(message.filled({"option": TIME_LIMIT if "seconds" in given else MEMORY_LIMIT}), remedy)
    if options["jobs"] is None:
        return None
    from rednote_lint.run.pool.pool import WORTH, PoolExecutor

    # A limit that somebody states counts for few posts as well, and only another process can be held to it.
    return PoolExecutor(count_of(options["jobs"]), limits, 0.0 if given else WORTH)


def _by_ray(options: dict[str, Any], limits: Limits) -> Executor:
    address, jobs = options["ray_address"], options["jobs"]
    found = _ADDRESS.fullmatch(address) if address not in (None, AUTO) else None
    if address not in (None, AUTO) and (found is None or int(found[2]) > _LAST_PORT):
        message, remedy = _NO_ADDRESS
        raise UsageError(message.filled({"value": address}), remedy)
    from rednote_lint.run.cluster.connection import require_ray
    from rednote_lint.run.cluster.ray_executor import RayExecutor

    require_ray()
    return RayExecutor(address, None if jobs in (None, AUTO) else count_of(jobs), limits)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
