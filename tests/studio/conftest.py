"""One studio and one browser for all tests of the page: rules are loaded once, and pages are opened in one tab."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any, NamedTuple

import pytest

from rednote_lint.cli.output import illustrate
from rednote_lint.run.settings import Settings
from rednote_lint.studio.server import Studio
from tests.browser import ABSENT, PROGRAM, Page, browser


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Asks as the page does; every header can be another."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.host = f"127.0.0.1:{studio.port}"
        self.cookie = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str | None) -> Answer:
        own = {"host": self.host, "origin": f"http://{self.host}", "cookie": self.cookie}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.studio.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
            for name, value in own.items():
                if value is not None:
                    connection.putheader(name, value)
            if "content-length" not in own and "transfer-encoding" not in own:
                connection.putheader("content-length", str(len(data)))
            connection.endheaders(data)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def enter(self) -> Answer:
        address = self.studio.address.partition(self.host)[2]
        answer = self.ask("GET", address, origin=None)
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def drop(self, files: dict[str, bytes]) -> list[int]:
        from urllib.parse import quote

        drop = self.ask("POST", "/api/drops").json["drop"]
        for name, data in files.items():
            answer = self.ask("PUT", f"/api/drops/{drop}/files?name={quote(name)}", data)
            assert answer.status == 204, answer
        return list(self.ask("POST", f"/api/drops/{drop}/posts").json["posts"])


def started(studio: Studio) -> Thread:
    ready = Event()
    studio.prepare()
    thread = Thread(target=studio.serve, args=(ready.set,), daemon=True)
    thread.start()
    assert ready.wait(10)
    return thread


def served(settings: Settings) -> Iterator[Studio]:
    made = Studio(settings, illustrate)
    thread = started(made)
    yield made
    made.stop()
    thread.join(10)
    made.close()
    assert not made.folder.exists()


@pytest.fixture(scope="session")
def studio() -> Iterator[Studio]:
    """A page that reads no text in pixels, which most tests have no use for."""
    yield from served(Settings(isolated=True, lang="en", ocr=False))


@pytest.fixture(scope="session")
def client(studio: Studio) -> Client:
    made = Client(studio)
    made.entry = made.enter()  # type: ignore[attr-defined]
    assert made.cookie
    return made


@pytest.fixture(scope="session")
def reader() -> Iterator[Client]:
    """A page that reads text in pixels."""
    for studio in served(Settings(isolated=True, lang="en")):
        made = Client(studio)
        made.enter()
        yield made


def let_in(tab: Page, client: Client) -> None:
    """Give the browser the session of a page."""
    name, _, value = client.cookie.partition("=")
    tab.call("Network.setCookie", name=name, value=value, url=f"http://{client.host}", httpOnly=True)


@pytest.fixture(scope="session")
def tab(client: Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if PROGRAM is None:
        pytest.skip(ABSENT)
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.screen(1280, 900)
        let_in(opened, client)
        yield opened
