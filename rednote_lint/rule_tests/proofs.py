"""Proofs that are generated from the rules on text: every word in every disguise, every exception at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import msgspec

from rednote_lint.checks import params_of
from rednote_lint.checks.text_rules import Reported, TextParams
from rednote_lint.checks.words import WordsParams
from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import MOST_PLACES, Bilingual, Example, Post, Report, Rule, Scope, TextRange
from rednote_lint.ruleset import RuleSet
from rednote_lint.text.fold import fold_key
from rednote_lint.text.obfuscations import mutations
from rednote_lint.text.words.context import Unless

PostFor = Callable[[Rule, Example], Post]
ReportOf = Callable[[Example], Report]


_LINES = MOST_PLACES // 3
"""Lines of one rule in a text: those of other rules may hold its words too."""
Line = tuple[Rule, str, str]
"""The rule, the disguise, the word in that disguise."""


def undisguised(rules: RuleSet, post_for: PostFor) -> Iterator[tuple[Rule, Bilingual]]:
    """Say which words are not found, alone on a line, as written and in every disguise that their rule sees through.

    Args:
        rules: the compiled rules.
        post_for: makes the post that satisfies a rule's gates, of a rule and an example.

    Yields:
        The rule, and a sentence.
    """
    of_words = [_unreported(rule) for rule in rules.rules if rule.check == "words"]
    rules = RuleSet(of_words)
    for _, group in groupby(sorted(of_words, key=_gates), key=_gates):
        batch = list(group)
        lines = [[(rule, how, text) for how, text in _lines(rule)] for rule in batch]
        for some in _shared(lines) if batch[0].when.length is None else ([line] for own in lines for line in own):
            for rule, how, text in _missed(rules, batch, some, post_for):
                yield (
                    rule,
                    Bilingual(
                        en=f"the word {text!r} ({how}) is not found alone on a line",
                        zh=f"词 {text!r}（{how}）单独成行时没有被找到",
                    ),
                )


def _unreported(rule: Rule) -> Rule:
    """Return a rule that no tale and no report excuses: a list of all its words may read like one."""
    params = params_of(rule, WordsParams)
    return msgspec.structs.replace(rule, params=msgspec.structs.replace(params, reported=Reported.HIT))


def _shared(lines: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Share the lines of rules out to texts, in each of which all places of a rule are judged."""
    for start in range(0, max(map(len, lines), default=0), _LINES):
        yield [line for own in lines for line in own[start : start + _LINES]]


def _gates(rule: Rule) -> tuple[str, str]:
    """Rules that one post can satisfy together: the same gates, the same first scope."""
    return (msgspec.json.encode(rule.when).decode(), _scope(rule))


def _scope(rule: Rule) -> Scope:
    scopes = [scope for scope in params_of(rule, TextParams).on if scope in (Scope.BODY, Scope.TITLE, Scope.TAGS)]
    return Scope.BODY if Scope.BODY in scopes or not scopes else scopes[0]


def _lines(rule: Rule) -> Iterator[tuple[str, str]]:
    params = params_of(rule, WordsParams)
    for entry in params.entries():
        if entry.require is not None or params.require is not None:
            continue
        variants = params.variants
        if entry.gap is not None:
            variants = msgspec.structs.replace(variants, gap=entry.gap)
        yield "as written", entry.w
        yield from mutations(entry.w, variants)


def _missed(rules: RuleSet, batch: Sequence[Rule], lines: Sequence[Line], post_for: PostFor) -> Iterator[Line]:
    text = "\n".join(line for _, _, line in lines)
    report = _lint(rules, batch, text, post_for)
    found = {(finding.code, finding.location.text) for finding in report.findings}
    offset = 0
    for rule, how, line in lines:
        if (rule.code, TextRange(offset, offset + len(line))) not in found:
            yield rule, how, line
        offset += len(line) + 1


def _lint(rules: RuleSet, batch: Sequence[Rule], text: str, post_for: PostFor) -> Report:
    """Check one long text with all rules of a batch at once."""
    first = batch[0]
    post = post_for(first, Example(text=text, scope=_scope(first)))
    options = Options() if first.when.client is None else Options(client=first.when.client)
    return lint(post, rules, options, only={rule.code for rule in batch})


def idle_exceptions(rule: Rule, report_of: ReportOf) -> Iterator[Bilingual]:
    """Say which exceptions of a rule on text are not shown at work by a good example.

    A cover phrase of a word rule is its own example: alone on a line it must not be hit.
    """
    if not isinstance(rule.params, TextParams):
        return
    good = [Example(text=example) if isinstance(example, str) else example for example in rule.tests.good]
    reasons = [veto.reason.en for example in good for veto in report_of(example).vetoes]
    texts = "\n".join(fold_key(example.text or "") for example in good)
    for unless in _unlesses(rule):
        for phrase in unless.cover:
            if rule.check == "words":
                for hit in report_of(Example(text=phrase)).findings:
                    yield Bilingual(
                        en=f"the exception {phrase!r} does not shield {hit.evidence!r}",
                        zh=f"例外 {phrase!r} 没有挡住 {hit.evidence!r}",
                    )
            elif fold_key(phrase) not in texts:
                yield _idle(repr(phrase))
        yield from _idle_kinds(unless, reasons)


def _idle(exception: str) -> Bilingual:
    return Bilingual(
        en=f"no good example shows the exception {exception} at work", zh=f"没有 `good` 示例体现例外 {exception}"
    )


def _idle_kinds(unless: Unless, reasons: Sequence[str]) -> Iterator[Bilingual]:
    stated = {
        "near “": bool(unless.near),
        "quoted in": bool(unless.quoted),
        "negated by": unless.negated,
        "covered by": bool(unless.cover_re),
    }
    for start, is_stated in stated.items():
        if is_stated and not any(reason.startswith(start) for reason in reasons):
            yield _idle(f"`{start.split()[0]}`")


def _unlesses(rule: Rule) -> Iterator[Unless]:
    params = params_of(rule, TextParams)
    if params.unless is not None:
        yield params.unless
    if isinstance(params, WordsParams):
        yield from (entry.unless for entry in params.entries() if entry.unless is not None)
