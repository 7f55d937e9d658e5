"""Sessions of a run: the configuration nearest to each post, and what all of them share."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rednote_lint.config import Config, config_in, load_config
from rednote_lint.errors import UserError
from rednote_lint.model import (
    Bilingual,
    Post,
)
from rednote_lint.packs.digests import pack_digest
from rednote_lint.packs.locate import shipped_packs
from rednote_lint.run.baselines import FILE_NAME, opened
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.results import Results
from rednote_lint.run.session import Session
from rednote_lint.run.settings import COMMAND_LINE, Settings, overridden
from rednote_lint.selectors import refuse_unknown
from rednote_lint.store import Store
from rednote_lint.store.run_store import RunStore
from rednote_lint.store.unkept import Unkept
from rednote_lint.verdict.baseline import Baseline

if TYPE_CHECKING:
    from rednote_lint.packs.reading import LoadedPacks

_NO_CONFIG = (
    Bilingual(en="no such configuration file", zh="没有这个配置文件"),
    Bilingual(en="name a file, or delete what lies there", zh="指定一个文件，或删除该处的内容"),
)


class Sessions:
    """Finds the session of each post: the nearest configuration file above it counts, alone.

    Pickled as its settings: another process loads configurations and packs by itself.

    Args:
        settings: of the run.
        keeping: the store in place of that of the settings; None: theirs.
    """

    def __init__(self, settings: Settings, keeping: type[Unkept] | None = None) -> None:
        self.settings = settings
        self._keeping = keeping
        self._by_file: dict[Path | None, Session] = {}
        self._by_root: dict[str, Session] = {}
        self._nearest: dict[Path, Path | None] = {}
        self._packs: dict[tuple[Path, ...], LoadedPacks] = {}
        self._baselines: dict[Path, Baseline] = {}
        self._digest_of = lru_cache(maxsize=None)(pack_digest)  # Packs are hashed once in a run.

    @cached_property
    def store(self) -> Store | None:
        """The store of this process, which all sessions read and the driver writes."""
        if self._keeping is not None:
            return self._keeping()
        if self.settings.store is not None:
            return RunStore(self.settings.store)
        return Store(self.settings.cache) if self.settings.cache is not None else None

    def recorded(self, outcome: Outcome) -> Outcome:
        """Write the new facts of a post to the store, and return the outcome without them."""
        if self.store is not None:
            self.store.put(outcome.facts)
        return msgspec.structs.replace(outcome, facts=())

    def away(self) -> Sessions:
        """Return the sessions of a machine that has not the files of the program here: they read no store of its."""
        settings = msgspec.structs.replace(self.settings, compiled=None)
        return Sessions(settings, Unkept if self.store is not None else None)

    def __reduce__(self) -> tuple[type[Sessions], tuple[Settings, type[Unkept] | None]]:
        """Leave out what was loaded."""
        return (type(self), (self.settings, self._keeping))

    def of(self, folder: Path) -> Session:
        """Return the session for posts in `folder`.

        Raises:
            UserError: a configuration or a selector is wrong.
        """
        file = self._file(folder)
        if file not in self._by_file:
            self._by_file[file] = self._load(file)
        return self._by_file[file]

    def of_post(self, post: Post) -> Session:
        """Return the session of a post.

        Raises:
            UserError: a configuration or a selector is wrong.
        """
        return self.of_root(post.root)

    def of_root(self, root: str) -> Session:
        """Return the session of the posts whose root is written so; see `of`."""
        if root not in self._by_root:
            self._by_root[root] = self.of(Path(root))
        return self._by_root[root]

    def _file(self, folder: Path) -> Path | None:
        if self.settings.isolated:
            return None
        return self.settings.config or self._nearest_to(folder.absolute())

    def _nearest_to(self, folder: Path) -> Path | None:
        """Return the nearest configuration file; folders that many posts lie below are looked at once."""
        if folder not in self._nearest:
            above = folder.parent
            self._nearest[folder] = config_in(folder) or (self._nearest_to(above) if above != folder else None)
        return self._nearest[folder]

    def _load(self, file: Path | None) -> Session:
        if file is not None and not file.is_file():
            raise UserError(*_NO_CONFIG, str(file))
        config = overridden(load_config(file, preset=self.settings.preset, inline=self.settings.inline), self.settings)
        folders = tuple(folder.resolve() for folder in config.packs)
        named = self.settings.baseline or config.baseline
        baseline = named or (file.parent if file else Path.cwd()) / FILE_NAME
        is_looked_for = self.settings.with_baseline and (named is not None or not self.settings.isolated)
        is_there = partial(os.path.lexists, baseline)

        def open_baseline() -> Baseline | None:
            return self._baseline(baseline) if is_looked_for and (named is not None or is_there()) else None

        return Session(
            config,
            partial(self._packs_of, folders),
            self.store,
            self._results_of(config, folders),
            media=self.settings.media,
            now=self.settings.now,
            budget=self.settings.budget,
            retry=self.settings.retry if self.settings.store is not None else None,
            baseline_file=baseline,
            open_baseline=open_baseline,
        )

    def _packs_of(self, folders: tuple[Path, ...]) -> LoadedPacks:
        """Read the shipped packs and more of them, once for all configurations that name the same."""
        from rednote_lint.packs.cache import cached_pack
        from rednote_lint.packs.reading import read_packs

        if folders not in self._packs:
            read = partial(cached_pack, cache=self.settings.compiled, digest_of=self._digest_of)
            self._packs[folders] = read_packs(folders, read, self.settings.packs)
        loaded = self._packs[folders]
        if not loaded.errors:
            known = [rule for pack in loaded.packs for rule in pack.rules]
            refuse_unknown(
                (*self.settings.select, *self.settings.extend_select, *self.settings.ignore), known, COMMAND_LINE
            )
        return loaded

    def _results_of(self, config: Config, folders: Sequence[Path]) -> Results | None:
        """Find the stored results of a configuration by the content of its packs; one that is broken has none."""
        if self.store is None or not self.settings.results or self.settings.packs:
            return None
        try:
            digests = [self._digest_of(folder) for folder in (*shipped_packs(), *folders)]
        except (UserError, OSError):
            return None
        return Results(self.store, config, digests, media=self.settings.media, now=self.settings.now)

    @property
    def loaded(self) -> tuple[Session, ...]:
        """The sessions that were needed so far."""
        return tuple(self._by_file.values())

    @property
    def baselines(self) -> Mapping[Path, Baseline]:
        """The baselines that were read so far."""
        return self._baselines

    def _baseline(self, path: Path) -> Baseline:
        place = path.resolve()
        if place not in self._baselines:
            self._baselines[place] = opened(path)
        return self._baselines[place]
