"""`rednote-lint lsp` as a process: without its library, with a client that dies, with a library that prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "rednote_lint", "lsp"]


def framed(*messages: dict[str, Any]) -> bytes:
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


HELLO = {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}}


def test_without_its_library_it_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\nfound = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'pygls' else found(name, package)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(COMMAND, cwd=tmp_path, env=environment, input=b"", capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"pip install 'rednote-lint[lsp]'" in done.stderr


def test_it_ends_when_its_client_is_gone_and_with_the_session(tmp_path: Path) -> None:
    gone = subprocess.run(COMMAND, cwd=tmp_path, input=framed(HELLO), capture_output=True, check=False, timeout=60)
    assert gone.returncode == 1
    bye = framed(HELLO, {"id": 2, "method": "shutdown"}, {"method": "exit"})
    ended = subprocess.run(COMMAND, cwd=tmp_path, input=bye, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0


def test_what_a_library_prints_is_no_part_of_the_protocol(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, os, sys\n"
        "import rednote_lint.lsp.streams as streams\n"
        "own = streams.protocol_streams\n"
        "def printing():\n"
        "    made = own()\n"
        "    print('printed')\n"
        "    os.write(1, b'written')\n"
        "    return made\n"
        "streams.protocol_streams = printing\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    bye = framed(HELLO, {"id": 2, "method": "shutdown"}, {"method": "exit"})
    done = subprocess.run(
        COMMAND, cwd=tmp_path, env=environment, input=bye, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"Content-Length: ")
    assert b"printed" not in done.stdout
    assert b"written" not in done.stdout
    assert b"written" in done.stderr


def test_nonsense_does_not_end_it(tmp_path: Path) -> None:
    unknown = {"uri": "file:///x.md", "version": 2}
    place = {"line": 9, "character": 9}
    odd = framed(
        {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///x.md"}}},
        HELLO,
        {"method": "textDocument/didChange", "params": {"textDocument": unknown, "contentChanges": [{"text": "x"}]}},
        {"method": "no/such", "params": {}},
        {"id": 9, "method": "textDocument/hover", "params": {"textDocument": unknown, "position": place}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    )
    done = subprocess.run(COMMAND, cwd=tmp_path, input=odd, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert b'"id": 9' in done.stdout
