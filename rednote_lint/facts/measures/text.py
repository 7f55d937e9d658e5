"""Measures of title, body and text files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from rednote_lint.facts.base import Facts, Observation
from rednote_lint.model import Location, Scope, TextSpan
from rednote_lint.text.counters import APP, CODE_POINTS, WEB, Counter
from rednote_lint.text.topics import TopicForm, topics

_FIRST_ROW = 2
"""Line of a table's first row, below the names of its columns."""
_DIRECTIVE = re.compile(
    r"rednote-lint\s*[:：]\s*(?:disable|ignore|enable|off|skip)[^\n]{0,80}"
    r"|^[ \t]*lint\s*[:：]\s*\{?\s*(?:ignore|disable)[^\n]{0,80}",
    re.IGNORECASE | re.MULTILINE,
)

_QUOTED_TAGS = 30
"""Tags of a body that evidence quotes; that there are more is said by their number."""


def _length(facts: Facts, *, scope: Scope, counter: Counter) -> Iterator[Observation]:
    for span in facts.spans(scope):
        yield Observation(
            value=counter.count(span.text),
            where=span.where,
            scope=scope,
            evidence=span.text,
            beyond=partial(_beyond, span, counter),
        )


def _beyond(span: TextSpan, counter: Counter, limit: float) -> tuple[Location, str]:
    """Return the place and the characters of what does not fit."""
    cut = counter.cut(span.text, limit)
    return span.locate(cut, len(span.text)), span.text[cut:]


def _tags_only(facts: Facts) -> Iterator[Observation]:
    for span in facts.spans(Scope.BODY):
        rest, end = [], 0
        for topic in topics(span.text):
            rest.append(span.text[end : topic.start])
            end = topic.end
        words = "".join((*rest, span.text[end:])).strip()
        yield Observation(value=end > 0 and not words, where=span.where, scope=Scope.BODY, evidence=span.text[:20])


def _plain_tags(facts: Facts) -> Iterator[Observation]:
    """Count the tags that are typed text; the place is the first of them."""
    for span in facts.spans(Scope.BODY):
        typed = [topic for topic in topics(span.text) if topic.form is not TopicForm.PICKED and not topic.full_width]
        where = span.locate(typed[0].start, typed[0].end) if typed else span.where
        evidence = " ".join(span.text[topic.start : topic.end] for topic in typed[:_QUOTED_TAGS])
        evidence += " …" if len(typed) > _QUOTED_TAGS else ""
        yield Observation(value=len(typed), where=where, scope=Scope.BODY, evidence=evidence)


def _encoding(facts: Facts) -> Iterator[Observation]:
    """Name the encoding of each text file; for a manifest, with its first post only."""
    for source in facts.post.sources:
        if source.first_line > _FIRST_ROW:
            continue
        yield Observation(value=source.encoding, where=Location(path=source.path), values={"asset": source.path})


def _directives(facts: Facts) -> Iterator[Observation]:
    """Find suppressions that were typed where they would be published."""
    for scope in (Scope.TITLE, Scope.BODY):
        for span in facts.spans(scope):
            for match in _DIRECTIVE.finditer(span.text):
                yield Observation(
                    value=match.group(), where=span.locate(*match.span()), scope=scope, evidence=match.group()
                )


READERS: dict[str, Callable[[Facts], Iterator[Observation]]] = {
    "title.length.app": partial(_length, scope=Scope.TITLE, counter=APP),
    "title.length.web": partial(_length, scope=Scope.TITLE, counter=WEB),
    "body.length.app": partial(_length, scope=Scope.BODY, counter=APP),
    "body.length.web": partial(_length, scope=Scope.BODY, counter=CODE_POINTS),
    "body.tags_only": _tags_only,
    "body.plain_tags": _plain_tags,
    "text.encoding": _encoding,
    "text.directives": _directives,
}
"""Measure name -> its reader."""
