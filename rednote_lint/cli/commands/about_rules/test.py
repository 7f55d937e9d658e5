"""`rednote-lint test`: run the tests that rules carry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.speech.completing import packs as complete_packs
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, language_of
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.usage import closest
from rednote_lint.errors import ExitCode, UserError, said
from rednote_lint.model import Bilingual, RulePack, Severity
from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.loader import load_pack
from rednote_lint.packs.locate import PACK_FILE
from rednote_lint.packs.reading import load_packs
from rednote_lint.report.phrases import phrases
from rednote_lint.rule_tests.runner import run_tests

_NO_PACK = Bilingual(en="no pack is called `{name}`", zh="没有名为 `{name}` 的规则包")
_SUMS = Bilingual(
    en="{packs}, {rules}, {examples}: {failed} failed, {warned}",
    zh="{packs}、{rules}、{examples}：{failed} 处失败，{warned}",
)
_COUNTED = {
    "packs": Bilingual(en="{n} pack|{n} packs", zh="{n} 个规则包"),
    "rules": Bilingual(en="{n} rule|{n} rules", zh="{n} 条规则"),
    "examples": Bilingual(en="{n} example|{n} examples", zh="{n} 个示例"),
    "warned": Bilingual(en="{n} warning|{n} warnings", zh="{n} 个警告"),
}


@command_of(
    "test",
    Bilingual(
        en="Run the tests of all rules, or of the packs named (a name, or a folder with a pack.yaml).",
        zh="运行全部规则的测试，或指定规则包的测试（名称，或含有 pack.yaml 的文件夹）。",
    ),
)
@argument("packs", nargs=-1, shell_complete=complete_packs, word=Bilingual(en="PACK…", zh="规则包…"))
@language
def command(packs: tuple[str, ...], lang: str | None) -> ExitCode:
    """Run the tests of rules."""
    chosen, every = _chosen(packs)
    speech = language_of(click.get_current_context())
    beside = [rule for pack in every for rule in pack.rules]
    outcome = run_tests([rule for pack in chosen for rule in pack.rules], dt.date.today(), beside)
    for complaint in outcome.complaints:
        severity = phrases(speech).severity[complaint.severity]
        click.echo(f"{complaint.place}: {severity}: {complaint.code} {said(complaint.message, speech)}")
    failed = sum(complaint.severity is Severity.ERROR for complaint in outcome.complaints)
    warned = len(outcome.complaints) - failed
    sums = {"packs": len(chosen), "rules": outcome.rules, "examples": outcome.examples, "warned": warned}
    counted = {name: phrases(speech).number(_COUNTED[name].pick(speech), n) for name, n in sums.items()}
    click.echo(_SUMS.pick(speech).format(**counted, failed=failed))
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


def _chosen(names: tuple[str, ...]) -> tuple[tuple[RulePack, ...], tuple[RulePack, ...]]:
    """Return the packs that are named, and all of them; a folder is verified anew, whatever was compiled of it."""
    folders = tuple(Path(name) for name in names if (Path(name) / PACK_FILE).is_file())

    def read(folder: Path) -> RulePack:
        return load_pack(folder) if folder in folders else cached_pack(folder, cache_folder())

    packs = load_packs(folders, read)
    if not names:
        return packs, packs
    wanted = {name for name in names if Path(name) not in folders}
    unknown = wanted - {pack.name for pack in packs}
    if unknown:
        name = sorted(unknown)[0]
        raise UserError(_NO_PACK.filled({"name": name}), closest(name, (pack.name for pack in packs)))
    places = {str(folder) for folder in folders}
    return tuple(pack for pack in packs if pack.name in wanted or pack.path in places), packs
