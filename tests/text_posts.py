"""Rules and posts for the tests of rules on text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rednote_lint.checks import kind
from rednote_lint.facts import Facts, Need, Options
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import (
    Bilingual,
    Confidence,
    Hit,
    Location,
    Post,
    PostKind,
    Rule,
    Scope,
    Severity,
    TextRange,
    TextSpan,
    Veto,
)
from rednote_lint.packs.strict import parse_yaml
from rednote_lint.packs.verify import verify_params
from rednote_lint.rule_tests.stated import Stated, StatedFacts

BASE = 100
"""Where the text begins in its file."""


def params(check: str, text: str) -> Any:
    """Read a rule's own keys as a pack's are read."""
    file = parse_yaml(text, "rules.yaml")
    read = file.convert(file.tree.value, kind(check).params, ())
    verify_params(read, file, (), Path("pack"))
    return read


def rule(check: str, text: str, code: str = "T1") -> Rule:
    said = Bilingual(en="x", zh="x")
    return Rule(
        code=code,
        name="x",
        pack="test",
        check=check,
        params=params(check, text),
        severity={"default": Severity.ERROR},
        confidence=Confidence.HIGH,
        message=said,
        why=said,
    )


def span(text: str, scope: Scope = Scope.BODY) -> TextSpan:
    return TextSpan(scope=scope, text=text, where=Location(path="c.md", text=TextRange(BASE, BASE + len(text))))


def answers(rules: list[Rule], body: str = "", **parts: Any) -> list[Hit | Veto]:
    """Run rules of one kind on a post."""
    return list(_answers(rules, body, **parts))


def hits(rules: list[Rule], body: str = "", **parts: Any) -> list[str]:
    """Return what is hit, as typed."""
    return [answer.evidence for answer in _answers(rules, body, **parts) if isinstance(answer, Hit)]


def _answers(
    rules: list[Rule],
    body: str,
    *,
    title: str | None = None,
    tags: tuple[TextSpan, ...] = (),
    spans: tuple[TextSpan, ...] = (),
    needs: frozenset[Need] = frozenset(),
) -> Iterator[Hit | Veto]:
    post = Post(
        id="p",
        path="c.md",
        root=".",
        kind=PostKind.TEXT,
        title=span(title, Scope.TITLE) if title is not None else None,
        body=span(body),
        tags=tags,
    )
    stated = StatedFacts(post, needs, Options(), Stated(spans=spans))
    facts: Facts = stated if spans else ObservedFacts(post, needs, Options())
    for checker in kind(rules[0].check).compile(rules):
        for answer in checker.run(facts):
            assert isinstance(answer, Hit | Veto)
            yield answer
