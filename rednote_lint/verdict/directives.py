"""The author's `lint: ignore` directives as a suppressor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from rednote_lint.model import (
    Bilingual,
    Directive,
    FaultySuppression,
    Finding,
    Notice,
    Problem,
    Rule,
    Skipped,
    SuppressedBy,
    SuppressionState,
)
from rednote_lint.selectors import matches, no_rule
from rednote_lint.verdict.suppressor import Grounds, Judged


class Directives:
    """Sets aside what the header of a post names.

    Args:
        directives: of the post.
        rules: every known rule, so that a directive that names none is a problem and not silence.
        today: decides which directives have run out.
    """

    by = SuppressedBy.DIRECTIVE

    def __init__(self, directives: Sequence[Directive], rules: Sequence[Rule], today: dt.date) -> None:
        self._all, self._rules = directives, rules
        self._rules_of = {directive: [one for one in rules if matches(directive.rule, one)] for directive in directives}
        self._expired = [one for one in directives if one.until is not None and one.until < today]
        self._living = [one for one in directives if one.reason and one not in self._expired]
        self._used: set[Directive] = set()

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        """Give the reason of the first living directive that covers a finding."""
        return [self._grounds(one) for one in findings]

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return that a directive which covered the finding has run out."""
        covering = (directive for directive in self._expired if self._covers(directive, finding, rule))
        return next(map(_expired, covering), None)

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield the directives that name no rule."""
        return (_unknown(one, self._rules) for one in self._all if not self._rules_of[one])

    def faults(self, was_asked: Callable[[Rule, Directive], bool]) -> Iterator[FaultySuppression]:
        """Yield what is wrong with directives, once all findings were judged.

        Args:
            was_asked: whether a rule was asked of everything that a directive may cover; else it may be of use.
        """
        for directive in self._all:
            state = self._state(directive, was_asked)
            if state is not None and self._rules_of[directive]:
                yield FaultySuppression(state=state, rule=directive.rule, where=directive.where, until=directive.until)

    def _grounds(self, one: Judged) -> Grounds | None:
        covering = [directive for directive in self._living if self._covers(directive, one.finding, one.rule)]
        if not covering:
            return None
        first = covering[0]
        self._used.add(first)
        return Grounds(reason=first.reason, until=first.until, where=first.where, line=first.line, column=first.column)

    def _covers(self, directive: Directive, finding: Finding, rule: Rule) -> bool:
        """Say whether a directive names a rule and the file of a finding; its last day is no part of it."""
        if not matches(directive.rule, rule):
            return False
        return (
            directive.asset is None or PurePosixPath(finding.location.path).name == PurePosixPath(directive.asset).name
        )

    def _state(self, directive: Directive, was_asked: Callable[[Rule, Directive], bool]) -> SuppressionState | None:
        if directive in self._expired:
            return SuppressionState.EXPIRED
        if not directive.reason:
            return SuppressionState.UNEXPLAINED
        if directive in self._used or not all(was_asked(rule, directive) for rule in self._rules_of[directive]):
            return None
        return SuppressionState.UNUSED


def _expired(directive: Directive) -> Bilingual:
    return Bilingual(
        en=f" (its suppression ran out on {directive.until})", zh=f"（对它的忽略已于 {directive.until} 到期）"
    )


def _unknown(directive: Directive, rules: Sequence[Rule]) -> Problem:
    message, remedy = no_rule(directive.rule, rules)
    return Problem(message=message, remedy=remedy, where=directive.where, line=directive.line, column=directive.column)
