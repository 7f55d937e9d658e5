"""The enabled rules of a run, compiled once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

import msgspec

from rednote_lint import __version__
from rednote_lint.checks import Checker, Params, kind, params_of
from rednote_lint.checks.measure import MeasureChecker
from rednote_lint.checks.sum import SumChecker
from rednote_lint.facts import Need, Parameters
from rednote_lint.facts.parameters import joined
from rednote_lint.facts.text.length import visible_length
from rednote_lint.model import AssetKind, Client, Post, Rule, When

_WORDS = frozenset({Need.TEXT, Need.SUBTITLES, Need.OCR})
"""What rules on words ask for; without media there are just fewer words."""


_KEPT = 32
"""Kinds of rules whose compiled form a process keeps: three sets of rules or so."""


class _Rules:
    """Rules as a key: told apart by their values, hashed by their codes, for a value takes long to hash."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._hash = hash(tuple(rule.code for rule in rules))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.rules == other.rules


def _compiled(name: str, rules: tuple[Rule, ...]) -> tuple[Checker, ...]:
    """Compile the rules of a kind, the same rules once in a process: editors and watches often ask anew."""
    return _checkers(name, _Rules(rules))


@lru_cache(maxsize=_KEPT)
def _checkers(name: str, key: _Rules) -> tuple[Checker, ...]:
    return tuple(kind(name).compile(key.rules))


class RuleSet:
    """Rules of one run, in order of code; compiled when the first post is checked."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        self.by_code = {rule.code: rule for rule in self.rules}

    @cached_property
    def by_kind(self) -> dict[str, tuple[Checker, ...]]:
        """The compiled rules by kind, one checker for all rules of a kind that share work."""
        by_kind: dict[str, list[Rule]] = {}
        for rule in self.rules:
            by_kind.setdefault(rule.check, []).append(rule)
        return {name: _compiled(name, tuple(rules)) for name, rules in by_kind.items()}

    @cached_property
    def checkers(self) -> tuple[Checker, ...]:
        """The compiled rules of all kinds."""
        return tuple(checker for checkers in self.by_kind.values() for checker in checkers)

    def checkers_of(self, active: frozenset[str], kinds: frozenset[AssetKind]) -> list[tuple[str, Checker]]:
        """Return the checkers that may answer for any of these codes in a post with files of some kinds.

        They come with their names, and are told once for most posts.
        """
        key = active, kinds
        if key not in self._checkers_of:
            named = ((name, checker) for name, checkers in self.by_kind.items() for checker in checkers)
            asked = ((name, checker) for name, checker in named if not active.isdisjoint(checker.codes))
            self._checkers_of[key] = [(name, checker) for name, checker in asked if _has_something(checker, kinds)]
        return self._checkers_of[key]

    @cached_property
    def sums(self) -> tuple[SumChecker, ...]:
        """Those of the checkers that read what the others found."""
        return tuple(checker for checker in self.checkers if isinstance(checker, SumChecker))

    @cached_property
    def of_words(self) -> frozenset[str]:
        """The codes of the rules that find something without opening a medium."""
        return frozenset(code for code, needs in self._needs.items() if Need.TEXT in needs and needs <= _WORDS)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever an answer may change: with the rules and with the program."""
        digest = hashlib.sha256(__version__.encode())
        for rule in self.rules:
            digest.update(msgspec.json.encode(msgspec.structs.replace(rule, folder=""), enc_hook=str))
        return digest.hexdigest()

    def asked(self, post: Post, client: Client) -> frozenset[str]:
        """Return the codes of the rules that are asked of a post; few gates decide about many rules."""
        passed = tuple(when for when in self._gated if applies(when, post, client))
        if passed not in self._asked:
            self._asked[passed] = frozenset(code for when in passed for code in self._gated[when])
        return self._asked[passed]

    def needs(self, codes: Iterable[str]) -> frozenset[Need]:
        """Return what the rules of these codes must know; told once for the codes that most posts share."""
        codes = frozenset(codes)
        if codes not in self._needs_of:
            self._needs_of[codes] = frozenset().union(*{self._needs[code] for code in codes})
        return self._needs_of[codes]

    def parameters(self, codes: Collection[str]) -> Parameters:
        """Return the numbers that the first pass over pixels must know from the rules of these codes."""
        return joined(stated for code, stated in self._parameters.items() if code in codes)

    @cached_property
    def _gated(self) -> dict[When, list[str]]:
        gated: dict[When, list[str]] = {}
        for rule in self.rules:
            gated.setdefault(rule.when, []).append(rule.code)
        return gated

    @cached_property
    def _asked(self) -> dict[tuple[When, ...], frozenset[str]]:
        return {}

    @cached_property
    def _needs_of(self) -> dict[frozenset[str], frozenset[Need]]:
        return {}

    @cached_property
    def _checkers_of(self) -> dict[tuple[frozenset[str], frozenset[AssetKind]], list[tuple[str, Checker]]]:
        return {}

    @cached_property
    def _parameters(self) -> dict[str, Parameters]:
        """Those of the few rules that state any."""
        stated = ((rule.code, params_of(rule, Params).analysis()) for rule in self.rules)
        return {code: parameters for code, parameters in stated if parameters != Parameters()}

    @cached_property
    def _needs(self) -> dict[str, frozenset[Need]]:
        return {rule.code: kind(rule.check).needs(rule) for rule in self.rules}


def _has_something(checker: Checker, kinds: frozenset[AssetKind]) -> bool:
    """Say whether a post with files of some kinds has anything that a checker could measure."""
    return not isinstance(checker, MeasureChecker) or checker.of is None or checker.of in kinds


def applies(when: When, post: Post, client: Client) -> bool:
    """Say whether a rule with these gates is asked of this post."""
    declared = post.declared
    body = post.body.text if post.body is not None else ""
    return (
        (when.commercial is None or declared.commercial == when.commercial)
        and (when.ai_generated is None or declared.ai_generated == when.ai_generated)
        and (not when.industry or bool(set(when.industry) & set(declared.industry)))
        and (when.account is None or bool(declared.account) == when.account)
        and (when.kind is None or post.kind == when.kind)
        and (when.client is None or client in (when.client, Client.BOTH))
        and (when.length is None or visible_length(body) <= when.length.max)
    )
