"""`check: sum`: different hints of one topic, given by other rules, that add up to one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.facts import Facts
from rednote_lint.facts.base import Need
from rednote_lint.model import Bilingual, Finding, Hit, InvalidValue, Location, Rule, Severity
from rednote_lint.selectors import matches, refuse_unknown


class SumParams(Params, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a rule on hints that add up."""

    of: tuple[str, ...]
    """Selectors of the rules whose hints count."""
    at_least: int = 2
    """How many different rules must have hinted, each at a place of its own."""

    def __post_init__(self) -> None:
        """Refuse sums of nothing, and of one."""
        if not self.of:
            raise InvalidValue(Bilingual(en="`of` names no rule", zh="`of` 没有写任何规则"))
        if self.at_least < 2:
            raise InvalidValue(
                Bilingual(
                    en=f"`at_least` is a number of rules from 2 up, not {self.at_least}",
                    zh=f"`at_least` 是不小于 2 的规则数，不能是 {self.at_least}",
                )
            )


def counted(rule: Rule, rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules whose hints a rule adds up; none where it is of another kind."""
    if not isinstance(rule.params, SumParams):
        return []
    return [other for other in rules if any(matches(selector, other) for selector in rule.params.of)]


def refuse_unknown_sums(rules: Sequence[Rule]) -> None:
    """Raise UserError where a rule adds up what no rule says."""
    for rule in rules:
        if isinstance(rule.params, SumParams):
            refuse_unknown(rule.params.of, rules, rule.place)


class SumChecker:
    """One rule on hints that add up."""

    def __init__(self, rule: Rule) -> None:
        self.codes: tuple[str, ...] = (rule.code,)
        self._rule = rule
        self._params = params_of(rule, SumParams)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Find nothing in the post itself."""
        yield from ()

    def add_up(self, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[Hit]:
        """Yield one hit on the first of enough different hints; none where one of the rules says more than a hint."""
        counted = [finding for finding in findings if self._counts(finding, rules)]
        hints = _different(counted)
        if len(hints) < self._params.at_least or any(finding.severity is not Severity.INFO for finding in counted):
            return
        first, *others = hints
        yield Hit(
            code=self._rule.code,
            where=first.location,
            evidence=" … ".join(hint.evidence for hint in hints),
            values={"count": str(len(hints)), "first": first.evidence, "second": others[0].evidence},
            scope=first.scope,
            related=tuple(hint.location for hint in others),
        )

    def _counts(self, finding: Finding, rules: Mapping[str, Rule]) -> bool:
        return finding.location.text is not None and any(
            matches(selector, rules[finding.code]) for selector in self._params.of
        )


def _different(findings: Sequence[Finding]) -> list[Finding]:
    """Return the first finding of each rule that meets none returned before it: two rules on one word are one hint."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        if finding.code not in kept and not any(_meet(finding.location, one.location) for one in kept.values()):
            kept[finding.code] = finding
    return list(kept.values())


def _meet(one: Location, other: Location) -> bool:
    if one.path != other.path or one.text is None or other.text is None:
        return False
    return one.text.start < other.text.end and other.text.start < one.text.end


class Sum:
    """The kind `sum`."""

    name: ClassVar[str] = "sum"
    params: ClassVar[type[SumParams]] = SumParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Ask for nothing: the rules that are counted ask for what they need."""
        return frozenset()

    def compile(self, rules: Sequence[Rule]) -> Sequence[SumChecker]:
        """Make one checker per rule."""
        return tuple(SumChecker(rule) for rule in rules)


KIND = Sum()
