"""What `--add-ignore` does: writes suppressions for what is found now into the headers of the posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from rednote_lint.cli.fixing import language_of, write_verbatim
from rednote_lint.cli.options import SELECTOR, split
from rednote_lint.cli.speech.completing import selectors
from rednote_lint.cli.speech.localized import option
from rednote_lint.cli.speech.told import tell_problems, tell_refused
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Bilingual, Finding, Fix, Location, Post, Safety, SourceFile
from rednote_lint.posts import Sources, discover
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.selectors import matches, refuse_unknown

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import Changed, Offer, Refused

F = TypeVar("F", bound=Callable[..., Any])

SUPPRESSIONS = Bilingual(en="Suppressions", zh="忽略")
ADD = "--add-ignore"
_OPTIONS = (
    option(
        ADD,
        shell_complete=selectors,
        multiple=True,
        word=SELECTOR,
        section=SUPPRESSIONS,
        said=Bilingual(
            en="Write a suppression for what these rules find now into each post's header.",
            zh="把这些规则目前发现的问题写入各篇笔记文件头的忽略设置。",
        ),
    ),
    option(
        "--reason",
        word=Bilingual(en="TEXT", zh="原因"),
        section=SUPPRESSIONS,
        said=Bilingual(en="Why: it is written with each, and appears in reports.", zh="忽略的原因，会写进报告。"),
    ),
    option(
        "--until",
        word=Bilingual(en="DATE", zh="日期"),
        section=SUPPRESSIONS,
        said=Bilingual(
            en="The last day on which they count, such as 2027-01-01.", zh="最后的有效日期，如 2027-01-01。"
        ),
    ),
)
_NO_REASON = (
    Bilingual(en="--add-ignore needs a reason", zh="--add-ignore 需要写明原因"),
    Bilingual(en='write --reason "why it is fine here"', zh="写 --reason “为何可以忽略”"),
)
_LONELY = Bilingual(en="--{name} has no effect without --add-ignore", zh="没有 --add-ignore 时，--{name} 不起作用")
_EXCLUSIVE = Bilingual(en="--add-ignore and --{name} exclude each other", zh="--add-ignore 和 --{name} 只能用其中一个")
_NO_DATE = Bilingual(en="--until takes a date, not `{text}`", zh="--until 应为日期，而不是 `{text}`")
_PAST = Bilingual(en="--until {text} is over already", zh="--until {text} 已经过去")
_WRITE_DATE = Bilingual(en="write it like 2027-01-01", zh="写成 2027-01-01 这样")
_ADDED = Bilingual(
    en="ignored from now on: {count}; files written: {files}", zh="今后忽略 {count} 处，写入 {files} 个文件"
)
_NONE = Bilingual(en="nothing to ignore: {codes} find nothing here", zh="没有需要忽略的问题：{codes} 没有发现问题")
_WRITE = Bilingual(en="Ignore here", zh="在此忽略")


def ignoring(command: F) -> F:
    """Add the options about suppressions."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def is_wanted(options: dict[str, Any]) -> bool:
    """Say whether suppressions are to be written.

    Raises:
        UsageError: an option is missing, or has no effect, or excludes it.
    """
    if not options["add_ignore"]:
        lonely = next((name for name in ("reason", "until") if options[name] is not None), None)
        if lonely:
            raise UsageError(_LONELY.filled({"name": lonely}))
        return False
    if not (options["reason"] or "").strip():
        raise UsageError(*_NO_REASON)
    other = next((name for name in ("fix", "fix_media") if options[name]), None)
    if other:
        raise UsageError(_EXCLUSIVE.filled({"name": other.replace("_", "-")}))
    _until(options["until"])
    return True


def added(checks: Run, paths: Sequence[str], options: dict[str, Any]) -> tuple[list[Outcome], ExitCode]:
    """Write the suppressions; return the last outcome of each post, and whether all could be written."""
    work = _Work(checks, paths, options)
    with Interrupts() as ctrl_c:
        try:
            work.carry_out(ctrl_c, write=True)
        except KeyboardInterrupt:
            if not work.changed:
                raise
        _tell(work, options)
        tell_refused(work.refused, work.language)
    if ctrl_c.asked:
        raise KeyboardInterrupt
    return list(work.outcomes.values()), ExitCode.FAILED if work.refused else ExitCode.CLEAN


def diff(checks: Run, paths: Sequence[str], options: dict[str, Any]) -> ExitCode:
    """Print what would be written as a unified diff, and write nothing."""
    from rednote_lint.fixes.texts import unified_diff

    work = _Work(checks, paths, options)
    with Interrupts() as ctrl_c:
        work.carry_out(ctrl_c, write=False)
    write_verbatim(unified_diff(work.changed.values()))
    tell_refused(work.refused, work.language)
    has_failed = tell_problems([outcome.report for outcome in work.outcomes.values()], work.language)
    if has_failed or work.refused:
        return ExitCode.FAILED
    return ExitCode.FINDINGS if work.changed else ExitCode.CLEAN


class _Work:
    """Posts are checked, their suppressions written, and they are checked again: one finding may hide a weaker one."""

    def __init__(self, checks: Run, paths: Sequence[str], options: dict[str, Any]) -> None:
        self._checks, self._paths = checks, paths
        self._codes, self._until = split(options["add_ignore"]), _until(options["until"])
        self._reason = options["reason"].strip()
        self.outcomes: dict[str, Outcome] = {}
        self.refused: list[Refused] = []
        self.changed: dict[str, Changed] = {}
        self.findings = 0

    @property
    def language(self) -> str:
        """The language in which the run speaks."""
        return language_of(list(self.outcomes.values()))

    def carry_out(self, ctrl_c: Interrupts, *, write: bool) -> None:
        """Go on until nothing is left to write."""
        from rednote_lint.fixes.texts import carry_out, read

        only: set[str] | None = None
        own = self._checks.sources
        while only is None or only:
            with ctrl_c.let_through():
                offers = self._offers(only, own if write else own.with_texts(self._texts()))
            reader = read if write else self._read
            applied, failed, changed = carry_out(list(offers), write=write, reader=reader, interrupts=ctrl_c)
            self.refused += failed
            only = {one.where.path for one in applied}
            self.findings += sum(count for offer, count in offers.items() if offer.where.path in only)
            for change in changed:
                before = self.changed.get(change.path, change).before
                self.changed[change.path] = msgspec.structs.replace(change, before=before)

    def _offers(self, only: set[str] | None, sources: Sources) -> dict[Offer, int]:
        """Check posts, and offer suppressions of what is found in each; with how many findings they cover."""
        from rednote_lint.fixes.directives.adding import suppressing
        from rednote_lint.fixes.outcome import Offer, refused

        posts = list[Post]()
        offers: dict[Offer, int] = {}

        def chosen() -> Iterator[Post]:
            for post in discover(self._paths, sources):
                if only is None or post.path in only:
                    refuse_unknown(self._codes, self._checks.sessions.of_post(post).known, ADD)
                    posts.append(post)
                    yield post

        for outcome, post in zip(self._checks.check_posts(chosen()), posts, strict=False):
            self.outcomes[post.path] = outcome
            named = self._named(post, outcome)
            made = suppressing(post, named, self._reason, self._until)
            if made is None:
                continue
            fix = Fix(title=_WRITE, safety=Safety.MANUAL) if isinstance(made, Bilingual) else made
            where = Location(path=post.path)
            offer = Offer(code=named[0].code, severity=named[0].severity, where=where, fix=fix)
            if isinstance(made, Bilingual):
                self.refused.append(refused(offer, made, is_failure=True))
            else:
                offers[offer] = len(named)
        return offers

    def _named(self, post: Post, outcome: Outcome) -> list[Finding]:
        rules = {rule.code: rule for rule in self._checks.sessions.of_post(post).known}
        return [one for one in outcome.report.findings if any(matches(code, rules[one.code]) for code in self._codes)]

    def _texts(self) -> dict[str, str]:
        return {path: change.after for path, change in self.changed.items()}

    def _read(self, path: str) -> SourceFile | Bilingual:
        from rednote_lint.fixes.texts import read

        if path not in self.changed:
            return read(path)
        own = read(path)
        base = own if isinstance(own, SourceFile) else SourceFile(path=path, text="")
        return msgspec.structs.replace(base, text=self.changed[path].after)


def _tell(work: _Work, options: dict[str, Any]) -> None:
    said = {
        "count": str(work.findings),
        "files": str(len(work.changed)),
        "codes": ", ".join(split(options["add_ignore"])),
    }
    click.echo((_ADDED if work.findings else _NONE).filled(said).pick(work.language), err=True)


def _until(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(_NO_DATE.filled({"text": text}), _WRITE_DATE) from None
    if day < dt.date.today():
        raise UsageError(_PAST.filled({"text": text}), _WRITE_DATE)
    return day
