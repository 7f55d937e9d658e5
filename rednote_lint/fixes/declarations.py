"""Inserts lines into a post's YAML header: a declaration as a question to the author, never as an answer."""

from __future__ import annotations

import re
from pathlib import PurePath

from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.front_matter import parse_markdown
from rednote_lint.syntax.spelling import BREAKS_FILE
from rednote_lint.syntax.tree import Node, Table, TreeError
from rednote_lint.syntax.writer import Writer
from rednote_lint.syntax.yaml_tree import parse_yaml

SIDECAR = "post.yaml"
"""The file that holds the declarations of a post whose words stand in plain text."""
CAPTIONS = frozenset(("post", "index", "caption", "content", "body", "note", "正文", "文案", "笔记", "title", "标题"))
"""Names of plain text beside which a `post.yaml` is read with it; beside others it would be the only caption."""
HAVE_HEADER = (FileSyntax.MARKDOWN, FileSyntax.YAML)


def question(post: Post, key: str) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that adds `key:` without a value, and a comment that says how to answer.

    A post of plain text gets a `post.yaml` beside it. No edit is made when the key stands there, answered or not.
    """
    line = f"{key}:  # answer true or false"
    source = header_source(post)
    if source is not None:
        return header_line(source, key, line)
    beside = sidecar(post)
    if beside is not None:
        return (TextEdit(path=beside, range=TextRange(0, 0), old="", new=line + "\n", new_file=True),)
    return _no_place(next((source.path for source in post.sources), post.path), key)


def header_source(post: Post) -> SourceFile | None:
    """Return the file of a post that states its declarations, or could: the one that does, else the first."""
    able = [source for source in post.sources if syntax_of(source.path) in HAVE_HEADER]
    own = (source for source in able if post.header and source.path == post.header.path)
    return next(own, next(iter(able), None))


def sidecar(post: Post) -> str | None:
    """Return the path of the `post.yaml` that may be made beside the plain text of a post.

    None where the text is one of several posts in its folder, or where its name would not let both be read as one.
    """
    texts = [PurePath(source.path) for source in post.sources if syntax_of(source.path) is FileSyntax.PLAIN]
    is_whole_folder = post.path not in {path.as_posix() for path in texts}
    if header_source(post) or not texts or not is_whole_folder:
        return None
    is_named = all(path.stem.lower() in CAPTIONS for path in texts)
    return (texts[0].parent / SIDECAR).as_posix() if is_named else None


def _no_place(path: str, key: str) -> Bilingual:
    name = PurePath(path).name
    if syntax_of(path) is FileSyntax.PLAIN:
        markdown = PurePath(path).with_suffix(".md").name
        return Bilingual(
            en=f"rename {name} to {markdown} and write it at the top, between two “---” lines",
            zh=f"将 {name} 改名为 {markdown}，写在开头两行“---”之间",
        )
    return Bilingual(en=f"add a column “{key}” to {name}", zh=f"在 {name} 中增加一列“{key}”")


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
                return _no_place(source.path, key)
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
