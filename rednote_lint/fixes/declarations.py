"""Inserts lines into a post's YAML header: a declaration as a question to the author, never as an answer."""

from __future__ import annotations

import re

from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.front_matter import parse_markdown
from rednote_lint.syntax.spelling import BREAKS_FILE
from rednote_lint.syntax.tree import Node, Table, TreeError
from rednote_lint.syntax.writer import Writer
from rednote_lint.syntax.yaml_tree import parse_yaml

_NO_HEADER = Bilingual(
    en="a .txt caption: rename it to post.md and write it at the top, between two “---” lines; a table: add a column",
    zh="正文是 .txt：改名为 post.md，写在开头两行“---”之间；表格：增加一列",
)


def question(post: Post, key: str) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that adds `key:` without a value, and a comment that says how to answer.

    Returns no edit when the key stands there already, answered or not.
    """
    source = next((source for source in post.sources if post.header and source.path == post.header.path), None)
    source = source or next(iter(post.sources), None)
    if source is None:
        return _NO_HEADER
    return header_line(source, key, f"{key}:  # answer true or false")


def header_line(source: SourceFile, key: str, line: str) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that adds one line at the end of a file's YAML header; a missing header is made.

    Args:
        source: the post's file.
        key: the key that the line is about; no edit when it stands there. A comment has none: pass "".
        line: the line without its end.
    """
    try:
        match syntax_of(source.path):
            case FileSyntax.MARKDOWN:
                made = _in_markdown(source, key, line)
            case FileSyntax.YAML:
                made = _in_yaml(source, key, line)
            case _:
                return _NO_HEADER
    except TreeError:
        return BREAKS_FILE
    return made if Writer(source).changes_only(made, {key} if key else set()) else BREAKS_FILE


def _in_markdown(source: SourceFile, key: str, line: str) -> tuple[TextEdit, ...]:
    newline = _newline(source.text)
    parts = parse_markdown(source.text)
    if parts.header is None:
        return (_insertion(source, 0, f"---{newline}{line}{newline}---{newline}"),)
    closing_line = max(source.text.rfind(mark, 0, parts.header_at.end) for mark in "\n\r") + 1
    return () if _states(parts.header, key) else (_insertion(source, closing_line, line + newline),)


def _in_yaml(source: SourceFile, key: str, line: str) -> tuple[TextEdit, ...]:
    newline = _newline(source.text)
    gap = newline if source.text and not source.text.endswith(("\n", "\r")) else ""
    if _states(parse_yaml(source.text), key):
        return ()
    return (_insertion(source, len(source.text), gap + line + newline),)


def _insertion(source: SourceFile, at: int, new: str) -> TextEdit:
    return TextEdit(path=source.path, range=TextRange(at, at), old="", new=new)


def _states(header: Node | None, key: str) -> bool:
    return isinstance(header, Table) and any(entry.key.text == key for entry in header.entries)


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
