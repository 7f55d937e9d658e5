"""Failures on stderr, in the language of the command line."""

from __future__ import annotations

import click

from rednote_lint.errors import ExitCode, UserError, named, system_said
from rednote_lint.model import Bilingual

_ERROR = Bilingual(en="error: ", zh="错误：")
_INCOMPLETE = Bilingual(en="the output is incomplete: check the free space", zh="输出不完整：检查剩余空间")
_UNEXPECTED = Bilingual(en="unexpected {what}", zh="意外的错误 {what}")
_DEFECT = Bilingual(
    en="this is a defect of rednote-lint; {variable}=1 shows where",
    zh="这是 rednote-lint 自身的缺陷；设置 {variable}=1 可看到出错位置",
)


def show(error: UserError, language: str) -> ExitCode:
    """Write what went wrong, where, and what to do about it."""
    message, remedy = error.told(language)
    place = f"{error.place}: " if error.place else ""
    click.echo(f"{place}{_ERROR.pick(language)}{message}", err=True)
    if remedy:
        click.echo(f"  {remedy}", err=True)
    return ExitCode.FAILED


def unwritable(error: OSError) -> UserError:
    """Make the error for a report that the system refuses to take."""
    why = system_said(error)
    message = Bilingual(en=f"the report cannot be written: {why.en}", zh=f"报告无法写入：{why.zh}")
    return UserError(message, _INCOMPLETE)


def show_defect(error: Exception, language: str, variable: str) -> ExitCode:
    """Report a defect of ours in one sentence; the traceback is for whoever asks for it."""
    what = _UNEXPECTED.filled({"what": named(error)})
    return show(UserError(what, _DEFECT.filled({"variable": variable})), language)
