"""Adds a declaration to a post's header as a question to the author, never as an answer."""

from __future__ import annotations

import re
from pathlib import PurePath

from rednote_lint.fixes.notation import FRONT_MATTER
from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange

_NO_HEADER = Bilingual(
    en="this kind of file has no front matter: declare it where your pipeline keeps declarations",
    zh="这种文件没有 front matter：请在您的流程保存声明的地方填写",
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
    newline = _newline(source.text)
    match PurePath(source.path).suffix.lower():
        case ".md" | ".markdown":
            front = FRONT_MATTER.match(source.text)
            if front is None:
                return (_insertion(source, 0, f"---{newline}{line}{newline}---{newline}"),)
            return () if _has(front["yaml"], key) else (_insertion(source, front.end("yaml"), line + newline),)
        case ".yaml" | ".yml":
            gap = newline if source.text and not source.text.endswith(("\n", "\r")) else ""
            end = len(source.text)
            return () if _has(source.text, key) else (_insertion(source, end, gap + line + newline),)
    return _NO_HEADER


def _insertion(source: SourceFile, at: int, new: str) -> TextEdit:
    return TextEdit(path=source.path, range=TextRange(at, at), old="", new=new)


def _has(yaml: str, key: str) -> bool:
    return bool(key) and re.search(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*:", yaml, re.MULTILINE) is not None


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
