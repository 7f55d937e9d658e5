"""Loads a pack folder strictly: what is unknown, doubled or unproven is an error with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from rednote_lint.checks import KINDS, kind
from rednote_lint.checks.text_rules import TextParams
from rednote_lint.errors import UserError
from rednote_lint.fixes.policies import NAMES, expected
from rednote_lint.model import Bilingual, Rule, RuleChange, RulePack, Scope
from rednote_lint.packs.digests import pack_digest
from rednote_lint.packs.envelope import ENVELOPE_KEYS, Envelope, PackFile
from rednote_lint.packs.extend import build_change, is_change
from rednote_lint.packs.locate import PACK_FILE, rule_files
from rednote_lint.packs.strict import YamlFile, nearest, read_yaml
from rednote_lint.packs.verify import refuse_foreign_links, verify_params

SEVERITY_KEYS = frozenset({"default", "commercial", "web", "app", *Scope})
_TAKEN = Bilingual(en="`{identity}` is taken by the rule at {place}", zh="`{identity}` 已被 {place} 的规则占用")
_OTHER_NAME = Bilingual(en="give it another one", zh="换一个")
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{2,4}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_pack(folder: Path) -> RulePack:
    """Read the pack in `folder`; one whose files are what they were is read once in a process.

    Raises:
        UserError: names file, line, column, what is wrong, and the nearest valid word.
    """
    refuse_foreign_links(folder)
    return _loaded(folder, pack_digest(folder))


@lru_cache(maxsize=64)
def _loaded(folder: Path, digest: str) -> RulePack:
    head_file = read_yaml(folder / PACK_FILE)
    head = head_file.convert(head_file.tree.value, PackFile, ())
    extends = (head.extends,) if isinstance(head.extends, str) else head.extends
    items = tuple(_items(head.name, folder, extends))
    rules = tuple(_of_pack(item, head, folder) for item in items if isinstance(item, Rule))
    refuse_doubles(rules)
    return RulePack(
        name=head.name,
        version=head.version,
        title=head.title,
        description=head.description,
        rules=rules,
        extends=extends,
        changes=tuple(item for item in items if isinstance(item, RuleChange)),
        path=str(folder),
        digest=digest,
        license=head.license,
        reviewed=head.reviewed,
    )


def _of_pack(rule: Rule, head: PackFile, folder: Path) -> Rule:
    """Return a rule with what its pack states for all."""
    params = rule.params
    if isinstance(params, TextParams) and params.reported is None:
        params = replace(params, reported=head.reported)
    return replace(rule, folder=str(folder), params=params, since=rule.since or head.since)


def refuse_doubles(rules: Iterable[Rule]) -> None:
    """Raise when two rules share a code, an alias, or a name within a pack."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for identity in (rule.code, f"{rule.pack}/{rule.name}", *rule.aliases):
            if identity in seen:
                taken = {"identity": identity, "place": seen[identity].place}
                raise UserError(_TAKEN.filled(taken), _OTHER_NAME, rule.place)
            seen[identity] = rule


def _items(pack: str, folder: Path, extends: Collection[str]) -> Iterator[Rule | RuleChange]:
    for path in rule_files(folder):
        file = read_yaml(path)
        if file.tree.value is None:
            continue
        if not isinstance(file.tree.value, list):
            raise file.error(
                file.tree.nearest(()),
                Bilingual(en="a rule file is a list of rules", zh="规则文件应是规则的列表"),
                Bilingual(en="start each rule with `- code:`", zh="每条规则以 `- code:` 开头"),
            )
        for index, raw in enumerate(file.tree.value):
            if is_change(raw):
                yield build_change(file, index, raw, extends)
                continue
            rule = build_rule(file, pack, index, raw)
            verify_params(rule.params, file, (index,), folder)
            yield rule


def build_rule(file: YamlFile, pack: str, index: int, raw: Any) -> Rule:
    """Validate one item of a rule file."""
    at = (index,)
    if not isinstance(raw, dict):
        raise file.error(
            file.tree.nearest(at),
            Bilingual(en="a rule is a mapping of keys", zh="规则应由“键: 值”组成"),
            Bilingual(en="start it with `- code:`", zh="以 `- code:` 开头"),
        )
    params_type = _params_type(file, index, raw)
    own_keys = {field.encode_name for field in msgspec.structs.fields(params_type)}
    for key in raw:
        if key not in ENVELOPE_KEYS and key not in own_keys:
            raise file.unknown_key((index, key), ENVELOPE_KEYS | own_keys)
    _refuse_missing_keys(file, index, raw, params_type)
    envelope = file.convert({k: v for k, v in raw.items() if k in ENVELOPE_KEYS}, Envelope, at)
    params = file.convert({k: v for k, v in raw.items() if k not in ENVELOPE_KEYS}, params_type, at)
    _refuse_bad_identity(file, envelope, index)
    _refuse_bad_repair(file, envelope, index)
    mark = file.tree.nearest(at)
    return envelope.rule(pack, params, f"{pack}/{Path(file.path).name}:{mark.line}")


def _params_type(file: YamlFile, index: int, raw: dict[str, Any]) -> type[Any]:
    name = raw.get("check")
    if name is None:
        _refuse_keys_of_no_kind(file, index, raw)
        raise file.error(
            file.tree.nearest((index,)),
            Bilingual(en="the rule has no `check:`", zh="规则缺少 `check:`"),
            nearest("", KINDS),
        )
    if name not in KINDS:
        raise file.error(
            file.tree.nearest((index, "check")),
            Bilingual(en=f"unknown kind `{name}`", zh=f"未知的类型 `{name}`"),
            nearest(str(name), KINDS),
        )
    return kind(name).params


def _refuse_keys_of_no_kind(file: YamlFile, index: int, raw: dict[str, Any]) -> None:
    known = ENVELOPE_KEYS | {field.encode_name for name in KINDS for field in msgspec.structs.fields(kind(name).params)}
    for key in raw:
        if key not in known:
            raise file.unknown_key((index, key), known)


def _refuse_missing_keys(file: YamlFile, index: int, raw: dict[str, Any], params_type: type[Any]) -> None:
    """Name all keys at once that a rule lacks, those that only `test` asks for too."""
    fields = (*msgspec.structs.fields(Envelope), *msgspec.structs.fields(params_type))
    missing = [field.encode_name for field in fields if field.required and field.encode_name not in raw]
    if missing:
        asked = [f"`{key}`" for key in ("source", "tests") if key not in raw]
        also = f"`rednote-lint test` asks for {' and '.join(asked)} as well" if asked else "see docs/rules.md"
        raise file.missing_keys(file.tree.nearest((index,)), missing, also)


def _refuse_bad_identity(file: YamlFile, envelope: Envelope, index: int) -> None:
    tree = file.tree
    if not _CODE.fullmatch(envelope.code):
        raise file.error(
            tree.nearest((index, "code")),
            Bilingual(en=f"`{envelope.code}` is no code", zh=f"`{envelope.code}` 不是规则编号"),
            Bilingual(en="write capital letters, then digits: AD101", zh="先写大写字母，再写数字：AD101"),
        )
    if not _NAME.fullmatch(envelope.name):
        raise file.error(
            tree.nearest((index, "name")),
            Bilingual(en=f"`{envelope.name}` is no name", zh=f"`{envelope.name}` 不能用作名称"),
            Bilingual(en="write words-with-hyphens", zh="用小写字母和连字符，如 `link-in-bio`"),
        )
    if isinstance(envelope.severity, dict):
        for key in envelope.severity:
            if key not in SEVERITY_KEYS:
                raise file.unknown_key((index, "severity", key), SEVERITY_KEYS)
        if "default" not in envelope.severity:
            raise file.error(
                tree.nearest((index, "severity")),
                Bilingual(en="the severity has no `default`", zh="`severity` 缺少 `default`"),
                Bilingual(en="add `default: warning`", zh="加上 `default: warning`"),
            )


def _refuse_bad_repair(file: YamlFile, envelope: Envelope, index: int) -> None:
    """Refuse a repair that does not exist, and arguments that it does not take."""
    fix = envelope.fix
    if fix is None or (fix.edit is None and not fix.arguments):
        return
    if fix.edit is None:
        raise file.error(
            file.tree.nearest((index, "fix", "arguments")),
            Bilingual(en="arguments without an `edit`", zh="有参数，却没有 `edit`"),
            nearest("", NAMES),
        )
    if fix.edit not in NAMES:
        place = file.tree.nearest((index, "fix", "edit"))
        raise file.error(
            place, Bilingual(en=f"unknown repair `{fix.edit}`", zh=f"未知的修复 `{fix.edit}`"), nearest(fix.edit, NAMES)
        )
    repair = expected(fix.edit)
    file.convert({**repair.filled, **fix.arguments}, repair.arguments, (index, "fix", "arguments"))
