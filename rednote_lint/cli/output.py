"""Opens the streams that reports go to, and makes their reporters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import click

from rednote_lint import __version__
from rednote_lint.errors import UserError
from rednote_lint.model import Asset, Location
from rednote_lint.report import FORMATS, Display, Reporter, RunInfo
from rednote_lint.run.session import Session

Target = tuple[str, TextIO]
"""The name of a format, and the stream that it is written to."""


def targets_of(outputs: Sequence[str], files: ExitStack) -> list[Target]:
    """Open the files of `--output FORMAT=PATH`, before anything is checked or fixed.

    Raises:
        UsageError: an output is not written like that.
        UserError: a file cannot be written.
    """
    named = [_parsed(output) for output in outputs]
    return [(name, files.enter_context(_opened(path))) for name, path in named]


def _parsed(output: str) -> tuple[str, str]:
    name, equals, path = output.partition("=")
    if not equals or name not in FORMATS:
        raise click.UsageError(f"--output takes FORMAT=PATH with one of {', '.join(sorted(FORMATS))}, not `{output}`")
    return name, path


def _opened(path: str) -> TextIO:
    try:
        return Path(path).open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror}", "check the folder and its permissions", path) from None


def reporters_of(format_: str, targets: Sequence[Target], display: Display) -> list[Reporter]:
    """Make the reporter of the screen, then those of the files."""
    return [FORMATS[name](stream, display) for name, stream in ((format_, sys.stdout), *targets)]


def run_info(session: Session, roots: Sequence[str]) -> RunInfo:
    """Say what is known of a run from the session of its first post."""
    return RunInfo(rules=session.known, roots=tuple(roots), version=__version__, illustrate=_illustrate)


def _illustrate(asset: Asset, location: Location, width: int) -> bytes | None:
    """Import the decoders when a format asks for the first picture."""
    from rednote_lint.facts.illustrate import illustrate

    return illustrate(asset, location, width)
