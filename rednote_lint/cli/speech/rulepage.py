"""A rule as a page for people: what it finds with examples, why, what to do, on which source, how often it errs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from rednote_lint.model import Bilingual, Client, Confidence, Example, PostKind, Rule, Safety, Severity, Source, Tier
from rednote_lint.report import Display
from rednote_lint.report.phrases import phrases
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

_SEVERITY = {
    Severity.ERROR: Bilingual(en="Error: will likely get a post limited", zh="错误：很可能导致限流"),
    Severity.WARNING: Bilingual(en="Warning: better changed before posting", zh="警告：最好改了再发"),
    Severity.INFO: Bilingual(en="Info: a detail to tidy up", zh="提示：可顺手整理的小问题"),
}
_CONFIDENCE = {
    Confidence.HIGH: Bilingual(en="seen for sure", zh="判断可靠"),
    Confidence.MEDIUM: Bilingual(en="likely", zh="较有把握"),
    Confidence.LOW: Bilingual(en="uncertain: look for yourself", zh="不确定，需自行判断"),
}
_TIER = {
    Tier.LAW: Bilingual(en="law", zh="法律法规"),
    Tier.PLATFORM: Bilingual(en="the platform's own rules or behavior", zh="平台自己的规则或做法"),
    Tier.PRESS: Bilingual(en="press report", zh="媒体报道"),
    Tier.COMMUNITY: Bilingual(en="what creators report", zh="创作者的经验"),
}
_ELSEWHERE = {
    "title": Bilingual(en="in the title", zh="在标题中"),
    "body": Bilingual(en="in the caption", zh="在正文中"),
    "tags": Bilingual(en="in topics", zh="在话题中"),
    "subtitle": Bilingual(en="in subtitles", zh="在字幕中"),
    "ocr": Bilingual(en="in text in the picture", zh="在画面文字中"),
    "image": Bilingual(en="in pictures", zh="在图片中"),
    "frame": Bilingual(en="in videos", zh="在视频中"),
    "web": Bilingual(en="with `client: web`", zh="`client: web` 时"),
    "app": Bilingual(en="with `client: app`", zh="`client: app` 时"),
    "commercial": Bilingual(en="in commercial posts", zh="在商业笔记中"),
}
_KIND = {
    PostKind.IMAGE: Bilingual(en="picture posts", zh="图文笔记"),
    PostKind.VIDEO: Bilingual(en="video posts", zh="视频笔记"),
    PostKind.TEXT: Bilingual(en="posts without media", zh="纯文字笔记"),
}
_CLIENT = {
    Client.WEB: Bilingual(en="the web page", zh="网页端"),
    Client.APP: Bilingual(en="the app", zh="手机端"),
    Client.BOTH: Bilingual(en="both clients", zh="两种客户端"),
}
_LENGTH = Bilingual(en="bodies of at most {max} visible characters", zh="正文不超过 {max} 个可见字符的笔记")
_COMMERCIAL = Bilingual(en="commercial posts", zh="商业笔记")
_NOT_COMMERCIAL = Bilingual(en="posts that are not declared commercial", zh="未声明为商业内容的笔记")
_GENERATED = Bilingual(en="posts declared as AI-made", zh="声明为 AI 生成的笔记")
_NOT_GENERATED = Bilingual(en="posts not declared as AI-made", zh="未声明为 AI 生成的笔记")
_INDUSTRY = Bilingual(en="industry {names}", zh="行业 {names}")

_MATTERS = Bilingual(en="Severity", zh="级别")
_APPLIES = Bilingual(en="Applies to", zh="适用于")
_FINDS = Bilingual(en="Says", zh="会提示")
_HIT = Bilingual(en="Found in", zh="会指出")
_MISSED = Bilingual(en="Not in", zh="不会指出")
_WHY = Bilingual(en="Why", zh="原因")
_TO_DO = Bilingual(en="What to do", zh="怎么改")
_REPAIRED = Bilingual(en="`--fix` does it.", zh="`--fix` 可自动完成。")
_OFFERED = Bilingual(
    en="`--fix --unsafe-fixes` does it; review the result.", zh="`--fix --unsafe-fixes` 可完成，需过目。"
)
_SOURCE = Bilingual(en="Source", zh="依据")
_READ = Bilingual(en="{tier}, read on {date}", zh="{tier}，{date} 查阅")
_ALARMS = Bilingual(en="False alarms", zh="误报")
_BUDGET = Bilingual(
    en="May speak on at most {budget} % of posts that really went up: {n} in 1,000. `rednote-lint bench-rules` counts.",
    zh="在真实发布的笔记中，最多允许在 {budget} % 上出现，即每 1000 篇 {n} 篇；`rednote-lint bench-rules` 可统计。",
)
_OFF = Bilingual(en="Turn off", zh="关闭")
_HOW_OFF = Bilingual(
    en="`--ignore {code}`, or `ignore: [{code}]` in rednote-lint.yaml",
    zh="`--ignore {code}`，或在 rednote-lint.yaml 中写 `ignore: [{code}]`",
)
_NEAR = Bilingual(en="Neighbors", zh="相邻规则")
_DEFINED = Bilingual(en="Defined in", zh="定义于")
_LABELS = (_MATTERS, _APPLIES, _FINDS, _HIT, _MISSED, _WHY, _TO_DO, _SOURCE, _ALARMS, _OFF, _NEAR, _DEFINED)


class RulePage:
    """Writes pages to a stream.

    Args:
        stream: where to write.
        language: `en` or `zh`.
    """

    def __init__(self, stream: TextIO, language: str) -> None:
        self._language = language
        self._labels = phrases(language)
        self._page = Page(stream, Display(language=language), WIDEST)
        self._column = max(cells(label.pick(language)) for label in _LABELS) + 2

    def write(self, rule: Rule, session: Session) -> None:
        """Write the page of a rule, as the configuration of the session has it."""
        shown = session.rules.by_code.get(rule.code, rule)
        start = f"{rule.code}  "
        name = f"{rule.pack}/{rule.name}"
        self._page.ends((start, Role.CODE), rule.titled(self._language), name, indent=cells(start))
        self._page.rule()
        self._line(_MATTERS, self._severity(shown))
        self._line(_APPLIES, self._labels.comma.join(self._gates(rule)))
        self._finds(rule, session.known)
        self._line(_WHY, rule.why.pick(self._language))
        self._line(_TO_DO, " ".join(self._remedies(rule)))
        if rule.source is not None:
            self._source(rule.source)
        budget = {"budget": f"{rule.budget:g}", "n": f"{rule.budget * 10:g}"}
        self._line(_ALARMS, self._said(_BUDGET.filled(budget)))
        self._line(_OFF, self._said(_HOW_OFF.filled({"code": rule.code})))
        self._line(_NEAR, " · ".join(self._neighbours(rule, session.known)))
        self._line(_DEFINED, rule.place)
        self._page.line()

    def _said(self, text: Bilingual) -> str:
        return text.pick(self._language)

    def _line(self, label: Bilingual, text: str, role: Role = Role.PLAIN) -> None:
        if text:
            self._page.hanging((self._said(label), Role.LABEL), text, role, indent=self._column)

    def _severity(self, rule: Rule) -> str:
        default, *others = rule.severity.items()
        sureness = self._labels.bracketed(self._said(_CONFIDENCE[rule.confidence]))
        parts = [self._said(_SEVERITY[default[1]]) + sureness]
        for where, severity in others:
            parts.append(f"{self._said(_ELSEWHERE[where])}{self._labels.colon}{self._labels.severity[severity]}")
        return " · ".join(parts)

    def _gates(self, rule: Rule) -> Iterator[str]:
        when = rule.when
        if when.kind is not None:
            yield self._said(_KIND[when.kind])
        if when.client is not None:
            yield self._said(_CLIENT[when.client])
        if when.commercial is not None:
            yield self._said(_COMMERCIAL if when.commercial else _NOT_COMMERCIAL)
        if when.ai_generated is not None:
            yield self._said(_GENERATED if when.ai_generated else _NOT_GENERATED)
        if when.length is not None:
            yield self._said(_LENGTH.filled({"max": str(when.length.max)}))
        if when.industry:
            yield self._said(_INDUSTRY.filled({"names": self._labels.listed.join(when.industry)}))

    def _finds(self, rule: Rule, known: Sequence[Rule]) -> None:
        findings = report_of(rule, rule.tests.bad[0], known).findings if rule.tests.bad else ()
        self._line(_FINDS, (findings[0].message if findings else rule.message).pick(self._language), Role.CODE)
        for label, examples in ((_HIT, rule.tests.bad), (_MISSED, rule.tests.good)):
            for index, example in enumerate(examples[:EXAMPLES]):
                start = self._said(label) if index == 0 else ""
                self._page.hanging((start, Role.LABEL), self._example(example), indent=self._column)

    def _example(self, example: str | Example) -> str:
        if isinstance(example, str):
            return example
        if example.text is not None:
            stated = self._stated(example.declared)
            return example.text + (self._labels.bracketed(stated) if stated else "")
        seen = [str(next(iter(thing.values()))) for thing in example.seen]
        if seen:
            return self._labels.listed.join(dict.fromkeys(seen))
        return self._stated({**example.values, **example.declared})

    def _stated(self, values: Mapping[str, object]) -> str:
        """Write values as a header states them: `commercial: true`."""
        written = {name: str(value).lower() if isinstance(value, bool) else value for name, value in values.items()}
        return self._labels.listed.join(f"{name}: {value}" for name, value in written.items())

    def _remedies(self, rule: Rule) -> Iterator[str]:
        fix = rule.fix
        if fix is None:
            return
        if fix.hint is not None:
            yield self._said(fix.hint)
        if fix.suggest or fix.remove or fix.edit:
            yield from {Safety.SAFE: [self._said(_REPAIRED)], Safety.UNSAFE: [self._said(_OFFERED)]}.get(fix.safety, [])

    def _source(self, source: Source) -> None:
        self._line(_SOURCE, source.titled(self._language))
        read = _READ.pick(self._language).format(tier=self._said(_TIER[source.tier]), date=source.seen.isoformat())
        indent = " " * self._column
        self._page.hanging((indent, Role.PLAIN), read, indent=self._column)
        self._page.hanging((indent, Role.PLAIN), source.url, Role.LINK, indent=self._column)

    def _neighbours(self, rule: Rule, known: Sequence[Rule]) -> Iterator[str]:
        pack = sorted((other for other in known if other.pack == rule.pack), key=lambda other: other.code)
        at = next(index for index, other in enumerate(pack) if other.code == rule.code)
        for other in pack[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS + 1]:
            if other.code != rule.code:
                yield f"{other.code} {other.titled(self._language)}"
