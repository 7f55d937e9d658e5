"""`rednote-lint bench-rules CORPUS`: how often each rule speaks on posts that were really published."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.config import find_config
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Report, Severity
from rednote_lint.report.phrases import phrases
from rednote_lint.report.width import cells
from rednote_lint.run.language import spoken
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings

_NO_POST = (
    Bilingual(en="there is no post in what was named", zh="指定的路径中没有笔记"),
    Bilingual(en="name a manifest or a folder of posts", zh="指定表格清单或含有笔记的文件夹"),
)
_HEADS = (
    Bilingual(en="rule", zh="规则"),
    Bilingual(en="findings", zh="问题数"),
    Bilingual(en="posts", zh="笔记数"),
    Bilingual(en="share", zh="占比"),
    Bilingual(en="budget", zh="上限"),
)
_OVER = Bilingual(en="over", zh="超出")
_POSTS = Bilingual(en="{n} posts", zh="{n} 篇笔记")
_WORSE = Bilingual(
    en="  with {severity} or worse: {n} ({share:.2f} %)", zh="  至少有一个{severity}的：{n} 篇（{share:.2f} %）"
)


@command_of(
    "bench-rules",
    Bilingual(
        en="Count each rule's findings on published posts, and compare with the false alarms it may raise.\n\n"
        "Nearly all findings on such posts are false alarms. Exit code 1 when a rule speaks on more of them than its "
        "budget.",
        zh="统计每条规则在已发布笔记上的问题数，并与允许的误报比例比较。\n\n"
        "这类笔记上的问题几乎都是误报。任何规则超出上限时，退出码为 1。",
    ),
)
@argument("corpus", nargs=-1, required=True, word=Bilingual(en="CORPUS…", zh="笔记集…"))
@selection
@language
def command(corpus: tuple[str, ...], **options: Any) -> ExitCode:
    """Count the findings of rules on published posts."""
    checks = Run(_of_working_directory(settings_of(options)))
    tally = Tally()
    for outcome in checks.check(corpus):
        tally.add(outcome.report)
    if not tally.posts:
        raise UserError(*_NO_POST)
    session, over = checks.sessions.of(Path.cwd()), 0
    lang = spoken(options["lang"] or session.config.lang)
    click.echo(" ".join(_aligned(head.pick(lang), width) for head, width in zip(_HEADS, _WIDTHS, strict=True)))
    for rule in sorted(session.rules.rules, key=lambda rule: (-len(tally.flagged[rule.code]), rule.code)):
        flagged = len(tally.flagged[rule.code])
        if flagged:
            share = 100 * flagged / tally.posts
            over += share > rule.budget
            mark = f"  {_OVER.pick(lang)}" if share > rule.budget else ""
            name = f"{rule.code} {rule.pack}/{rule.name}"
            click.echo(
                f"{name:<42} {tally.findings[rule.code]:>8} {flagged:>6} {share:>6.2f}% {rule.budget:>6.2f}%{mark}"
            )
    for line in tally.summary(lang):
        click.echo(line)
    return ExitCode.FINDINGS if over else ExitCode.CLEAN


_WIDTHS = (-42, 8, 6, 7, 7)
"""Cells of the columns; negative: aligned left."""


def _aligned(text: str, width: int) -> str:
    padding = " " * (abs(width) - cells(text))
    return text + padding if width < 0 else padding + text


def _of_working_directory(settings: Settings) -> Settings:
    """Let the configuration of the working directory count for the whole corpus, wherever that lies."""
    config = None if settings.isolated else settings.config or find_config(Path.cwd())
    return msgspec.structs.replace(settings, config=config, isolated=config is None)


class Tally:
    """What was found, per rule and per severity."""

    def __init__(self) -> None:
        self.posts = 0
        self.findings: Counter[str] = Counter()
        self.flagged: defaultdict[str, set[str]] = defaultdict(set)
        self._worst: Counter[Severity] = Counter()

    def add(self, report: Report) -> None:
        """Count one post."""
        self.posts += 1
        for finding in report.findings:
            self.findings[finding.code] += 1
            self.flagged[finding.code].add(report.path)
        if report.worst is not None:
            self._worst[report.worst] += 1

    def summary(self, language: str) -> list[str]:
        """Say how many posts have at least an error, a warning, an info."""
        lines = [_POSTS.pick(language).format(n=self.posts)]
        reached = 0
        for severity in Severity:
            reached += self._worst[severity]
            named = phrases(language).severity[severity]
            lines.append(_WORSE.pick(language).format(severity=named, n=reached, share=100 * reached / self.posts))
        return lines
