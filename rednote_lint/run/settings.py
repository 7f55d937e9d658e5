"""Settings of a run: what a caller or the command line says, laid over the configuration files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from rednote_lint.config import Config
from rednote_lint.model import Client, Record, Severity
from rednote_lint.run.pool.loss import LossKind

_COMPARING = "originality"
STRICT = "strict"
"""The pack whose rules compare posts with those of a history."""
COMMAND_LINE = "command line"
"""Where a setting comes from that a caller states."""
Language = Literal["auto", "en", "zh"]
FailOn = Literal["error", "warning", "info", "never"]


_PLAIN = ("preset", "client", "ocr", "lang", "fail_on", "min_severity", "format")


class Settings(Record, frozen=True, kw_only=True):
    """What the caller says about configuration, for all posts of a run; None or empty leaves it to the files."""

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
    media: bool = True
    """False: no medium is opened and no post compared with others; what is typed is checked alone."""
    lang: Language | None = None
    """Language of messages; `auto` follows the environment."""
    fail_on: FailOn | None = None
    """The lowest severity that fails."""
    min_severity: Severity | None = None
    """Findings below it are counted and not shown."""
    format: str | None = None
    """Output format, for callers that print."""
    with_words: bool = False
    """Whether reports carry what the authors typed, for callers that show it."""
    with_words_for: tuple[str, ...] = ()
    """The formats with which they carry it, where a configuration names the format."""
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    """Heading of a calendar -> the field of a post that it stands for; add to those of the files."""
    remote: tuple[str, ...] = ()
    """Beginnings of the addresses (`s3://bucket/campaign/`) from which media of calendars may be fetched."""
    baseline: Path | None = None
    """This file of known findings instead of the configured one."""
    with_baseline: bool = True
    """Whether known findings are set aside."""
    history: Path | None = None
    """Posts are also compared with those in this file, which was written by earlier runs, and added to it; the pack
    `originality` is on then."""
    cache: Path | None = None
    """Folder of the facts of media; None keeps none."""
    store: Path | None = None
    """The file that keeps the run itself, so that it can be continued and merged; its facts are kept there as well."""
    budget: float | None = None
    """Seconds after which no more media of a post are analyzed; the report says so."""
    retry: frozenset[LossKind] = frozenset()
    """Posts that no worker process could check for these reasons are checked again in a run that continues."""
    now: dt.datetime | None = None
    """The moment that schedules are compared with; None: the moment of asking."""
    results: bool = True
    """Whether whole answers may come from the store; False asks the rules of every post, to time them."""
    packs: tuple[Path, ...] = ()
    """Folders of packs that take the place of those of the same name, or stand beside the others."""
    compiled: Path | None = None
    """Folder that keeps compiled packs, which stand for their files by content; None keeps only what came with us."""

    @property
    def for_notices(self) -> Settings:
        """The settings that judge a post beside a notice of the platform: those of `strict`, unless a preset is named.

        What limits a post may be what other presets are silent about.
        """
        return self if self.preset is not None else msgspec.structs.replace(self, preset=STRICT)


def overridden(config: Config, settings: Settings) -> Config:
    """Lay the settings over the configuration: `select` replaces, `ignore` and `extend_select` add."""
    extended = (*settings.extend_select, *((_COMPARING,) if settings.history is not None else ()))
    changes: dict[str, Callable[[], object]] = {
        "select": lambda: (*(settings.select or config.select), *extended),
        "ignore": lambda: (*(() if settings.select else config.ignore), *settings.ignore),
        "client": lambda: Client(settings.client or config.client),
        "ocr": lambda: config.ocr if settings.ocr is None else settings.ocr,
        "lang": lambda: settings.lang or config.lang,
        "fail_on": lambda: settings.fail_on or config.fail_on,
        "min_severity": lambda: Severity(settings.min_severity or config.min_severity),
        "columns": lambda: {**config.columns, **settings.columns},
        "format": lambda: settings.format or config.format,
    }
    if settings.columns:
        config = msgspec.structs.replace(
            config, stated={**config.stated, "columns": (*config.stated.get("columns", ()), COMMAND_LINE)}
        )
    stated = {**config.stated, **{name: (COMMAND_LINE,) for name in _PLAIN if getattr(settings, name) is not None}}
    if settings.select or extended:
        stated["select"] = (*(() if settings.select else stated.get("select", ())), COMMAND_LINE)
    if settings.select or settings.ignore:
        stated["ignore"] = (*(() if settings.select else stated.get("ignore", ())), COMMAND_LINE)
    return msgspec.structs.replace(config, stated=stated, **{name: value() for name, value in changes.items()})
