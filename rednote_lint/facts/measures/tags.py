"""Measures of each tag, declared or typed in the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from rednote_lint.facts.base import Facts, Observation
from rednote_lint.model import MOST_TAGS, Location, Scope, TextSpan
from rednote_lint.text.topics import Topic, TopicForm, topics

_EMPTY = re.compile(r"[#＃]\[话题\][#＃]|(?<![^\s])[#＃]{1,2}(?=\s|$)")
_CUTTING = re.compile(r"[&'’+@./:!?！？，。、：；％%$*()（）\"“”]")
_LISTED = "listed"


def _observed(value: Any, span: TextSpan) -> Observation:
    return Observation(value=value, where=span.where, scope=Scope.TAGS, evidence=span.text, values={"tag": span.text})


def _inline(facts: Facts) -> Iterator[tuple[TextSpan, Topic]]:
    for body in facts.spans(Scope.BODY):
        for topic in _looked_at(facts, body):
            yield body, topic


def _looked_at(facts: Facts, body: TextSpan) -> Iterator[Topic]:
    """Find the tags of a body; of more than are looked at in one post, the first."""
    return islice(topics(body.text), MOST_TAGS if facts.post.more_tags else None)


def _typed(body: TextSpan, topic: Topic, value: Any) -> Observation:
    evidence = body.text[topic.start : topic.end]
    where = body.locate(topic.start, topic.end)
    return Observation(value=value, where=where, scope=Scope.TAGS, evidence=evidence, values={"tag": topic.name})


def _names(facts: Facts) -> Iterator[Observation]:
    for span in facts.spans(Scope.TAGS):
        yield _observed(span.text.casefold(), span)


def _lengths(facts: Facts) -> Iterator[Observation]:
    for span in facts.spans(Scope.TAGS):
        yield _observed(len(span.text), span)


def _forms(facts: Facts) -> Iterator[Observation]:
    """Name how each tag is written; a tag that stands both in a list and in the body is named once, as written."""
    written = set()
    for body, topic in _inline(facts):
        written.add(topic.name.strip())
        yield _typed(body, topic, topic.form.value)
    for span in facts.spans(Scope.TAGS):
        if span.text not in written:
            yield _observed(_LISTED, span)


def _full_width(facts: Facts) -> Iterator[Observation]:
    for body, topic in _inline(facts):
        yield _typed(body, topic, topic.full_width)


def _empty(facts: Facts) -> Iterator[Observation]:
    for span in facts.spans(Scope.TAGS):
        yield _observed(not span.text.strip(), span)
    for body in facts.spans(Scope.BODY):
        for match in _EMPTY.finditer(body.text):
            where = body.locate(*match.span())
            yield Observation(value=True, where=where, scope=Scope.TAGS, evidence=match.group(), values={"tag": ""})


def _broken_at(facts: Facts) -> Iterator[Observation]:
    """Name the mark that cuts a typed tag short: `#R&B` is the tag `R` to the platform.

    Only a mark with a letter or digit right behind it counts; a sentence may well end behind a tag.
    """
    for body, topic in _inline(facts):
        if topic.form is not TopicForm.PLAIN:
            continue
        mark = _CUTTING.match(body.text, topic.end)
        behind = body.text[topic.end + 1 : topic.end + 2]
        ascii_mark = mark is not None and mark.group().isascii() and behind.isascii() and behind.isalnum()
        yield _typed(body, topic, mark.group() if mark and ascii_mark else "")


def _glued(facts: Facts) -> Iterator[Observation]:
    """Count, for each run of typed tags, those that follow another without a blank between: `#a#b`."""
    for body in facts.spans(Scope.BODY):
        run: list[Topic] = []
        for topic in _looked_at(facts, body):
            if run and not (_is_typed(run[-1]) and run[-1].end == topic.start and not topic.full_width):
                yield _run(body, run)
                run = []
            run.append(topic)
        if run:
            yield _run(body, run)


def _is_typed(topic: Topic) -> bool:
    return topic.form is TopicForm.PLAIN and not topic.full_width


def _run(body: TextSpan, run: Sequence[Topic]) -> Observation:
    start, end = run[0].start, run[-1].end
    return Observation(
        value=len(run) - 1, where=body.locate(start, end), scope=Scope.TAGS, evidence=body.text[start:end]
    )


def _repeats(facts: Facts) -> Iterator[Observation]:
    seen: Counter[str] = Counter()
    for span in facts.spans(Scope.TAGS):
        name = span.text.casefold()
        yield _observed(seen[name], span)
        seen[name] += bool(name)


def count(facts: Facts) -> Iterator[Observation]:
    """Count the tags; the place is the first one over a limit."""
    tags = [span for span in facts.spans(Scope.TAGS) if span.text]
    where = tags[0].where if tags else Location(path=facts.post.path)

    def beyond(limit: float) -> tuple[Location, str]:
        over = tags[min(int(limit), len(tags) - 1)]
        return over.where, " ".join(f"#{span.text}" for span in tags[int(limit) :])

    number = len(tags) + facts.post.more_tags
    yield Observation(value=number, where=where, scope=Scope.TAGS if tags else None, beyond=beyond if tags else None)


READERS: dict[str, Callable[[Facts], Iterator[Observation]]] = {
    "tag.name": _names,
    "tag.length": _lengths,
    "tag.form": _forms,
    "tag.full_width": _full_width,
    "tag.empty": _empty,
    "tag.broken_at": _broken_at,
    "tag.glued": _glued,
    "tag.repeats": _repeats,
}
"""Measure name -> its reader."""
