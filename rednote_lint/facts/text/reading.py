"""Text views of a post: all texts that rules on text may ask, joined, so that each view is made once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from rednote_lint.facts.base import Need, need_of
from rednote_lint.model import Scope, TextSpan
from rednote_lint.text.detect import CONTACTS, FINDERS, Detector
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.views import Views

TEXT_SCOPES = (Scope.TITLE, Scope.BODY, Scope.TAGS, Scope.SUBTITLE, Scope.OCR)
_SOFT = (Scope.SUBTITLE, Scope.OCR)
"""Line ends do not end a sentence there."""


class Text(NamedTuple):
    """One span of a post with its views."""

    span: TextSpan
    views: Views


class Reading:
    """The texts of a post, numbered in order of scope, and all of them joined.

    Args:
        spans: gives the texts of a scope.
        needs: what active rules asked for; what none of them asked to be read from media is left out.
    """

    def __init__(self, spans: Callable[[Scope], Sequence[TextSpan]], needs: Collection[Need]) -> None:
        self.texts: list[Text] = []
        self._numbers: dict[Scope, range] = {}
        for scope in TEXT_SCOPES:
            if need_of(scope) not in (Need.TEXT, *needs):
                continue
            begin = len(self.texts)
            for span in spans(scope):
                self.texts.append(Text(span, Views(span.text, soft=scope in _SOFT)))
            self._numbers[scope] = range(begin, len(self.texts))
        self.joined = JoinedText([text.views for text in self.texts])
        self._sighted: dict[Detector, tuple[int, ...]] = {}

    def numbers(self, scopes: Sequence[Scope]) -> Iterator[int]:
        """Yield the numbers of the texts in these scopes, one scope after the other."""
        return (number for scope in scopes for number in self._numbers.get(scope, ()))

    def of(self, scopes: Sequence[Scope]) -> Iterator[Text]:
        """Yield the texts in these scopes."""
        return (self.texts[number] for number in self.numbers(scopes))

    def sighted(self, detector: Detector) -> tuple[int, ...]:
        """Return the numbers of the texts in which a detector finds something; most find nothing in most texts."""
        if detector not in self._sighted:
            find = FINDERS[detector]
            read = [*self._unmasked, *(self._deciphered if detector in CONTACTS else ())]
            numbers = (number for number, text in read if next(find(text), None) is not None)
            self._sighted[detector] = tuple(dict.fromkeys(numbers))
        return self._sighted[detector]

    @cached_property
    def _unmasked(self) -> list[tuple[int, str]]:
        """The texts as detectors read them: whole, and joined where that makes a difference."""
        views = [(number, text.views) for number, text in enumerate(self.texts)]
        joined = [(number, view.joined.text) for number, view in views if view.is_joined]
        return [*((number, view.bare.text) for number, view in views), *joined]

    @cached_property
    def _deciphered(self) -> list[tuple[int, str]]:
        """The texts as they read behind disguises, where there are any."""
        views = [(number, text.views) for number, text in enumerate(self.texts)]
        return [(number, read.text) for number, view in views for read in (*view.deciphered, *view.turned)]
