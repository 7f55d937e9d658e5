"""The digest of a pack follows its files, and reads those once that nobody writes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from rednote_lint.packs import digests
from rednote_lint.packs.digests import SETTLED, pack_digest
from tests.packs.pack_files import rule, write_pack


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read."""
    seen: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: seen.append(path) or read(path))
    return seen


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns
    monkeypatch.setattr(digests.time, "time_ns", lambda: now() + 2 * SETTLED)


def test_files_that_are_what_they_were_are_read_once(tmp_path, reads, monkeypatch):
    folder = write_pack(tmp_path / "p", rule())
    later(monkeypatch)
    first = pack_digest(folder)
    count = len(reads)
    assert count and pack_digest(folder) == first and len(reads) == count


def test_what_is_written_within_one_tick_of_the_clock_is_read(tmp_path, reads):
    folder = write_pack(tmp_path / "p", rule())
    seen = set()
    for word in ("蓝莓派", "草莓派", "柠檬派"):
        write_pack(folder, rule(word=word))
        for path in folder.iterdir():
            os.utime(path, (1_700_000_000, 1_700_000_000))
        seen.add(pack_digest(folder))
    assert len(seen) == 3


def test_a_file_that_comes_or_goes_is_seen(tmp_path, monkeypatch):
    folder = write_pack(tmp_path / "p", rule())
    later(monkeypatch)
    before = pack_digest(folder)
    (folder / "more.yaml").write_text("[]\n", encoding="utf-8")
    assert pack_digest(folder) != before
    (folder / "more.yaml").unlink()
    assert pack_digest(folder) == before
