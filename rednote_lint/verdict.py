"""The one gate between what was found and what counts: ignores, the author's suppressions, the exit code.

Nothing that it takes away is lost; it moves to `Report.suppressed` with its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

import msgspec

from rednote_lint.errors import ExitCode
from rednote_lint.model import (
    Bilingual,
    Directive,
    Finding,
    Post,
    Problem,
    Report,
    Rule,
    Severity,
    Skipped,
    Suppressed,
)
from rednote_lint.selectors import matches

NEVER = "never"
IgnoredAt = Callable[[str, Rule], bool]


def settle(report: Report, post: Post, rules: Sequence[Rule], ignored_at: IgnoredAt, today: dt.date) -> Report:
    """Move what the author or the configuration set aside to the suppressed findings.

    Args:
        report: as the engine made it.
        post: whose directives count.
        rules: every known rule, so that a directive that names none is a problem and not silence.
        ignored_at: whether the configuration ignores a rule at a path.
        today: decides which directives have run out.
    """
    by_code = {rule.code: rule for rule in rules}
    living = [d for d in post.directives if d.until is None or d.until >= today]
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in report.findings:
        rule = by_code[finding.code]
        directive = next((d for d in living if _covers(d, finding, rule)), None)
        if directive is not None:
            suppressed.append(Suppressed(finding=finding, reason=directive.reason, by="directive"))
        elif ignored_at(finding.location.path, rule):
            suppressed.append(Suppressed(finding=finding, reason="per-path-ignores", by="config"))
        else:
            kept.append(finding)
    return msgspec.structs.replace(
        report,
        findings=tuple(kept),
        suppressed=(*report.suppressed, *suppressed),
        skipped=(*report.skipped, *(_expired(d) for d in post.directives if d not in living)),
        problems=(
            *report.problems,
            *(_unknown(d) for d in post.directives if not _names_a_rule(d, rules)),
        ),
    )


def exit_code_of(report: Report, fail_on: str) -> ExitCode:
    """Say how one post ends the run."""
    if report.problems:
        return ExitCode.FAILED
    if fail_on == NEVER:
        return ExitCode.CLEAN
    threshold = Severity(fail_on).rank
    failing = any(finding.severity.rank >= threshold for finding in report.findings)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def _covers(directive: Directive, finding: Finding, rule: Rule) -> bool:
    if not matches(directive.rule, rule):
        return False
    return directive.asset is None or PurePosixPath(finding.location.path).name == PurePosixPath(directive.asset).name


def _names_a_rule(directive: Directive, rules: Sequence[Rule]) -> bool:
    return any(matches(directive.rule, rule) for rule in rules)


def _expired(directive: Directive) -> Skipped:
    return Skipped(
        what=directive.rule,
        reason=Bilingual(
            en=f"the suppression of {directive.rule} ran out on {directive.until} and no longer counts",
            zh=f"对 {directive.rule} 的忽略已于 {directive.until} 到期，不再生效",
        ),
        where=directive.where,
    )


def _unknown(directive: Directive) -> Problem:
    return Problem(
        message=Bilingual(
            en=f"`lint.ignore` names `{directive.rule}`, which is no rule",
            zh=f"`lint.ignore` 里的 `{directive.rule}` 不是规则",
        ),
        remedy=Bilingual(en="`rednote-lint rules --all` lists them", zh="`rednote-lint rules --all` 可列出全部规则"),
        where=directive.where,
        line=directive.line,
        column=directive.column,
    )
