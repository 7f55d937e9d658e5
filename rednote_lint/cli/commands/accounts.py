"""`rednote-lint accounts`: the accounts of a kept run, and the sentences that each uses again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import click
import msgspec

from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import text_or_json
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.model import Bilingual
from rednote_lint.report.width import one_line
from rednote_lint.run.kept.accounts import Account, accounts
from rednote_lint.run.kept.merged import Parts
from rednote_lint.run.language import spoken

_MOST = 20
"""Sentences that are told of an account."""
_POSTS = Bilingual(en="{name}: posts {count}", zh="{name}：笔记 {count} 篇")
_NAMELESS = Bilingual(en="no account named", zh="未写明账号")
_NONE = Bilingual(en="no sentence in {least} posts or more", zh="没有在 {least} 篇以上笔记中重复的句子")
_IN = Bilingual(en="in {count}", zh="{count} 篇")


@command_of(
    "accounts",
    Bilingual(
        en="Show the accounts of a run that was kept with `--store`, and the sentences that each repeats.",
        zh="查看用 `--store` 保存的检查中的各个账号，以及各自反复使用的句子。",
    ),
)
@argument("stores", nargs=-1, required=True, shell_complete=complete_paths, word=Bilingual(en="STORE…", zh="记录…"))
@option(
    "--least",
    type=click.IntRange(min=2),
    default=3,
    said=Bilingual(en="Posts in which a sentence must stand (3).", zh="句子至少出现在几篇笔记中（3）。"),
)
@text_or_json
@language
def command(stores: tuple[str, ...], least: int, format_: str, lang: str | None) -> None:
    """Show the accounts of a run."""
    with closing(Parts([Path(store) for store in stores])) as parts:
        found = list(accounts((line.post for line in parts.lines()), least=least, most=_MOST))
    if format_ == "json":
        click.echo(as_json(msgspec.to_builtins(found)))
    else:
        click.echo("\n".join(_told(found, least, spoken(lang or current_language()))))


def _told(found: Iterable[Account], least: int, lang: str) -> Iterator[str]:
    for account in found:
        name = one_line(account.name) or _NAMELESS.pick(lang)
        yield _POSTS.filled({"name": name, "count": str(account.posts)}).pick(lang)
        if not account.phrases:
            yield "  " + _NONE.filled({"least": str(least)}).pick(lang)
        for phrase in account.phrases:
            yield f"  {_IN.filled({'count': str(phrase.posts)}).pick(lang)}  {one_line(phrase.text)}"
