"""`rednote-lint rules`: the packs on one screen, the rules of some of them, or all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from rednote_lint.cli.commands.ruletext import as_json, rule_record
from rednote_lint.cli.options import selection, settings_of, text_or_json
from rednote_lint.cli.speech.completing import packs
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.model import Bilingual, Rule, RulePack
from rednote_lint.report import Display
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.paint import Role
from rednote_lint.report.width import cells
from rednote_lint.run.language import spoken
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.selectors import meant, refuse_unknown

WIDEST = 120

_OFF = Bilingual(en="off", zh="未启用")
_EVERY = Bilingual(en="Every rule, also those that are off.", zh="全部规则，包括未启用的。")
_SUMS = Bilingual(
    en="{on} of {known} rules are on. `rednote-lint rules {pack}` lists a pack, `--all` all.",
    zh="规则 {known} 条，启用 {on} 条。`rednote-lint rules {pack}` 看一个包，`--all` 看全部",
)


@command_of(
    "rules",
    Bilingual(
        en="List the packs of rules, or the rules of those that are named.",
        zh="列出规则包，或所指定规则包中的规则。",
    ),
)
@argument("named", nargs=-1, shell_complete=packs, word=Bilingual(en="PACK…", zh="规则包…"))
@selection
@option(
    "--all",
    "every",
    is_flag=True,
    said=Bilingual(en="Every rule, also those that are off.", zh="全部规则，包括未启用的。"),
)
@text_or_json
@language
def command(named: tuple[str, ...], *, every: bool, format_: str, **options: Any) -> None:
    """List rules."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    chosen = _chosen(named, session.known)
    on = session.rules.by_code
    if format_ == "json":
        click.echo(as_json([rule_record(rule) for rule in chosen if every or named or rule.code in on]))
        return
    table = _Table(session, spoken(options["lang"] or session.config.lang))
    if every or named:
        table.rules(chosen)
    else:
        table.packs()
    table.sums()
    session.refuse_broken_packs()


def _chosen(named: tuple[str, ...], known: tuple[Rule, ...]) -> list[Rule]:
    if not named:
        return list(known)
    found = {rule.code: rule for selector in named for rule in meant(selector, known)}
    refuse_unknown([selector for selector in named if not meant(selector, known)], known, "")
    return list(found.values())


_NARROW = 70
"""Cells below which the title of a pack has no room beside its name."""


class _Table:
    """Writes packs and rules, one on a line."""

    def __init__(self, session: Session, lang: str) -> None:
        self._session = session
        self._lang = lang
        self._labels = phrases(lang)
        self._page = Page(sys.stdout, Display(language=lang), WIDEST)

    def packs(self) -> None:
        """Write each pack with its title and its codes."""
        packs = self._session.packs
        names = max(cells(pack.name) for pack in packs) + 2
        for pack in packs:
            title, count = pack.title.pick(self._lang), self._count(pack)
            if self._page.width < _NARROW:
                self._page.ends(("", Role.CODE), pack.name, count, indent=0)
                self._page.hanging(("  ", Role.PLAIN), title, indent=2)
                continue
            start = pack.name + " " * (names - cells(pack.name))
            self._page.ends((start, Role.CODE), title, count, indent=names)

    def _count(self, pack: RulePack) -> str:
        on = sum(rule.code in self._session.rules.by_code for rule in pack.rules)
        letters = dict.fromkeys(rule.code.rstrip("0123456789") for rule in pack.rules)
        return f"{'/'.join(letters)}  {on:>3}/{len(pack.rules):<3}"

    def rules(self, rules: Sequence[Rule]) -> None:
        """Write each rule with its title and severity, under its pack."""
        titles = {pack.name: pack.title.pick(self._lang) for pack in self._session.packs}
        for pack, group in groupby(sorted(rules, key=lambda rule: (rule.pack, rule.code)), key=lambda rule: rule.pack):
            self._page.line((pack, Role.STRONG), (f"  {titles.get(pack, '')}", Role.PLAIN))
            for rule in group:
                self._rule(rule)
            self._page.line()

    def _rule(self, rule: Rule) -> None:
        shown = self._session.rules.by_code.get(rule.code)
        state = _OFF.pick(self._lang) if shown is None else self._labels.severity[shown.severity["default"]]
        start = f"  {rule.code}  "
        self._page.ends((start, Role.PLAIN), rule.titled(self._lang), f"{rule.name}  {state}", indent=cells(start))

    def sums(self) -> None:
        """Write how many rules are on, and how to see more."""
        first = self._session.known[0] if self._session.known else None
        values = {"on": len(self._session.rules.rules), "known": len(self._session.known)}
        text = _SUMS.pick(self._lang).format(**values, pack=first.pack if first else "PACK")
        self._page.hanging(("", Role.LABEL), text, Role.LABEL, indent=0)
