"""The program as a person starts it: one process, one address, one folder that is gone at the end."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import rednote_lint.cli.commands.studio as command_module
from rednote_lint.cli.app import run
from rednote_lint.errors import UserError
from rednote_lint.report.base import no_illustration
from rednote_lint.run.settings import Settings
from rednote_lint.studio.server import Studio
from tests.studio.conftest import Client, started
from tests.studio.test_repairs import jpeg


@contextmanager
def running(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    places = {name: str(home / name.lower()) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "REDNOTE_LINT_CACHE")}
    for place in (*places.values(), str(home / "here")):
        Path(place).mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "studio", "--no-browser", "--lang", "en", *options],
        cwd=home / "here",
        env={**os.environ, **places, "BROWSER": "false"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        yield process, re.findall(r"http://\S+", "".join(lines))[0]
    finally:
        process.kill()
        process.communicate()


def ask(address: str, method: str, path: str, cookie: str = "", body: bytes = b"") -> http.client.HTTPResponse:
    return _answer(address, method, path, cookie, body)[0]


def asked(address: str, path: str, cookie: str) -> bytes:
    return _answer(address, "GET", path, cookie)[1]


def _answer(
    address: str, method: str, path: str, cookie: str, body: bytes = b""
) -> tuple[http.client.HTTPResponse, bytes]:
    host = address.split("/")[2]
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request(method, path, body, {"Cookie": cookie, "Origin": f"http://{host}"})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer, said


def entered(address: str) -> str:
    answer = ask(address, "GET", "/?" + address.partition("?")[2])
    return (answer.getheader("set-cookie") or "").partition(";")[0]


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.posix("signals to one process")
def test_ctrl_c_ends_it_and_nothing_is_left_anywhere(tmp_path: Path) -> None:
    with running(tmp_path, "--no-ocr") as (process, address):
        cookie = entered(address)
        assert ask(address, "POST", "/api/drops", cookie).status == 200
        assert (
            ask(address, "PUT", "/api/drops/1/files?name=a/caption.txt", cookie, "微信号 sunny".encode()).status == 204
        )
        where = "/api/drops/1/files?name=a/1.jpg"
        assert ask(address, "PUT", where, cookie, jpeg()).status == 204
        assert ask(address, "POST", "/api/drops/1/posts", cookie).status == 200
        end = time.monotonic() + 60
        while b'"whole":false' in asked(address, "/api/posts", cookie):
            assert time.monotonic() < end
            time.sleep(0.05)
        written = files(tmp_path)
        assert written and all(name.startswith("tmpdir/rednote-lint-studio-") for name in written)
        assert next((tmp_path / "tmpdir").iterdir()).stat().st_mode & 0o077 == 0
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "Ended; the copies are deleted.\n")
    assert files(tmp_path) == [] and list((tmp_path / "tmpdir").iterdir()) == []


def test_the_page_ends_it() -> None:
    studio = Studio(Settings(isolated=True), no_illustration)
    thread = started(studio)
    client = Client(studio)
    client.enter()
    assert client.ask("POST", "/api/stop").status == 204
    thread.join(20)
    assert not thread.is_alive() and studio.close() and not studio.folder.exists()


def test_without_its_libraries_it_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = command_module.find_spec
    monkeypatch.setattr(command_module, "find_spec", lambda name: None if name == "uvicorn" else found(name))
    with pytest.raises(UserError) as told:
        run(["studio", "--no-browser"])
    assert told.value.remedy == "pip install 'rednote-lint[studio]'"


def test_a_wrong_selector_is_told_before_anything_is_opened() -> None:
    studio = Studio(Settings(isolated=True, select=("NOPE",)), no_illustration)
    with pytest.raises(UserError, match="NOPE"):
        studio.prepare()
    assert studio.close() and not studio.folder.exists()
