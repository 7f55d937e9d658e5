"""The words by which a person names rules: a code, a code prefix, a pack, `pack/name`, a name, `tag:x` or `ALL`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Rule

EVERYTHING = "ALL"
_CODE = re.compile(r"(?P<letters>[A-Z]{1,8})(?P<number>[0-9]{1,4})")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_NO_RULE = Bilingual(en="`{selector}` names no rule", zh="没有规则名为 `{selector}`")
_MEANT = Bilingual(en="did you mean {names}?", zh="是否想写 {names}？")
_LISTED = Bilingual(en="`rednote-lint rules` lists them", zh="用 `rednote-lint rules` 列出全部规则")
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
            raise UserError(*no_rule(selector, rules), place)


def no_rule(selector: str, rules: Sequence[Rule]) -> tuple[Bilingual, Bilingual]:
    """Say that a selector names no rule, and which ones come near."""
    return _NO_RULE.filled({"selector": selector}), _did_you_mean(selector, rules)


def meant(selector: str, rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules that a reader names: in any case, and with the letter O for 0 or l for 1 in a code."""
    exact = [rule for rule in rules if matches(selector, rule)]
    if exact:
        return exact
    for spelling in (selector.upper(), selector.lower()):
        found = [rule for rule in rules if matches(spelling, rule)]
        if found:
            return found
    return [rule for rule in rules if _folded(rule.code) == _folded(selector)]


def _folded(code: str) -> str:
    return code.upper().translate(_LOOK_ALIKES)


def _did_you_mean(selector: str, rules: Sequence[Rule]) -> Bilingual:
    import difflib

    alike = [rule.code for rule in rules if _folded(rule.code) == _folded(selector)]
    words = {word for rule in rules for word in (rule.code, rule.pack, rule.name, f"{rule.pack}/{rule.name}")}
    words |= {f"tag:{tag}" for rule in rules for tag in rule.tags}
    close = alike or _neighbours(selector, rules) or difflib.get_close_matches(selector, sorted(words), n=1, cutoff=0.6)
    names = [f"`{name}`" for name in close]
    en, zh = ", ".join(names), "、".join(names)
    return Bilingual(en=_MEANT.en.format(names=en), zh=_MEANT.zh.format(names=zh)) if close else _LISTED


def _neighbours(selector: str, rules: Sequence[Rule]) -> list[str]:
    """Return the codes next to a code that does not exist."""
    code = _CODE.fullmatch(selector.upper())
    if code is None:
        return []
    alike = [rule.code for rule in rules if rule.code.rstrip("0123456789") == code["letters"]]
    return sorted(alike, key=lambda known: abs(int(known[len(code["letters"]) :]) - int(code["number"])))[:3]
