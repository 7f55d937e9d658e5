"""The author's `lint: ignore` directives as a suppressor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from rednote_lint.model import Bilingual, Directive, Finding, Notice, Problem, Rule, Skipped, SuppressedBy
from rednote_lint.selectors import matches


class Directives:
    """Sets aside what the front matter of a post names.

    Args:
        directives: of the post.
        rules: every known rule, so that a directive that names none is a problem and not silence.
        today: decides which directives have run out.
    """

    by = SuppressedBy.DIRECTIVE

    def __init__(self, directives: Sequence[Directive], rules: Sequence[Rule], today: dt.date) -> None:
        self._rules = rules
        self._all = directives
        self._living = [d for d in directives if d.until is None or d.until >= today]
        self._expired = [d for d in directives if d not in self._living]
        self._noted: list[Directive] = []

    def reason(self, finding: Finding, rule: Rule) -> str | None:
        """Return the reason of the first living directive that covers the finding."""
        return next((d.reason for d in self._living if _covers(d, finding, rule)), None)

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return that a directive which covered the finding has run out."""
        covering = [directive for directive in self._expired if _covers(directive, finding, rule)]
        self._noted += covering
        return _expired(covering[0]) if covering else None

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield the directives that name no rule, and those that ran out and have no finding to be told with."""
        for directive in self._all:
            if not any(matches(directive.rule, rule) for rule in self._rules):
                yield _unknown(directive)
            elif directive in self._expired and directive not in self._noted:
                yield _idle(directive)


def _covers(directive: Directive, finding: Finding, rule: Rule) -> bool:
    if not matches(directive.rule, rule):
        return False
    return directive.asset is None or PurePosixPath(finding.location.path).name == PurePosixPath(directive.asset).name


def _expired(directive: Directive) -> Bilingual:
    return Bilingual(
        en=f" (its suppression ran out on {directive.until})", zh=f"（对它的忽略已于 {directive.until} 到期）"
    )


def _idle(directive: Directive) -> Notice:
    return Notice(
        what=directive.rule,
        reason=Bilingual(
            en=f"the suppression ran out on {directive.until} and covers no finding; you can remove it",
            zh=f"该忽略设置已于 {directive.until} 到期，也没有对应的问题，可以删除",
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
