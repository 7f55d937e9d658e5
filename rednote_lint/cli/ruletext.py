"""A rule as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from rednote_lint.model import Example, Rule

_ZH = {
    "why": "原因",
    "severity": "级别",
    "confidence": "把握",
    "when": "适用条件",
    "fix": "怎么改",
    "alarms": "误报上限",
    "source": "依据",
    "bad": "会被指出",
    "good": "不会被指出",
    "defined": "定义于",
}


def rule_record(rule: Rule) -> dict[str, Any]:
    """Return everything a rule states, as plain values; `params` are those of its kind."""
    record: dict[str, Any] = msgspec.to_builtins(rule, enc_hook=str)
    return record


def as_json(value: Any) -> str:
    """Encode plain values readably, Chinese as Chinese."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def rule_text(rule: Rule, language: str) -> Iterator[str]:
    """Give the lines that explain a rule."""

    def label(word: str) -> str:
        return f"{(_ZH[word] if language == 'zh' else word) + ':':<12}"

    yield f"{rule.code}  {rule.pack}/{rule.name}  [{rule.check}]"
    yield rule.titled(language)
    yield ""
    yield rule.message.pick(language)
    yield ""
    yield f"{label('why')}{rule.why.pick(language)}"
    yield f"{label('severity')}{_severities(rule)}"
    yield f"{label('confidence')}{rule.confidence}"
    gates = {key: value for key, value in msgspec.to_builtins(rule.when).items() if value not in (None, [], ())}
    if gates:
        yield f"{label('when')}" + ", ".join(f"{key}: {_plain(value)}" for key, value in gates.items())
    if rule.fix and rule.fix.hint:
        yield f"{label('fix')}{rule.fix.hint.pick(language)}"
    yield f"{label('alarms')}≤ {rule.budget:g} %"
    if rule.source:
        yield f"{label('source')}{rule.source.titled(language)} [{rule.source.tier}, {rule.source.seen}]"
        yield f"{'':<12}{rule.source.url}"
    for word, examples in (("bad", rule.tests.bad), ("good", rule.tests.good)):
        for example in examples[:4]:
            yield f"{label(word)}{_example(example)}"
    yield f"{label('defined')}{rule.place}"


def _severities(rule: Rule) -> str:
    default, *others = rule.severity.items()
    return ", ".join([default[1], *(f"{key}: {value}" for key, value in others)])


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list | tuple) else str(value).lower()


def _example(example: str | Example) -> str:
    if isinstance(example, str):
        return example
    return example.text or str(example.values or example.seen or example.declared)
