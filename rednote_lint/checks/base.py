"""The `Kind` protocol: parameters that YAML may state, and a checker made from the rules that use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Protocol, TypeVar

from rednote_lint.facts import Facts, Need, Parameters
from rednote_lint.model import Hit, Record, Rule, Skipped, Veto
from rednote_lint.text.patterns.pattern import Pattern

Yield = Hit | Veto | Skipped


class Params(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The parameters of a kind; its fields are the keys that a YAML rule of that kind may use besides the envelope.

    The struct is the schema: the loader validates with it and the JSON Schema is generated from it. A subclass that
    must refuse a value raises ValueError in `__post_init__`; what takes long to tell is refused in `verify`.
    """

    def prefiltered(self) -> tuple[Pattern, ...]:
        """Return the patterns that `text.patterns.prefilter` may skip."""
        return ()

    def without_effect(self) -> Mapping[str, str]:
        """Return keys that mean nothing beside what else is stated, with the reason; a dot leads into a key."""
        return {}

    def templates(self) -> Mapping[str, str]:
        """Return the names of pictures in the pack's `templates` folder, by the key that names them."""
        return {}

    def analysis(self) -> Parameters:
        """Return the numbers that the first pass over pixels must know from this rule."""
        return Parameters()


P = TypeVar("P", bound=Params)


def params_of(rule: Rule, kind: type[P]) -> P:
    """Return the parameters of a rule, typed as those of its kind.

    Raises:
        TypeError: the rule is of another kind.
    """
    if not isinstance(rule.params, kind):
        raise TypeError(f"{rule.code} is no rule with {kind.__name__}")
    return rule.params


class Checker(Protocol):
    """The compiled form of one or more rules of a kind."""

    codes: tuple[str, ...]
    """The codes of the rules it answers for; named in a problem when it fails."""

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Ask the facts; yield hits, vetoed hits, and what could not be checked and why."""
        ...


class Kind(Protocol):
    """One value of a rule's `check:` key."""

    name: ClassVar[str]
    params: ClassVar[type[Params]]

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Say which facts the rule asks for."""
        ...

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make checkers of rules of this kind: one for all where they share work, else one for each."""
        ...
