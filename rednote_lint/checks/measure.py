"""`check: measure`: a measured value against a limit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import msgspec

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.checks.conditions import Condition, written
from rednote_lint.facts import Facts, Need, Parameters
from rednote_lint.facts.base import Observation
from rednote_lint.facts.measures.registry import MEASURES, Subject, ValueType, asset_kind_of
from rednote_lint.model import Bilingual, Hit, InvalidValue, Location, Rule

_WHOLE_POST = frozenset((Subject.POST, Subject.TITLE, Subject.BODY))
_BARS = "video.bars"
Beside = dict[Location, list[Observation]]
"""The values of a measure by the thing that they belong to."""


def _unknown(name: str) -> InvalidValue:
    close = difflib.get_close_matches(name, MEASURES, n=1)
    known = ", ".join(MEASURES)
    remedy = (
        Bilingual(en=f"did you mean `{close[0]}`?", zh=f"是否想写 `{close[0]}`？")
        if close
        else Bilingual(en=f"known: {known}", zh=f"已知的有：{known}")
    )
    return InvalidValue(Bilingual(en=f"unknown measure `{name}`", zh=f"未知的度量 `{name}`"), remedy)


class MeasureParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on a measured value."""

    measure: str
    """A name from docs/measures.md, such as `images.count`."""
    require: Condition
    """What must hold; a value for which it does not is a hit. A value that does not apply is none."""
    given: dict[str, Condition] = msgspec.field(default_factory=dict)
    """Other measures, and what must hold of each for the rule to be asked: of the same image, tag or video."""
    ending: float = 0.0
    """For `video.bars`: seconds at the end that are not measured, for an end card fills the whole picture."""

    def __post_init__(self) -> None:
        """Refuse a measure that does not exist, and a comparison that its values cannot meet."""
        for name, condition in ((self.measure, self.require), *self.given.items()):
            if name not in MEASURES:
                raise _unknown(name)
            if condition.numeric and MEASURES[name].type is not ValueType.NUMBER:
                raise InvalidValue(
                    Bilingual(
                        en=f"`{name}` is no number, so it cannot be more or less than one",
                        zh=f"`{name}` 不是数字，不能比较大小",
                    )
                )
        for name in self.given:
            subject = MEASURES[name].subject
            if subject is not MEASURES[self.measure].subject and subject not in _WHOLE_POST:
                raise InvalidValue(
                    Bilingual(
                        en=f"`{name}` is measured of another thing than `{self.measure}`",
                        zh=f"`{name}` 与 `{self.measure}` 量的不是同一对象",
                    )
                )
        if self.ending and (self.measure != _BARS or self.ending < 0):
            raise InvalidValue(
                Bilingual(
                    en=f"`ending` is a number of seconds from 0 up, for `{_BARS}` alone",
                    zh=f"`ending` 是不小于 0 的秒数，只用于 `{_BARS}`",
                )
            )

    def analysis(self) -> Parameters:
        """Return the ending in which bars are not measured."""
        return Parameters(ending=self.ending)


class MeasureKind:
    """Compares measured values with limits."""

    name: ClassVar[str] = "measure"
    params: ClassVar[type[Params]] = MeasureParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Ask for what the named measures ask for."""
        params = params_of(rule, MeasureParams)
        return frozenset(MEASURES[name].need for name in (params.measure, *params.given))

    def compile(self, rules: Sequence[Rule]) -> Sequence[MeasureChecker]:
        """Make one checker per rule."""
        return tuple(MeasureChecker(rule) for rule in rules)


class MeasureChecker:
    """One rule on a measured value."""

    def __init__(self, rule: Rule) -> None:
        self.codes = (rule.code,)
        self._params = params_of(rule, MeasureParams)
        self.of = asset_kind_of(self._params.measure)
        """The kind of files that the value belongs to; None for the post or its words."""
        given = self._params.given.items()
        self._of_post = [(name, condition) for name, condition in given if MEASURES[name].subject in _WHOLE_POST]
        self._of_same = [(name, condition) for name, condition in given if MEASURES[name].subject not in _WHOLE_POST]

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield one hit for each value that does not meet the condition."""
        for name, condition in self._of_post:  # First: most rules are about another kind of post.
            if not _meets(condition, facts.observe(name)):
                return
        require = self._params.require
        beside = [(condition, _by_place(facts.observe(name))) for name, condition in self._of_same]
        for observation in facts.observe(self._params.measure):
            if observation.value is None and require.exists is None:
                continue  # There is no value to compare.
            if not require.holds(observation.value) and _are_met(beside, observation.where):
                yield self._hit(observation)

    def _hit(self, observation: Observation) -> Hit:
        condition = self._params.require
        where, evidence = observation.where, observation.evidence or _evidence(observation.value)
        if observation.beyond is not None and condition.upper is not None and observation.value > condition.upper:
            where, evidence = self._excess(observation, condition.upper, evidence)
        said, limit = shown(observation.value), condition.limit
        values = {"value": said.en, "value_zh": said.zh, "limit": limit.en, "limit_zh": limit.zh, **observation.values}
        return Hit(
            code=self.codes[0],
            where=where,
            evidence=evidence,
            values=values,
            scope=observation.scope,
        )

    def _excess(self, observation: Observation, limit: float, evidence: str) -> tuple[Location, str]:
        place, characters = observation.beyond(limit) if observation.beyond else (observation.where, evidence)
        return place, characters or evidence


def _meets(condition: Condition, observations: Iterable[Observation]) -> bool:
    return any(condition.holds(other.value) for other in observations)


def _are_met(beside: Sequence[tuple[Condition, Beside]], where: Location) -> bool:
    """Tell whether the other measures of the same thing are as the rule asks."""
    return all(_meets(condition, values.get(where, ())) for condition, values in beside)


def _by_place(observations: Iterable[Observation]) -> Beside:
    """Sort the values of another measure by the thing that they belong to."""
    found: Beside = {}
    for other in observations:
        found.setdefault(other.where, []).append(other)
    return found


def _evidence(value: Any) -> str:
    """Write a measured value as what was seen; a bare yes or no says nothing beside the message."""
    return "" if isinstance(value, bool) else shown(value).en


def shown(value: Any) -> Bilingual:
    """Write a measured value as messages show it; a reason stays in its two languages."""
    if isinstance(value, Bilingual):
        return value
    text = written(value) if isinstance(value, float) else str(value)
    return Bilingual(en=text, zh=text)


KIND = MeasureKind()
