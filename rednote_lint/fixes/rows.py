"""Fixes in a row of a manifest: a post carries its own row only, while ranges count from the start of the file."""

from __future__ import annotations

import msgspec

from rednote_lint.fixes.collect import offers
from rednote_lint.model import (
    Finding,
    Fix,
    Location,
    MediaEdit,
    Naming,
    Post,
    Rule,
    SourceFile,
    TextEdit,
    TextRange,
    TextSpan,
)


def offers_in_row(finding: Finding, rule: Rule, post: Post) -> Fix | None:
    """Return what `offers` returns, for a post whose row starts anywhere in its file.

    Every place is counted from the start of the row while the fix is made, and its edits are counted from the start
    of the file again.
    """
    row = next((source for source in post.sources if source.offset), None)
    if row is None:
        return offers(finding, rule, post)
    shift = _Shift(row)
    inside = msgspec.structs.replace(finding, location=shift.location(finding.location))
    fix = offers(inside, rule, shift.post(post))
    return None if fix is None else msgspec.structs.replace(fix, edits=tuple(shift.edit(edit) for edit in fix.edits))


class _Shift:
    """Moves places between the file and one row of it."""

    def __init__(self, row: SourceFile) -> None:
        self._path = row.path
        self._offset = row.offset

    def post(self, post: Post) -> Post:
        return msgspec.structs.replace(
            post,
            title=self._span(post.title),
            body=self._span(post.body),
            tags=tuple(self._present(tag) for tag in post.tags),
            declared_at={key: self.location(place) for key, place in post.declared_at.items()},
            assets=tuple(
                msgspec.structs.replace(asset, named_at=self.location(asset.named_at)) if asset.named_at else asset
                for asset in post.assets
            ),
            header=self.location(post.header) if post.header else None,
            sources=tuple(
                msgspec.structs.replace(source, offset=0) if source.path == self._path else source
                for source in post.sources
            ),
        )

    def location(self, place: Location) -> Location:
        if place.path != self._path or place.text is None:
            return place
        start, end = place.text
        return msgspec.structs.replace(place, text=TextRange(start - self._offset, end - self._offset))

    def edit(self, edit: TextEdit | MediaEdit) -> TextEdit | MediaEdit:
        if isinstance(edit, MediaEdit):
            return msgspec.structs.replace(edit, naming=self._naming(edit.naming)) if edit.naming else edit
        return msgspec.structs.replace(edit, range=self._back(edit.range)) if edit.path == self._path else edit

    def _naming(self, naming: Naming) -> Naming:
        if naming.path != self._path or naming.range is None:
            return naming
        also = tuple(self._back(place) for place in naming.also)
        return msgspec.structs.replace(naming, range=self._back(naming.range), also=also)

    def _back(self, place: TextRange) -> TextRange:
        return TextRange(place.start + self._offset, place.end + self._offset)

    def _span(self, span: TextSpan | None) -> TextSpan | None:
        return None if span is None else self._present(span)

    def _present(self, span: TextSpan) -> TextSpan:
        if span.where.path != self._path:
            return span
        pieces = tuple((offset, target - self._offset) for offset, target in span.pieces)
        return msgspec.structs.replace(span, where=self.location(span.where), pieces=pieces)
