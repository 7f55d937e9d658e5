"""Reads one caption file: Markdown, `post.yaml`, or plain text."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.model import Bilingual, Location, Problem, Record, Scope, SourceFile, TextRange, TextSpan
from rednote_lint.posts.build import span
from rednote_lint.posts.fields import FieldReader, Fields
from rednote_lint.posts.source import DISK, Sources
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.front_matter import parse_markdown
from rednote_lint.syntax.source import told_of
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.tree import Table, TreeError
from rednote_lint.syntax.yaml_tree import parse_yaml
from rednote_lint.text.lines import Lines

_NO_TABLE = Bilingual(en="is not made of “key: value” lines", zh="不是由“键: 值”的行组成")


class Words(Record, frozen=True, kw_only=True):
    """What one caption file says."""

    source: SourceFile
    header_at: TextRange
    """Where its declarations stand or would stand."""
    fields: Fields = Fields()
    title: TextSpan | None = None
    body: TextSpan | None = None


def read_caption(path: Path, sources: Sources = DISK) -> Words | Problem:
    """Read a caption file, or say why it cannot be read."""
    source = sources.read(path)
    if isinstance(source, Problem):
        return source
    try:
        match syntax_of(source.path):
            case FileSyntax.MARKDOWN:
                return _markdown(source)
            case FileSyntax.YAML:
                return _yaml(source)
    except TreeError as error:
        return tree_problem(source, error)
    return Words(source=source, header_at=TextRange(0, 0), body=span(verbatim(source.text, 0), Scope.BODY, source))


def read_title(path: Path, sources: Sources) -> Words | Problem:
    """Read a file that holds nothing but the title."""
    source = sources.read(path)
    if isinstance(source, Problem):
        return source
    title = span(verbatim(source.text, 0), Scope.TITLE, source)
    return Words(source=source, header_at=TextRange(0, 0), title=title)


def tree_problem(source: SourceFile, error: TreeError) -> Problem:
    """Tell a mistake in a header as a problem with its line and column."""
    lines = Lines(source)
    position = lines.position(error.offset)
    return Problem(
        message=told_of(source.path, error.message),
        remedy=Bilingual(
            en="Nothing in this post was read: fix this line first.", zh="这篇笔记完全没有读取：先改好这一行。"
        ),
        where=Location(path=source.path, text=TextRange(error.offset, error.offset)),
        line=position.line,
        column=position.column,
        cell=lines.cell(error.offset),
    )


def _markdown(source: SourceFile) -> Words:
    caption = parse_markdown(source.text)
    fields = FieldReader(source, closed=True).read(caption.header) if caption.header else Fields()
    body = caption.body if caption.body.text.strip() else fields.body
    return Words(
        source=source,
        header_at=caption.header_at,
        fields=fields,
        title=span(fields.title or caption.title, Scope.TITLE, source),
        body=span(body, Scope.BODY, source),
    )


def _yaml(source: SourceFile) -> Words:
    node = parse_yaml(source.text)
    if node is not None and not isinstance(node, Table):
        raise TreeError(_NO_TABLE, node.start)
    fields = FieldReader(source, closed=True).read(node) if node else Fields()
    return Words(
        source=source,
        header_at=TextRange(0, len(source.text)),
        fields=fields,
        title=span(fields.title, Scope.TITLE, source),
        body=span(fields.body, Scope.BODY, source),
    )
