"""Names of many files in few words: runs of numbered names as one range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from rednote_lint.model import Report

NAMES = 3
"""File names, or ranges of them, that a screen shows; more are counted."""
_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)(?P<suffix>\.[^.]*)?\Z", re.DOTALL)


class _Run(NamedTuple):
    stem: str
    first: str
    last: str
    suffix: str

    def takes(self, stem: str, number: str, suffix: str) -> bool:
        follows = int(number) == int(self.last) + 1 and len(number) in (len(self.last), len(str(int(number))))
        return stem == self.stem and suffix == self.suffix and follows

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.stem}{self.first}{self.suffix}"
        return f"{self.stem}{self.first}–{self.last}{self.suffix}"


def file_names(paths: Iterable[str]) -> list[str]:
    """Return the file names of paths without repetition; `IMG_1.HEIC`, `IMG_2.HEIC` become `IMG_1–2.HEIC`."""
    return list(_ranges(dict.fromkeys(PurePosixPath(path).name or path for path in paths)))


def row_names(report: Report) -> str:
    """Return what the author calls a row of a table, ready to follow its place: ` [id 20261101-2, @nina]`."""
    if not report.path.rpartition(":")[2].isdecimal():
        return ""
    names = [f"id {report.id}"] if report.id != report.path else []
    if report.account:
        names.append(f"@{report.account.removeprefix('@')}")
    return f" [{', '.join(names)}]" if names else ""


def _ranges(names: Iterable[str]) -> Iterator[str]:
    run: _Run | None = None
    for name in names:
        match = _NUMBERED.match(name)
        parts = (match["stem"], match["number"], match["suffix"] or "") if match else None
        if run is not None and parts is not None and run.takes(*parts):
            run = run._replace(last=parts[1])
            continue
        if run is not None:
            yield str(run)
        run = _Run(parts[0], parts[1], parts[1], parts[2]) if parts is not None else None
        if run is None:
            yield name
    if run is not None:
        yield str(run)
