"""Configuration: as written (RawConfig), and as it counts for one run and one post (Config)."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from rednote_lint import globs
from rednote_lint.config_suppressions import KEY as SUPPRESSIONS
from rednote_lint.config_suppressions import RawSuppression, Suppression
from rednote_lint.errors import UserError
from rednote_lint.model import FIELDS, Bilingual, Client, Record, Rule, RuleChange, Severity
from rednote_lint.packs.locate import looks_like_path, preset_file, preset_names
from rednote_lint.packs.strict import YamlFile, nearest, parse_yaml, read_text, read_yaml
from rednote_lint.selectors import is_selected, matches, refuse_unknown, specificity
from rednote_lint.syntax.yaml_values import Tree
from rednote_lint.text.own_accounts import is_account

FILE_NAMES = ("rednote-lint.toml", "rednote-lint.yaml", "rednote-lint.yml")
PYPROJECT = "pyproject.toml"
DEFAULT_PRESET = "recommended"
MAX_EXTENDS = 10


_TOO_DEEP = (
    Bilingual(en=f"`extend` leads through more than {MAX_EXTENDS} files", zh=f"`extend` 引用超过 {MAX_EXTENDS} 层"),
    Bilingual(en="two files extend each other?", zh="检查是否有两个文件相互引用"),
)
_NO_PRESET = Bilingual(en="no preset is called `{name}`", zh="没有名为 `{name}` 的预设")
_NO_TABLE = Bilingual(en="`{key}` must be a table", zh="`{key}` 应为表")
_WRITE_HEAD = Bilingual(en="write [tool.rednote-lint] above the settings", zh="在设置上方写 `[tool.rednote-lint]`")
_NO_TOML = Bilingual(en="not valid TOML: {why}", zh="不是有效的 TOML：{why}")
_CHECK_SYNTAX = Bilingual(en="check the syntax there", zh="检查该处的语法")
_NO_ACCOUNT = Bilingual(en="`{name}` in `accounts` is no account name", zh="`accounts` 中的 `{name}` 不是账号名")
_WRITE_ACCOUNT = Bilingual(
    en="write the name alone, without spaces or an address: nina.crochet",
    zh="只写账号名，不带空格或网址：nina.crochet",
)
_PAGES = re.compile(r"(?:https?://|file:///)[!-~]*\{code\}[!-~]*")
_NO_PAGES = Bilingual(
    en="`rule-pages` must be an address that holds {code}, not `{given}`",
    zh="`rule-pages` 应为包含 {code} 的网址，而不是 `{given}`",
)
_WRITE_PAGES = Bilingual(
    en="write it like https://example.com/rules/{code}.html", zh="写成 https://example.com/rules/{code}.html 这样"
)
_NOT_INLINE = (
    Bilingual(en="`suppressions` has no place on the command line", zh="`suppressions` 不能写在命令行上"),
    Bilingual(en="write it in a configuration file", zh="写在配置文件中"),
)
_NO_SELECTOR = (
    Bilingual(en="`rule` is empty", zh="`rule` 为空"),
    Bilingual(en="name a code, a pack or tag:x", zh="写规则代码、规则包或 tag:x"),
)
_NO_FIELD = Bilingual(en="`{name}` in `columns` is no field of a post", zh="`columns` 中的 `{name}` 不是笔记的字段")
_NO_PAIR = Bilingual(en="`{pair}` is no file and no key=value", zh="`{pair}` 既不是文件，也不是“键=值”")
_WRITE_PAIR = Bilingual(
    en="write --config FILE or --config 'client=web'", zh="写成 `--config 文件` 或 `--config 'client=web'`"
)


class RawConfig(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A configuration file as it is written; every key may be absent."""

    extend: str | tuple[str, ...] = ()
    """Presets by name, or paths of other configuration files relative to this one; read first."""
    preset: str | None = None
    select: tuple[str, ...] | None = None
    """Replaces what was selected before."""
    ignore: tuple[str, ...] = ()
    """Adds to what the preset and the extended files ignore."""
    extend_select: tuple[str, ...] = ()
    """Adds to what was selected before."""
    extend_ignore: tuple[str, ...] = ()
    """The same as `ignore`, for who looks for ruff's word."""
    per_path_ignores: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Glob of post or asset paths, relative to the configuration file -> selectors."""
    suppressions: tuple[RawSuppression, ...] = ()
    """Findings that are set aside, each with its reason; adds to those of extended files."""
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    """Selector -> severity that replaces the rules' own."""
    packs: tuple[str, ...] = ()
    """Folders of more packs, relative to the configuration file."""
    accounts: tuple[str, ...] = ()
    """The author's own accounts, on any platform; adds to those of the extended files."""
    rules: dict[str, Any] = msgspec.field(default_factory=dict)
    """Code of a rule -> words that are put in and taken out: `packs.extend.ChangedRules`, read where there are any."""
    client: Client | None = None
    lang: Literal["auto", "en", "zh"] | None = None
    fail_on: Literal["error", "warning", "info", "never"] | None = None
    min_severity: Severity | None = None
    format: str | None = None
    ocr: bool | None = None
    baseline: str | None = None
    """File of known findings, relative to the configuration file."""
    columns: dict[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Field of a post -> the headings that calendars have for it; adds to those of the extended files."""
    rule_pages: str | None = None
    """Address of the page of a rule, with `{code}` for its code."""


_PLAIN = ("client", "lang", "fail_on", "min_severity", "format", "ocr", "rule_pages")
"""Settings that a file replaces; to the others it adds."""


class Layer(NamedTuple):
    """One file as it lies over those before it."""

    raw: RawConfig
    root: Path
    """What its paths start from."""
    file: YamlFile
    changes: tuple[RuleChange, ...]


class Ignore(Record, frozen=True, kw_only=True):
    """Selectors that are off below some paths."""

    root: str
    glob: str
    selectors: tuple[str, ...]


class Config(Record, frozen=True, kw_only=True):
    """What counts for a run: all files, presets and options together."""

    origin: str = "built-in defaults"
    """The file it came from, for `rednote-lint config`."""
    stated: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Where the value of each setting below comes from: files, in the order in which they were read; else built in."""
    preset: str = DEFAULT_PRESET
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    preset_severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    """What presets set; it counts for rules that no selector of `severity` names."""
    packs: tuple[Path, ...] = ()
    accounts: tuple[str, ...] = ()
    changes: tuple[RuleChange, ...] = ()
    client: Client = Client.BOTH
    lang: str = "auto"
    fail_on: str = "error"
    min_severity: Severity = Severity.INFO
    format: str = "auto"
    ocr: bool = True
    baseline: Path | None = None
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    """Heading of a calendar -> field of a post."""
    rule_pages: str = ""

    def rules_of(self, rules: Iterable[Rule]) -> Iterator[Rule]:
        """Give the rules that are on, with the severities that the configuration sets."""
        for rule in rules:
            if is_selected(rule, self.select, self.ignore):
                yield self._with_severity(rule)

    def ignored_at(self, path: Path, rule: Rule) -> bool:
        """Say whether a per-path ignore switches `rule` off for the file at the absolute `path`."""
        return any(
            globs.is_below(ignore.root, ignore.glob, path)
            and any(matches(selector, rule) for selector in ignore.selectors)
            for ignore in self.ignores
        )

    def refuse_unknown_selectors(self, rules: Sequence[Rule]) -> None:
        """Raise UserError when a selector anywhere in the configuration names no rule."""
        per_path = (selector for ignore in self.ignores for selector in ignore.selectors)
        severities = (*self.severity, *self.preset_severity)
        refuse_unknown((*self.select, *self.ignore, *severities, *per_path), rules, self.origin)
        for one in self.suppressions:
            refuse_unknown([one.directive.rule], rules, one.place)

    def _with_severity(self, rule: Rule) -> Rule:
        for layer in (self.severity, self.preset_severity):
            if named := [selector for selector in layer if matches(selector, rule)]:
                severity = layer[max(named, key=specificity)]
                return msgspec.structs.replace(rule, severity={"default": severity})
        return rule


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file at or above the folder `start`; the closest one counts, alone."""
    return next(filter(None, map(config_in, (start, *start.parents))), None)


def config_in(folder: Path) -> Path | None:
    """Return the configuration file in a folder."""
    for name in FILE_NAMES:
        # What lies there and is no file is told when it is read: a dead link, a folder, a pipe.
        if os.path.lexists(folder / name):
            return folder / name
    pyproject = folder / PYPROJECT
    is_found = _is_dead_link(pyproject) or (_is_file(pyproject) and _pyproject_table(pyproject) is not None)
    return pyproject if is_found else None


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; in a folder that cannot be entered there is none, and its post says so."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_dead_link(path: Path) -> bool:
    """Tell whether a link leads nowhere: nobody knows whether what it stood for had a table of ours."""
    try:
        return path.is_symlink() and not path.exists()
    except OSError:
        return False


def load_config(path: Path | None, *, preset: str | None = None, inline: Sequence[str] = ()) -> Config:
    """Read the configuration in `path` (none: defaults), with a preset and `key=value` pairs from the command line.

    Raises:
        UserError: names the file and the line of the mistake.
    """
    config = Config(origin=str(path)) if path else Config()
    layers = list(_with_extends(path, 0)) if path else []
    stating = next((layer for layer in reversed(layers) if layer.raw.preset), None)
    base = preset or (stating.raw.preset if stating is not None else None) or DEFAULT_PRESET
    stated = {"preset": (stating.file.path,)} if stating is not None else {}
    config = msgspec.structs.replace(config, preset=base, stated=stated)
    layers.insert(0, _read(_preset(base, "--preset")))
    layers += [_inline(pair) for pair in inline]
    for layer in layers:
        config = _merge(config, layer)
    return config


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration file."""
    from rednote_lint.packs.extend import ChangedRules
    from rednote_lint.packs.schema import pattern_schema

    schema, changed = (msgspec.json.schema(one, schema_hook=pattern_schema) for one in (RawConfig, ChangedRules))
    definitions = {**schema["$defs"], **changed["$defs"]}
    rules = definitions.pop(ChangedRules.__name__)["properties"]["rules"]
    definitions[RawConfig.__name__]["properties"]["rules"] = rules
    return {**schema, "$defs": definitions}


def _with_extends(path: Path, depth: int) -> Iterator[Layer]:
    if depth > MAX_EXTENDS:
        raise UserError(*_TOO_DEEP, str(path))
    layer = _read(path)
    extend = layer.raw.extend
    for name in (extend,) if isinstance(extend, str) else extend:
        is_path = looks_like_path(name) or Path(name).suffix in (".yaml", ".yml", ".toml")
        yield from _with_extends(path.parent / name if is_path else _preset(name, str(path)), depth + 1)
    yield layer


def _preset(name: str, place: str) -> Path:
    if name not in preset_names():
        raise UserError(_NO_PRESET.filled({"name": name}), nearest(name, preset_names()), place)
    return preset_file(name)


def _read(path: Path) -> Layer:
    file = YamlFile(str(path), _toml_table(path)) if path.suffix == ".toml" else read_yaml(path)
    return _layer(file, path.parent)


def _layer(file: YamlFile, root: Path) -> Layer:
    raw = file.convert(file.tree.value or {}, RawConfig, ())
    return Layer(raw, root, file, tuple(_changes(raw, file)) if raw.rules else ())


def _changes(raw: RawConfig, file: YamlFile) -> Iterator[RuleChange]:
    """Read changes of rules; what can be a word of a rule takes long to import, and few configurations have any."""
    from rednote_lint.packs.extend import ChangedRules

    changed = file.convert({"rules": raw.rules}, ChangedRules, ())
    return (words.of(rule, file.place(("rules", rule))) for rule, words in changed.rules.items())


def _toml_table(path: Path) -> Tree:
    return (_pyproject_table(path) if path.name == PYPROJECT else _toml(path)) or Tree(None, {}, {})


def _pyproject_table(path: Path) -> Tree | None:
    tools = _table(_toml(path), "tool", path)
    return _table(tools, "rednote-lint", path) if tools is not None else None


def _table(tree: Tree, key: str, path: Path) -> Tree | None:
    """Return a table with the places in it, by the paths below it."""
    table = tree.value.get(key)
    if table is None:
        return None
    if not isinstance(table, dict):
        mark = tree.nearest((key,))
        raise UserError(_NO_TABLE.filled({"key": key}), _WRITE_HEAD, f"{path}:{mark.line}:{mark.column}")
    keys, values = (
        {at[1:]: mark for at, mark in places.items() if at[:1] == (key,)} for places in (tree.keys, tree.values)
    )
    return Tree(table, keys, values)


def _toml(path: Path) -> Tree:
    from rednote_lint.syntax.toml_values import parse

    try:
        return parse(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UserError(_NO_TOML.filled({"why": str(error)}), _CHECK_SYNTAX, str(path)) from None


def _inline(pair: str) -> Layer:
    """Read `key=value` from the command line; the value is YAML, so that lists and booleans can be given."""
    key, equals, value = pair.partition("=")
    if not equals:
        raise UserError(_NO_PAIR.filled({"pair": pair}), _WRITE_PAIR, "--config")
    file = parse_yaml(value, "--config")
    if key.strip() == SUPPRESSIONS:
        raise UserError(*_NOT_INLINE, "--config")
    given = YamlFile("--config", Tree({key.strip(): file.tree.value}, {}, {}))
    return _layer(given, Path.cwd())


def _merge(config: Config, layer: Layer) -> Config:
    """Lay one file over what is below it."""
    raw, root, file, changes = layer
    given: Mapping[str, Any] = {name: value for name in _PLAIN if (value := getattr(raw, name)) is not None}
    ignores = (
        Ignore(root=str(root.absolute()), glob=glob, selectors=selectors)
        for glob, selectors in raw.per_path_ignores.items()
    )
    for name in raw.accounts:
        if not is_account(name):
            raise UserError(_NO_ACCOUNT.filled({"name": name}), _WRITE_ACCOUNT, file.place(("accounts",)))
    if raw.rule_pages and not _PAGES.fullmatch(raw.rule_pages):
        raise UserError(_NO_PAGES.filled({"given": raw.rule_pages}), _WRITE_PAGES, file.place(("rule-pages",)))
    for glob in raw.per_path_ignores:
        _refuse_void(glob, file.place(("per-path-ignores", glob)))
    suppressions = tuple(one.of(file, number, root) for number, one in enumerate(raw.suppressions))
    for one in suppressions:
        if one.glob is not None:
            _refuse_void(one.glob, one.place)
        if not one.directive.rule:
            raise UserError(*_NO_SELECTOR, one.place)
    if raw.baseline is not None:
        given = {**given, "baseline": root / raw.baseline}
    severity = "preset_severity" if root == preset_file(DEFAULT_PRESET).parent else "severity"
    return msgspec.structs.replace(
        config,
        stated={**config.stated, **dict(_stated(config, layer, severity))},
        select=(*(config.select if raw.select is None else raw.select), *raw.extend_select),
        ignore=(*config.ignore, *raw.ignore, *raw.extend_ignore),
        ignores=(*config.ignores, *ignores),
        suppressions=(*config.suppressions, *suppressions),
        **{severity: {**getattr(config, severity), **raw.severity}},
        packs=(*config.packs, *(root / folder for folder in raw.packs)),
        accounts=(*config.accounts, *raw.accounts),
        columns={**config.columns, **dict(_columns(raw, file))},
        changes=(*config.changes, *changes),
        **given,
    )


def _columns(raw: RawConfig, file: YamlFile) -> Iterator[tuple[str, str]]:
    for field, headings in raw.columns.items():
        if field not in FIELDS:
            raise UserError(_NO_FIELD.filled({"name": field}), nearest(field, FIELDS), file.place(("columns", field)))
        yield from ((heading, field) for heading in ((headings,) if isinstance(headings, str) else headings))


def _stated(config: Config, layer: Layer, severity: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the settings that a file has to do with, each with all files that its value comes from by now."""
    raw, place = layer.raw, layer.file.path
    yield from ((name, (place,)) for name in _PLAIN if getattr(raw, name) is not None)
    if raw.select is not None:
        yield "select", (place,)
    adding = {
        "select": raw.extend_select if raw.select is None else (),
        "ignore": raw.ignore or raw.extend_ignore,
        "ignores": raw.per_path_ignores,
        "suppressions": raw.suppressions,
        severity: raw.severity,
        "packs": raw.packs,
        "columns": raw.columns,
        "changes": raw.rules,
    }
    yield from ((name, (*config.stated.get(name, ()), place)) for name, given in adding.items() if given)


def _refuse_void(glob: str, place: str) -> None:
    if globs.is_void(glob):
        message, remedy = globs.VOID
        raise UserError(message.filled({"glob": glob}), remedy, place)
