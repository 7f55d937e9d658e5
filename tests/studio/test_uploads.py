"""Files that are dropped: kept by their names in one folder, bounded, and nothing written anywhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from rednote_lint.errors import UserError
from rednote_lint.studio.server import Studio
from rednote_lint.studio.uploads import Bounds, Uploads
from tests.studio.conftest import Client

NFD = "cafe\u0301 京都.txt"


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_names_with_parents_are_refused_and_nothing_is_written(client: Client, studio: Studio) -> None:
    drop = client.ask("POST", "/api/drops").json["drop"]
    before = everything_below(studio.folder)
    for name in ("../x.txt", "a/../../x.txt", "/etc/x.txt", "..%2fx.txt", "a\\..\\x.txt", "..", "", "a\0.txt"):
        answer = client.ask("PUT", f"/api/drops/{drop}/files?name={quote(name)}", b"x")
        assert answer.status == (204 if name == "..%2fx.txt" else 400), name
    assert everything_below(studio.folder) - before == {f"posts/{drop}/..%2fx.txt"}, "a name with a % is a name"
    assert not any((above / "x.txt").exists() for above in studio.folder.parents)


def test_names_are_kept(client: Client, studio: Studio) -> None:
    drop = client.ask("POST", "/api/drops").json["drop"]
    assert client.ask("PUT", f"/api/drops/{drop}/files?name={quote('文/' + NFD)}", b"x").status == 204
    assert [path.name for path in (studio.folder / "posts" / str(drop) / "文").iterdir()] == [NFD]


def test_a_name_that_is_there_is_not_written_over(client: Client, studio: Studio) -> None:
    drop = client.ask("POST", "/api/drops").json["drop"]
    where = f"/api/drops/{drop}/files?name=a.txt"
    assert client.ask("PUT", where, b"first").status == 204
    assert "already" in client.ask("PUT", where, b"second").json["error"]["en"]
    assert (studio.folder / "posts" / str(drop) / "a.txt").read_bytes() == b"first"


def test_a_drop_without_a_post_is_told(client: Client) -> None:
    (number,) = client.drop({})
    now = client.ask("GET", f"/api/posts/{number}").json
    assert now["line"]["verdict"]["en"] == "NOT CHECKED" and 'class="problems"' in now["findings"]
    (number,) = client.drop({"a/words.docx": b"x"})
    assert "a/words.docx" in client.ask("GET", f"/api/posts/{number}").json["findings"]


async def some(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


@pytest.mark.parametrize("stated", [True, False], ids=["stated", "found out"])
def test_bounds_hold_whether_the_size_is_stated_or_not(tmp_path: Path, stated: bool) -> None:
    uploads = Uploads(Bounds(files=3, file_bytes=10, all_bytes=15, spare_bytes=0))

    def take(name: str, *chunks: bytes) -> None:
        size = sum(map(len, chunks)) if stated else None
        asyncio.run(uploads.take(tmp_path, name, some(*chunks), size))

    take("a", b"12345", b"67890")
    with pytest.raises(UserError, match="more than 10 B"):
        take("b", b"12345", b"678901")
    with pytest.raises(UserError, match="together"):
        take("b", b"123456")
    take("b", b"1234")
    take("c", b"1")
    with pytest.raises(UserError, match="more than 3 files"):
        take("d", b"")
    assert everything_below(tmp_path) == {"a", "b", "c"}, "nothing of what was refused is left"


def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no room"):
        asyncio.run(Uploads(Bounds(spare_bytes=1 << 60)).take(tmp_path, "a", some(b"x"), 1))
    assert list(tmp_path.iterdir()) == []
