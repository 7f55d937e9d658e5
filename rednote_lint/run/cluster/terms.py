"""What a worker on another machine has to be like, told by the driver, so that the results are the driver's own."""

from __future__ import annotations

import os
import time
from pathlib import Path

from rednote_lint.model import Bilingual, Record
from rednote_lint.run.program import OWN_SOURCES, PARTS, program

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "TZ")
"""What results depend on: the language of messages, and the time zone."""
_OTHER_PROGRAM = (
    Bilingual(
        en="machine {machine} has another rednote-lint or other libraries: {there}, here {here}",
        zh="机器 {machine} 上的 rednote-lint 或依赖库不同：{there}，这里是 {here}",
    ),
    Bilingual(
        en="install the same versions on all machines, such as with one lock file",
        zh="在所有机器上安装相同的版本，例如使用同一个锁定文件",
    ),
)
_NO_FOLDER = (
    Bilingual(
        en="the folder {folder} is not on machine {machine}, or cannot be read there",
        zh="机器 {machine} 上没有文件夹 {folder}，或无法读取",
    ),
    Bilingual(
        en="share the folder that you work in, mounted at the same path on all machines",
        zh="共享工作文件夹，并在所有机器上挂载到相同路径",
    ),
)
Refusal = tuple[Bilingual, Bilingual]
"""What is wrong, and what to do."""


class Terms(Record, frozen=True, kw_only=True):
    """Program, working directory and environment of the driver."""

    program: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    node: str
    """The Ray node that the driver is on; what lies on it lies where the driver finds it."""

    def taken(self, machine: str) -> Refusal | None:
        """Go to the same folder with the same environment, or say why this process cannot be a worker."""
        own = program()
        if own != self.program:
            there, here = _first_difference(own, self.program)
            message, remedy = _OTHER_PROGRAM
            return message.filled({"machine": machine, "there": there, "here": here}), remedy
        try:
            os.chdir(self.folder)
        except OSError:
            message, remedy = _NO_FOLDER
            return message.filled({"machine": machine, "folder": self.folder}), remedy
        for name in _VARIABLES:
            os.environ.pop(name, None)
        os.environ.update(self.environment)
        if hasattr(time, "tzset"):
            time.tzset()
        return None


def terms(node: str) -> Terms:
    """Return the terms of this process, which is the driver."""
    return Terms(
        program=program(),
        folder=str(Path.cwd()),
        environment={name: os.environ[name] for name in _VARIABLES if name in os.environ},
        node=node,
    )


def _first_difference(there: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, str]:
    """Return the first pair that differs, named; `program` says what stands where."""
    for name, one, other in zip(PARTS, there, here, strict=True):
        if one != other:
            shown = ("build " + part[:12] if name == OWN_SOURCES else f"{name} {part or '-'}" for part in (one, other))
            return next(shown), next(shown)
    return "", ""
