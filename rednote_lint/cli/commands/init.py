"""`rednote-lint init`: a configuration, a first post and the commit hook; a file that is there is never replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from rednote_lint.cli.commands import starter
from rednote_lint.cli.interrupt import command_line, wait_for_typing
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.config import find_config
from rednote_lint.errors import UserError, system_said, writing_advice
from rednote_lint.fixes import atomic
from rednote_lint.model import Bilingual, Client
from rednote_lint.packs.locate import preset_names

_NO_TERMINAL = (
    Bilingual(en="init asks questions, and standard input is no terminal", zh="init 需要提问，而标准输入不是终端"),
    Bilingual(en="add --yes to take the defaults", zh="加 --yes 直接采用默认值"),
)
_EMPTY = (
    Bilingual(en="the path is empty", zh="路径为空"),
    Bilingual(en="write “.” for the current folder", zh="当前文件夹写“.”"),
)
_NO_FOLDER = (
    Bilingual(en="this is a file", zh="这是一个文件"),
    Bilingual(en="name a folder", zh="指定一个文件夹"),
)
_CLIENT = Bilingual(en="Which client are the posts published with?", zh="用哪个客户端发布？")
_PRESET = Bilingual(en="Which rules?", zh="启用哪些规则？")
_QUESTION = Bilingual(en="{question} {choices} [{default}]: ", zh="{question}{choices} [{default}]：")
_AGAIN = Bilingual(en="  one of: {choices}", zh="  可选：{choices}")
_MADE = Bilingual(en="made   {path}", zh="已创建  {path}")
_KEPT = Bilingual(en="kept   {path}: {why}", zh="未改动  {path}：{why}")
_THERE = Bilingual(en="it is there already", zh="已存在")
_COUNTS = Bilingual(en="this configuration counts here already", zh="此处已有生效的配置")
_NO_GIT = Bilingual(
    en="no commit hook: this folder is in no Git repository", zh="没有设置提交钩子：该文件夹不在 Git 仓库中"
)
_ADD_HOOK = Bilingual(
    en="to check every commit, add this to {path} under `repos:`",
    zh="要在每次提交时检查，把下面内容加到 {path} 的 `repos:` 下",
)
_INSTALL = Bilingual(en="switch the commit hook on: pre-commit install", zh="启用提交钩子：pre-commit install")
_NEXT = Bilingual(en="next: {command}", zh="下一步：{command}")


@command_of(
    "init",
    Bilingual(
        en="Start in FOLDER (default: the current one): a configuration, a first post, a commit hook.\n\n"
        "A file that is there is never replaced.",
        zh="在文件夹（默认为当前文件夹）中建立配置、第一篇笔记和提交钩子。\n\n已有的文件不会被覆盖。",
    ),
)
@argument("folder", default=".", word=Bilingual(en="FOLDER", zh="文件夹"))
@option("--yes", is_flag=True, said=Bilingual(en="Ask nothing; take the defaults.", zh="不提问，采用默认值。"))
@language
def command(folder: str, *, yes: bool, lang: str | None) -> None:
    """Write the first files of a folder of posts; `lang` is what they and this command speak."""
    root, speech = Path(folder), current_language()
    if not folder:
        raise UserError(*_EMPTY)
    if root.exists() and not root.is_dir():
        raise UserError(*_NO_FOLDER, folder)
    if not yes and not sys.stdin.isatty():
        raise UsageError(*_NO_TERMINAL)
    counted = _configured(root)
    answers = starter.Answers() if yes or counted else _asked(speech)
    for line in (*_configuration(root, counted, answers, speech), *_post(root, speech), *_hooks(root, speech)):
        click.echo(line)
    onward = command_line(["rednote-lint", str((root / starter.POST).parent)])
    click.echo(_NEXT.filled({"command": onward}).pick(speech))


def _asked(speech: str) -> starter.Answers:
    default = starter.Answers()
    client = _choice(_CLIENT, [client.value for client in Client], default.client, speech)
    return starter.Answers(client=Client(client), preset=_choice(_PRESET, preset_names(), default.preset, speech))


def _choice(question: Bilingual, choices: Sequence[str], default: str, speech: str) -> str:
    """Ask until one of the choices is typed; Enter takes the default."""
    listed = ", ".join(choices)
    asked = {"question": question.pick(speech), "choices": listed, "default": default}
    while True:
        click.echo(_QUESTION.filled(asked).pick(speech), nl=False)
        wait_for_typing()
        line = sys.stdin.readline()
        if not line:
            raise click.Abort
        if (answer := line.strip().lower() or default) in choices:
            return answer
        click.echo(_AGAIN.filled({"choices": listed}).pick(speech))


def _configured(root: Path) -> Path | None:
    """Return the configuration file that counts in the folder already; a new one would put it out of force."""
    return find_config(root.absolute())


def _configuration(root: Path, counted: Path | None, answers: starter.Answers, speech: str) -> Iterator[str]:
    if counted is not None:
        yield _kept(Path(os.path.relpath(counted)), _COUNTS, speech)
    else:
        yield _written(root / starter.CONFIGURATION, starter.configuration(answers, speech), speech)


def _post(root: Path, speech: str) -> Iterator[str]:
    target = root / starter.POST
    if os.path.lexists(target.parent):
        yield _kept(target.parent, _THERE, speech)
    else:
        yield _written(target, starter.first_post(speech), speech)


def _hooks(root: Path, speech: str) -> Iterator[str]:
    """Write the settings of pre-commit to the top of the repository, or say what to add to those that are there."""
    top = next((folder for folder in (root.absolute(), *root.absolute().parents) if (folder / ".git").exists()), None)
    if top is None:
        yield _NO_GIT.pick(speech)
        return
    target = Path(os.path.relpath(top / starter.HOOKS))
    if not os.path.lexists(target):
        yield _written(target, starter.hooks(), speech)
        yield _INSTALL.pick(speech)
        return
    yield _kept(target, _THERE, speech)
    if "rednote-lint" not in _text(target):
        yield f"{_ADD_HOOK.filled({'path': str(target)}).pick(speech)}\n\n{starter.HOOK}"


def _text(path: Path) -> str:
    """Return what a file says; nothing for a link that leads nowhere or a folder."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _written(target: Path, text: str, speech: str) -> str:
    """Make a new file; one that somebody made a moment ago stays."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        atomic.create(target, text.encode())
    except FileExistsError:
        return _kept(target, _THERE, speech)
    except OSError as error:
        why = system_said(error)
        message = Bilingual(en=f"cannot be written: {why.en}", zh=f"无法写入：{why.zh}")
        raise UserError(message, writing_advice(error), str(target)) from error
    return _MADE.filled({"path": str(target)}).pick(speech)


def _kept(path: Path, why: Bilingual, speech: str) -> str:
    return Bilingual(en=_KEPT.en.format(path=path, why=why.en), zh=_KEPT.zh.format(path=path, why=why.zh)).pick(speech)
