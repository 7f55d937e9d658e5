"""Copies of files in the workspace, and what tells one state of a file from another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from rednote_lint.model import AssetKind
from rednote_lint.posts.files import asset_kind

Stamp = tuple[int, int, int]
"""Inode, time and size."""


def copied(path: Path, copy: Path) -> None:
    """Copy a file: media by a second name, which is safe because repairs write new files; what is text for real."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if asset_kind(path) in (AssetKind.IMAGE, AssetKind.VIDEO):
        try:
            os.link(path, copy)
            return
        except OSError:  # Not every file system has second names.
            pass
    shutil.copy2(path, copy)


def stamp_of(path: Path) -> Stamp | None:
    """Return what changes when a file does; None where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)
