"""SHA-256 of a rule pack: of the names and contents of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rednote_lint.packs.locate import pack_files
from rednote_lint.packs.strict import refuse_unreadable


def pack_digest(folder: Path) -> str:
    """Return the sha256 over names and contents of the files that make a pack; what else lies there is not read.

    Raises:
        UserError: one of them is no regular file, or too large.
        OSError: one of them cannot be read.
    """
    digest = hashlib.sha256()
    for path in pack_files(folder):
        refuse_unreadable(path)
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
