"""Fixes the files of a run, and checks posts again: after a fix, as one would leave them, with repaired copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from rednote_lint.cli.fixing import exit_code_of, fix_options_of, language_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.told import tell, tell_copies
from rednote_lint.errors import ExitCode
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Post, Report
from rednote_lint.posts import discover
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import FixOutcome
    from rednote_lint.fixes.session import FixOptions

_ROW = re.compile(r":\d+\Z")


class Again:
    """Checks posts behind the paths of a run once more.

    Args:
        checks: the run.
        paths: as they were named.
        bar: shows which pass it is.
    """

    def __init__(self, checks: Run, paths: Sequence[str], bar: ProgressBar) -> None:
        self._checks, self._paths, self._bar = checks, tuple(paths), bar

    def as_they_are(self, stale: Sequence[str], renamed: Mapping[str, str]) -> list[Report]:
        """Check posts as they stand on disk.

        Args:
            stale: the paths that the posts had.
            renamed: new names of files; a file that was named and is gone is named by its new one from now on.
        """
        self._bar.begin_pass()
        now = {Path(old): new for old, new in renamed.items()}
        self._paths = tuple(_present(path, now) for path in self._paths)
        return _reports(self._checks.check(self._paths, only=_one_of((*stale, *renamed.values()))))

    def as_they_would_be(self, stale: Sequence[str], texts: Mapping[str, str]) -> list[Report]:
        """Check posts with texts that stand in place of their files."""
        self._bar.begin_pass()
        return _reports(
            self._checks.check(self._paths, only=_one_of(stale), sources=self._checks.sources.with_texts(texts))
        )

    def preview(self, reports: Sequence[Report], options: FixOptions) -> FixOutcome:
        """Say what all passes of fixes would do to text, and change nothing."""
        from rednote_lint.fixes.session import preview

        return preview(reports, options, self.as_they_would_be, configurations=self.configurations)

    def fixed(
        self, outcomes: Sequence[Outcome], options: dict[str, Any], bar: ProgressBar
    ) -> tuple[list[Outcome], ExitCode]:
        """Write fixes of checked posts to their files; see `fixing.Fixer`."""
        from rednote_lint.fixes.session import fix

        language = language_of(outcomes)
        reports = [outcome.report for outcome in outcomes]
        with Interrupts() as ctrl_c:
            result = fix(
                reports,
                fix_options_of(options),
                self.as_they_are,
                bar,
                configurations=self.configurations,
                interrupts=ctrl_c,
            )
            with bar.paused():
                tell(result, language, show=options["show_fixes"])
        if ctrl_c.asked:
            raise KeyboardInterrupt
        last = [
            msgspec.structs.replace(outcome, report=report)
            for outcome, report in zip(outcomes, result.reports, strict=True)
        ]
        self._checks.read_suppressions_again({change.path for change in result.changed})
        if result.repaired:
            copies = self._with_copies(result.repaired, last)
            with bar.paused():
                tell_copies(result.repaired, copies, language)
        return last, exit_code_of(result, options)

    def configurations(self) -> list[Report]:
        """Return what is wrong with the configurations, after the last check of posts."""
        return _reports(self._checks.configurations())

    def _with_copies(self, repaired: Mapping[str, str], outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Return checks that cover every repaired file; posts not naming theirs are checked as if they did."""
        known = {asset.path for outcome in outcomes for asset in outcome.report.assets}
        missing = {original: copy for original, copy in repaired.items() if copy not in known}
        return [*outcomes, *(self.with_copies(missing) if missing else ())]

    def with_copies(self, repaired: Mapping[str, str]) -> list[Outcome]:
        """Check the posts of some media as if they had the repaired files instead."""
        self._bar.begin_pass()
        found = discover(self._paths, self._checks.sources)
        posts = (post for post in found if any(asset.path in repaired for asset in post.assets))
        return list(self._checks.check_posts(_swapped(post, repaired) for post in posts))


def _present(path: str, now: Mapping[Path, str]) -> str:
    return now.get(Path(path), path) if not Path(path).exists() else path


def _reports(outcomes: Iterable[Outcome]) -> list[Report]:
    return [outcome.report for outcome in outcomes]


def _one_of(stale: Sequence[str]) -> Callable[[Post], bool]:
    """Match posts by their files: a row may stand on another line now."""
    files = {_ROW.sub("", path) for path in stale}
    return lambda post: _ROW.sub("", post.path) in files


def _swapped(post: Post, repaired: Mapping[str, str]) -> Post:
    assets = [
        msgspec.structs.replace(asset, path=Path(repaired[asset.path]).as_posix()) if asset.path in repaired else asset
        for asset in post.assets
    ]
    return msgspec.structs.replace(post, assets=tuple(assets))
