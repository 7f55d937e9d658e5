"""Ctrl-C: noticed while a terminal is read, what was done until then, and how to go on after it."""

from __future__ import annotations

import select
import shlex
import subprocess
import sys
from collections.abc import Sequence

from rednote_lint.model import Bilingual

_TURN = 0.2  # seconds
_STOPPED = Bilingual(
    en="interrupted after {posts}; the reports hold what was checked until then",
    zh="已中断：完成 {posts}，报告包含此前已检查的内容",
)
_CONTINUE = Bilingual(
    en="  To continue: {command}\n  Media already analyzed are read from the cache.",
    zh="  继续检查：{command}\n  已分析过的媒体会直接从缓存读取。",
)
_AGAIN = Bilingual(en="  To start again: {command}", zh="  重新检查：{command}")


def wait_for_typing() -> None:
    """Wait in short turns until standard input, a terminal, has something to read; elsewhere return at once.

    A Ctrl-C that comes between two instructions, right before a read that has no end, is noticed only after that read.
    """
    if sys.platform != "win32" and sys.stdin.isatty():
        while not select.select([sys.stdin], [], [], _TURN)[0]:
            pass


def how_to_continue(posts: str, arguments: Sequence[str], language: str) -> str:
    """Say what was done before Ctrl-C, and the line that continues.

    Args:
        posts: how many were done, in words.
        arguments: of the command line.
        language: `en` or `zh`.
    """
    command = command_line(["rednote-lint", *arguments])
    onward = _AGAIN if "--no-cache" in arguments and "--store" not in arguments else _CONTINUE
    return f"{_STOPPED.filled({'posts': posts}).pick(language)}\n{onward.filled({'command': command}).pick(language)}"


def command_line(words: Sequence[str]) -> str:
    """Return words as they are typed in a shell."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
