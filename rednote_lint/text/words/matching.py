"""Judges candidates of the lexicon: whether one is the word a rule means, and which characters were typed for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.separators import bridges
from rednote_lint.text.squeezing.squeezed import Squeezed, exchanged
from rednote_lint.text.views import Views
from rednote_lint.text.words.boundary import continues_spaced, fits_tokens, is_everyday, splits_ascii
from rednote_lint.text.words.terms import Term


class Match(NamedTuple):
    """One occurrence of a word."""

    term: Term
    start: int
    """Range in the folded text."""
    end: int
    via: tuple[str, ...]


class Spelling(NamedTuple):
    """One way of writing a term."""

    term: Term
    folded: str
    key: str
    via: tuple[str, ...]


def plain_match(views: Views, spelling: Spelling, start: int, end: int) -> Match | None:
    """Judge a hit in the folded view; None when it cuts a word, or the word was to be written exactly so."""
    term, text = spelling.term, views.folded.text
    if splits_ascii(text, start, end, term.boundary.ascii):
        return None
    if not fits_tokens(text, start, end, spelling.folded, term.boundary.cjk):
        return None
    first, last = views.original_range(start, end)
    typed = views.original[first:last]
    if not term.variants.fold and typed != term.word:
        return None
    plain = typed == term.word or typed.casefold() == term.word.casefold() or typed.casefold() == spelling.folded
    return Match(term, start, end, spelling.via if plain else (*spelling.via, "folded"))


def apart_match(views: Views, view: Squeezed, spelling: Spelling, at: tuple[int, int], how: str) -> Match | None:
    """Judge a hit in a view without separators; None when it is no obfuscation of the word, or the word itself."""
    term, text = spelling.term, views.folded.text
    places = view.source_offsets(*at)
    start, end = places[0], places[-1] + 1
    apart = end - start > len(places)
    typed = "".join([text[place] for place in places]) if apart else text[start:end]
    if not _reads(typed, spelling, how) or splits_ascii(text, start, end, term.boundary.ascii):
        return None
    if apart and text[start:end] != spelling.folded and not _bridges(views, term, typed, places):
        return None
    extent = (start, end)
    if spelling.folded != spelling.key and how == "compact":
        marked = _with_marks(text, start, end, spelling)
        if marked is None:
            return None
        extent = marked
    if how == "compact":
        if not fits_tokens(text, start, end, typed, term.boundary.cjk):
            return None
    elif typed == spelling.key or is_everyday(text, start, end, typed):
        return None
    return Match(term, *extent, _seen_through(views, spelling, places, how))


def _reads(typed: str, spelling: Spelling, how: str) -> bool:
    """Say whether what was found by codes, some of which stand for several characters, is what was looked for."""
    if how == "sound":
        return typed.translate(tables.syllables()) == spelling.key.translate(tables.syllables())
    return typed == spelling.key or (how == "homophone" and exchanged(typed) == exchanged(spelling.key))


def _bridges(views: Views, term: Term, typed: str, places: Sequence[int]) -> bool:
    """Say whether a word may be read across the gaps between its characters, and does not go on beyond them."""
    text = views.folded.text
    gaps = [text[left + 1 : right] for left, right in pairwise(places)]
    if typed.isascii() and continues_spaced(text, places[0], places[-1] + 1):
        return False
    return bridges(typed, gaps, limit=term.variants.gap, spaced=term.spaces, soft=views.soft)


def _with_marks(text: str, start: int, end: int, spelling: Spelling) -> tuple[int, int] | None:
    """Widen a hit to the marks that the word itself has, such as the sign of `100%`; None when they are missing."""
    folded, limit = spelling.folded, spelling.term.variants.gap + 1
    head = folded[: next(i for i, c in enumerate(folded) if c.isalnum())].replace(" ", "")
    tail = folded[max(i for i, c in enumerate(folded) if c.isalnum()) + 1 :].replace(" ", "")
    for char in reversed(head):
        start = text.rfind(char, max(0, start - limit - 1), start)
        if start < 0:
            return None
    for char in tail:
        end = text.find(char, end, end + limit + 1) + 1
        if not end:
            return None
    inner = folded[len(head) : len(folded) - len(tail)]
    marks = (char for char in inner if not char.isalnum() and not char.isspace())
    between = iter(text[start:end])
    return (start, end) if all(mark in between for mark in marks) else None


def _seen_through(views: Views, spelling: Spelling, places: Sequence[int], how: str) -> tuple[str, ...]:
    via = [*spelling.via]
    typed = _typed(views, places)
    if typed != spelling.term.word and typed.casefold() != "".join([views.folded.text[place] for place in places]):
        via.append("folded")
    if how != "compact" and how not in via:
        via.append(how)
    if places[-1] - places[0] + 1 != len(places):
        via.append("compact")
    return tuple(via)


def _typed(views: Views, places: Sequence[int]) -> str:
    """Return what was typed for characters of the folded text."""
    original, folded = views.original, views.folded
    if folded.origins is None and isinstance(places, range):
        return original[places.start : places.stop]
    if folded.origins is not None:
        places = list(dict.fromkeys(map(folded.origin, places)))
    return "".join([original[place] for place in places])
