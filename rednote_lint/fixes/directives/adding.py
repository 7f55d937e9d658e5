"""Adds suppressions for findings to a post's header, or makes the header; the style of the file stays.

`--add-ignore` and editors write suppressions through `suppressing` alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from rednote_lint.fixes.declarations import header_source, sidecar
from rednote_lint.fixes.directives.header import IGNORE, LINT, Header
from rednote_lint.model import (
    Bilingual,
    Finding,
    Fix,
    Post,
    Record,
    Safety,
    SourceFile,
    TextEdit,
    TextRange,
)
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.front_matter import find_front_matter
from rednote_lint.syntax.spelling import BREAKS_FILE, spelled, yaml_flow_word
from rednote_lint.syntax.tree import Items, Notation, Path, Table, TreeError

_TITLE = Bilingual(en="Ignore {codes} here", zh="在此忽略 {codes}")
_CONFIGURE = Bilingual(
    en="{name} has no place for a suppression: write it under `suppressions` of the configuration",
    zh="{name} 中没有写忽略设置的位置：写在配置的 `suppressions` 中",
)
_RENAME = Bilingual(
    en="{name} has no header: rename it to {markdown}, then try again",
    zh="{name} 没有文件头：先改名为 {markdown}，再试一次",
)
_HEADING = Bilingual(
    en="{name} has its title in a heading: write it as `title:` between two “---” lines at the top, then try again",
    zh="{name} 的标题写在标题行：先在开头两行“---”之间写成 `title:`，再试一次",
)
_INDENTED = re.compile(r"^( +)(?=[^\s#-])", re.MULTILINE)
_LONE = re.compile("[\ud800-\udfff]")


class Suppression(Record, frozen=True, kw_only=True):
    """One entry of `lint.ignore` to be written."""

    rule: str
    reason: str
    asset: str | None = None
    until: dt.date | None = None

    def stated(self) -> dict[str, str]:
        """Return its keys and values in the order in which they are written."""
        until = self.until.isoformat() if self.until else None
        keys = {"rule": self.rule, "asset": self.asset, "reason": self.reason, "until": until}
        return {key: value for key, value in keys.items() if value is not None}


def suppressing(
    post: Post, findings: Iterable[Finding], reason: str, until: dt.date | None = None
) -> Fix | Bilingual | None:
    """Return the fix that writes suppressions of findings into the post's own header, or why there is no place.

    A finding on a medium is suppressed for that medium alone. The same rule, on the same medium, is written once.

    Args:
        post: as it was read.
        findings: those of its report that are to be set aside.
        reason: why; it appears in reports.
        until: the last day on which the suppressions count.
    """
    texts = {source.path for source in post.sources}
    media = {asset.path for asset in post.assets} - texts
    wanted = dict.fromkeys(
        Suppression(
            rule=finding.code,
            reason=reason,
            asset=PurePath(finding.location.path).name if finding.location.path in media else None,
            until=until,
        )
        for finding in findings
    )
    if not wanted:
        return None
    made = _edits(post, tuple(wanted))
    if isinstance(made, Bilingual):
        return made
    codes = ", ".join(dict.fromkeys(one.rule for one in wanted))
    return Fix(title=_TITLE.filled({"codes": codes}), safety=Safety.SAFE, edits=made)


def _edits(post: Post, wanted: Sequence[Suppression]) -> tuple[TextEdit, ...] | Bilingual:
    if any(_LONE.search(text) for one in wanted for text in one.stated().values()):
        return BREAKS_FILE
    row = next((source for source in post.sources if syntax_of(source.path) is FileSyntax.JSON_LINES), None)
    source = row or header_source(post)
    if source is not None:
        return _into(source, wanted)
    beside = sidecar(post)
    if beside is not None:
        text = _block(wanted, "  ", "\n")
        return (TextEdit(path=beside, range=TextRange(0, 0), old="", new=text, new_file=True),)
    name = post.sources[0].path if post.sources else post.path
    said = {"name": PurePath(name).name, "markdown": PurePath(name).with_suffix(".md").name}
    return (_RENAME if post.sources and syntax_of(name) is FileSyntax.PLAIN else _CONFIGURE).filled(said)


def _into(source: SourceFile, wanted: Sequence[Suppression]) -> tuple[TextEdit, ...] | Bilingual:
    """Make the verified edit of a header: everything else must say what it said."""
    try:
        header = Header(source)
    except TreeError:
        return BREAKS_FILE
    edit = _edit(header, wanted)
    if edit is None:
        return BREAKS_FILE
    after = header.after([edit])
    if after == _expected(header, wanted):
        return (edit,)
    heads = header.root is None and header.syntax is FileSyntax.MARKDOWN and after is not None
    return _HEADING.filled({"name": PurePath(source.path).name}) if heads else BREAKS_FILE


def _expected(header: Header, wanted: Sequence[Suppression]) -> dict[Path, str]:
    before = header.values()
    if isinstance(header.listed, Table):  # A single one becomes the first of a list.
        before = {
            (LINT, IGNORE, 0, *path[2:]) if path[:2] == (LINT, IGNORE) else path: text for path, text in before.items()
        }
    first = len(header.directives)
    return before | {
        (LINT, IGNORE, first + number, key): value
        for number, one in enumerate(wanted)
        for key, value in one.stated().items()
    }


def _edit(header: Header, wanted: Sequence[Suppression]) -> TextEdit | None:
    is_json = header.syntax is FileSyntax.JSON_LINES
    listed = [_json(one) if is_json else _flow(one) for one in wanted]
    match header.listed:
        case Items():
            return _into_list(header, header.listed, listed)
        case Table() if header.is_flow(header.listed):
            start, end = header.listed.start, header.listed.end
            return header.edit(start, end, f"[{', '.join((header.cut(start, end), *listed))}]")
        case None:
            return _new_list(header, wanted, listed)
    return None


def _into_list(header: Header, items: Items, listed: Sequence[str]) -> TextEdit:
    """Insert behind the last item, as that one is written: on its line, on a line of its own, or behind a dash."""
    flow = header.is_flow(items)
    if not items.items:
        return header.edit(items.start + 1, items.start + 1, ", ".join(listed))
    last = items.items[-1]
    end, first = header.end(last), header.line_start(last.start)
    if flow:
        own_line = not header.cut(first, last.start).strip() and first > header.source.offset
        gap = f",{header.newline}{header.cut(first, last.start)}" if own_line else ", "
        return header.edit(end, end, "".join(gap + one for one in listed))
    dash = header.source.offset + len(header.cut(header.source.offset, last.start).rstrip()) - 1
    indent = header.cut(header.line_start(dash), dash)
    return _lines(header, header.next_line(end), [f"{indent}- {one}" for one in listed])


def _new_list(header: Header, wanted: Sequence[Suppression], listed: Sequence[str]) -> TextEdit | None:
    root, lint = header.root, header.top
    quote = '"' if header.syntax is FileSyntax.JSON_LINES else ""
    ignored = f"{quote}{IGNORE}{quote}: [{', '.join(listed)}]"
    if lint is not None:
        if not isinstance(lint.value, Table) or not header.is_flow(lint.value) or lint.value.entries:
            return None
        return header.edit(lint.value.start + 1, lint.value.start + 1, ignored)
    if isinstance(root, Table) and root.end >= 0 and header.is_flow(root):
        last = header.end(root.entries[-1].value) if root.entries else root.start + 1
        gap = ", " if root.entries else ""
        return header.edit(last, last, f"{gap}{quote}{LINT}{quote}: {{{ignored}}}")
    block = _block(wanted, _indent(header), header.newline)
    if header.syntax is FileSyntax.MARKDOWN:
        if root is None:
            return header.edit(0, 0, f"---{header.newline}{block}---{header.newline}")
        return header.edit(*_closing(header), block)
    if root is not None and not isinstance(root, Table):
        return None
    return _lines(header, header.source.offset + len(header.source.text), block.splitlines())


def _closing(header: Header) -> tuple[int, int]:
    """Return the place of the fence that closes the front matter."""
    front = find_front_matter(header.source.text)
    at = front.yaml.end if front else 0
    return at, at


def _lines(header: Header, at: int, lines: Sequence[str]) -> TextEdit:
    gap = "" if at == header.source.offset or header.cut(at - 1, at) in ("\n", "\r") else header.newline
    return header.edit(at, at, gap + "".join(line + header.newline for line in lines))


def _block(wanted: Sequence[Suppression], indent: str, newline: str) -> str:
    lines = [f"{LINT}:", f"{indent}{IGNORE}:", *(f"{indent * 2}- {_flow(one)}" for one in wanted)]
    return "".join(line + newline for line in lines)


def _indent(header: Header) -> str:
    """Return the indentation that the header uses first; two blanks where it uses none."""
    is_markdown = header.syntax is FileSyntax.MARKDOWN
    found = _INDENTED.search(header.source.text, 0, _closing(header)[0] if is_markdown else len(header.source.text))
    return found[1] if found else "  "


def _flow(one: Suppression) -> str:
    written = {key: yaml_flow_word(value) for key, value in one.stated().items()}
    written["reason"] = f'"{spelled(Notation.YAML_DOUBLE, one.reason, "")}"'
    return "{" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}"


def _json(one: Suppression) -> str:
    written = (f'"{key}": "{spelled(Notation.JSON, value, "")}"' for key, value in one.stated().items())
    return "{" + ", ".join(written) + "}"
