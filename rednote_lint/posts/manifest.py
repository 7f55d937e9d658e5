"""Reads manifests (CSV, JSON Lines, workbooks): each row is a post, its media paths relative to the file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec

from rednote_lint.first_seen import FirstSeen
from rednote_lint.model import Bilingual, Location, Notice, Post, Problem, SourceFile, TextRange
from rednote_lint.posts.build import unreadable
from rednote_lint.posts.caption import tree_problem
from rednote_lint.posts.columns import Columns
from rednote_lint.posts.course import Course
from rednote_lint.posts.fields import KEYS, FieldReader
from rednote_lint.posts.files import sheet_of
from rednote_lint.posts.row import row_origin, row_post
from rednote_lint.posts.source import Held, Sources, TextStream
from rednote_lint.posts.table import WORDS, TableReader, unread_columns
from rednote_lint.syntax.csv_table import BadRow, Row, separator_of, stream_csv
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.tree import Table, TreeError

_SNIFFED = 4096
_NO_OBJECT = Bilingual(en="has a line that is not a JSON object", zh="有一行不是 JSON 对象")


def looks_like_manifest(path: Path, sources: Sources, *, or_broken: bool = True) -> bool:
    """Tell a manifest that lies in a folder from any other table: its first line names a title or a body.

    One that cannot be looked into counts as one, so that it is told and not passed over.

    Args:
        path: the table.
        sources: reads it.
        or_broken: whether a workbook that cannot be read counts as well.
    """
    held = sources.held(path)
    if held is None and not path.is_file():
        return True  # A pipe or a dead link with a table's name: reading it as a table says what is wrong with it.
    columns = sources.columns(path)
    if syntax_of(path.as_posix()) is FileSyntax.WORKBOOK:
        from rednote_lint.posts.workbook import looks_like_calendar

        return looks_like_calendar(path, sources, or_broken=or_broken)
    try:
        first = _beginning(path, held).splitlines()[:1]
    except OSError:
        return True
    names = {word.strip(' "{') for word in _split_names(first[0] if first else "")}
    return any(columns.key_of(name) in WORDS for name in names)


def _beginning(path: Path, held: Held | None) -> str:
    if isinstance(held, str):
        return held[:_SNIFFED]
    if held is not None:
        return held[:_SNIFFED].decode("utf-8-sig", "replace")
    with path.open("rb") as file:
        return file.read(_SNIFFED).decode("utf-8-sig", "replace")


def _split_names(line: str) -> list[str]:
    for separator in (":", ";", "\t"):
        line = line.replace(separator, ",")
    return line.split(",")


def manifest_posts(path: Path, sources: Sources, course: Course | None = None) -> Iterator[Post]:
    """Give the post of each row; a row that cannot be read is a post with its problem, and the rest go on.

    Args:
        path: the table; of a workbook perhaps with the sheet.
        sources: reads it.
        course: is told how much of it was read.
    """
    given = False
    ids = FirstSeen()
    for post in _rows(path, sources, course or Course()):
        if not given and post.path == path.as_posix() and post.problems:
            yield post  # The file itself cannot be read.
            return
        given = True
        first = ids.setdefault(post.id, post.path)
        yield post if first == post.path else _repeating(post, first)
    if not given:
        problem = Problem(
            message=Bilingual(en=f"{path.as_posix()} contains no post", zh=f"{path.as_posix()} 里没有笔记"),
            remedy=Bilingual(
                en="The first line names the columns, such as title,body,tags,images; every other line is a post.",
                zh="第一行写列名，如 title,body,tags,images（或 标题,正文,话题,图片）；之后每行一篇笔记。",
            ),
            where=Location(path=path.as_posix()),
        )
        yield unreadable(row_origin(path), problem)


def _rows(path: Path, sources: Sources, course: Course) -> Iterator[Post]:
    table, sheet = sheet_of(path)
    if syntax_of(table.as_posix()) is FileSyntax.WORKBOOK:
        from rednote_lint.posts.workbook import workbook_posts

        yield from workbook_posts(table, sheet, sources, course)
        return
    stream = sources.stream(path)
    if isinstance(stream, Problem):
        yield unreadable(row_origin(path), stream)
        return
    rows = _table_posts if syntax_of(stream.source.path) is FileSyntax.CSV else _line_posts
    for post in rows(stream, path, sources):
        if post.header is not None and post.header.text is not None:
            course.reached(min(1.0, post.header.text.start / max(1, stream.length)))
        yield post


def _repeating(post: Post, first: str) -> Post:
    """Refuse the id of an earlier row: suppressions, baselines and fixes tell posts apart by it."""
    message = Bilingual(en=f"the id “{post.id}” is also used by {first}", zh=f"id “{post.id}”与 {first} 重复")
    remedy = Bilingual(en="Give each row its own id, or none.", zh="每行使用不同的 id，或不写 id。")
    problem = Problem(message=message, remedy=remedy, where=post.header, line=post.sources[0].first_line)
    return msgspec.structs.replace(post, problems=(*post.problems, problem))


def _line_posts(stream: TextStream, path: Path, sources: Sources) -> Iterator[Post]:
    """Read JSON lines; only LF ends a line, since a JSON text may hold any other separator."""
    columns, start = sources.columns(path), 0
    seen: dict[str, None] = {}
    for number, line in enumerate(_lines(stream.pieces), 1):
        if line.strip():
            row = msgspec.structs.replace(stream.source, text=line, offset=start, first_line=number)
            yield _line_post(row, path, sources, columns, seen)
        start += len(line) + 1


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
    yield rest


def _line_post(row: SourceFile, path: Path, sources: Sources, columns: Columns, seen: dict[str, None]) -> Post:
    """Read one line; names that no line before had and no field has are told with it, and added to `seen`."""
    origin = row_origin(path, row.first_line, TextRange(row.offset, row.offset + len(row.text)))
    try:
        node = parse_json(row.text, row.offset)
        if not isinstance(node, Table):
            raise TreeError(_NO_OBJECT, row.offset)
    except TreeError as error:
        return unreadable(origin, tree_problem(row, error))
    fields = FieldReader(row, closed=False, key_of=columns.key_of).read(node)
    names = dict.fromkeys(entry.key.text for entry in node.entries if columns.key_of(entry.key.text) not in KEYS)
    fresh = [name for name in names if name not in seen]
    seen.update(dict.fromkeys(fresh))
    notices = (unread_columns(row.path, fresh),) if fresh else ()
    return msgspec.structs.replace(row_post(origin, row, fields, sources), notices=notices)


def _table_posts(stream: TextStream, path: Path, sources: Sources) -> Iterator[Post]:
    first = next(stream.pieces, "")
    source = msgspec.structs.replace(stream.source, separator=separator_of(first))
    table: TableReader | None = None
    notices: tuple[Notice, ...] = ()
    for found in stream_csv(chain((first,), stream.pieces), source.separator):
        if isinstance(found, BadRow):
            own = msgspec.structs.replace(source, text=found.text, offset=found.start, first_line=found.line)
            yield unreadable(row_origin(path, found.line), tree_problem(own, found.error))
            continue
        row, text = found
        own = msgspec.structs.replace(source, text=text, offset=row.start, first_line=row.line)
        if table is None:
            table = TableReader(own, row.cells, sources.columns(path))
            notices = table.notices()
            if problems := table.problems():
                bare = unreadable(row_origin(path, row.line), *problems)
                yield msgspec.structs.replace(bare, notices=notices)
                notices = ()
        else:
            yield msgspec.structs.replace(_table_post(own, path, table, row, sources), notices=notices)
            notices = ()


def _table_post(own: SourceFile, path: Path, table: TableReader, row: Row, sources: Sources) -> Post:
    origin = row_origin(path, row.line, TextRange(row.start, row.end))
    if len(row.cells) > table.width:
        extra = row.cells[table.width]
        message = _too_many(len(row.cells), table.width)
        return unreadable(origin, tree_problem(own, TreeError(message, extra.start)))
    return row_post(origin, own, table.fields(own, row.cells), sources)


def _too_many(cells: int, columns: int) -> Bilingual:
    return Bilingual(
        en=f"has a row with {cells} cells but {columns} columns; put text with commas in quotes",
        zh=f"有一行是 {cells} 格，而列名只有 {columns} 个；含逗号的文字放进英文双引号",
    )
