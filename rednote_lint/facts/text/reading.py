"""Text views of a post: all texts that rules on text may ask, joined, so that each view is made once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rednote_lint.facts.base import Need, need_of
from rednote_lint.model import Scope, TextSpan
from rednote_lint.text.deciphering import decipher, may_be_turned
from rednote_lint.text.detect import CONTACTS, FINDERS, Detector
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.joining import join
from rednote_lint.text.masks import SEAM
from rednote_lint.text.patterns.reach import LONG
from rednote_lint.text.views import Views

TEXT_SCOPES = (Scope.TITLE, Scope.BODY, Scope.TAGS, Scope.SUBTITLE, Scope.OCR)
_SOFT = (Scope.SUBTITLE, Scope.OCR)
"""Line ends do not end a sentence there."""
_TYPED = tuple(scope for scope in TEXT_SCOPES if need_of(scope) is Need.TEXT)
_IN_MEDIA = tuple((scope, need_of(scope)) for scope in TEXT_SCOPES if need_of(scope) is not Need.TEXT)


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
        views: list[Views] = []
        for scope in (*_TYPED, *(scope for scope, need in _IN_MEDIA if need in needs)) if needs else _TYPED:
            if found := spans(scope):
                begin, soft = len(views), scope in _SOFT
                for span in found:
                    views.append(view := Views(span.text, soft=soft))
                    self.texts.append(Text(span, view))
                self._numbers[scope] = range(begin, len(views))
        self.joined = JoinedText(views)
        self._sighted: dict[Detector, tuple[int, ...]] = {}

    def numbers(self, scopes: Sequence[Scope]) -> Iterator[int]:
        """Yield the numbers of the texts in these scopes, one scope after the other."""
        return (number for scope in scopes for number in self._numbers.get(scope, ()))

    def of(self, scopes: Sequence[Scope]) -> Iterator[Text]:
        """Yield the texts in these scopes."""
        return (self.texts[number] for number in self.numbers(scopes))

    def sighted(self, detector: Detector) -> tuple[int, ...]:
        """Return the numbers of the texts in which a detector may find something; most find nothing in most texts."""
        if detector not in self._sighted:
            find, lines = FINDERS[detector], self._lines
            read = [*self._unmasked, *(self._deciphered if detector in CONTACTS else ())]
            numbers = (number for number, text in read if next(find(text), None) is not None)
            self._sighted[detector] = tuple(dict.fromkeys((*lines.holding(find(lines.text)), *numbers)))
        return self._sighted[detector]

    @cached_property
    def _lines(self) -> _Lines:
        """The bare texts in one, but for long ones: a post has many short ones, and little is found in most of them.

        What a detector finds in one of them it finds there as well, because it takes a line end for the end of a text.
        """
        bare = self.joined.whole.bare.text
        bares = bare.split(SEAM) if len(self.texts) > 1 else [bare]
        return _Lines([(number, text) for number, text in enumerate(bares) if len(text) < LONG])

    @cached_property
    def _unmasked(self) -> list[tuple[int, str]]:
        """The texts as detectors read them beside the lines: long ones, and joined where that makes a difference."""
        views, lines = [(number, text.views) for number, text in enumerate(self.texts)], self._lines
        apart = views if lines.are_joined else [(number, view) for number, view in views if number not in lines.numbers]
        joined = [(number, view.joined.text) for number, view in apart if view.is_joined]
        return [*((number, view.bare.text) for number, view in views if number not in lines.numbers), *joined]

    @cached_property
    def _deciphered(self) -> list[tuple[int, str]]:
        """The texts as they read behind disguises, where there are any."""
        views, lines = [(number, text.views) for number, text in enumerate(self.texts)], self._lines
        typed = "\n".join(view.original for number, view in views if number in lines.numbers)
        if not lines.are_disguised and not may_be_turned(typed, lines.text):
            views = [(number, view) for number, view in views if number not in lines.numbers]
        return [(number, read.text) for number, view in views for read in (*view.deciphered, *view.turned)]


class _Lines:
    """Texts with a line end between them.

    Args:
        texts: with their numbers.
    """

    def __init__(self, texts: Sequence[tuple[int, str]]) -> None:
        self.text = "\n".join([text for _, text in texts])
        self.numbers = dict.fromkeys(number for number, _ in texts)
        self._begins = [0, *accumulate(len(text) + 1 for _, text in texts)][: len(texts)]

    def holding(self, ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
        """Yield the numbers of the texts that ranges of this one lie in."""
        numbers = list(self.numbers)
        for start, end in ranges:
            yield from numbers[bisect_right(self._begins, start) - 1 : bisect_right(self._begins, end - 1)]

    @property
    def are_joined(self) -> bool:
        """Whether any of the texts may be joined."""
        return len(self._joined) < len(self.text)

    @property
    def are_disguised(self) -> bool:
        """Whether any of the texts may be deciphered."""
        return bool(decipher(self._joined))

    @cached_property
    def _joined(self) -> str:
        return join(self.text).text
