"""A Markdown caption: front matter between two lines of `---`, then the body."""

from __future__ import annotations

import re

from rednote_lint.model import Bilingual, Record, SourceFile, TextRange
from rednote_lint.posts.tree import Table, TreeError
from rednote_lint.posts.yaml_tree import parse_yaml
from rednote_lint.text.source_map import SourceText, verbatim

_NO_END = Bilingual(en="has front matter without its closing line “---”", zh="开头的信息区缺少结束行“---”")
_NO_TABLE = Bilingual(
    en="has front matter that is not made of “key: value” lines", zh="开头的信息区不是由“键: 值”的行组成"
)
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\r\n]+?)[ \t#]*(?=[\r\n]|$)")


class Caption(Record, frozen=True, kw_only=True):
    """The parts of a caption file."""

    header: Table | None
    """What the front matter states; None without one."""
    header_at: TextRange
    """Where the front matter stands, or would stand."""
    title: SourceText | None
    """A first-level heading at the very start, when no front matter stands before it."""
    body: SourceText


def read_markdown(source: SourceFile) -> Caption:
    """Take a Markdown caption apart.

    Raises:
        TreeError: when the front matter is no valid YAML or has no end.
    """
    text = source.text
    opening = _OPENING.match(text)
    if opening is None:
        return _without_header(text)
    closing = _CLOSING.search(text.replace("\r", "\n"), opening.end())
    if closing is None:
        raise TreeError(_NO_END, 0)
    node = parse_yaml(text[opening.end() : closing.start()], opening.end())
    if node is not None and not isinstance(node, Table):
        raise TreeError(_NO_TABLE, node.start)
    return Caption(
        header=node or Table(entries=(), start=opening.end()),
        header_at=TextRange(0, closing.end()),
        title=None,
        body=verbatim(text[closing.end() :], closing.end()).stripped(),
    )


def _without_header(text: str) -> Caption:
    heading = _HEADING.match(text)
    title = verbatim(heading["title"], heading.start("title")) if heading else None
    start = heading.end() if heading else 0
    return Caption(header=None, header_at=TextRange(0, 0), title=title, body=verbatim(text[start:], start).stripped())
