"""How a post names a media file, and the edits that let it name the repaired one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePath

from rednote_lint.fixes.declarations import header_line
from rednote_lint.fixes.notation import FRONT_MATTER, json_strings
from rednote_lint.fixes.writing import rewrite
from rednote_lint.fixes.yaml_leaves import leaves
from rednote_lint.model import Asset, AssetKind, Bilingual, MediaEdit, Naming, Post, SourceFile, TextEdit, TextRange

NOT_POINTED = Bilingual(
    en="no line of the post can name the repaired file: replace the original yourself, or use --in-place",
    zh="帖子中没有可以指向修复后文件的位置：请自行替换原文件，或使用 --in-place",
)
_YAML = (".yaml", ".yml")
_MARKDOWN = (".md", ".markdown")


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
    made: list[TextEdit] = []
    for edit in edits:
        naming, original = edit.naming, Path(edit.path)
        if naming is None or original not in replaced:
            continue
        added = _renamed(source, naming, original.name, replaced[original].name)
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
        old=source.text[place.start : place.end],
        also=tuple(other for other in _equal_values(source, place) if other != place),
    )


def _found(post: Post) -> Naming | None:
    """Take the first file that can carry a header; a post without one names nothing."""
    source = next((s for s in post.sources if PurePath(s.path).suffix.lower() in (*_MARKDOWN, *_YAML)), None)
    if source is None:
        return None
    folder = PurePath(source.path).parent
    shown = [asset for asset in post.assets if asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO)]
    cover = next((_relative(asset, folder) for asset in shown if asset.cover and not asset.named_at), "")
    return Naming(
        path=source.path,
        media=tuple(_relative(asset, folder) for asset in shown if not asset.cover),
        cover=cover,
    )


def _relative(asset: Asset, folder: PurePath) -> str:
    return PurePath(os.path.relpath(asset.path, folder)).as_posix()


def _equal_values(source: SourceFile, place: TextRange) -> list[TextRange]:
    """Find every value of the header or JSON line that says the same as the one at `place`."""
    suffix = PurePath(source.path).suffix.lower()
    if suffix in (".jsonl", ".ndjson", ".json"):
        values = {TextRange(*span): json.loads(f'"{written}"') for span, written in json_strings(source.text, place)}
    elif suffix in (*_MARKDOWN, *_YAML):
        values = _yaml_values(source.text, is_markdown=suffix in _MARKDOWN)
    else:
        return []
    said = values.get(place)
    return [other for other, value in values.items() if value == said]


def _yaml_values(text: str, *, is_markdown: bool) -> dict[TextRange, str]:
    front = FRONT_MATTER.match(text) if is_markdown else None
    if is_markdown and front is None:
        return {}
    yaml, offset = (front["yaml"], front.start("yaml")) if front else (text, 0)
    try:
        found = leaves(yaml).values()
    except ValueError:
        return {}
    quotes = {leaf: 1 if leaf.style in ("'", '"') else 0 for leaf in found}
    return {TextRange(leaf.start + q + offset, leaf.end - q + offset): leaf.value for leaf, q in quotes.items()}


def _renamed(source: SourceFile, naming: Naming, old: str, new: str) -> tuple[TextEdit, ...] | Bilingual:
    made = []
    for place in (naming.range, *naming.also):
        if place is None:
            continue
        written = source.text[place.start : place.end]
        if not written.endswith(old):
            return NOT_POINTED
        edit = rewrite(source, TextRange(place.end - len(old), place.end), new)
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
    media = ", ".join(_quoted(now[name]) for name in naming.media)
    made = header_line(source, "media", f"media: [{media}]")
    if naming.cover and not isinstance(made, Bilingual):
        cover = header_line(source, "cover", f"cover: {_quoted(now[naming.cover])}")
        made = _joined(made, cover) if not isinstance(cover, Bilingual) else cover
    return NOT_POINTED if isinstance(made, Bilingual) else made


def _joined(first: tuple[TextEdit, ...], second: tuple[TextEdit, ...]) -> tuple[TextEdit, ...]:
    """Keep both lines; where each would make a header of its own, only the first can be made now."""
    makes_header = any(edit.new.startswith("---") for edit in first)
    return first if makes_header else (*first, *second)


def _quoted(name: str) -> str:
    plain = all(char.isalnum() or char in "._-/" for char in name) and name[0] not in "-."
    return name if plain else json.dumps(name, ensure_ascii=False)
