"""Compiled packs are an optimisation: with or without them the answer is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.digests import pack_digest
from rednote_lint.packs.loader import load_pack
from tests.packs.pack_files import rule, write_pack


def test_a_cached_pack_is_the_pack(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    fresh = load_pack(folder)
    assert cached_pack(folder, tmp_path / "cache") == fresh
    assert list((tmp_path / "cache").iterdir())
    assert cached_pack(folder, tmp_path / "cache") == fresh


def test_an_edited_pack_is_read_anew(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    cached_pack(folder, tmp_path / "cache")
    write_pack(folder, rule(word="草莓派"))
    assert "草莓派" in str(cached_pack(folder, tmp_path / "cache").rules[0].params)


def test_a_broken_or_unwritable_cache_is_no_obstacle(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    fresh = cached_pack(folder, tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(b"\x00garbage")
    assert cached_pack(folder, tmp_path / "cache") == fresh
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert cached_pack(folder, tmp_path / "file" / "below") == fresh


def test_no_cache_is_asked_for_and_none_is_made(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    assert cached_pack(folder, None) == load_pack(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_what_came_compiled_is_used_without_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path / "p", rule())
    cached_pack(folder, tmp_path / "compiled")
    monkeypatch.setattr("rednote_lint.packs.cache.compiled_packs", lambda: tmp_path / "compiled")
    fresh = load_pack(folder)
    monkeypatch.delattr("rednote_lint.packs.cache.load_pack")
    assert cached_pack(folder, None) == fresh


def test_a_pack_that_was_moved_is_taken_from_the_cache_with_its_new_place(tmp_path: Path) -> None:
    cached_pack(write_pack(tmp_path / "p", rule()), tmp_path / "cache")
    moved = cached_pack(write_pack(tmp_path / "q", rule()), tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert (moved.path, moved.rules[0].folder) == (str(tmp_path / "q"), str(tmp_path / "q"))


def test_an_entry_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path / "p", rule())

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cached_pack(folder, tmp_path / "cache") == load_pack(folder)
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_unchanged_pack_is_read_once_in_a_process(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    cached_pack(folder, tmp_path / "cache")
    assert cached_pack(folder, tmp_path / "cache") is cached_pack(folder, tmp_path / "cache")


def test_what_is_edited_while_it_is_read_is_not_kept_as_what_it_was(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    before = pack_digest(folder)
    write_pack(folder, rule(word="草莓派"))
    cached_pack(folder, tmp_path / "cache", lambda _: before)
    write_pack(folder, rule())
    assert cached_pack(folder, tmp_path / "cache") == load_pack(folder)
