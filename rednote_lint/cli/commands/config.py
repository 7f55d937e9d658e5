"""`rednote-lint config PATH`: which configuration counts there, which rules are on, and why the others are off."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import selection, settings_of, text_or_json
from rednote_lint.cli.speech.completing import paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.config import Config
from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Rule
from rednote_lint.report import Display
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.paint import Role
from rednote_lint.run.language import spoken
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.selectors import matches

WIDEST = 100

_NOTHING_THERE = (
    Bilingual(en="no such file or folder", zh="没有这个文件或文件夹"),
    Bilingual(en="name a path that exists", zh="指定现有的路径"),
)
_FROM = Bilingual(en="from: {origin}", zh="来源：{origin}")
_BUILT_IN = Bilingual(en="built-in defaults", zh="内置默认值")
_ON = Bilingual(en="rules on ({n}): ", zh="已启用的规则（{n}）：")
_OFF = Bilingual(en="rules off ({n}):", zh="未启用的规则（{n}）：")
_REASON = Bilingual(en="{why} ({n}): ", zh="{why}（{n}）：")
_SUMS = Bilingual(
    en="{on} of {known} rules are on. `--all` lists each, and the settings that are empty.",
    zh="规则 {known} 条，启用 {on} 条。`--all` 逐条列出，并显示没有内容的设置",
)
_IGNORED = Bilingual(en="ignored by {selectors}", zh="被 {selectors} 忽略")
_NOT_SELECTED = Bilingual(en="not selected", zh="未被选中")


@command_of(
    "config",
    Bilingual(
        en="Show the configuration that counts for PATH, which rules are on there, and why the others are off.",
        zh="显示对该路径生效的配置、已启用的规则，以及其余规则未启用的原因。",
    ),
)
@argument("path", default=".", shell_complete=paths, word=Bilingual(en="PATH", zh="路径"))
@option(
    "--all",
    "every",
    is_flag=True,
    said=Bilingual(
        en="List each rule, on or off, and the settings that are empty.",
        zh="逐条列出规则（无论是否启用），并显示没有内容的设置。",
    ),
)
@selection
@text_or_json
@language
def command(path: str, *, every: bool, format_: str, **options: Any) -> None:
    """Show the configuration that counts for a path."""
    if not Path(path).exists():
        raise UserError(*_NOTHING_THERE, path)
    session = Sessions(settings_of(options)).of(Path(path) if Path(path).is_dir() else Path(path).parent)
    if format_ == "json":
        click.echo(as_json(_record(session)))
    else:
        screen = _Screen(session, spoken(options["lang"] or session.config.lang))
        screen.settings(every=every)
        if every:
            screen.rules()
        else:
            screen.sums()
    session.refuse_broken_packs()


def _record(session: Session) -> dict[str, Any]:
    return {
        "settings": {"origin": session.config.origin, **plain_settings(session.config)},
        "on": [rule.code for rule in session.rules.rules],
        "off": {rule.code: _why_off(rule, session.config).en for rule in _off(session)},
    }


def plain_settings(config: Config) -> dict[str, Any]:
    """Return the settings as plain values, without where they come from."""
    values = {**msgspec.structs.asdict(config), "suppressions": [one.stated for one in config.suppressions]}
    return {key: _plain(value) for key, value in values.items() if key not in ("origin", "stated")}


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=str)


class _Screen:
    """Writes settings and rules to the standard output."""

    def __init__(self, session: Session, lang: str) -> None:
        self._session = session
        self._lang = lang
        self._page = Page(sys.stdout, Display(language=lang), WIDEST)

    def settings(self, *, every: bool) -> None:
        """Write where the settings come from, and each that says something, or every one."""
        origin = self._session.config.origin
        origin = _BUILT_IN.pick(self._lang) if origin == _BUILT_IN.en else origin
        self._page.line((_FROM.pick(self._lang).format(origin=origin), Role.PLAIN))
        for key, value in plain_settings(self._session.config).items():
            if every or value not in (None, "", [], (), {}):
                self._page.labelled((f"{key.replace('_', '-')}: ", Role.PLAIN), flat(value), indent=2)

    def sums(self) -> None:
        """Write how many rules are on, and the codes of the others by the reason why they are off."""
        on, off = len(self._session.rules.rules), self._off()
        if off:
            self._page.line((_OFF.pick(self._lang).format(n=sum(map(len, off.values()))), Role.PLAIN))
        for why, rules in off.items():
            told = _REASON.pick(self._lang).format(why=why, n=len(rules)) + " ".join(rule.code for rule in rules)
            self._page.hanging(("  ", Role.PLAIN), told, indent=4)
        text = _SUMS.pick(self._lang).format(on=on, known=len(self._session.known))
        self._page.hanging(("", Role.LABEL), text, Role.LABEL, indent=0)

    def rules(self) -> None:
        """Write the codes of the rules that are on, and each that is off with the reason."""
        on, off = self._session.rules.rules, self._off()
        codes = " ".join(rule.code for rule in on)
        self._page.labelled((_ON.pick(self._lang).format(n=len(on)), Role.PLAIN), codes, indent=2)
        self._page.line((_OFF.pick(self._lang).format(n=sum(map(len, off.values()))), Role.PLAIN))
        colon = phrases(self._lang).colon
        for why, rules in off.items():
            for rule in rules:
                self._page.hanging(("", Role.PLAIN), f"{rule.code} {rule.pack}/{rule.name}{colon}{why}", indent=2)

    def _off(self) -> dict[str, list[Rule]]:
        off: dict[str, list[Rule]] = {}
        for rule in _off(self._session):
            off.setdefault(_why_off(rule, self._session.config).pick(self._lang), []).append(rule)
        return off


def flat(value: Any) -> str:
    """Write a plain value on one line where it is short."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return as_json(value) if isinstance(value, bool) or (isinstance(value, dict) and value) else str(value)


def _off(session: Session) -> list[Rule]:
    return [rule for rule in session.known if rule.code not in session.rules.by_code]


def _why_off(rule: Rule, config: Config) -> Bilingual:
    by = [selector for selector in config.ignore if matches(selector, rule)]
    return _IGNORED.filled({"selectors": ", ".join(by)}) if by else _NOT_SELECTED
