"""Failures on stderr, in the language of the command line."""

from __future__ import annotations

import shutil
import sys

import click

from rednote_lint.errors import ExitCode, UserError, named, system_said
from rednote_lint.model import Bilingual

_ERROR = Bilingual(en="error: ", zh="错误：")
_TYPED = Bilingual(en="command line", zh="命令行")
_COLON = Bilingual(en=": ", zh="：")
_INCOMPLETE = Bilingual(en="the output is incomplete: check the free space", zh="输出不完整：检查剩余空间")
_UNEXPECTED = Bilingual(en="unexpected {what}", zh="意外的错误 {what}")
_DEFECT = Bilingual(
    en="this is a defect of rednote-lint; {variable}=1 shows where",
    zh="这是 rednote-lint 自身的缺陷；设置 {variable}=1 可看到出错位置",
)


def show(error: UserError, language: str) -> ExitCode:
    """Write what went wrong, where, and what to do about it."""
    message, remedy = error.told(language)
    place = _TYPED.pick(language) if error.place == _TYPED.en else error.place
    before = f"{place}{_COLON.pick(language)}" if place else ""
    _write(f"{before}{_ERROR.pick(language)}{message}", "")
    if remedy:
        _write(remedy, "  ")
    return ExitCode.FAILED


def _write(text: str, indent: str) -> None:
    """Write a sentence; a terminal would break it anywhere, in the middle of a name too."""
    lines = [text]
    if sys.stderr is not None and sys.stderr.isatty():  # It is None where the shell has closed it.
        from rednote_lint.report.width import wrap

        width = shutil.get_terminal_size().columns
        lines = [part for line in text.splitlines() for part in wrap(line, width - len(indent))]
    for line in lines:
        click.echo(f"{indent}{line}", file=sys.stderr, err=True)


def unwritable(error: OSError) -> UserError:
    """Make the error for a report that the system refuses to take."""
    why = system_said(error)
    message = Bilingual(en=f"the report cannot be written: {why.en}", zh=f"报告无法写入：{why.zh}")
    return UserError(message, _INCOMPLETE)


def show_defect(error: Exception, language: str, variable: str) -> ExitCode:
    """Report a defect of ours in one sentence; the traceback is for whoever asks for it."""
    what = _UNEXPECTED.filled({"what": named(error)})
    return show(UserError(what, _DEFECT.filled({"variable": variable})), language)
