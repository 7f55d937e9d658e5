from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rednote_lint.lsp.paths import key_of, path_of, uri_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX systems")


@posix
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/%E6%AD%A3%E6%96%87.md", "/a/正文.md"),
        ("file:///a/b;c%23d%3Fe.md", "/a/b;c#d?e.md"),
        ("FILE:///a/../b.md", "/b.md"),
        ("file:///a/%25.md", "/a/%.md"),
    ],
)
def test_a_uri_names_a_path(uri: str, path: str) -> None:
    assert path_of(uri) == Path(path)


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "git:/a/b.md?{}", "", "file"])
def test_other_uris_name_none(uri: str) -> None:
    assert path_of(uri) is None


@posix
def test_a_path_comes_back_whatever_its_bytes(tmp_path: Path) -> None:
    for name in ("正文 #1?.md", "a;b.md", os.fsdecode(b"\xff.md")):
        assert path_of(uri_of(tmp_path / name)) == tmp_path / name


def test_two_names_of_one_file_have_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert key_of("a/../caption.md") == key_of(tmp_path / "caption.md")
