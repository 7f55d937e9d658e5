"""Without Ray, or without a cluster at the address, there is a message and no traceback."""

from __future__ import annotations

import socket

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
