"""What is the same for all posts that one configuration covers: its rules, compiled once, and how they are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from rednote_lint.config import Config, find_config, load_config
from rednote_lint.engine import lint, observe
from rednote_lint.errors import UserError
from rednote_lint.facts import Facts, Options
from rednote_lint.model import Bilingual, Client, Post, Problem, Record, Report, Rule, RulePack, Skipped
from rednote_lint.packs import load_packs
from rednote_lint.ruleset import RuleSet
from rednote_lint.selectors import refuse_unknown
from rednote_lint.store import Store
from rednote_lint.text import numpy_views
from rednote_lint.verdict import settle

COMMAND_LINE = "command line"
_NO_RULE = Bilingual(
    en="no rule is enabled: see `rednote-lint config`", zh="没有启用任何规则：见 `rednote-lint config`"
)

_MANY = 1000
"""Posts of one process after which numpy is loaded, where no medium has loaded it: it saves about a ten-thousandth
of a second a post and costs a tenth or two."""


class Settings(Record, frozen=True, kw_only=True):
    """What the command line says about configuration; None or empty leaves it to the files."""

    config: Path | None = None
    """This file instead of the nearest one."""
    isolated: bool = False
    """Read no configuration file at all."""
    inline: tuple[str, ...] = ()
    """`key=value` pairs."""
    preset: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    client: Client | None = None
    ocr: bool | None = None
    cache: Path | None = None
    """Folder of the facts of media; None keeps none."""
    compiled: Path | None = None
    """Folder of compiled packs, which stand for their files by content; None compiles them for every run."""


class Session:
    """Checks the posts of one configuration."""

    def __init__(self, config: Config, packs: Sequence[RulePack], cache: Path | None) -> None:
        """Switch rules on and off as the configuration says.

        Raises:
            UserError: a selector names no rule.
        """
        self.config = config
        self.packs = tuple(packs)
        self.known = tuple(rule for pack in packs for rule in pack.rules)
        config.refuse_unknown_selectors(self.known)
        self._facts: Facts | None = None
        self._store = Store(cache) if cache is not None else None
        self.options = Options(client=config.client, ocr=config.ocr, store=self._store)
        self._checked = 0

    @cached_property
    def rules(self) -> RuleSet:
        """The rules that are on, with the configured severities."""
        return RuleSet(self.config.rules_of(self.known))

    def check(self, post: Post) -> Report:
        """Check one post and settle what counts of it; a defect of ours costs this post, never the others."""
        self._checked += 1
        if self._checked == _MANY:
            numpy_views.load()
        try:
            report = lint(post, self.rules, self.options, facts_of=self._observe)
            self._write()
            if not self.rules.rules:
                report = msgspec.structs.replace(report, skipped=(Skipped(what=post.path, reason=_NO_RULE),))
            return settle(report, post, self.known, self._ignored_at, dt.date.today())
        except UserError:
            raise
        except Exception as error:
            return Report(path=post.path, id=post.id, problems=(*post.problems, _failed(error)))

    def _observe(self, post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
        self._facts = observe(post, rules, active, options)
        return self._facts

    def _write(self) -> None:
        """Store what the facts of the last post recorded."""
        if self._store is not None and self._facts is not None:
            for row in self._facts.recorded:
                self._store.put(row)

    def _ignored_at(self, path: str, rule: Rule) -> bool:
        return bool(self.config.ignores) and self.config.ignored_at(Path(path).absolute(), rule)


def _failed(error: Exception) -> Problem:
    said = f"{type(error).__name__}: {error}"
    return Problem(
        message=Bilingual(en=f"this post could not be checked: {said}", zh=f"这篇笔记无法检查：{said}"),
        remedy=Bilingual(
            en="The other posts were checked. This is a bug in rednote-lint: please report it.",
            zh="其余笔记已检查。这是 rednote-lint 的缺陷，欢迎反馈。",
        ),
    )


class Sessions:
    """Finds the session of each post: the nearest configuration file above it counts, alone."""

    def __init__(self, settings: Settings) -> None:
        """Load nothing yet."""
        self.settings = settings
        self._by_file: dict[Path | None, Session] = {}
        self._by_folder: dict[Path, Session] = {}
        self._packs: dict[tuple[Path, ...], tuple[RulePack, ...]] = {}

    def of(self, folder: Path) -> Session:
        """Return the session for posts in `folder`.

        Raises:
            UserError: a configuration, a pack or a selector is wrong.
        """
        folder = folder.absolute()
        if folder not in self._by_folder:
            file = self._file(folder)
            if file not in self._by_file:
                self._by_file[file] = self._load(file)
            self._by_folder[folder] = self._by_file[file]
        return self._by_folder[folder]

    def _file(self, folder: Path) -> Path | None:
        if self.settings.isolated:
            return None
        return self.settings.config or find_config(folder)

    def _load(self, file: Path | None) -> Session:
        if file is not None and not file.is_file():
            raise UserError("no such configuration file", "check the path after --config", str(file))
        config = overridden(load_config(file, preset=self.settings.preset, inline=self.settings.inline), self.settings)
        folders = tuple(folder.resolve() for folder in config.packs)
        if folders not in self._packs:
            self._packs[folders] = load_packs(folders, self.settings.compiled)
        known = [rule for pack in self._packs[folders] for rule in pack.rules]
        refuse_unknown(
            (*self.settings.select, *self.settings.extend_select, *self.settings.ignore), known, COMMAND_LINE
        )
        return Session(config, self._packs[folders], self.settings.cache)


def overridden(config: Config, settings: Settings) -> Config:
    """Lay the command line over the configuration: `--select` replaces, `--ignore` and `--extend-select` add."""
    changes: dict[str, Callable[[], object]] = {
        "select": lambda: (*(settings.select or config.select), *settings.extend_select),
        "ignore": lambda: (*(() if settings.select else config.ignore), *settings.ignore),
        "client": lambda: settings.client or config.client,
        "ocr": lambda: config.ocr if settings.ocr is None else settings.ocr,
    }
    return msgspec.structs.replace(config, **{name: value() for name, value in changes.items()})
