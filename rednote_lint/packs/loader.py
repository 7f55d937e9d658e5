"""Loads a pack folder strictly: what is unknown, doubled or unproven is an error with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from rednote_lint.checks import KINDS, kind
from rednote_lint.checks.text_rules import TextParams
from rednote_lint.errors import UserError
from rednote_lint.fixes.policies import NAMES, expected
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Rule, RuleChange, RulePack, Scope
from rednote_lint.packs.envelope import ENVELOPE_KEYS, Envelope, PackFile
from rednote_lint.packs.extend import build_change, is_change
from rednote_lint.packs.locate import PACK_FILE, pack_files, rule_files
from rednote_lint.packs.strict import YamlFile, nearest, read_yaml
from rednote_lint.packs.verify import refuse_foreign_links, verify_params

SEVERITY_KEYS = frozenset({"default", "commercial", "web", "app", *Scope})
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{2,4}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_pack(folder: Path) -> RulePack:
    """Read the pack in `folder`.

    Raises:
        UserError: names file, line, column, what is wrong, and the nearest valid word.
    """
    refuse_foreign_links(folder)
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
        digest=pack_digest(folder),
        license=head.license,
        reviewed=head.reviewed,
    )


def _of_pack(rule: Rule, head: PackFile, folder: Path) -> Rule:
    """Return a rule with what its pack states for all."""
    params = rule.params
    if isinstance(params, TextParams) and params.reported is None:
        params = replace(params, reported=head.reported)
    return replace(rule, folder=str(folder), params=params)


def pack_digest(folder: Path) -> str:
    """Return the sha256 over names and contents of the files that make a pack; what else lies there is not read."""
    digest = hashlib.sha256()
    for path in pack_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(bytes.fromhex(sha256_of(path)))
    return digest.hexdigest()


def refuse_doubles(rules: Iterable[Rule]) -> None:
    """Raise when two rules share a code, an alias, or a name within a pack."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for identity in (rule.code, f"{rule.pack}/{rule.name}", *rule.aliases):
            if identity in seen:
                raise UserError(
                    f"`{identity}` is taken by the rule at {seen[identity].place}", "give it another one", rule.place
                )
            seen[identity] = rule


def _items(pack: str, folder: Path, extends: Collection[str]) -> Iterator[Rule | RuleChange]:
    for path in rule_files(folder):
        file = read_yaml(path)
        if file.tree.value is None:
            continue
        if not isinstance(file.tree.value, list):
            raise file.error(file.tree.nearest(()), "a rule file is a list of rules", "start each rule with `- code:`")
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
        raise file.error(file.tree.nearest(at), "a rule is a mapping of keys", "start it with `- code:`")
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
        raise file.error(file.tree.nearest((index,)), "the rule has no `check:`", nearest("", KINDS))
    if name not in KINDS:
        raise file.error(file.tree.nearest((index, "check")), f"unknown kind `{name}`", nearest(str(name), KINDS))
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
            tree.nearest((index, "code")), f"`{envelope.code}` is no code", "write capital letters, then digits: AD101"
        )
    if not _NAME.fullmatch(envelope.name):
        raise file.error(tree.nearest((index, "name")), f"`{envelope.name}` is no name", "write words-with-hyphens")
    if isinstance(envelope.severity, dict):
        for key in envelope.severity:
            if key not in SEVERITY_KEYS:
                raise file.unknown_key((index, "severity", key), SEVERITY_KEYS)
        if "default" not in envelope.severity:
            raise file.error(
                tree.nearest((index, "severity")), "the severity has no `default`", "add `default: warning`"
            )


def _refuse_bad_repair(file: YamlFile, envelope: Envelope, index: int) -> None:
    """Refuse a repair that does not exist, and arguments that it does not take."""
    fix = envelope.fix
    if fix is None or (fix.edit is None and not fix.arguments):
        return
    if fix.edit is None:
        raise file.error(
            file.tree.nearest((index, "fix", "arguments")), "arguments without an `edit`", nearest("", NAMES)
        )
    if fix.edit not in NAMES:
        place = file.tree.nearest((index, "fix", "edit"))
        raise file.error(place, f"unknown repair `{fix.edit}`", nearest(fix.edit, NAMES))
    repair = expected(fix.edit)
    file.convert({**repair.filled, **fix.arguments}, repair.arguments, (index, "fix", "arguments"))
