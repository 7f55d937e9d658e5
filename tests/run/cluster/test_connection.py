"""Without Ray, or without a cluster at the address, there is a message and no traceback."""

from __future__ import annotations

import socket
import threading

import pytest

from rednote_lint.errors import UserError
from rednote_lint.run.cluster import connection
from rednote_lint.run.cluster.connection import connected, require_ray


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: None)
    with pytest.raises(UserError) as raised:
        require_ray()
    assert raised.value.message == "--engine ray needs Ray"
    assert all("rednote-lint[ray]" in raised.value.told(language)[1] for language in ("en", "zh"))


def test_where_nobody_listens_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: object())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(UserError) as raised, connected(address, None):
            pass
    assert raised.value.message.startswith(f"no Ray cluster can be reached at {address}: ")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_where_something_else_listens_that_is_told_at_once(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: object())
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"

        def serve() -> None:
            with server.accept()[0] as asked:
                asked.recv(100)
                asked.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(UserError) as raised, connected(address, None):
            pass
        thread.join()
    assert raised.value.told("en")[0] == f"what listens at {address} is not the head of a Ray cluster"


def test_where_nobody_answers_that_is_told_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: object())
    monkeypatch.setattr(connection, "_PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(UserError, match="timed out"), connected(address, None):
            pass


def test_other_versions_of_ray_and_python_are_named() -> None:
    said = "Version mismatch: The cluster was started with:\n    Ray: 2.50.0\n    Python: 3.12.1\nThis process on "
    error = RuntimeError(f"{said}10.0.0.2 was started with:\n    Ray: 2.60.0\n    Python: 3.11.7\n")
    refused = connection._refused("10.0.0.1:6379", error)
    assert refused.told("en") == (
        "the cluster at 10.0.0.1:6379 has Ray 2.50.0 on Python 3.12.1, here it is Ray 2.60.0 on Python 3.11.7",
        "install the same versions of Ray and Python on all machines, such as `pip install ray==2.50.0` here",
    )
