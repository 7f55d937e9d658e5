"""Applies edits to text files: verified, all of a fix or nothing, in the file's own encoding."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.fixes import atomic
from rednote_lint.fixes.outcome import Applied, Changed, Offer, Refused, applied, refused
from rednote_lint.model import Bilingual, SourceFile, TextEdit
from rednote_lint.syntax.source import decode, encode
from rednote_lint.syntax.writer import spliced

Read = Callable[[str], SourceFile | Bilingual]
_CHANGED = Bilingual(
    en="the file has changed since it was checked: check it again", zh="文件在检查之后被修改过：重新检查"
)
_NOT_TEXT = Bilingual(en="the file cannot be written back without changing other characters", zh="该文件无法原样写回")


def read(path: str) -> SourceFile | Bilingual:
    """Read a text file as it stands, line ends included.

    Returns why not when it cannot be read, or when writing it back would not give the same bytes.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        return Bilingual(en=f"cannot be read: {error.strerror}", zh=f"无法读取：{error.strerror}")
    source = decode(data, path)
    if not isinstance(source, SourceFile) or encode(source, source.text) != data:
        return _NOT_TEXT
    return source


def carry_out(
    offers: Sequence[Offer], *, write: bool, reader: Read = read
) -> tuple[list[Applied], list[Refused], list[Changed]]:
    """Carry out the text edits of offers that go together.

    Args:
        offers: from `resolve`; offers without text edits are passed over.
        write: False changes nothing on disk and still returns what would change.
        reader: reads a file by its name.

    Raises:
        UserError: a file cannot be written; files before it are written, it and those after it are as they were.
    """
    sources = {edit.path: reader(edit.path) for offer in offers for edit in _texts(offer)}
    good: list[Offer] = []
    bad: list[Refused] = []
    for offer in offers:
        reason = next((reason for edit in _texts(offer) if (reason := _objection(edit, sources[edit.path]))), None)
        if reason:
            bad.append(refused(offer, reason))
        elif _texts(offer):
            good.append(offer)
    changed = [_changed(source, good) for source in sources.values() if isinstance(source, SourceFile)]
    changed = [change for change in changed if change.before != change.after]
    for change in changed if write else ():
        _write(sources[change.path], change)
    return [applied(offer, [edit.path for edit in _texts(offer)]) for offer in good], bad, changed


def unified_diff(changed: Iterable[Changed]) -> str:
    """Return what changed as a unified diff; a missing newline at the end of a file is said as git says it."""
    lines: list[str] = []
    for change in changed:
        before, after = _lines(change.before), _lines(change.after)
        for line in difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}"):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    r"""Split at `\n` alone, as diff tools do: a carriage return or U+2028 belongs to its line."""
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _texts(offer: Offer) -> list[TextEdit]:
    return [edit for edit in offer.fix.edits if isinstance(edit, TextEdit)]


def _objection(edit: TextEdit, source: SourceFile | Bilingual) -> Bilingual | None:
    if isinstance(source, Bilingual):
        return source
    start, end = edit.range
    return None if 0 <= start <= end <= len(source.text) and source.text[start:end] == edit.old else _CHANGED


def _changed(source: SourceFile, offers: Sequence[Offer]) -> Changed:
    edits = dict.fromkeys(edit for offer in offers for edit in _texts(offer) if edit.path == source.path)
    return Changed(path=source.path, before=source.text, after=spliced(source.text, tuple(edits)))


def _write(source: SourceFile | Bilingual, change: Changed) -> None:
    assert isinstance(source, SourceFile)
    try:
        atomic.write(Path(change.path), encode(source, change.after))
    except OSError as error:
        raise cannot_write(change.path, error) from error


def cannot_write(path: str, error: OSError) -> UserError:
    """Say that a file could not be written; nothing was lost."""
    return UserError(
        f"{path} cannot be written: {error.strerror or error}",
        "nothing was changed in it; check the free space and the permissions of its folder",
    )
