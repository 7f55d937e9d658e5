"""Takes tags out of a post: out of the running text, out of a YAML or JSON list, out of a cell."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath

from rednote_lint.fixes.notation import FRONT_MATTER, Notation, field_at
from rednote_lint.fixes.writing import changed_paths, leaves_of, replacement, spliced
from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange, TextSpan

_BREAKS_LIST = Bilingual(
    en="the tag cannot be cut out without changing how the rest of the file is read: edit it by hand",
    zh="无法在不影响文件其余部分的情况下删除该话题：请手动修改",
)
_BETWEEN_INLINE = re.compile(r"[ \t\u3000]*")
_BETWEEN_ENTRIES = re.compile(r"[ \t\u3000,，、;；]*")
_ITEM_BEFORE = re.compile(r"[ \t]*-[ \t]+\Z")
_ITEM_AFTER = re.compile(r"[ \t]*(#[^\r\n]*)?(\r\n|\r|\n|\Z)")


def removal(post: Post, tags: Sequence[TextSpan]) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edits that take these tags out of the files they stand in, with one separator each.

    Args:
        post: the post, for its files.
        tags: some of `post.tags`; one that stands in no file of the post is passed over.
    """
    edits: list[TextEdit] = []
    for source in post.sources:
        places = [tag.where.text for tag in tags if tag.where.path == source.path and tag.where.text]
        made = _cut(source, places, _inline_range(post, source))
        if not _still_reads(source, made):
            return _BREAKS_LIST
        edits += made
    return tuple(edits)


def duplicates(tags: Sequence[TextSpan]) -> list[TextSpan]:
    """Return every tag that says the same as an earlier one, whatever its case and width."""
    seen: set[str] = set()
    again = []
    for tag in tags:
        name = unicodedata.normalize("NFKC", tag.text).casefold().strip()
        if name in seen:
            again.append(tag)
        seen.add(name)
    return again


def _inline_range(post: Post, source: SourceFile) -> TextRange:
    """Return where running text stands in a file; tags in it have no list around them."""
    if post.body and post.body.where.path == source.path and post.body.where.text:
        return post.body.where.text
    return TextRange(-1, -1)


def _cut(source: SourceFile, places: Sequence[TextRange], running: TextRange) -> tuple[TextEdit, ...]:
    text, ranges = source.text, []
    inline = [place for place in places if running.start <= place.start and place.end <= running.end]
    listed = [place for place in places if place not in inline]
    ranges += _runs(source, [_with_hashes(text, place) for place in inline], _BETWEEN_INLINE)
    cores = [_with_hashes(text, place) for place in listed]
    if not _is_table(source):  # There the quotes are the cell's, not the tag's.
        cores = [_with_quotes(text, core) for core in cores]
    lines = {core: _item_line(text, core) for core in cores}
    ranges += [line for line in lines.values() if line]
    ranges += _runs(source, [core for core in cores if not lines[core]], _BETWEEN_ENTRIES)
    return tuple(replacement(source, place, "") for place in sorted(set(ranges)))


def _with_hashes(text: str, place: TextRange) -> TextRange:
    """Widen a tag's name to its `#` and to the `[话题]#` that the app writes behind it."""
    start, end = place
    while start and text[start - 1] in "#＃":
        start -= 1
    if tail := re.compile(r"\[话题\][#＃]?|[#＃](?=[\s#＃]|\Z)").match(text, end):
        end = tail.end()
    return TextRange(start, end)


def _with_quotes(text: str, place: TextRange) -> TextRange:
    start, end = place
    if start and end < len(text) and text[start - 1] == text[end] and text[end] in "\"'":
        return TextRange(start - 1, end + 1)
    return place


def _item_line(text: str, core: TextRange) -> TextRange | None:
    """Return the whole line when the tag is an item of a block list (`- tag`)."""
    begin = max(text.rfind("\n", 0, core.start), text.rfind("\r", 0, core.start)) + 1
    after = _ITEM_AFTER.match(text, core.end)
    if _ITEM_BEFORE.fullmatch(text[begin : core.start]) and after:
        return TextRange(begin, after.end())
    return None


def _runs(source: SourceFile, cores: Sequence[TextRange], between: re.Pattern[str]) -> list[TextRange]:
    """Join neighbours, and give each run the separator before it, or else the one behind it."""
    text = source.text
    runs: list[TextRange] = []
    for core in sorted(set(cores)):
        if runs and between.fullmatch(text[runs[-1].end : core.start]):
            runs[-1] = TextRange(runs[-1].start, core.end)
        else:
            runs.append(core)
    return [_with_separator(text, run, between, _bounds(source, run)) for run in runs]


def _is_table(source: SourceFile) -> bool:
    return PurePath(source.path).suffix.lower() in (".csv", ".tsv")


def _bounds(source: SourceFile, run: TextRange) -> TextRange:
    """Return how far a separator may be looked for: a cell's end is none."""
    if _is_table(source):
        return field_at(source.path, source.text, run).range
    return TextRange(0, len(source.text))


def _with_separator(text: str, run: TextRange, between: re.Pattern[str], bounds: TextRange) -> TextRange:
    start = run.start
    while start > bounds.start and between.fullmatch(text[start - 1]):
        start -= 1
    if start < run.start:
        return TextRange(start, run.end)
    behind = between.match(text, run.end, bounds.end)
    return TextRange(run.start, behind.end() if behind else run.end)


def _still_reads(source: SourceFile, edits: tuple[TextEdit, ...]) -> bool:
    """Say whether the file is well-formed without the tags, and nothing but one top-level value has changed."""
    match PurePath(source.path).suffix.lower():
        case ".csv" | ".tsv":
            return all(
                field_at(source.path, source.text, edit.range).notation is not Notation.OUTSIDE for edit in edits
            )
        case ".jsonl" | ".ndjson" | ".json":
            lines = groupby(edits, key=lambda edit: source.text.count("\n", 0, edit.range.start))
            return all(_json_line_reads(source, line, tuple(group)) for line, group in lines)
        case ".yaml" | ".yml":
            return _yaml_reads(source, edits)
    front = FRONT_MATTER.match(source.text)
    if front and any(edit.range.start < front.end() for edit in edits):
        return _yaml_reads(source, edits)
    return True


def _json_line_reads(source: SourceFile, line: int, edits: tuple[TextEdit, ...]) -> bool:
    try:
        before = json.loads(source.text.split("\n")[line])
        after = json.loads(spliced(source.text, edits).split("\n")[line])
    except ValueError:
        return False
    return bool(sum(before.get(key) != after.get(key) for key in {*before, *after}) <= 1)


def _yaml_reads(source: SourceFile, edits: tuple[TextEdit, ...]) -> bool:
    try:
        before = leaves_of(source.path, source.text)
        after = leaves_of(source.path, spliced(source.text, edits))
    except ValueError:
        return False
    return len({path[:1] for path in changed_paths(before, after)}) <= 1
