"""What is noted of the files of a post: those that were hashed, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.facts.digests import Digests
from rednote_lint.facts.seen_files import SeenFile, seen_files
from rednote_lint.media.hashing import sha256_of
from rednote_lint.posts import load
from tests.media_made import save_png


def test_files_that_were_hashed_are_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text("今天去公园", encoding="utf-8")
    for name in ("01.png", "02.png"):
        save_png(Path(name))
    post, digests = load("."), Digests(None)
    assert seen_files(post, digests) == ()
    digests.of("01.png")
    (seen,) = seen_files(post, digests)
    assert seen == SeenFile(path="01.png", digest=sha256_of("01.png"), size=Path("01.png").stat().st_size)
