"""What a rule states, in words: shared by its page in the terminal and its page in the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rednote_lint.model import Bilingual, Client, Confidence, Example, PostKind, Rule, Safety, Severity, Source, Tier
from rednote_lint.report.phrases import phrases

_SEVERITY = {
    Severity.ERROR: Bilingual(en="Error: will likely get a post limited", zh="错误：很可能导致限流"),
    Severity.WARNING: Bilingual(en="Warning: better changed before posting", zh="警告：最好改了再发"),
    Severity.INFO: Bilingual(en="Info: a detail to tidy up", zh="提示：可顺手整理的小问题"),
}
_CONFIDENCE = {
    Confidence.HIGH: Bilingual(en="almost certain", zh="判断可靠"),
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
_ACCOUNT = Bilingual(en="posts that name their account", zh="写明账号的笔记")
_NO_ACCOUNT = Bilingual(en="posts that name no account", zh="未写明账号的笔记")
_REPAIRED = Bilingual(en="`--fix` does it.", zh="`--fix` 可自动完成。")
_OFFERED = Bilingual(
    en="`--fix --unsafe-fixes` does it; review the result.", zh="`--fix --unsafe-fixes` 可完成，需过目。"
)
_READ = Bilingual(en="{tier}, read on {date}", zh="{tier}，{date} 查阅")


class RuleWords:
    """Says in one language what a rule states.

    Args:
        language: `en` or `zh`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.labels = phrases(language)

    def said(self, text: Bilingual) -> str:
        """Return a text in the language."""
        return text.pick(self.language)

    def severity(self, rule: Rule) -> str:
        """Return how much it matters, and how sure it is."""
        default, *others = rule.severity.items()
        sureness = self.labels.bracketed(self.said(_CONFIDENCE[rule.confidence]))
        parts = [self.said(_SEVERITY[default[1]]) + sureness]
        for where, severity in others:
            parts.append(f"{self.said(_ELSEWHERE[where])}{self.labels.colon}{self.labels.severity[severity]}")
        return " · ".join(parts)

    def gates(self, rule: Rule) -> Iterator[str]:
        """Yield the posts that it is limited to."""
        when = rule.when
        if when.kind is not None:
            yield self.said(_KIND[when.kind])
        if when.client is not None:
            yield self.said(_CLIENT[when.client])
        if when.commercial is not None:
            yield self.said(_COMMERCIAL if when.commercial else _NOT_COMMERCIAL)
        if when.ai_generated is not None:
            yield self.said(_GENERATED if when.ai_generated else _NOT_GENERATED)
        if when.account is not None:
            yield self.said(_ACCOUNT if when.account else _NO_ACCOUNT)
        if when.length is not None:
            yield self.said(_LENGTH.filled({"max": str(when.length.max)}))
        if when.industry:
            yield self.said(_INDUSTRY.filled({"names": self.labels.listed.join(when.industry)}))

    def example(self, example: str | Example) -> str:
        """Return an example of its tests in one text."""
        if isinstance(example, str):
            return example
        if example.text is not None:
            stated = self._stated(example.declared)
            return example.text + (self.labels.bracketed(stated) if stated else "")
        first = (next(iter(thing.values())) for thing in example.seen)
        seen = [what for what in first if isinstance(what, str)]  # A number says how light the picture is.
        if seen:
            return self.labels.listed.join(dict.fromkeys(seen))
        return self._stated({**example.values, **example.declared})

    def _stated(self, values: Mapping[str, object]) -> str:
        """Write values as a header states them: `commercial: true`."""
        written = {name: str(value).lower() if isinstance(value, bool) else value for name, value in values.items()}
        return self.labels.listed.join(f"{name}: {value}" for name, value in written.items())

    def remedies(self, rule: Rule) -> Iterator[str]:
        """Yield what to do."""
        fix = rule.fix
        if fix is None:
            return
        if fix.hint is not None:
            yield self.said(fix.hint)
        if fix.suggest or fix.remove or fix.edit:
            yield from {Safety.SAFE: [self.said(_REPAIRED)], Safety.UNSAFE: [self.said(_OFFERED)]}.get(fix.safety, [])

    def read(self, source: Source) -> str:
        """Return what a source is worth, and when it was read."""
        read = _READ.filled({"tier": self.said(_TIER[source.tier]), "date": source.seen.isoformat()})
        return self.said(read)
