"""Records of facts with a store behind them, as the driver keeps one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from rednote_lint.engine import lint, observe
from rednote_lint.facts import Facts, Options
from rednote_lint.facts.records import FileRecords
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Post, Report
from rednote_lint.ruleset import RuleSet
from rednote_lint.store import FactRow, Store


def records_of(store: Store | None, path: Path, recorded: list[FactRow] | None = None) -> FileRecords:
    return FileRecords(store, lambda: sha256_of(path) if path.exists() else None, [] if recorded is None else recorded)


@contextmanager
def kept(store: Store | None, path: Path) -> Iterator[FileRecords]:
    """Give the records of a file, and write what was recorded at the end."""
    recorded: list[FactRow] = []
    yield records_of(store, path, recorded)
    assert store is not None or recorded == []
    for row in recorded:
        assert store is not None
        store.put([row])


def linted(post: Post, rules: RuleSet, options: Options) -> tuple[Report, Facts]:
    """Check a post, and return its facts as well."""
    made: list[Facts] = []

    def observed(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
        made.append(observe(post, rules, active, options))
        return made[-1]

    return lint(post, rules, options, facts_of=observed), made[0]
