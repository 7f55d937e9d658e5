"""A rule as a pack states it, with its source, its gates and the tests it carries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rednote_lint.model.arguments import ArgumentValue
from rednote_lint.model.base import (
    Bilingual,
    Client,
    Confidence,
    InvalidValue,
    PostKind,
    Record,
    Safety,
    Scope,
    Severity,
    Tier,
)
from rednote_lint.model.post import Declarations


class Source(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a rule comes from."""

    url: str
    title: str | Bilingual
    """As the source names itself, or with a translation for readers of the other language."""
    tier: Tier
    seen: dt.date
    review_after: dt.date | None = None
    quote: str | None = None

    def titled(self, language: str) -> str:
        """Return the title for readers of `en` or `zh`."""
        return self.title if isinstance(self.title, str) else self.title.pick(language)


class FixPolicy(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule offers as a way out."""

    hint: Bilingual | None = None
    """Advice in words."""
    suggest: bool = False
    """Offer the suggestions of the words that were hit."""
    remove: bool = False
    """Offer to delete what was hit."""
    edit: str | None = None
    """Name of a text or media repair, see docs/fixes.md."""
    arguments: dict[str, ArgumentValue] = {}
    """Arguments of that repair that the rule knows, such as `{limit_mb: 32}`; the finding's place may add some."""
    safety: Safety = Safety.MANUAL


class Example(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One test that a rule carries."""

    text: str | None = None
    """Text of the span under test."""
    scope: Scope | None = None
    """Scope of that span; the rule's first text scope when absent."""
    hits: tuple[str, ...] | None = None
    """What must be hit, as typed, in order; absent: at least one hit."""
    fixed: str | None = None
    """The text after all fixes of the rule."""
    values: dict[str, Any] = {}
    """Measured values, by measure name, for rules on measures and metadata."""
    declared: dict[str, Any] = {}
    """The post's declarations."""
    seen: list[dict[str, Any]] = []
    """Observations in pixels (lines of text, logos, codes) for rules on marks and codes."""
    after: tuple[str | Example, ...] = ()
    """Posts of the same run that come before it, for rules that compare posts."""


class RuleTests(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tests that a rule carries; they run on every load of `rednote-lint test`."""

    bad: tuple[str | Example, ...] = ()
    good: tuple[str | Example, ...] = ()


class LengthGate(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the body of a post may be for a rule to be asked."""

    max: int
    """Characters that a reader sees, blanks not counted."""

    def __post_init__(self) -> None:
        """Refuse a gate that no body passes."""
        if self.max < 1:
            raise InvalidValue(
                Bilingual(
                    en=f"`max` is a number of characters from 1 up, not {self.max}",
                    zh=f"`max` 是不小于 1 的字数，不能是 {self.max}",
                )
            )


class When(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Gates on what a post declares and is; all that are given must hold."""

    commercial: bool | None = None
    ai_generated: bool | None = None
    industry: tuple[str, ...] = ()
    """At least one of them is declared."""
    kind: PostKind | None = None
    account: bool | None = None
    """Whether the post says whose it is."""
    client: Client | None = None
    """The rule counts for this client; `both` in the configuration takes the rules of either."""
    length: LengthGate | None = None
    """For words that mean something in short posts only, such as the slang of spam."""


class Rule(Record, frozen=True, kw_only=True):
    """One question about the facts of a post, as a pack states it."""

    code: str
    name: str
    title: Bilingual | None = None
    """A short noun phrase for lists; packs of others may leave it out."""
    pack: str
    check: str
    """The kind, such as `words`."""
    params: Any
    """The kind's own parameters, a struct of `checks`."""
    severity: dict[str, Severity]
    """`default`, and where it differs: a scope's name, a client's, or `commercial`."""
    confidence: Confidence
    message: Bilingual
    why: Bilingual
    fix: FixPolicy | None = None
    source: Source | None = None
    when: When = When()
    tests: RuleTests = RuleTests()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    budget: float = 0.4
    """Per cent of really published posts on which the rule may speak, its known rate of false alarms."""
    since: str = ""
    """The release in which it came: of the program for shipped packs, else of its pack; empty where nothing says so."""
    place: str = ""
    """`pack/file:line` of its definition."""
    folder: str = ""
    """Folder of its pack, where the templates that it names lie."""

    def titled(self, language: str) -> str:
        """Return the title for `en` or `zh`, or what the rule says where its pack gives no title."""
        return (self.title or self.message).pick(language)

    def severity_in(self, scope: Scope | None, declared: Declarations, client: Client = Client.BOTH) -> Severity:
        """Return the severity for a hit in `scope` of a post with these declarations, published with `client`.

        A client's own severity counts only where that client is configured: with `both`, the default does.
        """
        if scope is not None and scope.value in self.severity:
            return self.severity[scope.value]
        if client is not Client.BOTH and client.value in self.severity:
            return self.severity[client.value]
        if declared.commercial and "commercial" in self.severity:
            return self.severity["commercial"]
        return self.severity["default"]


class RuleChange(Record, frozen=True, kw_only=True):
    """What a pack or a configuration changes in a rule of another pack."""

    rule: str
    """Its code, or `pack/name`."""
    place: str
    """Where that is written, for errors; from the pack's folder where a pack changes it."""
    added: tuple[Any, ...] = ()
    """Words as a pack writes them."""
    removed: tuple[str, ...] = ()


class RulePack(Record, frozen=True, kw_only=True):
    """Rules that belong together, with the version that a lock file pins."""

    name: str
    version: str
    title: Bilingual
    description: Bilingual
    rules: tuple[Rule, ...] = ()
    extends: tuple[str, ...] = ()
    """Names of the packs of which it changes rules."""
    changes: tuple[RuleChange, ...] = ()
    path: str = ""
    digest: str = ""
    """sha256 of the pack's files."""
    license: str = ""
    reviewed: str = ""
    """When its authors last read all of it, as they write it."""
