"""The lazy view over a post that checks ask."""

from __future__ import annotations

from functools import cache

from rednote_lint.facts.base import Need
from rednote_lint.model import Client, Post, Record, Scope, Skipped, TextSpan


class Options(Record, frozen=True, kw_only=True):
    """How facts are to be gathered, the same for every post of a run."""

    client: Client = Client.BOTH
    ocr: bool = True
    """False: text in pixels is not read, and the report says so."""


class Facts:
    """The facts of one post; `needs` is what the enabled rules may ask, so that one decode can serve them all."""

    def __init__(self, post: Post, needs: frozenset[Need], options: Options) -> None:
        """Observe nothing yet."""
        self.post = post
        self.needs = needs
        self.options = options
        self.skipped: list[Skipped] = []
        self.spans = cache(self._spans)

    def _spans(self, scope: Scope) -> tuple[TextSpan, ...]:
        """Return the text of the post in one scope."""
        post = self.post
        match scope:
            case Scope.TITLE:
                return (post.title,) if post.title else ()
            case Scope.BODY:
                return (post.body,) if post.body else ()
            case Scope.TAGS:
                return post.tags
            case _:
                return ()
