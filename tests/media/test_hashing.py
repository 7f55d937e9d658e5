from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from rednote_lint.media.hashing import sha256_of


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5_000
    (tmp_path / "a").write_bytes(content)
    assert sha256_of(tmp_path / "a") == sha256_of(str(tmp_path / "a")) == hashlib.sha256(content).hexdigest()


def test_what_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        sha256_of(tmp_path / "missing")


@pytest.mark.posix("named pipes and devices")
def test_a_pipe_is_not_waited_for_and_a_device_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    for name in ("pipe", "zeros", "."):
        with pytest.raises(OSError, match="no regular file"):
            sha256_of(tmp_path / name)
