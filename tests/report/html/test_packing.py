"""Details that are packed: what room there is for them, and what a browser reads."""

from __future__ import annotations

import base64
import io
import json
import re
import zlib

import pytest

from rednote_lint.report.html import packing
from rednote_lint.report.html.packing import Packs, deflated


def read(data: str) -> object:
    return json.loads(zlib.decompress(base64.b64decode(data)))


def test_what_is_packed_is_read_again() -> None:
    value = [{"a": "</script>\u2028字\udcff"}, 1]
    assert read(deflated(value)) == value
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", deflated(value))


def test_packs_are_written_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "TOGETHER", 2)

    def packed() -> Packs:
        packs = Packs("error")
        assert [packs.add(f"post {n}") for n in range(5)] == [
            "error0:0",
            "error0:1",
            "error1:0",
            "error1:1",
            "error2:0",
        ]
        return packs

    whole = io.StringIO()
    size = packed().copy_to(whole)
    assert size == len(whole.getvalue())
    found = re.findall(r'data-pack="(\w+)">([^<]+)<', whole.getvalue())
    assert [(name, read(data)) for name, data in found] == [
        ("error0", ["post 0", "post 1"]),
        ("error1", ["post 2", "post 3"]),
        ("error2", ["post 4"]),
    ]
    some = io.StringIO()
    assert packed().copy_to(some, size - 1) == len(some.getvalue()) < size
    assert some.getvalue().count("data-pack") == 2
