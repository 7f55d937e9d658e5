"""`rednote-lint cache`: what the cache folder holds, and how to empty it."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import text_or_json
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument, current_language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.errors import UserError, system_said
from rednote_lint.model import Bilingual
from rednote_lint.run.language import spoken
from rednote_lint.store import Survey, clear, survey

_ABOUT = Bilingual(
    en="Show or empty the cache: facts of media and results of posts that were kept.",
    zh="查看（info）或清空（clear）缓存：已保存的媒体信息和笔记检查结果。",
)
_WHAT = Bilingual(en="info|clear", zh="info|clear")
_WHERE = Bilingual(en="folder", zh="文件夹")
_SIZE = Bilingual(en="size", zh="大小")
_ENTRIES = Bilingual(en="entries", zh="条目")
_AT_MOST = Bilingual(en="{size} MB, the store at most {largest} MB", zh="{size} MB，其中数据库最多 {largest} MB")
_UNREADABLE = Bilingual(
    en="The store cannot be read now: it is in use or damaged. A damaged one is replaced by the next run.",
    zh="暂时无法读取数据库：正在使用或已损坏。损坏的数据库会在下次检查时替换。",
)
_IN_USE = (
    Bilingual(en="a run uses the cache, so nothing was deleted", zh="有检查正在使用缓存，未删除任何内容"),
    Bilingual(en="wait until it ends, then clear again", zh="等它结束后再清空"),
)
_CHECK = Bilingual(en="check the permissions of the folder", zh="检查该文件夹的权限")


@command_of("cache", _ABOUT)
@argument("what", type=Choice(["info", "clear"]), word=_WHAT)
@text_or_json
@language
def command(what: str, format_: str, lang: str | None) -> None:
    """Empty the cache folder when that is asked, and show what it holds."""
    folder = cache_folder()
    if what == "clear":
        _clear(folder)
    found = survey(folder)
    if format_ == "json":
        click.echo(as_json(msgspec.to_builtins(found)))
    else:
        click.echo("\n".join(_told(found, spoken(lang or current_language()))))


def _clear(folder: Path) -> None:
    try:
        if clear(folder):
            return
    except OSError as error:
        why = system_said(error)
        said = Bilingual(en=f"cannot be deleted: {why.en}", zh=f"无法删除：{why.zh}")
        raise UserError(said, _CHECK, str(error.filename or folder)) from error
    raise UserError(*_IN_USE, str(folder))


def _told(found: Survey, lang: str) -> list[str]:
    sizes = {"size": f"{found.size / 1e6:.1f}", "largest": f"{found.largest / 1e6:.0f}"}
    lines = [
        f"{_WHERE.pick(lang):<8} {found.folder}",
        f"{_SIZE.pick(lang):<8} {_AT_MOST.filled(sizes).pick(lang)}",
        f"{_ENTRIES.pick(lang):<8} {sum(found.entries.values())}",
        *(f"  {name:<16} {count}" for name, count in found.entries.items()),
    ]
    return lines if found.readable else [*lines, _UNREADABLE.pick(lang)]
