"""Applies edits to text files: verified, all of a fix or nothing, in the file's own encoding."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rednote_lint.errors import system_said, writing_advice
from rednote_lint.fixes import atomic
from rednote_lint.fixes.outcome import Applied, Changed, Offer, Refused, applied, refused
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Bilingual, SourceFile, TextEdit
from rednote_lint.syntax.source import decode, encode
from rednote_lint.syntax.writer import spliced
from rednote_lint.text.detect.secrets import with_secrets_starred

Read = Callable[[str], SourceFile | Bilingual]
CHANGED = Bilingual(
    en="the file has changed since it was checked: check it again", zh="文件在检查之后被修改过：重新检查"
)
INTERRUPTED = Bilingual(en="the run was interrupted before it was written", zh="写入之前运行已中断")
_NOT_TEXT = Bilingual(en="the file cannot be written back without changing other characters", zh="该文件无法原样写回")


def read(path: str) -> SourceFile | Bilingual:
    """Read a text file as it stands, line ends included.

    Returns why not when it cannot be read, or when writing it back would not give the same bytes.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        why = system_said(error)
        return Bilingual(en=f"cannot be read: {why.en}", zh=f"无法读取：{why.zh}")
    source = decode(data, path)
    if not isinstance(source, SourceFile) or encode(source, source.text) != data:
        return _NOT_TEXT
    return source


def carry_out(
    offers: Sequence[Offer], *, write: bool, reader: Read = read, interrupts: Interrupts | None = None
) -> tuple[list[Applied], list[Refused], list[Changed]]:
    """Carry out the text edits of offers that go together.

    A file that cannot be written, or that changes while this runs, costs the fixes that edit it and no others.

    Args:
        offers: from `resolve`; offers without text edits are passed over.
        write: False changes nothing on disk and still returns what would change.
        reader: reads a file by its name.
        interrupts: holds Ctrl-C back; what is not written when it is pressed stays as it is.
    """
    editing = [offer for offer in offers if _texts(offer)]
    job = _Job(editing, reader)
    if write:
        with interrupts or Interrupts() as ctrl_c:
            job.write(ctrl_c)
    good = [offer for offer in editing if offer not in job.refused]
    bad = [refused(offer, reason, is_failure=True) for offer, reason in job.refused.items()]
    return [applied(offer, [edit.path for edit in _texts(offer)]) for offer in good], bad, job.changed()


def unified_diff(changed: Iterable[Changed]) -> str:
    """Return what changed as a unified diff for the screen, with keys and tokens starred as in reports.

    A missing newline at the end of a file is said as git says it.
    """
    lines: list[str] = []
    for change in changed:
        before, after = _lines(change.before), _lines(change.after)
        for line in difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}"):
            line = line[:1] + with_secrets_starred(line[1:])
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    r"""Split at `\n` alone, as diff tools do: a carriage return or U+2028 belongs to its line."""
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


class _Job:
    """Files and the offers that edit them; an offer that one of its files refuses is dropped from all of them."""

    def __init__(self, offers: Sequence[Offer], reader: Read) -> None:
        self.refused: dict[Offer, Bilingual] = {}
        self._by_path: dict[str, dict[Offer, None]] = {}
        for offer in offers:
            for edit in _texts(offer):
                self._by_path.setdefault(edit.path, {})[offer] = None
        self._sources = {path: _read(path, self._edits(path), reader) for path in self._by_path}
        for offer in offers:
            objections = (_objection(edit, self._sources[edit.path]) for edit in _texts(offer))
            if reason := next((reason for reason in objections if reason), None):
                self.refused[offer] = reason

    def changed(self) -> list[Changed]:
        """Return the files that the offers that are left change."""
        pairs = [(source.path, source.text, self._after(source)) for source in self._readable()]
        return [Changed(path=path, before=old, after=new) for path, old, new in pairs if old != new]

    def write(self, ctrl_c: Interrupts) -> None:
        """Write the files; where one refuses, files that share a fix with it are written again without that fix."""
        now = {source.path: source.text for source in self._readable()}
        waiting = list(self._readable())
        while waiting:
            source = waiting.pop()
            after = self._after(source)
            if after == now[source.path]:
                continue
            is_new = now[source.path] == source.text  # Else a part of a fix is taken back, Ctrl-C or not.
            reason = INTERRUPTED if ctrl_c.asked and is_new else _written(source, now[source.path], after)
            if reason is None:
                now[source.path] = after
                continue
            lost = [offer for offer in self._by_path[source.path] if offer not in self.refused]
            self.refused |= dict.fromkeys(lost, reason)
            shared = {edit.path for offer in lost for edit in _texts(offer)} - {source.path}
            waiting += [other for other in self._readable() if other.path in shared] if shared else []

    def _readable(self) -> list[SourceFile]:
        return [source for source in self._sources.values() if isinstance(source, SourceFile)]

    def _edits(self, path: str) -> tuple[TextEdit, ...]:
        offers = (offer for offer in self._by_path[path] if offer not in self.refused)
        return tuple(dict.fromkeys(edit for offer in offers for edit in _texts(offer) if edit.path == path))

    def _after(self, source: SourceFile) -> str:
        return spliced(source.text, self._edits(source.path))


def _texts(offer: Offer) -> list[TextEdit]:
    return [edit for edit in offer.fix.edits if isinstance(edit, TextEdit)]


def _read(path: str, edits: Sequence[TextEdit], reader: Read) -> SourceFile | Bilingual:
    if any(edit.new_file for edit in edits):
        return CHANGED if Path(path).exists() else SourceFile(path=path, text="")
    return reader(path)


def _objection(edit: TextEdit, source: SourceFile | Bilingual) -> Bilingual | None:
    if isinstance(source, Bilingual):
        return source
    start, end = edit.range
    return None if 0 <= start <= end <= len(source.text) and source.text[start:end] == edit.old else CHANGED


def _written(source: SourceFile, before: str, after: str) -> Bilingual | None:
    """Write a file that still says what it said; return why not."""
    try:
        if Path(source.path).exists() or before:
            atomic.write(Path(source.path), encode(source, after), expected=encode(source, before))
        else:
            atomic.create(Path(source.path), encode(source, after))
    except (atomic.FileChangedError, FileExistsError):
        return CHANGED
    except OSError as error:
        return cannot_write(error)
    return None


def cannot_write(error: OSError) -> Bilingual:
    """Say that a file could not be written; it is as it was."""
    why = system_said(error)
    advice = writing_advice(error)
    return Bilingual(
        en=f"the file cannot be written ({why.en}) and is as it was: {advice.en}",
        zh=f"文件无法写入（{why.zh}），内容未变：{advice.zh}",
    )
