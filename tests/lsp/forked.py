"""Fork a language server for each connection to a socket: its first line is a folder, arguments, environment, as JSON.

`python -m tests.lsp.forked SOCKET` has imported everything and read the rules, for which a fresh process takes a
second. It ends when its standard input does.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[2]
IS_POSSIBLE = sys.platform == "linux"
"""Elsewhere libraries start threads, or there is no fork."""


def connected(cwd: Path, *arguments: str) -> socket.socket:
    """Return the standard streams of a new server."""
    stream = socket.socket(socket.AF_UNIX)
    stream.connect(_forking())
    asked = json.dumps([str(cwd), ["lsp", *arguments], dict(os.environ)])
    stream.sendall(asked.encode() + b"\n")
    return stream


@cache
def _forking() -> str:
    folder = tempfile.TemporaryDirectory()
    path = str(Path(folder.name) / "socket")
    command = [sys.executable, "-m", "tests.lsp.forked", path]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert started.stdin and started.stdout
    assert started.stdout.readline() == b"ready\n"

    def end() -> None:
        started.communicate()
        folder.cleanup()

    atexit.register(end)
    return path


def serve(path: str) -> None:
    _prepare()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while listening in select.select([sys.stdin, listening], [], [])[0]:
            stream, _ = listening.accept()
            with stream:
                if os.fork() == 0:
                    listening.close()
                    _be(stream)
            _bury(os.WNOHANG)
    _bury(0)


def _bury(how: int) -> None:
    """Wait for servers that have ended, or for all of them."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _prepare() -> None:
    import rednote_lint.cli.check
    import rednote_lint.cli.commands.lsp
    import rednote_lint.lsp.server  # noqa: F401
    from rednote_lint import check

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "caption.txt").write_text("清水", encoding="utf-8")
        assert list(check([folder]))


def _be(stream: socket.socket) -> NoReturn:
    """Become `python -m rednote_lint lsp` with the socket for its standard input and output."""
    line = b""
    while not line.endswith(b"\n"):
        line += stream.recv(1)
    folder, arguments, environment = json.loads(line)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number in (0, 1):
        os.dup2(stream.fileno(), number)
    stream.close()
    sys.stdin, sys.stdout = (open(number, mode, encoding="utf-8") for number, mode in enumerate("rw"))  # noqa: SIM115, PTH123
    os._exit(_ended(arguments))


def _ended(arguments: Sequence[str]) -> int:
    from rednote_lint.cli import main

    sys.argv = ["rednote-lint", *arguments]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 1


if __name__ == "__main__":
    serve(sys.argv[1])
