"""Runs the tests that rules carry: bad examples must be found, good ones must not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from rednote_lint.batch.stage import Stage, batch_checkers
from rednote_lint.checks.sum import counted
from rednote_lint.engine import lint
from rednote_lint.facts import Facts, Need, Options
from rednote_lint.model import (
    Bilingual,
    Client,
    Declarations,
    Example,
    Finding,
    Location,
    Post,
    PostKind,
    Record,
    Report,
    Rule,
    Scope,
    Severity,
    SourceFile,
    TextEdit,
    TextRange,
    TextSpan,
)
from rednote_lint.rule_tests.glyphs import unseen
from rednote_lint.rule_tests.proofs import idle_exceptions, undisguised
from rednote_lint.rule_tests.stated import Stated, StatedFacts, stated_assets
from rednote_lint.ruleset import RuleSet, applies

FILE = "example.txt"
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
TEXT_SCOPES = (Scope.TITLE, Scope.BODY, Scope.TAGS, Scope.SUBTITLE, Scope.OCR)


class Complaint(Record, frozen=True, kw_only=True):
    """What is wrong with a rule's tests; a warning does not fail the run."""

    code: str
    place: str
    severity: Severity
    message: Bilingual


class RuleTestOutcome(Record, frozen=True, kw_only=True):
    """What came out of testing rules."""

    rules: int
    examples: int
    complaints: tuple[Complaint, ...]


def run_tests(rules: Sequence[Rule], today: dt.date, beside: Sequence[Rule] = ()) -> RuleTestOutcome:
    """Run every example of every rule.

    Args:
        rules: those to test; they are compiled together, as in a real run.
        today: decides whose review is overdue.
        beside: rules that are not tested, whose hints a tested one may add up.
    """
    ruleset, among = RuleSet(rules), with_counted(rules, beside)
    complaints = [complaint for rule in ruleset.rules for complaint in _test(rule, among, today)]
    complaints += [_complaint(rule, message) for rule, message in undisguised(ruleset, example_post)]
    examples = sum(len(rule.tests.bad) + len(rule.tests.good) for rule in ruleset.rules)
    return RuleTestOutcome(rules=len(ruleset.rules), examples=examples, complaints=tuple(complaints))


def report_of(rule: Rule, example: str | Example, beside: Sequence[Rule] = ()) -> Report:
    """Return what a rule finds in one of its examples; rules beside it may give hints that it adds up."""
    return _lint(rule, with_counted([rule], beside), _spelled_out(example))


def with_counted(rules: Sequence[Rule], beside: Sequence[Rule]) -> RuleSet:
    """Return rules, with those beside them whose hints one of them adds up."""
    others = {other.code: other for rule in rules for other in counted(rule, beside)}
    return RuleSet({**others, **{rule.code: rule for rule in rules}}.values())


def _complaint(rule: Rule, message: Bilingual, severity: Severity = Severity.ERROR) -> Complaint:
    return Complaint(code=rule.code, place=rule.place, severity=severity, message=message)


def _test(rule: Rule, ruleset: RuleSet, today: dt.date) -> Iterator[Complaint]:
    if rule.source and rule.source.review_after and rule.source.review_after < today:
        day = rule.source.review_after
        message = Bilingual(en=f"its source was to be reviewed after {day}", zh=f"来源应在 {day} 之后复核，已过期")
        yield _complaint(rule, message, Severity.WARNING)
    for message in (*_gaps(rule), *_lapses(rule, ruleset), *idle_exceptions(rule, partial(_lint, rule, ruleset))):
        yield _complaint(rule, message)


def _gaps(rule: Rule) -> Iterator[Bilingual]:
    """Say what a rule must state and does not."""
    if rule.source is None:
        yield Bilingual(en="the rule names no source", zh="规则没有写明来源")
    for kind, examples in (("bad", rule.tests.bad), ("good", rule.tests.good)):
        if not examples:
            yield Bilingual(en=f"the rule has no {kind} example", zh=f"规则没有 `{kind}` 示例")


def _lapses(rule: Rule, ruleset: RuleSet) -> Iterator[Bilingual]:
    """Say which examples come out otherwise than the rule states."""
    for example in rule.tests.bad:
        yield from _miss(rule, ruleset, _spelled_out(example))
    for example in rule.tests.good:
        report = _lint(rule, ruleset, _spelled_out(example))
        yield from (problem.message for problem in report.problems)
        for finding in report.findings:
            shown, hit = _shown(example), finding.evidence
            yield Bilingual(en=f"the good example {shown} is hit: {hit}", zh=f"`good` 示例 {shown} 被命中：{hit}")


def _miss(rule: Rule, ruleset: RuleSet, example: Example) -> Iterator[Bilingual]:
    """Say what a bad example should have done and did not."""
    report = _lint(rule, ruleset, example)
    yield from (problem.message for problem in report.problems)
    if example.text is not None:  # A stated measurement brings no values of its own.
        yield from _unfilled(report)
    hits, shown = [finding.evidence for finding in report.findings], _shown(example)
    if not hits:
        reasons = [*(veto.reason for veto in report.vetoes), *unseen(rule, example)]
        en, zh = "; ".join(reason.en for reason in reasons), "；".join(reason.zh for reason in reasons)
        yield Bilingual(
            en=f"the bad example {shown} is not hit" + (f" ({en})" if en else ""),
            zh=f"`bad` 示例 {shown} 没有被命中" + (f"（{zh}）" if zh else ""),
        )
    elif example.hits is not None and hits != list(example.hits):
        stated = list(example.hits)
        yield Bilingual(
            en=f"the bad example {shown} is hit at {hits}, not at {stated}",
            zh=f"`bad` 示例 {shown} 命中的是 {hits}，不是 {stated}",
        )
    if example.fixed is not None and example.text is not None:
        fixed = _fixed(example.text, report)
        if fixed != example.fixed:
            yield Bilingual(
                en=f"the bad example {shown} is fixed to {fixed!r}, not to {example.fixed!r}",
                zh=f"`bad` 示例 {shown} 修复后是 {fixed!r}，不是 {example.fixed!r}",
            )


def _unfilled(report: Report) -> Iterator[Bilingual]:
    """Name the placeholders that nothing fills: a reader would see the braces."""
    for finding in report.findings:
        sentences = [text for text in (finding.message, finding.why, finding.hint) if text is not None]
        left = dict.fromkeys(name for text in sentences for name in _PLACEHOLDER.findall(text.en + text.zh))
        for name in left:
            if name not in finding.evidence:
                yield Bilingual(en=f"nothing fills the placeholder {name}", zh=f"占位符 {name} 没有内容")


def example_post(rule: Rule, example: Example, path: str = FILE) -> Post:
    """Build the post that an example describes; it satisfies the rule's `when` unless the example says otherwise."""
    when = rule.when
    stated: dict[str, Any] = {"commercial": when.commercial, "ai_generated": when.ai_generated}
    stated["account"] = "example" if when.account else ""
    stated["industry"] = when.industry[:1]
    declared = msgspec.convert({**stated, **example.declared}, Declarations, strict=False)
    text = example.text or ""
    where = Location(path=path, text=TextRange(0, len(text)))
    scope = scope_of(rule, example)
    span = TextSpan(scope=scope, text=text, where=where) if example.text is not None else None
    return Post(
        id="example",
        path=path,
        root=".",
        kind=when.kind or PostKind.IMAGE,
        title=span if scope is Scope.TITLE else None,
        body=span if scope is Scope.BODY else None,
        tags=(span,) if span and scope is Scope.TAGS else (),
        assets=stated_assets(_stated(rule, example)),
        declared=declared,
        header=Location(path=path, text=TextRange(0, 0)),
        sources=(SourceFile(path=path, text=text),),
    )


def scope_of(rule: Rule, example: Example) -> Scope:
    """Return the scope that an example's text stands in: its own, else the body if the rule is on it."""
    if example.scope is not None:
        return example.scope
    scopes = [Scope(scope) for scope in getattr(rule.params, "on", ())] or [Scope.BODY]
    return Scope.BODY if Scope.BODY in scopes else next((s for s in scopes if s in TEXT_SCOPES), Scope.BODY)


def _lint(rule: Rule, ruleset: RuleSet, example: Example) -> Report:
    post = example_post(rule, example)

    def stated(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
        return StatedFacts(post, frozenset(Need), options, _stated(rule, example))

    options = Options() if rule.when.client is None else Options(client=rule.when.client)
    only = {rule.code, *(other.code for other in counted(rule, ruleset.rules))}
    report = lint(post, ruleset, options, only=only, facts_of=stated)
    if example.after:
        found = _compared(rule, [*map(_spelled_out, example.after), example])
        report = msgspec.structs.replace(report, findings=(*report.findings, *found))
    return msgspec.structs.replace(report, findings=tuple(f for f in report.findings if f.code == rule.code))


def _compared(rule: Rule, examples: Sequence[Example]) -> tuple[Finding, ...]:
    """Return what is found in the last of the posts that these examples describe, in the order of a run."""
    rules, stage = RuleSet([rule]), Stage()
    found: tuple[Finding, ...] = ()
    for number, example in enumerate(examples, start=1):
        post = example_post(rule, example, FILE if number == len(examples) else f"post-{number}.txt")
        facts = StatedFacts(post, frozenset(Need), Options(), _stated(rule, example))
        traces = [trace for checker in batch_checkers(rules) for trace in checker.traces(facts)]
        found = stage.compare(post, traces if applies(rule.when, post, Client.BOTH) else (), rules)
    stage.close()
    return found


def _stated(rule: Rule, example: Example) -> Stated:
    scope = scope_of(rule, example)
    spans: tuple[TextSpan, ...] = ()
    if example.text is not None and scope in (Scope.SUBTITLE, Scope.OCR):
        where = Location(path=FILE, text=TextRange(0, len(example.text)))
        spans = (TextSpan(scope=scope, text=example.text, where=where),)
    return Stated(spans=spans, values=example.values, seen=tuple(example.seen))


def _fixed(text: str, report: Report) -> str:
    """Apply the text edits of all findings, right-most first; examples are too short for them to overlap."""
    edits = {
        edit for finding in report.findings if finding.fix for edit in finding.fix.edits if isinstance(edit, TextEdit)
    }
    for edit in sorted(edits, key=lambda edit: edit.range, reverse=True):
        text = text[: edit.range.start] + edit.new + text[edit.range.end :]
    return text


def _spelled_out(example: str | Example) -> Example:
    return Example(text=example) if isinstance(example, str) else example


def _shown(example: str | Example) -> str:
    stated = _spelled_out(example)
    if stated.text is not None:
        return repr(stated.text)
    return str(stated.values or stated.seen or stated.declared)
