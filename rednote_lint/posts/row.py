"""Makes the post of one row of a manifest."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.model import Location, Post, Scope, SourceFile, TextRange
from rednote_lint.posts.assets import named_assets
from rednote_lint.posts.build import Origin, build, span
from rednote_lint.posts.fields import Fields
from rednote_lint.posts.source import Sources


def row_origin(path: Path, line: int | None = None, place: TextRange | None = None, sheet: str = "") -> Origin:
    """Return where a row was found: `calendar.csv:12`, `calendar.xlsx#Sheet2:12`."""
    name = path.as_posix()
    table = f"{name}#{sheet}" if sheet else name
    return Origin(
        path=f"{table}:{line}" if line else table,
        folder=path.parent,
        header=Location(path=name, text=place) if place else None,
    )


def row_post(origin: Origin, row: SourceFile, fields: Fields, sources: Sources) -> Post:
    """Put the post of a row together."""
    assets, missing = named_assets(fields, origin.folder, row, sources.remote)
    return build(
        origin,
        fields,
        row,
        title=span(fields.title, Scope.TITLE, row),
        body=span(fields.body, Scope.BODY, row),
        assets=assets,
        texts=(row,),
        problems=missing,
        sources=sources,
    )
