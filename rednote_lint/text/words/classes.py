"""Word classes: the lists under `data/` by which a caption is told apart, found in a text in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from rednote_lint.text.tables import DATA
from rednote_lint.text.words.automaton import Automaton, build
from rednote_lint.text.words.boundary import AsciiBoundary, splits_ascii

_FILES = ("frames.txt", "reports.txt", "selling.txt")
_CLAUSE_END = re.compile(r"[，。！？!?\n；]|[,;.](?=\s|\Z)|(?<=[一-鿿])[,;]")
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|\Z)")
_NUMERALS = "一二两三四五六七八九十百几"


class WordClass(StrEnum):
    """The names of the sections in the files, where each says what it holds."""

    AUTHORITY = "authority"
    ACTS_OFFICIALLY = "acts officially"
    NEWS = "news"
    TELLS = "tells"
    TRIAL = "trial"
    WORK = "work"
    WORK_DIARY = "work diary"
    HERE = "here"
    WORKED = "worked"
    WORKED_FOR = "worked for"
    STUDY = "study"
    ANALYSED = "analysed"
    EVIDENCE = "evidence"
    HEADING = "heading"
    FICTION = "fiction"
    OF_A_TITLE = "of a title"
    GAME = "game"
    SMALL_VOTE = "small vote"
    VOTES = "votes"
    PLAYS = "plays"
    MEMORY = "memory"
    SCHOOL_YEAR = "school year"
    KIN = "kin"
    FOOLED = "fooled"
    CHILD = "child"
    CHILD_KEEPS = "child keeps"
    VICTIM = "victim"
    SOMEBODY = "somebody"
    TAKES = "takes"
    MINE = "mine"
    PARTED = "parted"
    CHARLATAN = "charlatan"
    SUFFERS = "suffers"
    CHEATED = "cheated"
    MET = "met"
    PITCH = "pitch"
    THREW = "threw"
    LEFT = "left"
    GROUP = "group"
    WARNING = "warning"
    GO = "go"
    RECOVERY = "recovery"
    DAY = "day"
    WITHOUT = "without"
    QUESTION = "question"
    COMPLAINT = "complaint"
    TRIED = "tried"
    INSTEAD_OF_YOU = "instead of you"
    MODEST = "modest"
    LAW = "law"
    TURNS_OUT = "turns out"
    PET = "pet"
    WITH_CARE = "with care"
    DEFENDS = "defends"
    MILESTONE = "milestone"
    CHILD_TALK = "child talk"
    OWN_WORK = "own work"
    AT_THE_COUNTER = "at the counter"
    KEEPS_RULES = "keeps rules"
    CRAFT = "craft"
    AT_HOME = "at home"
    SHOP_DOOR = "shop door"
    FRAUD = "fraud"
    HARMED = "harmed"
    REFUSED = "refused"
    FELL_FOR = "fell for"
    OTHERS = "others"
    SAYS = "says"
    PRINTED = "printed"
    SO_CALLED = "so called"
    CALLED = "called"
    TRUSTED = "trusted"
    CALL = "call"
    PRICE = "price"
    PRICE_BEFORE = "price before"
    BOUGHT = "bought"


class Break(StrEnum):
    """What may not stand between two words that belong together."""

    CLAUSE = "clause"
    SENTENCE = "sentence"


class Place(NamedTuple):
    """Where a word stands in the folded text."""

    start: int
    end: int


class _Key(NamedTuple):
    """How a word is looked for."""

    classes: tuple[WordClass, ...]
    boundary: AsciiBoundary
    numbered: bool
    """A number stands right before it."""
    counts: bool
    """A number follows it."""
    excepts: bool
    """What lies inside it is none of the class."""


Classes = Mapping[WordClass, Sequence[Place]]
"""Class -> where its words stand, in order of the text."""


@lru_cache(maxsize=8)
def classes_of(text: str) -> Classes:
    """Find the words of all classes in a folded text; rules that ask of one text in turn share the answer."""
    automaton, keys = _table()
    found: dict[WordClass, list[Place]] = defaultdict(list)
    excepted: dict[WordClass, list[Place]] = defaultdict(list)
    for start, end, index in automaton.find(text):
        for key in keys[index]:
            if _fits(text, start, end, key):
                for name in key.classes:
                    (excepted if key.excepts else found)[name].append(Place(start, end))
    for name, longer in excepted.items():
        found[name] = [one for one in found[name] if not any(a <= one.start and one.end <= b for a, b in longer)]
    for places in found.values():
        places.sort()
    return found


def within(text: str, name: WordClass, left: int, right: int) -> Sequence[Place]:
    """Return where words of a class stand in a range of the folded text."""
    return [place for place in starting(classes_of(text).get(name, ()), left, right) if place.end <= right]


def starting(places: Sequence[Place], left: int, right: int) -> Sequence[Place]:
    """Return those of places in order that begin in a range: a long text has many, of which most lie far away."""
    return places[bisect_left(places, (left,)) : bisect_left(places, (right,))]


def unbroken(text: str, start: int, end: int, by: Break) -> bool:
    """Say whether no clause, or no sentence, ends in a range of the folded text."""
    ends = _CLAUSE_END if by is Break.CLAUSE else _SENTENCE_END
    return ends.search(text, start, end) is None


def words_by_class() -> dict[WordClass, tuple[str, ...]]:
    """Read the files: a section for each class, its words between commas; lines that begin with `# ` are notes."""
    words: dict[WordClass, tuple[str, ...]] = {}
    for name in _FILES:
        for section, line in _lines(name):
            more = tuple(word for word in (word.strip() for word in line.split(",")) if word)
            words[section] = (*words.get(section, ()), *more)
    return words


def _lines(name: str) -> Iterator[tuple[WordClass, str]]:
    section: WordClass | None = None
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = WordClass(line[1:-1])
        elif section and not line.startswith("# "):
            yield section, line


def _fits(text: str, start: int, end: int, key: _Key) -> bool:
    if (key.numbered and not _is_number(text, start - 1)) or (key.counts and not _is_number(text, end)):
        return False
    return not splits_ascii(text, start, end, key.boundary)


def _is_number(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isdigit() or text[at] in _NUMERALS)


@cache
def _table() -> tuple[Automaton, Sequence[Sequence[_Key]]]:
    classes: dict[str, dict[WordClass, None]] = defaultdict(dict)
    for name, words in words_by_class().items():
        for word in words:
            for spelling in (word, word.replace("'", "’"), word.replace(":", "：")):
                classes[spelling][name] = None
    keys: dict[str, list[_Key]] = defaultdict(list)
    for word, names in classes.items():
        keys[word.strip("!#*")].append(_key(word, tuple(names)))
    return build([*keys]), [*keys.values()]


def _key(word: str, names: tuple[WordClass, ...]) -> _Key:
    boundary = AsciiBoundary.PREFIX if word[-1] in "*#" else AsciiBoundary.WORD
    return _Key(names, boundary, numbered=word[0] == "#", counts=word[-1] == "#", excepts=word[0] == "!")
