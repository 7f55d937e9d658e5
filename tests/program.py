"""The program called in this process, with streams, environment and folder of its own.

A process of its own costs half a second and teaches nothing where the test asks what is printed, written and returned.
Where the process is the point (signals, pipes, memory, what is imported), tests start one.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from enum import Enum
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO, TextIO

from rednote_lint.cli import main

STANDARD = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
HANDLED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE") if hasattr(signal, name)]
FILTERS = (("ignore", DeprecationWarning), ("ignore", PendingDeprecationWarning), ("ignore", ImportWarning))
"""What Python does not show of the warnings of modules; the rest is printed, and a test sees it."""


class Errors(Enum):
    """Where the error output goes."""

    APART = "apart"
    AMONG_OUTPUT = "among output"


def called(
    *arguments: str, cwd: Path, environment: Mapping[str, str], given: bytes = b"", errors: Errors = Errors.APART
) -> CompletedProcess[bytes]:
    """Call `main` as `python -m rednote_lint` does, and return how it ends and what it writes.

    Files stand in for the standard streams down to their descriptors: what native libraries print counts too.
    """
    with ExitStack() as stack:
        stdin, stdout, stderr = (stack.enter_context(tempfile.TemporaryFile()) for _ in STANDARD)
        stdin.write(given)
        stdin.seek(0)
        for enter in (_variables(environment), _folder(cwd), _handlers(), _plain_warnings()):
            stack.enter_context(enter)
        files = (stdin, stdout, stderr if errors is Errors.APART else stdout)
        code = _ended(arguments, files)
        return CompletedProcess(["rednote-lint", *arguments], code, _content(stdout), _content(stderr))


def read(done: CompletedProcess[bytes]) -> CompletedProcess[str]:
    """Return what was written as text, with the line ends of Python, as `subprocess.run` with an encoding does."""
    out, err = (data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n") for data in (done.stdout, done.stderr))
    return CompletedProcess(done.args, done.returncode, out, err)


def _ended(arguments: tuple[str, ...], files: tuple[IO[bytes], ...]) -> int:
    argv = sys.argv
    with _descriptors(files), _streams():
        sys.argv = ["rednote-lint", *arguments]
        try:
            main()
        except SystemExit as ended:
            return int(ended.code or 0)
        finally:
            sys.argv = argv


@contextmanager
def _streams() -> Iterator[None]:
    """Give Python new streams on the descriptors; what a library keeps of them stays valid after the call."""
    before = {name: getattr(sys, name) for name, _ in STANDARD}
    made: dict[str, TextIO] = {
        name: open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, (name, mode) in enumerate(STANDARD)
    }
    for name, stream in made.items():
        setattr(sys, name, stream)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        for name, stream in before.items():
            setattr(sys, name, stream)


@contextmanager
def _descriptors(files: tuple[IO[bytes], ...]) -> Iterator[None]:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    kept = [os.dup(number) for number in range(len(files))]
    for number, file in enumerate(files):
        os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        for number, copy in enumerate(kept):
            os.dup2(copy, number)
            os.close(copy)


@contextmanager
def _variables(environment: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    _set(environment)
    try:
        yield
    finally:
        _set(before)


def _set(environment: Mapping[str, str]) -> None:
    zone = os.environ.get("TZ")
    os.environ.clear()
    os.environ.update(environment)
    if os.environ.get("TZ") != zone and hasattr(time, "tzset"):
        time.tzset()


@contextmanager
def _folder(cwd: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(cwd)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in HANDLED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _plain_warnings() -> Iterator[None]:
    """Print warnings as Python does by itself, where pytest would keep them for its summary."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        for action, category in FILTERS:
            warnings.simplefilter(action, category)
        warnings.showwarning = lambda message, category, name, line, file=None, text=None: print(
            warnings.formatwarning(message, category, name, line, text), end="", file=sys.stderr
        )
        yield


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
