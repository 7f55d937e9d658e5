"""Pages of the rules in Markdown, from the packs and the measured figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from rednote_lint.cli.speech.rulewords import RuleWords
from rednote_lint.model import Bilingual, Example, Rule, RulePack
from rednote_lint.rule_tests.runner import report_of
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings

FOLDER = "rules"
ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "words": "text-rules.md",
    "pattern": "text-rules.md",
    "combo": "text-rules.md",
    "sum": "text-rules.md",
    "measure": "measures.md",
    "mark": "mark-rules.md",
}
OTHER_KINDS = "media-rules.md"
_PLACEHOLDER = re.compile(r"\{\w+\}")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~<>&-])")
_FIGURES = re.compile(r"^\| ([A-Z]+[0-9]+) \S+ \| (.+) \|$", re.MULTILINE)
_COLUMNS = ("bad caught", "good left alone", "published posts", "share", "budget", "others' texts", "of them harmless")
_EN, _ZH = RuleWords("en"), RuleWords("zh")


def pages(figures: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of the page of each shipped rule, and of the list of all.

    Args:
        figures: the text of docs/rule-figures.md, whose row of a rule stands on its page.
    """
    recommended = Sessions(Settings(isolated=True)).of(ROOT)
    measured = {row[1]: row[2].split(" | ") for row in _FIGURES.finditer(figures)}
    yield f"{FOLDER}/index.md", _index(recommended)
    for pack in recommended.packs:
        for rule in pack.rules:
            yield f"{FOLDER}/{rule.code}.md", "\n".join(_page(rule, pack, recommended, measured.get(rule.code, [])))


def plain(text: str) -> str:
    """Return a text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _index(session: Session) -> str:
    total, on = len(session.known), len(session.rules.by_code)
    lines = [
        "# Rules",
        "",
        f"{total} rules in {len(session.packs)} packs; {on} are on in the preset `recommended`, those marked *strict*",
        "with `--preset strict` only. `rednote-lint rule CODE` shows the same in the terminal, in English or Chinese.",
        "",
        "每条规则的页面都附有中文说明。",
    ]
    for pack in session.packs:
        lines += ["", f"## {plain(pack.title.en)} · {plain(pack.title.zh)} {{#{pack.name}}}", ""]
        lines += [
            f"`{pack.name}`: {plain(pack.description.en)}",
            "",
            "| code | | 中文 | severity |",
            "|---|---|---|---|",
        ]
        for rule in sorted(pack.rules, key=lambda rule: rule.code):
            severity = session.rules.by_code.get(rule.code, rule).severity["default"].value
            strict = "" if rule.code in session.rules.by_code else " *strict*"
            en, zh = (plain(_general(rule.titled(language))) for language in ("en", "zh"))
            lines.append(f"| [{rule.code}]({rule.code}.md) | {en} | {zh} | {severity}{strict} |")
    return "\n".join(lines) + "\n"


def _page(rule: Rule, pack: RulePack, session: Session, figures: Sequence[str]) -> Iterator[str]:
    shown = session.rules.by_code.get(rule.code, rule)
    said = _said(rule, session)
    yield from (f"# {rule.code} {plain(_general(rule.titled('en')))}", "")
    yield from ("| | |", "|---|---|")
    for label, value in _facts(shown, pack, rule.code in session.rules.by_code):
        yield f"| {label} | {value} |"
    yield from ("", "## What it says", "", plain(said.en), "", "## Why", "", plain(_general(rule.why.en)))
    yield from ("", "## Examples", "", "They are the tests of the rule; `rednote-lint test` runs them.")
    yield from _examples("Found", rule.tests.bad)
    yield from _examples("Left alone", rule.tests.good)
    yield from ("", "## What to do", "", *(_remedies(_EN, rule) or ["There is no general way out; see why."]))
    if rule.source is not None:
        title = plain(rule.source.titled("en"))
        yield from ("", "## Source", "", f"[{title}]({_link(rule.source.url)}): {plain(_EN.read(rule.source))}.")
        if rule.source.review_after is not None:
            yield f"To be read again after {rule.source.review_after.isoformat()}."
    yield from ("", "## False alarms", "", *_alarms(rule, figures))
    yield from ("", "## Turn it off", "")
    yield f"`--ignore {rule.code}`, or `ignore: [{rule.code}]` in `rednote-lint.yaml`; for one post, with a reason,"
    yield f"`--add-ignore {rule.code} --reason TEXT` ([suppressions](../suppressions.md))."
    yield from ("", "## 中文 {#zh}", "", '<div lang="zh-CN" markdown>', "")
    yield from (f"**{plain(_general(rule.titled('zh')))}**：{plain(said.zh)}", "")
    yield from (plain(_ZH.severity(shown)), "", f"**原因**：{plain(_general(rule.why.zh))}", "")
    remedies = "".join(_remedies(_ZH, rule))
    if remedies:
        yield from (f"**怎么改**：{remedies}", "")
    if rule.source is not None:
        title = plain(rule.source.titled("zh"))
        yield from (f"**依据**：[{title}]({_link(rule.source.url)})（{plain(_ZH.read(rule.source))}）", "")
    yield from ("</div>", "")


def _facts(rule: Rule, pack: RulePack, is_on: bool) -> Iterator[tuple[str, str]]:
    yield "Severity", plain(_EN.severity(rule))
    gates = ", ".join(_EN.gates(rule))
    if gates:
        yield "Applies to", plain(gates)
    scopes = getattr(rule.params, "on", ())
    if scopes:
        yield "Looks at", plain(", ".join(scope.value for scope in scopes))
    yield "On", "in the presets `recommended` and `strict`" if is_on else "in the preset `strict` only"
    yield "Pack", f"[{plain(pack.title.en)}](index.md#{pack.name}), `{rule.pack}/{rule.name}`"
    yield "Kind", f"[`{rule.check}`](../{KINDS.get(rule.check, OTHER_KINDS)}), `rules/{rule.place}`"
    yield "Since", f"rednote-lint {plain(rule.since)}"


def _said(rule: Rule, session: Session) -> Bilingual:
    """Return what the rule says of its first bad example, or its sentence with its placeholders left out."""
    findings = report_of(rule, rule.tests.bad[0], session.known).findings if rule.tests.bad else ()
    message = findings[0].message if findings else rule.message
    return Bilingual(en=_general(message.en), zh=_general(message.zh))


def _general(text: str) -> str:
    return _PLACEHOLDER.sub("…", text)


def _examples(label: str, examples: Sequence[str | Example]) -> Iterator[str]:
    """Yield a list in HTML: an example may hold anything that Markdown would take for markup."""
    if not examples:
        return
    yield from ("", f"### {label}", "", '<ul class="examples">')
    for example in examples:
        yield f"<li>{_in_html(_stated(example))}</li>"
    yield "</ul>"


def _stated(example: str | Example) -> str:
    """Return an example in one text; what would be seen in pixels as its test states it, a thing a line."""
    if isinstance(example, str) or not example.seen:
        return _EN.example(example)
    things = [" · ".join(f"{key}: {_value(value)}" for key, value in thing.items()) for thing in example.seen]
    return "\n".join(things)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _in_html(text: str) -> str:
    """Return a text for HTML on one line; its line ends are kept."""
    escaped = escape(text, quote=False).replace("\r", "").replace("\n", "&#10;")
    return re.sub(r"[`*_\[\]\\]", lambda char: f"&#{ord(char[0])};", escaped)


def _remedies(words: RuleWords, rule: Rule) -> list[str]:
    """Return what to do; commands stay code."""
    parts = (re.split(r"(`[^`]+`)", _general(text)) for text in words.remedies(rule))
    return ["".join(part if part.startswith("`") else _plain_inside(part) for part in text) for text in parts]


def _plain_inside(text: str) -> str:
    """Return a part of a sentence in which nothing is markup; blanks at its ends stay."""
    return _MARKUP.sub(r"\\\1", text)


def _link(url: str) -> str:
    return "<" + url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20") + ">"


def _alarms(rule: Rule, figures: Sequence[str]) -> Iterator[str]:
    yield f"It may speak on at most {rule.budget:g} % of posts that really went up. Measured"
    yield "([how](../rule-figures.md)):"
    yield ""
    if not figures:
        yield "The table has no row for this rule."
        return
    row: Mapping[str, str] = dict(zip(_COLUMNS, figures, strict=True))
    yield from ("| " + " | ".join(row) + " |", "|" + "---|" * len(row), "| " + " | ".join(row.values()) + " |")
