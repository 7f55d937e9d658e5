"""Remote media are fetched only from where a person said, once, and whole."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFile, MemoryFileSystem

from rednote_lint.model import Post
from rednote_lint.posts import DISK, discover, remote
from rednote_lint.posts.columns import Columns
from rednote_lint.posts.remote import NotFetched, Remote, is_remote

ALLOWED = "memory://bucket/campaign/"


@pytest.fixture(autouse=True)
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    store = fsspec.filesystem("memory")
    store.pipe({"/bucket/campaign/一.jpg": b"one", "/bucket/other/2.jpg": b"two", "/bucket/campaign-2/3.jpg": b"three"})
    yield
    store.store.clear()


def posts(cells: str, *allowed: str) -> list[Post]:
    Path("c.csv").write_text(f"标题,图片\n一,{cells}\n", encoding="utf-8")
    sources = DISK.of_calendars(lambda folder: Columns(), Remote(allowed, Path("cache/remote")))
    return list(discover(["c.csv"], sources))


def test_a_file_is_fetched_into_the_cache_once_and_anew_when_it_changed() -> None:
    (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    (asset,) = post.assets
    assert not post.problems and Path(asset.path).read_bytes() == b"one" and Path(asset.path).name == "一.jpg"
    (again,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert again.assets[0].path == asset.path
    fsspec.filesystem("memory").pipe("/bucket/campaign/一.jpg", b"other")
    (changed,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert changed.assets[0].path != asset.path and Path(changed.assets[0].path).read_bytes() == b"other"
    assert not list(Path("cache").rglob("*.part"))


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("memory://bucket/other/2.jpg", [ALLOWED]),
        ("memory://bucket/campaign-2/3.jpg", ["memory://bucket/campaign"]),
        ("memory://bucket/campaign/../other/2.jpg", [ALLOWED]),
        ("s3://bucket/1.jpg", [ALLOWED]),
        ("memory://bucket/campaign/一.jpg", []),
    ],
)
def test_nothing_is_fetched_from_where_nobody_said(
    address: str, allowed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_copy", None)
    (post,) = posts(address, *allowed)
    assert not post.assets and "--remote" in post.problems[0].message.en


def test_what_is_not_there_too_large_or_too_slow_costs_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    (post,) = posts(f"{ALLOWED}gone.jpg", ALLOWED)
    assert "could not be fetched" in post.problems[0].message.en
    monkeypatch.setattr(remote, "LARGEST", 2)
    (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert "is not fetched" in post.problems[0].message.en
    monkeypatch.setattr(remote, "LONGEST", 0.05)
    waiting = threading.Event()
    monkeypatch.setattr(remote, "_copy", lambda url, folder: waiting.wait(5))
    (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    waiting.set()
    assert "was not there after" in post.problems[0].message.en


class Reading(io.BytesIO):
    """A remote file that is read while something happens to it."""

    def __init__(self, data: bytes, meanwhile: Callable[[], object]) -> None:
        super().__init__(data)
        self._meanwhile = meanwhile

    def read(self, size: int | None = -1, /) -> bytes:
        self._meanwhile()
        return super().read(size)


def test_a_connection_that_ends_early_leaves_nothing_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(MemoryFileSystem, "open", lambda *_: io.BytesIO(b"on"))
        (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert "only 2 of 3 bytes arrived" in post.problems[0].message.en and not post.assets
    assert not [path for path in Path("cache").rglob("*") if path.is_file()]
    (whole,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    Path(whole.assets[0].path).write_bytes(b"o")
    (mended,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert Path(mended.assets[0].path).read_bytes() == b"one", "a copy that was cut off is fetched anew"


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store = fsspec.filesystem("memory")
    contents = [b"new", b"one"]

    def replace() -> None:
        if contents:
            path = "/bucket/campaign/一.jpg"
            store.store[path] = MemoryFile(store, path, contents.pop())

    def opened(*_: object) -> Reading:
        return Reading(store.store["/bucket/campaign/一.jpg"].getvalue(), replace)

    monkeypatch.setattr(MemoryFileSystem, "open", opened)
    (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert Path(post.assets[0].path).read_bytes() == b"new" and not post.problems
    contents += [b"%d" % number for number in range(9)]
    replace()
    (restless,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert "it changes while it is read" in restless.problems[0].message.en
    assert len([path for path in Path("cache").rglob("*") if path.is_file()]) == 1


def test_a_file_that_is_deleted_while_it_is_read_costs_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    store = fsspec.filesystem("memory")

    def opened(*_: object) -> Reading:
        return Reading(b"one", lambda: store.store.pop("/bucket/campaign/一.jpg", None))

    monkeypatch.setattr(MemoryFileSystem, "open", opened)
    (post,) = posts(f"{ALLOWED}一.jpg", ALLOWED)
    assert "could not be fetched" in post.problems[0].message.en and not post.assets


def test_without_the_library_the_extra_is_named() -> None:
    with pytest.raises(NotFetched, match=r"pip install 'rednote-lint\[remote\]'"):
        Remote(["s3://bucket/"], Path("cache")).fetched("s3://bucket/1.jpg")


def test_without_a_cache_the_copies_go_with_the_process() -> None:
    copy = Remote([ALLOWED]).fetched(f"{ALLOWED}一.jpg")
    assert copy.read_bytes() == b"one"


def test_a_web_page_is_no_remote_file() -> None:
    assert not is_remote("https://example.com/1.jpg") and not is_remote("s3://") and is_remote("gs://b/1.jpg")
    (post,) = posts("https://example.com/1.jpg", "memory://bucket/")
    assert "web address" in post.problems[0].message.en
