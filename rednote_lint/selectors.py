"""The words by which a person names rules: a code, a code prefix, a pack, `pack/name`, a name, `tag:x` or `ALL`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rednote_lint.errors import UserError
from rednote_lint.model import Rule

EVERYTHING = "ALL"
_CODE_PREFIX = re.compile(r"[A-Z]{1,8}[0-9]{0,4}")


def matches(selector: str, rule: Rule) -> bool:
    """Say whether `selector` names `rule`."""
    if selector == EVERYTHING:
        return True
    if selector.startswith("tag:"):
        return selector.removeprefix("tag:") in rule.tags
    if _CODE_PREFIX.fullmatch(selector) and rule.code.startswith(selector):
        return True
    return selector in (rule.pack, rule.name, f"{rule.pack}/{rule.name}", *rule.aliases)


def specificity(selector: str) -> int:
    """Rank selectors, so that a longer prefix or a name beats a pack, and everything beats `ALL`."""
    if selector == EVERYTHING:
        return 0
    if selector.startswith("tag:"):
        return 1
    if _CODE_PREFIX.fullmatch(selector):
        return 2 + len(selector)
    return 20 if "/" in selector or "-" in selector else 2


def is_selected(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Say whether `rule` is on: the most specific selector that names it decides, `ignore` wins a tie."""
    best = max((specificity(s) for s in select if matches(s, rule)), default=-1)
    worst = max((specificity(s) for s in ignore if matches(s, rule)), default=-1)
    return best > worst


def refuse_unknown(selectors: Iterable[str], rules: Sequence[Rule], place: str) -> None:
    """Raise UserError for a selector that names no rule: a typing slip must not read as silence."""
    for selector in selectors:
        if not any(matches(selector, rule) for rule in rules):
            raise UserError(f"`{selector}` names no rule", _did_you_mean(selector, rules), place)


def _did_you_mean(selector: str, rules: Sequence[Rule]) -> str:
    import difflib

    words = {word for rule in rules for word in (rule.code, rule.pack, rule.name, f"{rule.pack}/{rule.name}")}
    words |= {f"tag:{tag}" for rule in rules for tag in rule.tags}
    close = difflib.get_close_matches(selector, sorted(words), n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else "`rednote-lint rules` lists them"
