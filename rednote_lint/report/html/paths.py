"""Takes the folders of this machine out of what a page says, so that it can be handed on."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator
from pathlib import Path

from markupsafe import escape

from rednote_lint.report.base import RunInfo
from rednote_lint.report.html.said import shown

_UP = (".", "..")


class HiddenFolders:
    """Shortens paths in rendered text: to what was named and below it, or to `~` for the home folder.

    Args:
        run: what was named, and where the run is.
    """

    def __init__(self, run: RunInfo) -> None:
        said = {str(escape(shown(long))): short for long, short in _folders(run)}
        self._said = said
        self._pattern = re.compile("|".join(map(re.escape, sorted(said, key=len, reverse=True))) or "(?!)")

    def __call__(self, rendered: str) -> str:
        """Return the text without these folders."""
        return self._pattern.sub(lambda match: self._said[match[0]], rendered)


def _folders(run: RunInfo) -> Iterator[tuple[str, str]]:
    here = run.here.rstrip("/")
    home = Path.home().as_posix().rstrip("/")
    for root in run.roots:
        typed = Path(root).as_posix()
        absolute = os.path.normpath(Path(here) / typed).replace("\\", "/")
        yield from _both(absolute.rpartition("/")[0], "")
        if Path(typed).is_absolute() or typed.split("/")[0] in _UP:
            yield from _both(typed.rpartition("/")[0], "")
    for folder, short in ((here, ""), (run.repository.rstrip("/"), ""), (home, "~/")):
        yield from _both(folder, short)


def _both(folder: str, short: str) -> Iterator[tuple[str, str]]:
    """Yield a folder as it is written everywhere, and as Windows writes it."""
    if folder and folder not in _UP:
        yield f"{folder}/", short
        if "/" in folder:
            yield folder.replace("/", "\\") + "\\", short
