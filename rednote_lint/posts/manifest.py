"""Reads manifests (CSV, JSON Lines): each row is a post, its media paths relative to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from rednote_lint.model import Bilingual, Location, Post, Problem, Scope, SourceFile, TextRange
from rednote_lint.posts.assets import named_assets
from rednote_lint.posts.build import Origin, build, span, unreadable
from rednote_lint.posts.caption import tree_problem
from rednote_lint.posts.fields import KEYS, FieldReader, Fields, canonical
from rednote_lint.posts.source import MANIFEST_LIMIT, Held, Sources
from rednote_lint.syntax.csv_table import Row, parse_csv, separator_of
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.tree import Entry, Scalar, Table, TreeError

_SNIFFED = 4096
_NO_OBJECT = Bilingual(en="has a line that is not a JSON object", zh="有一行不是 JSON 对象")
_WORDS = frozenset(("title", "body"))


def looks_like_manifest(path: Path, sources: Sources) -> bool:
    """Tell a manifest that lies in a folder from any other table: its first line names a title or a body.

    One that cannot be looked into counts as one, so that it is told and not passed over.
    """
    held = sources.held(path)
    if held is None and not path.is_file():
        return True  # A pipe or a dead link with a table's name: reading it as a table says what is wrong with it.
    try:
        first = _beginning(path, held).splitlines()[:1]
    except OSError:
        return True
    names = {word.strip(' "{') for word in _split_names(first[0] if first else "")}
    return any(canonical(name) in _WORDS for name in names)


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


def manifest_posts(path: Path, sources: Sources) -> Iterator[Post]:
    """Give the post of each row; a row that cannot be read is a post with its problem, and the rest go on."""
    source = sources.read(path, limit=MANIFEST_LIMIT)
    if isinstance(source, Problem):
        yield unreadable(_origin(path), source)
        return
    given = False
    ids: dict[str, str] = {}
    rows = _table_posts if syntax_of(source.path) is FileSyntax.CSV else _line_posts
    for post in rows(source, path, sources):
        given = True
        first = ids.setdefault(post.id, post.path)
        yield post if first == post.path else _repeating(post, first)
    if not given:
        problem = Problem(
            message=Bilingual(en=f"{source.path} contains no post", zh=f"{source.path} 里没有笔记"),
            remedy=Bilingual(
                en="The first line names the columns, such as title,body,tags,images; every other line is a post.",
                zh="第一行写列名，如 title,body,tags,images（或 标题,正文,话题,图片）；之后每行一篇笔记。",
            ),
            where=Location(path=source.path),
        )
        yield unreadable(_origin(path), problem)


def _repeating(post: Post, first: str) -> Post:
    """Refuse the id of an earlier row: suppressions, baselines and fixes tell posts apart by it."""
    message = Bilingual(en=f"the id “{post.id}” is also used by {first}", zh=f"id “{post.id}”与 {first} 重复")
    remedy = Bilingual(en="Give each row its own id, or none.", zh="每行使用不同的 id，或不写 id。")
    problem = Problem(message=message, remedy=remedy, where=post.header, line=post.sources[0].first_line)
    return msgspec.structs.replace(post, problems=(*post.problems, problem))


def _origin(path: Path, line: int | None = None, place: TextRange | None = None) -> Origin:
    name = path.as_posix()
    return Origin(
        path=f"{name}:{line}" if line else name,
        folder=path.parent,
        header=Location(path=name, text=place) if place else None,
    )


def _line_posts(source: SourceFile, path: Path, sources: Sources) -> Iterator[Post]:
    """Read JSON lines; only LF ends a line, since a JSON text may hold any other separator."""
    start = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            row = msgspec.structs.replace(source, text=line, offset=start, first_line=number)
            yield _line_post(row, path, sources)
        start += len(line) + 1


def _line_post(row: SourceFile, path: Path, sources: Sources) -> Post:
    origin = _origin(path, row.first_line, TextRange(row.offset, row.offset + len(row.text)))
    try:
        node = parse_json(row.text, row.offset)
        if not isinstance(node, Table):
            raise TreeError(_NO_OBJECT, row.offset)
    except TreeError as error:
        return unreadable(origin, tree_problem(row, error))
    return _row_post(origin, row, FieldReader(row, closed=False).read(node), sources)


def _table_posts(source: SourceFile, path: Path, sources: Sources) -> Iterator[Post]:
    source = msgspec.structs.replace(source, separator=separator_of(source.text))
    rows = parse_csv(source.text, source.separator)
    header: Row | None = None
    line = 1
    try:
        for row in rows:
            if header is None:
                header = row
                yield from _header_problems(source, path, header)
            else:
                yield _table_post(source, path, header, row, sources)
            line = row.line
    except TreeError as error:
        yield unreadable(_origin(path, line + 1), tree_problem(source, error))


def _header_problems(source: SourceFile, path: Path, header: Row) -> Iterator[Post]:
    """Give a post that carries what is wrong with the columns, so that it is told once and not for each row."""
    named = [cell.value for cell in header.cells if not cell.null]
    entries = tuple(Entry(key=name, value=_empty(name.end)) for name in named)
    problems = FieldReader(source, closed=False).read(Table(entries=entries, start=header.start)).problems
    if not any(canonical(cell.value.text) in KEYS for cell in header.cells):
        problem = Problem(
            message=Bilingual(
                en=f"{source.path} has no column that belongs to a post", zh=f"{source.path} 没有笔记用得到的列"
            ),
            remedy=Bilingual(
                en="The first line names the columns, such as title,body,tags,images.",
                zh="第一行写列名，如 title,body,tags,images（或 标题,正文,话题,图片）。",
            ),
            where=Location(path=source.path, text=TextRange(header.start, header.end)),
            line=header.line,
            column=1,
        )
        problems = (*problems, problem)
    if problems:
        yield unreadable(_origin(path, header.line), *problems)


def _table_post(source: SourceFile, path: Path, header: Row, row: Row, sources: Sources) -> Post:
    origin = _origin(path, row.line, TextRange(row.start, row.end))
    own = msgspec.structs.replace(source, text=source.text[row.start : row.end], offset=row.start, first_line=row.line)
    if len(row.cells) > len(header.cells):
        extra = row.cells[len(header.cells)]
        message = _too_many(len(row.cells), len(header.cells))
        return unreadable(origin, tree_problem(own, TreeError(message, extra.start)))
    entries = tuple(
        Entry(key=name.value, value=cell)
        for name, cell in zip(header.cells, row.cells, strict=False)
        if canonical(name.value.text) in KEYS
    )
    fields = FieldReader(own, closed=False).read(Table(entries=entries, start=row.start))
    return _row_post(origin, own, fields, sources)


def _too_many(cells: int, columns: int) -> Bilingual:
    return Bilingual(
        en=f"has a row with {cells} cells but {columns} columns; put text with commas in quotes",
        zh=f"有一行是 {cells} 格，而列名只有 {columns} 个；含逗号的文字放进英文双引号",
    )


def _row_post(origin: Origin, row: SourceFile, fields: Fields, sources: Sources) -> Post:
    assets, missing = named_assets(fields, origin.folder, row)
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


def _empty(offset: int) -> Scalar:
    return Scalar(value=verbatim("", offset), null=True)
