"""Sums over the posts of a page: what its filters offer, and the rules that spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from rednote_lint.model import Bilingual, Finding, Gathered, Record, Severity, Summary
from rednote_lint.report.html.said import LANGUAGES, told
from rednote_lint.report.html.views import PostView, WhyView
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import Line, gathered, sums

SEVERITIES = (*(severity.value for severity in Severity), "none", "unchecked")


class RuleRow(Record, frozen=True, kw_only=True):
    """A rule that spoke."""

    code: str
    title: Bilingual
    pack: str
    severity: Severity
    findings: int
    posts: int
    why: WhyView | None


class Tallies:
    """Counts post by post; its size depends on rules, packs and accounts alone."""

    def __init__(self) -> None:
        self.severities: Counter[str] = Counter()
        self.packs: Counter[str] = Counter()
        self.accounts: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self._rules: dict[str, RuleRow] = {}

    def add(self, view: PostView, causes: Sequence[Cause]) -> None:
        """Count one post."""
        self.severities.update(view.severities)
        self.packs.update(view.packs)
        self.states.update(view.states)
        if view.account:
            self.accounts[view.account] += 1
        whys = {why.code: why for why in view.whys}
        findings = [finding for cause in causes for finding in cause.findings]
        for code in view.rules:
            own = [finding for finding in findings if finding.code == code]
            self._rules[code] = self._row(own, whys.get(code))

    def _row(self, own: Sequence[Finding], why: WhyView | None) -> RuleRow:
        first = own[0]
        worst = max((finding.severity for finding in own), key=lambda severity: severity.rank)
        known = self._rules.get(first.code)
        if known is None:
            return RuleRow(
                code=first.code,
                title=first.title or first.message,
                pack=first.pack,
                severity=worst,
                findings=len(own),
                posts=1,
                why=why,
            )
        return msgspec.structs.replace(
            known,
            severity=max(known.severity, worst, key=lambda severity: severity.rank),
            findings=known.findings + len(own),
            posts=known.posts + 1,
        )

    @property
    def rules(self) -> list[RuleRow]:
        """The rules that spoke: the gravest first, of these the most frequent."""
        return sorted(self._rules.values(), key=lambda row: (-row.severity.rank, -row.findings, row.code))


class Closing(Record, frozen=True, kw_only=True):
    """What is said of the run as a whole."""

    sums: tuple[Bilingual, ...]
    not_checked: tuple[Bilingual, ...]
    notices: tuple[Bilingual, ...]


def closing_of(summary: Summary) -> Closing:
    """Return the sentences that sum a run up."""
    en, zh = ([_joined(line) for line in sums(summary, phrases(language))] for language in LANGUAGES)
    return Closing(
        sums=tuple(Bilingual(en=one, zh=other) for one, other in zip(en, zh, strict=True)),
        not_checked=tuple(map(_gathered, summary.not_checked)),
        notices=tuple(map(_gathered, summary.notices)),
    )


def _joined(line: Line) -> str:
    return "".join(text for text, _ in line)


def _gathered(group: Gathered) -> Bilingual:
    return told(lambda labels, language: gathered(group, language, labels))
