"""Who may ask the page what: requests over a real socket, as other pages and other machines would send them."""

from __future__ import annotations

import pytest

from rednote_lint.studio.server import Studio
from tests.studio.conftest import Client

READ, WRITE = ("GET", "/api/posts"), ("POST", "/api/drops")


@pytest.mark.parametrize("method, path", [READ, WRITE, ("GET", "/"), ("GET", "/static/main.js"), ("POST", "/api/stop")])
def test_nobody_without_the_session_is_answered(client: Client, method: str, path: str) -> None:
    for cookie in (None, "", "rednote-lint-1=x", client.cookie[:-1], client.cookie.replace("rednote", "other")):
        assert client.ask(method, path, cookie=cookie).status == 403, cookie


@pytest.mark.parametrize("method, path", [READ, WRITE])
def test_other_pages_are_refused(client: Client, method: str, path: str) -> None:
    for origin in ("https://evil.example", f"http://localhost:{client.studio.port}", "http://127.0.0.1:1", "null"):
        assert client.ask(method, path, origin=origin).status == 403, origin
    for site in ("cross-site", "same-site"):
        assert client.ask(method, path, sec_fetch_site=site).status == 403, site
    assert client.ask(method, path, sec_fetch_site="same-origin").status == 200


def test_a_change_without_an_origin_is_refused(client: Client) -> None:
    assert client.ask(*WRITE, origin=None).status == 403
    assert client.ask(*READ, origin=None).status == 200, "a browser sends none with a picture"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", "", None, "127.0.0.1.nip.io"]
)
def test_foreign_hosts_are_refused(client: Client, host: str | None) -> None:
    assert client.ask(*READ, host=host).status in (400, 421)
    assert client.ask("GET", client.studio.address.partition(client.host)[2], host=host).status in (400, 421)


def test_the_token_opens_the_page_once(client: Client, studio: Studio) -> None:
    address = studio.address.partition(client.host)[2]
    again = client.ask("GET", address, cookie=None, origin=None)
    assert again.status == 403 and "set-cookie" not in again.headers and "works once" in again.body.decode()
    assert client.ask("GET", "/?token=x", cookie=None).status == 403
    assert client.ask("GET", address).status == 200, "the browser that has the session may load the address again"
    first = client.entry  # type: ignore[attr-defined]
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert client.ask("GET", address, cookie=None, sec_purpose="prefetch;prerender").status == 503


def test_every_answer_has_the_policy(client: Client) -> None:
    for answer in (
        client.ask("GET", "/"),
        client.ask("GET", "/api/posts"),
        client.ask("GET", "/static/main.js"),
        client.ask("GET", "/nowhere"),
        client.ask("GET", "/", cookie=None),
        client.ask("POST", "/api/posts/999/words", {}),
    ):
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_only_the_files_of_the_page_are_served(client: Client) -> None:
    assert client.ask("GET", "/static/report.css").headers["content-type"].startswith("text/css")
    for name in ("..%2fapp.py", "%2e%2e/app.py", "../app.py", "..%5capp.py", "%2fetc%2fpasswd", "labels.json", ""):
        assert client.ask("GET", f"/static/{name}").status == 404, name


def test_the_server_listens_on_the_loopback_alone(studio: Studio) -> None:
    assert studio.address.startswith(f"http://127.0.0.1:{studio.port}/?token=")
    assert studio._socket.getsockname()[0] == "127.0.0.1"
