"""The program at a terminal of its own: what it prints there, what is typed, how it ends."""

from __future__ import annotations

import contextlib
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

try:
    import fcntl
    import pty
    import termios
except ImportError:  # Windows has none of them; the tests that need a terminal are skipped there.
    pty = ModuleType("pty")  # type: ignore[assignment]

PATIENCE = 60.0


class Terminal:
    """A process whose standard streams are one terminal."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self.shown = ""
        self._master = master

    def wait_for(self, text: str, *, after: int = 0) -> str:
        """Read until a text has been printed behind a place of what was shown; return everything since then."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown[after:]:
            assert time.monotonic() < deadline, f"{text!r} was never printed: {self.shown[after:]!r}"
            if not self._read(0.2) and self.process.poll() is not None and not self._read(0.2):
                raise AssertionError(f"ended with {self.process.returncode} before {text!r}: {self.shown!r}")
        return self.shown[after:]

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def end(self) -> int:
        """Read to the end and return the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.wait(timeout=1)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # The other side is closed.
            return False
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


def at_terminal(
    *arguments: str, cwd: Path, columns: int = 80, **environment: str
) -> contextlib.AbstractContextManager[Terminal]:
    """Start the program."""
    given = {"REDNOTE_LINT_CACHE": str(cwd / ".cache"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1", **environment}
    return started([sys.executable, "-m", "rednote_lint", *arguments], cwd, {**os.environ, **given}, columns=columns)


@contextlib.contextmanager
def started(command: list[str], cwd: Path, environment: dict[str, str], *, columns: int = 80) -> Iterator[Terminal]:
    """Start any program."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(master)
