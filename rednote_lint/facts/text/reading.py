"""All texts of a post that rules on text may look at, read together, so that each reading is made once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from rednote_lint.facts.base import Need
from rednote_lint.model import Scope, TextSpan
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.views import Views

TEXT_SCOPES = (Scope.TITLE, Scope.BODY, Scope.TAGS, Scope.SUBTITLE, Scope.OCR)
COST = {Scope.SUBTITLE: Need.SUBTITLES, Scope.OCR: Need.OCR}
"""What a scope must be read from media for; the others are free."""
_SOFT = (Scope.SUBTITLE, Scope.OCR)
"""Line ends do not end a sentence there."""


class Text(NamedTuple):
    """One span of a post with its views."""

    span: TextSpan
    views: Views


class Reading:
    """The texts of a post, numbered in order of scope, and the page that they make."""

    def __init__(self, spans: Callable[[Scope], Sequence[TextSpan]], needs: Collection[Need]) -> None:
        """Take all texts, leaving out what no active rule asked to be read from media."""
        self.texts: list[Text] = []
        self._numbers: dict[Scope, range] = {}
        for scope in TEXT_SCOPES:
            if scope in COST and COST[scope] not in needs:
                continue
            begin = len(self.texts)
            for span in spans(scope):
                self.texts.append(Text(span, Views(span.text, soft=scope in _SOFT)))
            self._numbers[scope] = range(begin, len(self.texts))
        self.page = JoinedText([text.views for text in self.texts])

    def numbers(self, scopes: Sequence[Scope]) -> Iterator[int]:
        """Yield the numbers of the texts in these scopes, one scope after the other."""
        return (number for scope in scopes for number in self._numbers.get(scope, ()))

    def of(self, scopes: Sequence[Scope]) -> Iterator[Text]:
        """Yield the texts in these scopes."""
        return (self.texts[number] for number in self.numbers(scopes))
