"""Renames media in a post's text: where a file is named, and the edits that name the repaired one instead."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath

from rednote_lint.fixes.declarations import HAVE_HEADER, header_line, header_source, sidecar
from rednote_lint.model import Asset, AssetKind, Bilingual, MediaEdit, Naming, Post, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.spelling import yaml_flow_word
from rednote_lint.syntax.writer import Writer

NOT_POINTED = Bilingual(
    en="no caption names this file: publish the repaired copy in its place, or use --in-place",
    zh="没有正文写明该文件名：发布时改用修复后的文件，或使用 --in-place",
)


def naming_of(post: Post, path: str) -> Naming | None:
    """Say how a post names the asset at `path`; None when no text file of it can."""
    asset = next((asset for asset in post.assets if asset.path == path), None)
    if asset is None:
        return None
    if asset.named_at and asset.named_at.text:
        return _named(post, asset.named_at.path, asset.named_at.text)
    return _found(post)


def pointed(
    source: SourceFile, replaced: Mapping[Path, Path], edits: list[MediaEdit]
) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edits that let one text file name repaired files.

    Args:
        source: the text file as it stands on disk.
        replaced: the repaired file of each original.
        edits: the media edits whose naming is about this file.
    """
    writer = Writer(source)
    made: list[TextEdit] = []
    for edit in edits:
        naming, original = edit.naming, Path(edit.path)
        if naming is None or original not in replaced:
            continue
        added = _renamed(writer, naming, original.name, replaced[original].name)
        if isinstance(added, Bilingual):
            return added
        made += added
    return tuple(dict.fromkeys(made)) or _listed(source, replaced, edits)


def _named(post: Post, path: str, place: TextRange) -> Naming | None:
    source = next((source for source in post.sources if source.path == path), None)
    if source is None:
        return None
    return Naming(
        path=path,
        range=place,
        old=source.characters(place),
        also=tuple(_equal_values(source, place)),
    )


def _found(post: Post) -> Naming | None:
    """Take the file that can carry a header, or the one that is to be made; a post without either names nothing."""
    source = header_source(post)
    path = source.path if source else sidecar(post)
    if path is None:
        return None
    folder = PurePath(path).parent
    shown = [asset for asset in post.assets if asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO)]
    cover = next((_relative(asset, folder) for asset in shown if asset.cover and not asset.named_at), "")
    return Naming(
        path=path,
        media=tuple(_relative(asset, folder) for asset in shown if not asset.cover),
        cover=cover,
    )


def _relative(asset: Asset, folder: PurePath) -> str:
    return PurePath(os.path.relpath(asset.path, folder)).as_posix()


def _equal_values(source: SourceFile, place: TextRange) -> list[TextRange]:
    """Find every other value of the header or JSON line that says the same as the one that fills `place`."""
    if syntax_of(source.path) not in (*HAVE_HEADER, FileSyntax.JSON_LINES):
        return []
    writer = Writer(source)
    value = writer.value_at(place)
    if value is None or value.place != (0, len(value.text)):
        return []
    others = [other for other in writer.values_beside(value) if other.path != value.path]
    return [other.scalar.value.range for other in others if other.text == value.text]


def _renamed(writer: Writer, naming: Naming, old: str, new: str) -> tuple[TextEdit, ...] | Bilingual:
    made = []
    for place in (naming.range, *naming.also):
        if place is None:
            continue
        value = writer.value_at(place)
        if value is None or not value.text[slice(*value.place)].endswith(old):
            return NOT_POINTED
        end = value.place.end
        edit = writer.write(value, TextRange(end - len(old), end), new)
        if isinstance(edit, Bilingual):
            return edit
        made.append(edit)
    return tuple(made)


def _listed(
    source: SourceFile, replaced: Mapping[Path, Path], edits: list[MediaEdit]
) -> tuple[TextEdit, ...] | Bilingual:
    """Name all media of a post whose files were found beside its text, the repaired ones in their places."""
    naming = next((edit.naming for edit in edits if edit.naming and edit.naming.range is None), None)
    if naming is None:
        return ()
    folder = Path(source.path).parent
    names = {(folder / name).resolve(): name for name in (*naming.media, naming.cover) if name}
    new = {names[old.resolve()]: replaced[old].name for old in replaced if old.resolve() in names}
    now = {name: PurePath(name).with_name(new[name]).as_posix() if name in new else name for name in names.values()}
    media = ", ".join(yaml_flow_word(now[name]) for name in naming.media)
    made = header_line(source, "media", f"media: [{media}]")
    if naming.cover and not isinstance(made, Bilingual):
        cover = header_line(source, "cover", f"cover: {yaml_flow_word(now[naming.cover])}")
        made = _joined(made, cover) if not isinstance(cover, Bilingual) else cover
    return NOT_POINTED if isinstance(made, Bilingual) else made


def _joined(first: tuple[TextEdit, ...], second: tuple[TextEdit, ...]) -> tuple[TextEdit, ...]:
    """Keep both lines; where each would make a header of its own, only the first can be made now."""
    makes_header = any(edit.new.startswith("---") for edit in first)
    return first if makes_header else (*first, *second)
