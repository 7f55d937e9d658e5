"""What a configuration sets aside, and what is wrong with that, over the posts of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from rednote_lint.config import Config, load_config
from rednote_lint.config_suppressions import Suppression
from rednote_lint.engine import on_suppressions, removed_together
from rednote_lint.facts import Options
from rednote_lint.model import (
    Directive,
    FaultySuppression,
    Finding,
    Location,
    Post,
    PostKind,
    Report,
    Rule,
    SourceFile,
)
from rednote_lint.posts import DISK
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.here import from_here
from rednote_lint.run.linting.asked import Asked, could_be_asked
from rednote_lint.verdict import ConfiguredSuppressions, PathIgnores, Suppressor, settle


class Configured:
    """The suppressions and per-path ignores of one configuration.

    Args:
        config: as it counts.
        known: every known rule.
        rules: those that are on.
        options: how facts are gathered.
    """

    def __init__(self, config: Config, known: Sequence[Rule], rules: RuleSet, options: Options) -> None:
        self._config, self._rules, self._options = config, rules, options
        self._by_code = {rule.code: rule for rule in known}
        scopes = {_shown(one.directive): one for one in config.suppressions}
        self._scopes = scopes
        self._suppressions = ConfiguredSuppressions(
            tuple(scopes), lambda one, path: scopes[one].reaches(path), known, dt.date.today()
        )
        ignores = PathIgnores(lambda path, rule: config.ignored_at(Path(path).absolute(), rule))
        self._places = {one.where: one.where for one in scopes}
        """Where each of them stands by now."""
        self.suppressors: tuple[Suppressor, ...] = (self._suppressions, ignores)

    def begin(self, post: Post, asked: Asked) -> None:
        """Prepare for the findings of a post."""
        files = (post.path, *(source.path for source in post.sources), *(asset.path for asset in post.assets))
        self._suppressions.begin(post.path, files, lambda rule, one: asked.fully(rule, one.asset))

    def states(self, path: str) -> bool:
        """Say whether a file is the configuration itself, not one that it extends."""
        return path == from_here(Path(self._config.origin))

    def settle(self, is_whole: Callable[[Path], bool]) -> Iterator[tuple[Post, Report]]:
        """Yield what is wrong with the suppressions, by the files that state them.

        Args:
            is_whole: whether all posts below a folder, or a file, were checked. Of a file that others extend nobody
                knows who needs it: its suppressions may always be of use.
        """

        def was_asked(rule: Rule, one: Directive) -> bool:
            is_known = self.states(one.where.path) and is_whole(self._scopes[one].base)
            return is_known and could_be_asked(rule, self._rules, self._options)

        found = self._suppressions.faults_of_run(was_asked)
        faulty = [
            msgspec.structs.replace(one, where=self._places[one.where]) for one in found if one.where in self._places
        ]
        for path in dict.fromkeys(one.where.path for one in faulty):
            post, report = self._on_file(path, [one for one in faulty if one.where.path == path])
            if report.findings or report.suppressed:
                yield post, report

    def read_again(self, changed: Collection[str]) -> None:
        """Look where suppressions stand in files that were edited; those that are gone are told no more.

        Raises:
            UserError: the configuration cannot be read any more.
        """
        if not any(where.path in changed for where in self._places):
            return
        left = list(load_config(Path(self._config.origin)).suppressions)
        places = {}
        for shown, one in self._scopes.items():
            now = next((other for other in left if _stated(other) == _stated(one)), None)
            if now is not None:
                left.remove(now)
                places[shown.where] = _shown(now.directive).where
        self._places = places

    def _on_file(self, path: str, faulty: Sequence[FaultySuppression]) -> tuple[Post, Report]:
        source = DISK.read(Path(path))
        sources = (source,) if isinstance(source, SourceFile) else ()
        post = Post(id=path, path=path, root=str(Path(path).parent), kind=PostKind.TEXT, sources=sources)
        self._suppressions.begin(path, (), lambda rule, one: True)
        # A run edits no settings of others: not what is extended, nor what lies outside the working directory.
        is_ours = self.states(path) and not Path(path).is_absolute()

        def meta() -> tuple[Finding, ...]:
            found = on_suppressions(post, self._rules, self._options, faulty)
            return found if is_ours else tuple(msgspec.structs.replace(one, fix=None) for one in found)

        def together(told: Sequence[Finding]) -> Sequence[Finding]:
            return removed_together(post, self._rules, told)

        report = Report(path=path, id=path, is_configuration=True)
        return post, settle(report, self._by_code, self.suppressors, meta, together)


def _shown(directive: Directive) -> Directive:
    """Return a suppression of the configuration with the name of the file as reports show it."""
    where = msgspec.structs.replace(directive.where, path=from_here(Path(directive.where.path)))
    return msgspec.structs.replace(directive, where=where)


def _stated(one: Suppression) -> Suppression:
    """Return what a suppression says, without its place in its file."""
    where = Location(path=one.directive.where.path)
    return msgspec.structs.replace(
        one, directive=msgspec.structs.replace(one.directive, where=where, line=None, column=None)
    )
