"""Changes rules of other packs: words put in and taken out (`words+`, `words-`), by a pack or by a configuration."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from rednote_lint.checks.combo import ComboParams
from rednote_lint.checks.word_entries import WordEntry, check_entries
from rednote_lint.checks.words import WordsParams
from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, InvalidValue, Record, Rule, RuleChange, RulePack
from rednote_lint.packs.strict import YamlFile, nearest, verified

_NO_BASE = Bilingual(
    en="no pack is called `{name}`, which `{pack}` extends", zh="`{pack}` 扩展的规则包 `{name}` 不存在"
)
_NO_RULE = Bilingual(en="no rule is called `{name}` here", zh="这里没有名为 `{name}` 的规则")
_SEE_RULES = Bilingual(en="`rednote-lint rules` lists them", zh="`rednote-lint rules` 列出全部规则")
_NO_LIST = Bilingual(
    en="a rule of the kind `{kind}` has no one list of words to add to", zh="`{kind}` 类规则没有可以加词的单一词表"
)
_NO_WORDS = Bilingual(en="a rule of the kind `{kind}` has no words", zh="`{kind}` 类规则没有词表")
_NO_WORD = Bilingual(en="`{code}` has no word `{word}`", zh="`{code}` 中没有词 `{word}`")
_SEE_RULE = Bilingual(en="`rednote-lint rule {code}` shows the rule", zh="`rednote-lint rule {code}` 可查看该规则")
_DID_YOU_MEAN = Bilingual(en="did you mean `{name}`?", zh="是否想写 `{name}`？")
_LOOK_ALIKES = str.maketrans("oil", "011")
Words = tuple[str | WordEntry, ...]


class WordChanges(
    Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"added": "words+", "removed": "words-"}
):
    """The keys that change a rule."""

    added: Words = ()
    removed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a change of nothing."""
        if not self.added and not self.removed:
            raise InvalidValue(Bilingual(en="a change needs `words+` or `words-`", zh="修改需要 `words+` 或 `words-`"))

    def of(self, rule: str, place: str) -> RuleChange:
        """Say which rule is changed, and where that is written."""
        return RuleChange(rule=rule, place=place, added=self.added, removed=self.removed)


class ChangedRules(Record, frozen=True, kw_only=True):
    """The part of a configuration file that changes rules."""

    rules: dict[str, WordChanges] = {}
    """Code of a rule -> words that are put in and taken out."""


CHANGE_KEYS = frozenset(field.encode_name for field in msgspec.structs.fields(WordChanges))
_CODE = "code"


def is_change(raw: Any) -> bool:
    """Say whether an item of a rule file changes a rule instead of being one."""
    return isinstance(raw, dict) and bool(CHANGE_KEYS & raw.keys())


def build_change(file: YamlFile, index: int, raw: dict[str, Any], extends: Collection[str]) -> RuleChange:
    """Validate an item of a rule file that changes a rule.

    Raises:
        UserError: names the place in the file.
    """
    mark = file.tree.nearest((index,))
    for key in raw:
        if key != _CODE and key not in CHANGE_KEYS:
            raise file.unknown_key((index, key), {_CODE, *CHANGE_KEYS})
    if not isinstance(raw.get(_CODE), str):
        raise file.error(
            mark,
            Bilingual(en="a change names no rule", zh="修改没有写明规则"),
            Bilingual(en="write `code:` with the code of the rule", zh="用 `code:` 写明规则编号"),
        )
    if not extends:
        raise file.error(
            mark,
            Bilingual(en="a pack changes rules of packs that it extends", zh="规则包只能修改它所扩展的规则包"),
            Bilingual(en="add `extends: PACK` to pack.yaml", zh="在 pack.yaml 中加 `extends: 规则包`"),
        )
    changes = file.convert({key: value for key, value in raw.items() if key != _CODE}, WordChanges, (index,))
    place = file.tree.nearest((index, _CODE))
    return changes.of(raw[_CODE], f"{Path(file.path).name}:{place.line}:{place.column}")


def with_changes(packs: Sequence[RulePack], changes: Iterable[RuleChange]) -> tuple[RulePack, ...]:
    """Return packs with some of their rules changed.

    Raises:
        UserError: a change names a rule or a word that is not there, or cannot be made.
    """
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    for change in changes:
        rule = _named(change, rules.values())
        rules[rule.code] = _changed(rule, change)
    return tuple(replace(pack, rules=tuple(rules[rule.code] for rule in pack.rules)) for pack in packs)


def extended(packs: Sequence[RulePack], pack: RulePack) -> tuple[RulePack, ...]:
    """Return packs changed as one of them says, which may change the packs that it extends and no others.

    Raises:
        UserError: it extends a pack that is not there, or a change cannot be made.
    """
    names = [other.name for other in packs]
    for name in pack.extends:
        if name not in names:
            raise UserError(_NO_BASE.filled({"name": name, "pack": pack.name}), nearest(name, names), pack.path)
    changes = (replace(change, place=str(Path(pack.path) / change.place)) for change in pack.changes)
    inside = with_changes([other for other in packs if other.name in pack.extends], changes)
    by_name = {other.name: other for other in inside}
    return tuple(by_name.get(other.name, other) for other in packs)


def _named(change: RuleChange, rules: Iterable[Rule]) -> Rule:
    by_identity = {name: rule for rule in rules for name in (rule.code, f"{rule.pack}/{rule.name}", *rule.aliases)}
    if change.rule not in by_identity:
        remedy = _close(change.rule, by_identity) or _SEE_RULES
        raise UserError(_NO_RULE.filled({"name": change.rule}), remedy, change.place)
    return by_identity[change.rule]


def _changed(rule: Rule, change: RuleChange) -> Rule:
    added = msgspec.convert(change.added, Words, dec_hook=verified)
    try:
        return replace(rule, params=_changed_params(rule, added, change))
    except InvalidValue as error:
        raise UserError(_not_so(rule.code, error.said), "", change.place) from None


def _not_so(code: str, why: Bilingual) -> Bilingual:
    return Bilingual(en=f"`{code}` cannot be changed so: {why.en}", zh=f"`{code}` 不能这样修改：{why.zh}")


def _changed_params(rule: Rule, added: Words, change: RuleChange) -> WordsParams | ComboParams:
    params = rule.params
    if isinstance(params, WordsParams):
        _refuse_unknown_words(rule, params.words, change)
        words = (*_without(params.words, change.removed), *added)
        if not words:
            raise InvalidValue(
                Bilingual(
                    en=f"no word is left; turn the rule off with `ignore: [{rule.code}]`",
                    zh=f"一个词也不剩；要关闭规则，写 `ignore: [{rule.code}]`",
                )
            )
        changed = replace(params, words=words)
        check_entries(changed.entries(), changed.variants, None)  # A phrase may well cover a word that was taken out.
        return changed
    if isinstance(params, ComboParams) and not added:
        _refuse_unknown_words(rule, [word for part in params.parts for word in part.words], change)
        return replace(
            params, parts=tuple(replace(part, words=_without(part.words, change.removed)) for part in params.parts)
        )
    what = _NO_LIST if isinstance(params, ComboParams) else _NO_WORDS
    raise InvalidValue(what.filled({"kind": rule.check}))


def _without(words: Words, removed: Collection[str]) -> Words:
    return tuple(word for word in words if _written(word) not in removed)


def _refuse_unknown_words(rule: Rule, words: Iterable[str | WordEntry], change: RuleChange) -> None:
    known = [_written(word) for word in words]
    for word in change.removed:
        if word not in known:
            remedy = _close(word, known) or _SEE_RULE.filled({"code": rule.code})
            raise UserError(_NO_WORD.filled({"code": rule.code, "word": word}), remedy, change.place)


def _written(word: str | WordEntry) -> str:
    return word if isinstance(word, str) else word.w


def _folded(word: str) -> str:
    """Return a word in lower case, with the digits of a code for the letters that look like them."""
    return word.casefold().translate(_LOOK_ALIKES)


def _close(word: str, known: Iterable[str]) -> Bilingual | None:
    by_folded = {_folded(name): name for name in known}
    close = difflib.get_close_matches(_folded(word), list(by_folded), n=1, cutoff=0.5)
    return _DID_YOU_MEAN.filled({"name": by_folded[close[0]]}) if close else None
