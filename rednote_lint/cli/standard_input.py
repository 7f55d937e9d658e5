"""Standard input in place of a file: `-`, `--stdin-filename`, and fixes that are printed instead of written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from rednote_lint.cli.fixing import exit_code_of, fix_options_of, language_of
from rednote_lint.cli.interrupt import wait_for_typing
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.localized import current_language, option
from rednote_lint.cli.speech.told import tell
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode
from rednote_lint.model import AssetKind, Bilingual, Post, Record, Report, SourceFile
from rednote_lint.posts import Sources, discover, text_post
from rednote_lint.posts.files import DOCUMENTS, SPREADSHEETS, WORKBOOKS, asset_kind
from rednote_lint.posts.source import MANIFEST_LIMIT
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.syntax.source import decode, encode

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import FixOutcome
    from rednote_lint.fixes.session import FixOptions

DASH = "-"
NAMELESS = "stdin.md"
"""What a text without a name is called: front matter is read, and no file on disk is meant."""

_ALONE = (
    Bilingual(en="`-` is standard input and stands alone", zh="`-` 表示标准输入，只能单独使用"),
    Bilingual(
        en="check files in a run of their own; a file named `-` is `./-`", zh="文件另行检查；名为 `-` 的文件写成 `./-`"
    ),
)
_NO_DASH = (
    Bilingual(en="--stdin-filename has no effect without `-`", zh="没有 `-` 时，--stdin-filename 不起作用"),
    Bilingual(en="name `-` as the path to check standard input", zh="把 `-` 作为路径来检查标准输入"),
)
_NO_TEXT = (
    Bilingual(
        en="standard input is read as text, and `{name}` names none", zh="标准输入按文字读取，而 `{name}` 不是文字文件"
    ),
    Bilingual(
        en="name a caption (.md, .txt, post.yaml), a table (.csv, .jsonl) or subtitles",
        zh="指定正文（.md、.txt、post.yaml）、表格清单（.csv、.jsonl）或字幕的文件名",
    ),
)
_NO_MEDIA = (
    Bilingual(en="--{name} works on files, not on standard input", zh="--{name} 只能用于文件，不能用于标准输入"),
    Bilingual(en="name the file itself", zh="直接指定文件"),
)
_TYPED = Bilingual(
    en="reading the text from this terminal: end it with {keys}", zh="正在从终端读取文字：输入完成后按 {keys} 结束"
)
_ELSEWHERE = Bilingual(
    en="a fix of {code} edits {path}, which is not standard input: left alone",
    zh="{code} 的修复需要改动 {path}，不是标准输入，未执行",
)

_NOTHING_TO_EDIT = Bilingual(en="standard input is no text", zh="标准输入不是文字")

given_name = option(
    "--stdin-filename",
    word=Bilingual(en="FILE", zh="文件"),
    section=Bilingual(en="Which posts", zh="检查哪些笔记"),
    said=Bilingual(
        en="The name of what `-` reads: findings carry it; media and configuration of that place count.",
        zh="用 `-` 读取的内容的文件名：结果以它标示，采用该处的媒体和配置。",
    ),
)


class StandardInput(Record, frozen=True, kw_only=True):
    """What came through standard input, and the file that it stands for."""

    path: str
    data: bytes
    is_named: bool

    @property
    def sources(self) -> Sources:
        """Sources that hold it in place of the file."""
        return Sources({self.path: self.data})

    def posts(self, sources: Sources) -> Iterator[Post]:
        """Give the posts that it is part of; nothing that lies on disk belongs to a text without a name."""
        if self.is_named:
            return discover([self.path], sources)
        return iter([text_post(sources.held(Path(self.path)) or b"", Path(self.path))])


def given(paths: Sequence[str], options: dict[str, Any]) -> StandardInput | None:
    """Read standard input where `-` asks for it.

    Raises:
        UsageError: `-` stands beside other paths, or with options that need a file.
    """
    name = options["stdin_filename"]
    if DASH not in paths:
        if name is not None:
            raise UsageError(*_NO_DASH)
        return None
    if len(paths) > 1:
        raise UsageError(*_ALONE)
    for needs_files in ("fix_media", "add_ignore", "changed"):
        if options[needs_files]:
            refuse(needs_files.replace("_", "-"))
    if name is not None:
        _refuse_other_than_text(name)
    return StandardInput(path=NAMELESS if name is None else name, data=_read(), is_named=name is not None)


def refuse(option: str) -> None:
    """Refuse an option that needs files.

    Raises:
        UsageError: always.
    """
    message, remedy = _NO_MEDIA
    raise UsageError(message.filled({"name": option}), remedy)


def _refuse_other_than_text(name: str) -> None:
    path, (message, remedy) = Path(name), _NO_TEXT
    is_medium = asset_kind(path) in (AssetKind.IMAGE, AssetKind.VIDEO)
    if not name or is_medium or path.suffix.lower() in SPREADSHEETS | WORKBOOKS | DOCUMENTS or path.is_dir():
        raise UsageError(message.filled({"name": name}), remedy)


def _read() -> bytes:
    """Read the bytes, as far as a file of this size would be read."""
    if sys.stdin.isatty():
        keys = "Ctrl-Z, Enter" if sys.platform == "win32" else "Ctrl-D"
        click.echo(_TYPED.filled({"keys": keys}).pick(current_language()), err=True)
        if sys.platform != "win32":
            return _typed()
    return sys.stdin.buffer.read(MANIFEST_LIMIT + 1)


def _typed() -> bytes:
    """Read what is typed at a terminal, line by line."""
    lines = bytearray()
    while len(lines) <= MANIFEST_LIMIT:
        wait_for_typing()
        line = os.read(sys.stdin.fileno(), MANIFEST_LIMIT)
        if not line:
            break
        lines += line
    return bytes(lines)


class PrintedFixes:
    """Fixes what came through standard input and prints it; nothing is written to disk. See `fixing.Fixer`.

    Args:
        text: what came.
        checks: the run.
    """

    def __init__(self, text: StandardInput, checks: Run) -> None:
        self._text, self._checks = text, checks
        source = decode(text.data, Path(text.path).as_posix())
        self._source = source if isinstance(source, SourceFile) else None

    def preview(self, reports: Sequence[Report], options: FixOptions) -> FixOutcome:
        """Say what all passes would make of the text; fixes that would edit another file are left alone."""
        from rednote_lint.fixes.session import preview

        return preview(list(map(self._own, reports)), options, self._recheck, self._reader)

    def fixed(
        self, outcomes: Sequence[Outcome], options: dict[str, Any], bar: ProgressBar
    ) -> tuple[list[Outcome], ExitCode]:
        """Print the fixed text on stdout, all of it also where nothing could be fixed, and say what was done."""
        allowed = fix_options_of(options)
        result = self.preview([outcome.report for outcome in outcomes], allowed)
        if result.interrupted:
            raise KeyboardInterrupt
        left = msgspec.structs.replace(self._text, data=self._after(result))
        last = list(self._checks.check_posts(left.posts(left.sources)))
        with bar.paused():
            sys.stdout.flush()
            sys.stdout.buffer.write(left.data)
            sys.stdout.buffer.flush()
            language = language_of(last)
            tell(result, language, show=options["show_fixes"])
            for line in self._elsewhere([outcome.report for outcome in last], allowed, language):
                click.echo(line, err=True)
        return last, exit_code_of(result, options)

    def _after(self, result: FixOutcome) -> bytes:
        """Return the bytes that fixes leave, in the encoding of those that came."""
        after = next((change.after for change in result.changed if self._is_it(change.path)), None)
        return self._text.data if after is None or self._source is None else encode(self._source, after)

    def _elsewhere(self, reports: Sequence[Report], options: FixOptions, language: str) -> Iterator[str]:
        """Say which fixes that are allowed would edit other files."""
        from rednote_lint.fixes.session import offered

        for offer in offered(reports, options):
            for path in dict.fromkeys(edit.path for edit in offer.fix.edits if not self._is_it(edit.path)):
                yield _ELSEWHERE.filled({"code": offer.code, "path": path}).pick(language)

    def _own(self, report: Report) -> Report:
        """Take away the fixes that edit other files."""
        findings = tuple(
            finding
            if finding.fix is None or all(self._is_it(edit.path) for edit in finding.fix.edits)
            else msgspec.structs.replace(finding, fix=None)
            for finding in report.findings
        )
        return msgspec.structs.replace(report, findings=findings)

    def _recheck(self, stale: Sequence[str], texts: Mapping[str, str]) -> list[Report]:
        posts = self._text.posts(self._checks.sources.with_texts(texts))
        return [self._own(outcome.report) for outcome in self._checks.check_posts(posts)]

    def _reader(self, path: str) -> SourceFile | Bilingual:
        return self._source if self._source is not None and self._is_it(path) else _NOTHING_TO_EDIT

    def _is_it(self, path: str) -> bool:
        return Path(path).resolve() == Path(self._text.path).resolve()
