"""`check: words`: words and phrases, seen through obfuscations, silent where their context shields them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rednote_lint.checks.base import Checker, Yield, params_of
from rednote_lint.checks.text_rules import Gathered, Place, Seen, TextParams, answers, text_needs
from rednote_lint.checks.word_entries import WordEntry, check_entries, make_term
from rednote_lint.facts import Facts
from rednote_lint.facts.base import Need
from rednote_lint.model import Bilingual, InvalidValue, Rule, Scope
from rednote_lint.text.lazy import lazy
from rednote_lint.text.words.boundary import Boundary
from rednote_lint.text.words.lexicon import Lexicon
from rednote_lint.text.words.lexicon import Words as Found
from rednote_lint.text.words.matching import Match
from rednote_lint.text.words.terms import Term, Variants


class WordsParams(TextParams, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a rule on words."""

    words: tuple[str | WordEntry, ...]
    variants: Variants = Variants()
    boundary: Boundary = Boundary()

    def __post_init__(self) -> None:
        """Refuse a rule that looks for nothing."""
        super().__post_init__()
        if not self.words:
            raise InvalidValue(Bilingual(en="`words` is empty", zh="`words` 为空"))

    def verify(self) -> None:
        """Refuse words that cannot be found, or would be found everywhere."""
        check_entries(self.entries(), self.variants, self.unless)

    def entries(self) -> tuple[WordEntry, ...]:
        """Return the words, plain ones too, in their long form."""
        return tuple(WordEntry(w=word) if isinstance(word, str) else word for word in self.words)


class _Owner:
    """What a term of the lexicon belongs to."""

    def __init__(self, rule: Rule, params: WordsParams, entry: WordEntry) -> None:
        own = tuple(condition for condition in (entry.unless, entry.require) if condition is not None)
        self.rule = rule
        self.on = params.on
        self.entry = entry
        self.exceptions = (*own, *params.exceptions())

    @lazy
    def values(self) -> dict[str, str]:
        """What messages may name of the word."""
        entry = self.entry
        return {"word": entry.w, "suggest": "、".join(entry.suggest), "lang": entry.lang or ""}


class WordsChecker:
    """All word rules of a run, with one lexicon for all their words."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.codes = tuple(rule.code for rule in rules)
        self._scopes = tuple(dict.fromkeys(scope for rule in rules for scope in params_of(rule, WordsParams).on))
        self._lexicon = Lexicon([term for rule in rules for term in _terms(rule)])

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield what the rules find, and what their exceptions let pass."""
        reading = facts.reading
        found = self._lexicon.find(reading.joined)
        if not found:
            return
        seen = Seen()
        for number in reading.numbers(self._scopes):
            if number in found:
                text = reading.texts[number]
                for rule, places in _by_rule(found[number], text.span.scope):
                    yield from seen.first(answers(rule, text, places))


class Words:
    """The kind `words`."""

    name: ClassVar[str] = "words"
    params: ClassVar[type[WordsParams]] = WordsParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Say which facts the rule asks for."""
        return text_needs(rule)

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker for all rules."""
        return (WordsChecker(rules),) if rules else ()


def _terms(rule: Rule) -> list[Term]:
    params = params_of(rule, WordsParams)
    owners = (_Owner(rule, params, entry) for entry in params.entries())
    return [make_term(owner.entry, params.variants, params.boundary, owner) for owner in owners]


def _by_rule(found: Found, scope: Scope) -> list[tuple[Rule, Gathered[Place]]]:
    """Sort what was found by rule, leaving out the rules that are not on this scope."""
    grouped: dict[str, tuple[Rule, Gathered[Place]]] = {}
    for match in found.matches:
        owner: _Owner = match.term.owner
        if scope in owner.on:
            group = grouped.get(owner.rule.code) or grouped.setdefault(owner.rule.code, (owner.rule, Gathered()))
            group[1].places.append(_place(match, owner))
    for term, at in found.left_at:
        owner = term.owner
        if scope in owner.on:
            grouped[owner.rule.code][1].leave(at)
    return list(grouped.values())


def _place(match: Match, owner: _Owner) -> Place:
    return Place(match.start, match.end, owner.values, match.via, owner.entry.suggest, owner.exceptions)


KIND = Words()
