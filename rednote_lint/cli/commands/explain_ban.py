"""`rednote-lint explain-ban`: what the platform's notice may mean in a post, what to change first, what to answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import columns, selection, settings_of, text_or_json
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError, system_said
from rednote_lint.model import Bilingual
from rednote_lint.report import Display
from rednote_lint.report.notices.ranking import explained
from rednote_lint.report.notices.told import as_object, lines
from rednote_lint.report.screen.layout import width_of
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

WIDEST = 100
LARGEST = 100_000
"""Bytes of a notice."""
_DASH = "-"
_ONE_POST = (
    Bilingual(en="this names {n} posts, and a notice is about one", zh="这里有 {n} 篇笔记，而通知只针对一篇"),
    Bilingual(en="name the one that was limited", zh="指定被限制的那一篇"),
)
_NO_POST = (
    Bilingual(en="there is no post here", zh="这里没有笔记"),
    Bilingual(en="name a post", zh="指定一篇笔记"),
)
_UNREADABLE = Bilingual(en="the notice cannot be read: {why}", zh="通知无法读取：{why}")
_TOO_LONG = Bilingual(en="it is longer than {most} bytes", zh="超过 {most} 字节")
_NO_TEXT = Bilingual(en="it is no UTF-8 text", zh="不是 UTF-8 文字")
_PASTE = Bilingual(en="paste the sentence of the platform", zh="粘贴平台的原话")
_EMPTY = (Bilingual(en="--notice is empty", zh="--notice 是空的"), _PASTE)


@command_of(
    "explain-ban",
    Bilingual(
        en="Rank what may be why a post was limited, beside what the platform said of it.\n\n"
        "A guess, from the post alone: the platform does not say which part it means.",
        zh="对照平台的通知，列出笔记可能因哪些内容被限制。\n\n只根据笔记本身推测：平台不会说明具体是哪一部分。",
    ),
)
@argument("path", shell_complete=complete_paths, word=Bilingual(en="POST", zh="笔记"))
@option(
    "--notice",
    word=Bilingual(en="TEXT|FILE", zh="文字|文件"),
    shell_complete=complete_paths,
    said=Bilingual(
        en="What the platform said: the sentence, a file with it, or `-` for standard input.",
        zh="平台的通知：原话、含原话的文件，或 `-` 表示标准输入。",
    ),
)
@text_or_json
@columns
@selection
@language
def command(path: str, *, notice: str | None, format_: str, **options: Any) -> ExitCode:
    """Explain a notice."""
    said = _said(notice) if notice is not None else ""
    settings = msgspec.structs.replace(settings_of(options).for_notices, lang=options["lang"], with_words=True)
    with ProgressBar(current_language()) as bar:
        outcome = _the_one(list(Run(settings, progress=bar).check([path])), path)
    report, speech = outcome.report, outcome.display.language
    explanation = explained(report, said, settings.preset or "")
    if format_ == "json":
        click.echo(as_json(as_object(report, explanation, speech)))
    else:
        width = width_of(sys.stdout, Display(), WIDEST)
        click.echo("\n".join(lines(report, explanation, speech, width)))
    return ExitCode.FAILED if report.problems else ExitCode.CLEAN


def _the_one(outcomes: list[Outcome], path: str) -> Outcome:
    if not outcomes:
        raise UserError(*_NO_POST, path)
    if len(outcomes) > 1:
        message, remedy = _ONE_POST
        raise UserError(message.filled({"n": str(len(outcomes))}), remedy, path)
    return outcomes[0]


def _said(notice: str) -> str:
    """Return what the platform said, from a file where one has that name.

    Raises:
        UsageError: nothing was said.
        UserError: the file cannot be read.
    """
    data = _read(notice)
    if data is None:
        text = notice
    else:
        if len(data) > LARGEST:
            raise _refused(_TOO_LONG.filled({"most": f"{LARGEST:,}"}), notice)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _refused(_NO_TEXT, notice) from None
    if not text.strip():
        raise UsageError(*_EMPTY)
    return text


def _read(notice: str) -> bytes | None:
    try:
        if notice == _DASH:
            return sys.stdin.buffer.read(LARGEST + 1)
        path = Path(notice)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        if "\n" in notice or len(notice) > 200:  # A sentence is too long for a name.
            return None
        raise _refused(system_said(error), notice) from None
    except ValueError:  # A sentence may hold a character that no name can.
        return None


def _refused(why: Bilingual, notice: str) -> UserError:
    said = Bilingual(en=_UNREADABLE.en.format(why=why.en), zh=_UNREADABLE.zh.format(why=why.zh))
    return UserError(said, _PASTE, notice)
