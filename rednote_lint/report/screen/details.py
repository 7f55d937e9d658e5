"""The labelled lines under a finding: what was seen, why, what to do, from which source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from rednote_lint.model import Finding, Fix, Source
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.places.place import address, in_words
from rednote_lint.report.screen.paint import Role


class Detail(NamedTuple):
    """A label and what it says; an empty label continues the one above."""

    label: str
    text: str
    role: Role = Role.PLAIN


def details(finding: Finding, labels: Phrases, language: str) -> Iterator[Detail]:
    """Yield what belongs to this finding alone: when and where, what was seen, what else is concerned, a way out."""
    words = in_words(finding.location, labels)
    if words:
        yield Detail(labels.where, words)
    told = (finding.message.en, finding.message.zh)
    if finding.excerpt is None and not any(finding.evidence in message for message in told):
        yield Detail(labels.seen, finding.evidence)
    for place, excerpt in zip_longest(finding.related, finding.related_excerpts):
        yield Detail(labels.also, address(place, excerpt) + labels.bracketed(in_words(place, labels)))
    if finding.suggestions:
        yield Detail(labels.instead, " / ".join(finding.suggestions))
    if finding.fix is not None:
        yield Detail(labels.fix, _fix(finding.fix, labels, language))


def background(finding: Finding, labels: Phrases, language: str, page: str) -> Iterator[Detail]:
    """Yield what every finding of the rule has in common: the reason, the advice, the source, the page."""
    yield Detail(labels.why, finding.why.pick(language))
    if finding.hint is not None:
        yield Detail(labels.advice, finding.hint.pick(language))
    if finding.source is not None:
        yield Detail(labels.source, _source(finding.source, labels, language))
        yield Detail("", finding.source.url, Role.LINK)
    if page:
        yield Detail(labels.page, page, Role.LINK)


def _fix(fix: Fix, labels: Phrases, language: str) -> str:
    return fix.title.pick(language) + labels.bracketed(labels.safety[fix.safety])


def _source(source: Source, labels: Phrases, language: str) -> str:
    read_on = labels.read_on.format(date=source.seen.isoformat())
    return labels.comma.join((source.titled(language), labels.tier[source.tier], read_on))
