"""Splits a Markdown caption: front matter from a line `---` to a line `---` or `...`, a title heading, the body."""

from __future__ import annotations

import re

from rednote_lint.model import Bilingual, Record, TextRange
from rednote_lint.syntax.source_text import SourceText, verbatim
from rednote_lint.syntax.tree import Table, TreeError
from rednote_lint.syntax.yaml_tree import parse_yaml

_NO_END = Bilingual(en="has front matter without its closing line “---”", zh="开头的信息区缺少结束行“---”")
_NO_TABLE = Bilingual(
    en="has front matter that is not made of “key: value” lines", zh="开头的信息区不是由“键: 值”的行组成"
)
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\r\n]+?)[ \t#]*(?=[\r\n]|$)")


class FrontMatter(Record, frozen=True, kw_only=True):
    """Where front matter stands, in code points of its file."""

    yaml: TextRange
    """The lines between the two fences."""
    end: int
    """Behind the closing fence, its line end not counted."""


class Markdown(Record, frozen=True, kw_only=True):
    """The parts of a Markdown caption."""

    header: Table | None
    """What the front matter states; None without one."""
    header_at: TextRange
    """Where the front matter stands, or would stand."""
    title: SourceText | None
    """A first-level heading at the very start, when no front matter stands before it."""
    body: SourceText
    """Everything else, blank lines at its ends included."""


def find_front_matter(text: str) -> FrontMatter | None:
    """Find the front matter of a file; lines end at LF, CR LF or CR.

    Args:
        text: the decoded file, without a byte-order mark.

    Raises:
        TreeError: it has no end.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text.replace("\r", "\n"), opening.end())
    if closing is None:
        raise TreeError(_NO_END, 0)
    return FrontMatter(yaml=TextRange(opening.end(), closing.start()), end=closing.end())


def parse_markdown(text: str) -> Markdown:
    """Split a Markdown caption.

    Raises:
        TreeError: when the front matter is no valid YAML or has no end.
    """
    front = find_front_matter(text)
    if front is None:
        return _without_header(text)
    node = parse_yaml(text[slice(*front.yaml)], front.yaml.start)
    if node is not None and not isinstance(node, Table):
        raise TreeError(_NO_TABLE, node.start)
    line_end = _LINE_END.match(text, front.end)
    start = line_end.end() if line_end else front.end
    return Markdown(
        header=node or Table(entries=(), start=front.yaml.start),
        header_at=TextRange(0, front.end),
        title=None,
        body=verbatim(text[start:], start),
    )


def _without_header(text: str) -> Markdown:
    heading = _HEADING.match(text)
    title = verbatim(heading["title"], heading.start("title")) if heading else None
    start = heading.end() if heading else 0
    return Markdown(header=None, header_at=TextRange(0, 0), title=title, body=verbatim(text[start:], start))
