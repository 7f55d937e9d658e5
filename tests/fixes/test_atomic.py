"""Files appear complete or not at all, under exactly the name that was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rednote_lint.fixes import atomic


def test_a_file_gets_its_name_only_when_it_is_published(tmp_path: Path) -> None:
    with atomic.scratch(tmp_path) as new:
        new.path.write_bytes(b"half")
        assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert list(tmp_path.iterdir()) == []


def test_a_taken_name_is_refused_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with atomic.scratch(tmp_path) as new:
        new.path.write_bytes(b"new")
        with pytest.raises(FileExistsError):
            new.publish(target)
        assert target.read_bytes() == b"old"
        new.publish(target, replace=True)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.posix("links that anybody may make")
def test_writing_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_relative_name_is_written_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "post").mkdir()
    monkeypatch.chdir(tmp_path)
    with atomic.scratch(Path("post")) as new:
        new.path.write_bytes(b"content")
        new.publish(Path("post/new.txt"))
    assert (tmp_path / "post" / "new.txt").read_bytes() == b"content"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator gives files away")
def test_writing_as_administrator_leaves_the_file_to_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "caption.md"
    target.write_bytes(b"old")
    target.chmod(0o640)
    os.chown(target, 1000, 1001)
    atomic.write(target, b"new")
    status = target.stat()
    assert (target.read_bytes(), status.st_uid, status.st_gid, status.st_mode & 0o777) == (b"new", 1000, 1001, 0o640)


def test_all_names_of_a_file_show_what_was_written(tmp_path: Path) -> None:
    target, other = tmp_path / "caption.md", tmp_path / "same.md"
    for old, new in ((b"old", b"much longer than before"), (b"much longer than before", b"short")):
        target.write_bytes(old)
        if not other.exists():
            other.hardlink_to(target)
        atomic.write(target, new)
        assert other.read_bytes() == new and other.samefile(target)


@pytest.mark.posix("permission bits")
def test_a_copy_of_a_read_only_file_can_be_published_and_is_read_only(tmp_path: Path) -> None:
    original = tmp_path / "IMG_1.jpg"
    original.write_bytes(b"old")
    original.chmod(0o444)
    with atomic.scratch(tmp_path) as new:
        new.path.write_bytes(b"new")
        new.publish(tmp_path / "IMG_1.fixed.jpg", like=original)
    assert (tmp_path / "IMG_1.fixed.jpg").stat().st_mode & 0o777 == 0o444
