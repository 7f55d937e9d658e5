"""Posts made in memory for the tests of what stands above reading."""

from __future__ import annotations

from typing import Any

from rednote_lint.model import Location, Post, PostKind, Scope, SourceFile, TextRange, TextSpan


def body_post(text: str, path: str = "p/caption.txt", **fields: Any) -> Post:
    """Return a post whose caption file holds `text` and nothing else."""
    where = Location(path=path, text=TextRange(0, len(text)))
    given = {"id": "p", "path": "p", "root": ".", "kind": PostKind.IMAGE, **fields}
    return Post(
        body=TextSpan(scope=Scope.BODY, text=text, where=where), sources=(SourceFile(path=path, text=text),), **given
    )
