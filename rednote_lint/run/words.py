"""Gives a report the words of its post, for formats that show a caption with its findings marked in it."""

from __future__ import annotations

import msgspec

from rednote_lint.model import Post, TextSpan, Words
from rednote_lint.run.outcome import Outcome
from rednote_lint.text.detect.secrets import with_secrets_starred


def with_words(outcome: Outcome, post: Post) -> Outcome:
    """Return the outcome of a post with what its author typed; keys and tokens in it are starred."""
    return msgspec.structs.replace(outcome, report=msgspec.structs.replace(outcome.report, words=words_of(post)))


def words_of(post: Post) -> Words:
    """Return the title, the body, and the tags that are not inside the body."""
    tags = tuple(tag for tag in post.tags if not _is_inside(tag, post.body))
    spans = [post.title, post.body, *tags]
    starred = [None if span is None else _starred(span) for span in spans]
    title, body, *others = starred
    return Words(title=title, body=body, tags=tuple(filter(None, others)), is_starred=starred != spans)


def _starred(span: TextSpan) -> TextSpan:
    text = with_secrets_starred(span.text)
    return span if text == span.text else msgspec.structs.replace(span, text=text)


def _is_inside(tag: TextSpan, body: TextSpan | None) -> bool:
    if body is None or body.where.text is None or tag.where.text is None or body.where.path != tag.where.path:
        return False
    return body.where.text.start <= tag.where.text.start < body.where.text.end
