"""A rule as a page for people: what it finds with examples, why, what to do, on which source, how often it errs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from rednote_lint.cli.speech.rulewords import RuleWords
from rednote_lint.model import Bilingual, Rule, Source
from rednote_lint.report import Display
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.paint import Role
from rednote_lint.report.width import cells
from rednote_lint.rule_tests.runner import report_of
from rednote_lint.run.session import Session

WIDEST = 100
EXAMPLES = 3
"""Examples of each sort that are shown."""
NEIGHBOURS = 2
"""Rules of the same pack that are named, before it and after it."""

_MATTERS = Bilingual(en="Severity", zh="级别")
_APPLIES = Bilingual(en="Applies to", zh="适用于")
_FINDS = Bilingual(en="Says", zh="会提示")
_HIT = Bilingual(en="Found in", zh="会指出")
_MISSED = Bilingual(en="Not in", zh="不会指出")
_WHY = Bilingual(en="Why", zh="原因")
_TO_DO = Bilingual(en="What to do", zh="怎么改")
_SOURCE = Bilingual(en="Source", zh="依据")
_ALARMS = Bilingual(en="False alarms", zh="误报")
_BUDGET = Bilingual(
    en="May fire on at most {budget}% of published posts: {n} in 1,000. `rednote-lint bench-rules` counts.",
    zh="在真实发布的笔记中，最多允许在 {budget} % 上出现，即每 1000 篇 {n} 篇；`rednote-lint bench-rules` 可统计。",
)
_OFF = Bilingual(en="Turn off", zh="关闭")
_HOW_OFF = Bilingual(
    en="`--ignore {code}`, or `ignore: [{code}]` in rednote-lint.yaml",
    zh="`--ignore {code}`，或在 rednote-lint.yaml 中写 `ignore: [{code}]`",
)
_NEAR = Bilingual(en="Neighbors", zh="相邻规则")
_DEFINED = Bilingual(en="Defined in", zh="定义于")
_PAGE = Bilingual(en="Page", zh="页面")
_SINCE = Bilingual(en="{place}, since {release}", zh="{place}，始于 {release}")
_LABELS = (_MATTERS, _APPLIES, _FINDS, _HIT, _MISSED, _WHY, _TO_DO, _SOURCE, _ALARMS, _OFF, _NEAR, _PAGE, _DEFINED)


class RulePage:
    """Writes pages to a stream.

    Args:
        stream: where to write.
        language: `en` or `zh`.
    """

    def __init__(self, stream: TextIO, language: str) -> None:
        self._language = language
        self._words = RuleWords(language)
        self._page = Page(stream, Display(language=language), WIDEST)
        self._column = max(cells(label.pick(language)) for label in _LABELS) + 2

    def write(self, rule: Rule, session: Session) -> None:
        """Write the page of a rule, as the configuration of the session has it."""
        shown = session.rules.by_code.get(rule.code, rule)
        start = f"{rule.code}  "
        name = f"{rule.pack}/{rule.name}"
        self._page.ends((start, Role.CODE), rule.titled(self._language), name, indent=cells(start))
        self._page.rule()
        self._line(_MATTERS, self._words.severity(shown))
        self._line(_APPLIES, self._words.labels.comma.join(self._words.gates(rule)))
        self._finds(rule, session.known)
        self._line(_WHY, rule.why.pick(self._language))
        self._line(_TO_DO, " ".join(self._words.remedies(rule)))
        if rule.source is not None:
            self._source(rule.source)
        self._line(_PAGE, session.config.rule_pages.replace("{code}", rule.code), Role.LINK)
        budget = {"budget": f"{rule.budget:g}", "n": f"{rule.budget * 10:g}"}
        self._line(_ALARMS, self._words.said(_BUDGET.filled(budget)))
        self._line(_OFF, self._words.said(_HOW_OFF.filled({"code": rule.code})))
        self._line(_NEAR, " · ".join(self._neighbours(rule, session.known)))
        defined = _SINCE.filled({"place": rule.place, "release": rule.since})
        self._line(_DEFINED, self._words.said(defined) if rule.since else rule.place)
        self._page.line()

    def _line(self, label: Bilingual, text: str, role: Role = Role.PLAIN) -> None:
        if text:
            self._page.hanging((self._words.said(label), Role.LABEL), text, role, indent=self._column)

    def _finds(self, rule: Rule, known: Sequence[Rule]) -> None:
        findings = report_of(rule, rule.tests.bad[0], known).findings if rule.tests.bad else ()
        self._line(_FINDS, (findings[0].message if findings else rule.message).pick(self._language), Role.CODE)
        bad, good = ([self._words.example(example) for example in of] for of in (rule.tests.bad, rule.tests.good))
        for label, shown in ((_HIT, _telling(bad, good)), (_MISSED, _telling(good, bad))):
            for index, example in enumerate(shown):
                start = self._words.said(label) if index == 0 else ""
                self._page.hanging((start, Role.LABEL), example, indent=self._column)

    def _source(self, source: Source) -> None:
        self._line(_SOURCE, source.titled(self._language))
        indent = " " * self._column
        self._page.hanging((indent, Role.PLAIN), self._words.read(source), indent=self._column)
        self._page.hanging((indent, Role.PLAIN), source.url, Role.LINK, indent=self._column)

    def _neighbours(self, rule: Rule, known: Sequence[Rule]) -> Iterator[str]:
        pack = sorted((other for other in known if other.pack == rule.pack), key=lambda other: other.code)
        at = next(index for index, other in enumerate(pack) if other.code == rule.code)
        for other in pack[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]:
            if other.code != rule.code:
                yield f"{other.code} {other.titled(self._language)}"


def _telling(examples: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return examples that the words tell apart, from each other and from those of the other sort, where there are any.

    The rest differ in places, times or values, which a line of words does not show.
    """
    distinct = list(dict.fromkeys(examples))
    return ([example for example in distinct if example not in others] or distinct)[:EXAMPLES]
