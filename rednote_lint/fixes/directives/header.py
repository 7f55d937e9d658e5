"""Syntax of what states suppressions: the tree of the file, the list of them, the extent of nodes, verified edits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rednote_lint.model import SourceFile, TextEdit, TextRange
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of, values_of
from rednote_lint.syntax.front_matter import parse_markdown
from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.source import encode
from rednote_lint.syntax.tree import Entry, Items, Node, Notation, Path, Table, TreeError
from rednote_lint.syntax.writer import spliced
from rednote_lint.syntax.yaml_tree import parse_yaml

LINT, IGNORE, SUPPRESSIONS = "lint", "ignore", "suppressions"
IN_HEADER = (LINT, IGNORE)
IN_CONFIGURATION = (SUPPRESSIONS,)
_QUOTED = (Notation.YAML_DOUBLE, Notation.YAML_SINGLE, Notation.JSON)
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")


class Header:
    """The header of one post, or a configuration in YAML: places count from the start of the file, see `cut`.

    Args:
        source: the file, or the row of a manifest, that states the declarations.
        keys: those that lead to the list of suppressions.

    Raises:
        TreeError: it cannot be parsed.
    """

    def __init__(self, source: SourceFile, keys: Path = IN_HEADER) -> None:
        self.source = source
        self.keys = keys
        self.syntax = syntax_of(source.path)
        self.root = _root(source)
        self.top = self.entry(self.root, keys[0])
        """The entry of the file that holds the list."""
        self.listed: Node | None = self.top.value if self.top else None
        for key in keys[1:]:
            inner = self.entry(self.listed, key)
            self.listed = inner.value if inner else None

    @property
    def directives(self) -> tuple[Node, ...]:
        """The suppressions; a single table stands for a list of one."""
        if isinstance(self.listed, Items):
            return self.listed.items
        return (self.listed,) if isinstance(self.listed, Table) else ()

    def entry(self, node: Node | None, key: str | int) -> Entry | None:
        """Return the entry of a table by its key."""
        entries = node.entries if isinstance(node, Table) else ()
        return next((entry for entry in entries if entry.key.text.strip() == key), None)

    def is_flow(self, node: Node) -> bool:
        """Say whether a list or table stands in brackets."""
        return not isinstance(node, Table | Items) or self.cut(node.start, node.start + 1) in ("{", "[")

    def end(self, node: Node) -> int:
        """Return the place behind the last character of a node, its closing quote or bracket included."""
        if not isinstance(node, Table | Items):
            return node.value.end + (node.notation in _QUOTED)
        if self.is_flow(node):
            return node.end
        inner = node.items if isinstance(node, Items) else tuple(entry.value for entry in node.entries)
        return max([node.start, *map(self.end, inner)])

    def start(self, entry: Entry) -> int:
        """Return the place of the first character of an entry, its opening quote included."""
        return entry.key.start - (self.cut(entry.key.start - 1, entry.key.start) in ("'", '"'))

    def cut(self, start: int, end: int) -> str:
        """Return the characters between two places."""
        return self.source.characters(TextRange(start, max(start, end)))

    def line_start(self, at: int) -> int:
        """Return where the line of a place begins."""
        before = self.cut(self.source.offset, at)
        return self.source.offset + max(before.rfind("\n"), before.rfind("\r")) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of a place ends, its line end not counted."""
        match = _LINE_END.search(self.source.text, at - self.source.offset)
        return self.source.offset + (match.start() if match else len(self.source.text))

    def next_line(self, at: int) -> int:
        """Return where the line after that of a place begins; `at` itself when a line begins there."""
        if self.cut(at - 1, at) in ("\n", "\r"):
            return at
        match = _LINE_END.search(self.source.text, at - self.source.offset)
        return self.source.offset + (match.end() if match else len(self.source.text))

    @property
    def newline(self) -> str:
        """The line end that the file uses first."""
        found = re.search(r"\r\n|\r|\n", self.source.text)
        return found[0] if found else "\n"

    def edit(self, start: int, end: int, new: str = "") -> TextEdit:
        """Make the edit that puts `new` between two places."""
        return TextEdit(path=self.source.path, range=TextRange(start, end), old=self.cut(start, end), new=new)

    def values(self) -> dict[Path, str]:
        """Return what the file states, by path."""
        return {path: scalar.value.text for path, scalar in values_of(self.source).items()}

    def after(self, edits: Sequence[TextEdit]) -> dict[Path, str] | None:
        """Return what the file would state after edits; None where it could not be parsed or written then."""
        inside = [
            TextEdit(path=edit.path, range=self.source.inside(edit.range), old=edit.old, new=edit.new) for edit in edits
        ]
        text = spliced(self.source.text, inside)
        changed = SourceFile(path=self.source.path, text=text, encoding=self.source.encoding)
        try:
            encode(changed, text)
            return {path: scalar.value.text for path, scalar in values_of(changed).items()}
        except (TreeError, UnicodeEncodeError):
            return None


def _root(source: SourceFile) -> Node | None:
    match syntax_of(source.path):
        case FileSyntax.MARKDOWN:
            return parse_markdown(source.text).header
        case FileSyntax.YAML:
            return parse_yaml(source.text, source.offset)
        case FileSyntax.JSON_LINES:
            return parse_json(source.text, source.offset)
    return None
