"""Findings of one post grouped by cause, the gravest first, each with its headline and one way out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rednote_lint.model import Bilingual, Finding, MediaEdit, Record, Safety, Severity
from rednote_lint.report.phrases import Phrases

_FIRST_SENTENCE = re.compile(r".*?(?:[。！？]|[.!?](?=\s|$)|$)", re.DOTALL)


class Cause(Record, frozen=True):
    """Findings that one change would remove; see `causes.with_causes`."""

    findings: tuple[Finding, ...]
    """At least one, in the order of the post."""

    @property
    def lead(self) -> Finding:
        """The most severe finding, of equals the first."""
        return max(self.findings, key=lambda finding: finding.severity.rank)

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that name it, the lead's first."""
        return tuple(dict.fromkeys((self.lead.code, *(finding.code for finding in self.findings))))

    @property
    def is_mark(self) -> bool:
        """Whether it is another platform's mark."""
        return any(finding.subject for finding in self.findings)

    def headline(self, language: str) -> str:
        """Say what it is: the message of a single finding, what several have in common otherwise."""
        lead = self.lead
        if len(self.findings) == 1 and not lead.subject:
            return lead.message.pick(language)
        return (lead.title or lead.message).pick(language)

    def way_out(self, labels: Phrases, language: str) -> str:
        """Say in one sentence what to do; empty where nothing can be said."""
        lead = self.lead
        if lead.fix is not None and lead.fix.safety is Safety.SAFE:
            option = "--fix --fix-media" if _repairs_media(lead) else "--fix"
            return lead.fix.title.pick(language) + labels.bracketed(f"`{option}`")
        if lead.suggestions:
            return labels.instead_of.format(words=" / ".join(lead.suggestions[:3]))
        if lead.hint is not None:
            return _first_sentence(lead.hint, language)
        return "" if lead.fix is None else lead.fix.title.pick(language)


def causes_of(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """Group findings by cause: by severity, marks of other platforms before the rest, then as the post goes."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause or finding.code, []).append(finding)
    causes = [Cause(tuple(group)) for group in groups.values()]
    return tuple(sorted(causes, key=lambda cause: (-cause.lead.severity.rank, not cause.is_mark)))


def of_severity(causes: Iterable[Cause], severity: Severity) -> list[Cause]:
    """Return the causes whose lead has that severity."""
    return [cause for cause in causes if cause.lead.severity is severity]


def _repairs_media(finding: Finding) -> bool:
    return finding.fix is not None and any(isinstance(edit, MediaEdit) for edit in finding.fix.edits)


def _first_sentence(text: Bilingual, language: str) -> str:
    match = _FIRST_SENTENCE.match(text.pick(language))
    return match[0].strip() if match else ""
