"""`rednote-lint bench-rules CORPUS`: how often each rule speaks on posts that were really published."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.config import find_config
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Report, Severity
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings


@click.command("bench-rules")
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS…")
@selection
def command(corpus: tuple[str, ...], **options: Any) -> ExitCode:
    """Count each rule's findings on posts that were published, and compare with the false alarms it may raise.

    Nearly all findings on such posts are false alarms. Exit code 1 when a rule speaks on more of them than its budget.
    """
    checks = Run(_of_working_directory(settings_of(options)))
    tally = Tally()
    for outcome in checks.check(corpus):
        tally.add(outcome.report)
    if not tally.posts:
        raise UserError("there is no post in what was named", "name a manifest or a folder of posts")
    session, over = checks.sessions.of(Path.cwd()), 0
    click.echo(f"{'rule':<42} {'findings':>8} {'posts':>6} {'share':>7} {'budget':>7}")
    for rule in sorted(session.rules.rules, key=lambda rule: (-len(tally.flagged[rule.code]), rule.code)):
        flagged = len(tally.flagged[rule.code])
        if flagged:
            share = 100 * flagged / tally.posts
            over += share > rule.budget
            mark = "  over" if share > rule.budget else ""
            name = f"{rule.code} {rule.pack}/{rule.name}"
            click.echo(
                f"{name:<42} {tally.findings[rule.code]:>8} {flagged:>6} {share:>6.2f}% {rule.budget:>6.2f}%{mark}"
            )
    for line in tally.summary():
        click.echo(line)
    return ExitCode.FINDINGS if over else ExitCode.CLEAN


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

    def summary(self) -> list[str]:
        """Say how many posts have at least an error, a warning, an info."""
        lines = [f"{self.posts} posts"]
        reached = 0
        for severity in Severity:
            reached += self._worst[severity]
            lines.append(f"  with {severity.value} or worse: {reached} ({100 * reached / self.posts:.2f} %)")
        return lines
