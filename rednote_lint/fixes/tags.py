"""Removes tags from running text, from a YAML or JSON list, from a CSV cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange, TextSpan
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.writer import Value, Writer, writer_of

_BREAKS_LIST = Bilingual(
    en="deleting the tag would change how the rest of the file is read: edit it yourself",
    zh="删除该话题会影响文件其余部分的含义：手动修改",
)
_BETWEEN_INLINE = re.compile(r"[ \t\u3000]*")
_BETWEEN_ENTRIES = re.compile(r"[ \t\u3000,，、;；]*")
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
        made = _cut_out(writer_of(source), places, _inline_range(post, source))
        if made is None:
            return _BREAKS_LIST
        edits += made
    return tuple(edits)


class _Same:
    """A post by its identity, for the cache of one."""

    def __init__(self, post: Post) -> None:
        self.post = post

    def __hash__(self) -> int:
        return id(self.post)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.post is self.post


def repeats(post: Post) -> dict[tuple[str, int], TextEdit] | Bilingual:
    """Make the edit that takes each repeated tag out, by the file and the place of the tag.

    Every finding about a repeated tag asks for this; it is made once for all of them.
    """
    return _repeats(_Same(post))


@lru_cache(maxsize=1)
def _repeats(key: _Same) -> dict[tuple[str, int], TextEdit] | Bilingual:
    post, again = key.post, duplicates(key.post.tags)
    made: dict[tuple[str, int], TextEdit] = {}
    for source in post.sources:
        writer, running = writer_of(source), _inline_range(post, source)
        places = [tag.where.text for tag in again if tag.where.path == source.path and tag.where.text]
        values = [value for place in places if (value := writer.value_at(place))]
        if len(values) < len(places):
            return _BREAKS_LIST
        edits = [_cut(writer, cut, running) for value in values for cut in _ranges(source, [value], running)]
        if not writer.changes_only(edits, {value.path[0] for value in values}):
            return _BREAKS_LIST
        made |= {(source.path, place.start): edit for place, edit in zip(places, edits, strict=True)}
    return made


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


def _cut_out(writer: Writer, places: Sequence[TextRange], running: TextRange) -> tuple[TextEdit, ...] | None:
    """Make the edits that cut tags out of one file; None when anything but the values they stand in would change."""
    values = [writer.value_at(place) for place in places]
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        return None
    edits = tuple(_cut(writer, place, running) for place in _ranges(writer.source, found, running))
    return edits if writer.changes_only(edits, {value.path[0] for value in found}) else None


def _cut(writer: Writer, place: TextRange, running: TextRange) -> TextEdit:
    """Cut a range out; a blank stays where running text would grow together with the tag before it."""
    text, inside = writer.source.text, writer.source.inside(place)
    is_inline = running.start <= place.start and place.end <= running.end
    sides = text[max(inside.start - 1, 0) : inside.start], text[inside.end : inside.end + 1]
    grows = all(side.strip("#＃ \t\u3000\r\n") for side in sides) and not unicodedata.category(sides[1]).startswith("P")
    return writer.raw(place, " " if is_inline and grows else "")


def _ranges(source: SourceFile, tags: Sequence[Value], running: TextRange) -> list[TextRange]:
    """Return what to cut out, in code points of the file: running text, whole lines of a block list, list entries."""
    text = source.text
    places = {tag: tag.in_file(tag.place) for tag in tags}
    is_inline = {tag: running.start <= place.start and place.end <= running.end for tag, place in places.items()}
    cores = {tag: _with_hashes(text, source.inside(place)) for tag, place in places.items()}
    if syntax_of(source.path) is not FileSyntax.CSV:  # There the quotes are the cell's, not the tag's.
        cores |= {tag: _with_quotes(text, core) for tag, core in cores.items() if not is_inline[tag]}
    lines = {tag: None if is_inline[tag] else _item_line(text, core) for tag, core in cores.items()}
    ranges = [line for line in lines.values() if line]
    bounds = {core: _bounds(source, tag) for tag, core in cores.items()}
    inline = [core for tag, core in cores.items() if is_inline[tag]]
    listed = [core for tag, core in cores.items() if not is_inline[tag] and not lines[tag]]
    ranges += _runs(text, inline, _BETWEEN_INLINE, bounds)
    ranges += _runs(text, listed, _BETWEEN_ENTRIES, bounds)
    return [source.in_file(place) for place in sorted(set(ranges))]


def _bounds(source: SourceFile, tag: Value) -> TextRange:
    """Return how far a separator may be looked for: a cell's end is none."""
    if syntax_of(source.path) is FileSyntax.CSV:
        return source.inside(tag.scalar.value.range)
    return TextRange(0, len(source.text))


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
    dash = _without_blanks(text, core.start) - 1
    begin = _without_blanks(text, dash)
    if not 0 <= dash < core.start - 1 or text[dash] != "-" or text[begin - 1 : begin] not in ("", "\n", "\r"):
        return None
    after = _ITEM_AFTER.match(text, core.end)
    return TextRange(begin, after.end()) if after else None


def _without_blanks(text: str, end: int) -> int:
    """Return where the blanks before an offset begin."""
    while end > 0 and text[end - 1] in " \t":
        end -= 1
    return end


def _runs(
    text: str, cores: Sequence[TextRange], between: re.Pattern[str], bounds: dict[TextRange, TextRange]
) -> list[TextRange]:
    """Join neighbours, and give each run the separator before it, or else the one behind it."""
    runs: list[tuple[TextRange, TextRange]] = []
    for core in sorted(set(cores)):
        if runs and between.fullmatch(text[runs[-1][0].end : core.start]):
            runs[-1] = (TextRange(runs[-1][0].start, core.end), runs[-1][1])
        else:
            runs.append((core, bounds[core]))
    return [_with_separator(text, run, between, around) for run, around in runs]


def _with_separator(text: str, run: TextRange, between: re.Pattern[str], bounds: TextRange) -> TextRange:
    start = run.start
    while start > bounds.start and between.fullmatch(text[start - 1]):
        start -= 1
    if start < run.start:
        return TextRange(start, run.end)
    behind = between.match(text, run.end, bounds.end)
    return TextRange(run.start, behind.end() if behind else run.end)
