"""The keys that every rule has, whatever its kind, in the shape YAML states them."""

from __future__ import annotations

from typing import Any

import msgspec

from rednote_lint.checks.text_rules import Reported
from rednote_lint.model import (
    Bilingual,
    Confidence,
    FixPolicy,
    Record,
    Rule,
    RuleTests,
    Severity,
    Source,
    When,
)


class Envelope(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule without the parameters of its kind."""

    code: str
    """Capital letters and digits, such as `AD101`; unique over all packs."""
    name: str
    """Words with hyphens, such as `absolute-best`; unique in its pack."""
    check: str
    """The kind."""
    severity: Severity | dict[str, Severity]
    """One, or `{default: warning, title: error, commercial: error}`."""
    confidence: Confidence = Confidence.HIGH
    title: Bilingual | None = None
    """What it is about in a few words, such as `{en: TikTok watermark, zh: TikTok 水印}`."""
    message: Bilingual
    why: Bilingual
    fix: FixPolicy | None = None
    source: Source | None = None
    when: When = When()
    tests: RuleTests = RuleTests()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    budget: float = 0.4
    """Per cent of really published posts on which the rule may speak; `rednote-lint bench-rules` holds it to that."""
    since: str = ""
    """The release in which the rule came; absent: what `since` in `pack.yaml` says."""

    def rule(self, pack: str, params: Any, place: str) -> Rule:
        """Join the envelope with its kind's parameters."""
        shared = {name: getattr(self, name) for name in _SHARED}
        severity = self.severity if isinstance(self.severity, dict) else {"default": self.severity}
        return Rule(pack=pack, params=params, severity=severity, place=place, **shared)


ENVELOPE_KEYS = frozenset(field.encode_name for field in msgspec.structs.fields(Envelope))
_SHARED = ENVELOPE_KEYS - {"severity"}


class PackFile(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of a `pack.yaml`."""

    name: str
    version: str
    title: Bilingual
    description: Bilingual
    extends: str | tuple[str, ...] = ()
    """Packs of which the rule files may change rules."""
    since: str = ""
    """The release in which the rules came that state none of their own."""
    license: str = ""
    reviewed: str = ""
    """When its authors last read all of it."""
    reported: Reported = Reported.HIT
    """What becomes of claims that the author passes on, warns of or denies; a rule may state its own."""
