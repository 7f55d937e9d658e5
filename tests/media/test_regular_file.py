from __future__ import annotations

import os
from pathlib import Path

import pytest

from rednote_lint.media.regular_file import NotOpened, open_regular


def test_a_regular_file_is_opened_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    opened = open_regular(tmp_path / "a")
    with opened.file as file:
        assert (file.read(), opened.size) == (b"content", 7)


@pytest.mark.posix("named pipes")
def test_everything_else_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    for name, said in {"folder": "folder", "empty": "empty", "link": "No such file", "pipe": "no regular"}.items():
        with pytest.raises(NotOpened, match=said) as refusal:
            open_regular(tmp_path / name)
        assert refusal.value.reason.zh
