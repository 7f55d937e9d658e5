"""`rednote-lint baseline create|update|prune PATH…`: a file of known findings, so that only new ones count."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.fixing import language_of
from rednote_lint.cli.options import FILE, PATHS, columns, selection, settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.told import tell_problems
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError, system_said, writing_advice
from rednote_lint.interrupts import uninterrupted
from rednote_lint.model import Bilingual, Omission, Post
from rednote_lint.posts import discover
from rednote_lint.run.baselines import FILE_NAME, content, digest_of, is_below, parsed, post_name, written
from rednote_lint.run.linting.asked import Asked
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.session import Session
from rednote_lint.verdict.baseline import Entry, entry_of
from rednote_lint.verdict.suppressor import Judged

CREATE, UPDATE, PRUNE = "create", "update", "prune"
_ACTION = Bilingual(en="create|update|prune", zh="create|update|prune")
_IS_THERE = (
    Bilingual(en="there is a baseline already, and it stays", zh="已有基线文件，未改动"),
    Bilingual(
        en="`rednote-lint baseline update` writes it anew and keeps its reasons",
        zh="用 `rednote-lint baseline update` 重新写入，并保留其中的原因",
    ),
)
_CHANGED = (
    Bilingual(en="the baseline has changed meanwhile, and stays as it is", zh="基线文件在此期间被修改过，未写入"),
    Bilingual(en="run this again", zh="重新运行一次"),
)
_NOT_WRITTEN = Bilingual(en="interrupted: {file} was not written", zh="已中断：没有写入 {file}")
_UNTOUCHED = Bilingual(en="interrupted: {file} stays as it was", zh="已中断：{file} 保持原样")
_UNWRITABLE = Bilingual(en="the baseline cannot be written: {why}", zh="基线文件无法写入：{why}")
_NO_REASON = Bilingual(en="--reason has no effect with prune", zh="--reason 对 prune 不起作用")
_NO_POST = (
    Bilingual(en="there is no post to check in what was named", zh="指定的路径中没有可检查的笔记"),
    Bilingual(en="name a folder, a caption, a media file, a manifest", zh="指定文件夹、正文文件、媒体文件或表格清单"),
)
_HOLDS = Bilingual(en="{file}: known findings: {count}", zh="{file}：已知问题 {count} 处")
_PRUNED = Bilingual(
    en="{file}: taken out: {gone}, known findings left: {count}", zh="{file}：移除 {gone} 处，还有已知问题 {count} 处"
)


@command_of(
    "baseline",
    Bilingual(
        en="Write what is found now to a file of known findings: from then on only new ones count.\n\n"
        "create makes the file, update writes it anew and keeps its reasons, prune takes out what is found no more.",
        zh="把目前发现的问题写入基线文件，以后只计入新出现的问题。\n\n"
        "create 创建文件，update 重新写入并保留原因，prune 移除不再出现的问题。",
    ),
)
@argument("action", type=Choice([CREATE, UPDATE, PRUNE]), word=_ACTION)
@argument("paths", nargs=-1, required=True, word=PATHS)
@option(
    "--baseline",
    word=FILE,
    said=Bilingual(
        en=f"The file, else that of the configuration, else {FILE_NAME} beside it.",
        zh=f"基线文件；默认用配置中的文件，或配置旁边的 {FILE_NAME}。",
    ),
)
@option(
    "--reason",
    word=Bilingual(en="TEXT", zh="原因"),
    said=Bilingual(en="Why they do not count: stands with each that has none.", zh="不计入的原因，写在各项上。"),
)
@columns
@selection
@language
def command(action: str, paths: tuple[str, ...], reason: str | None, **options: Any) -> ExitCode:
    """Create, update or prune a baseline."""
    if action == PRUNE and reason:
        raise UsageError(_NO_REASON)
    settings = msgspec.structs.replace(settings_of(options), lang=options["lang"], with_baseline=action == PRUNE)
    with ProgressBar(current_language()) as bar:
        work = _Work(Run(settings, progress=bar), paths, action)
        try:
            spoken = _done(work, reason or "")
        except KeyboardInterrupt:
            if not work.files:
                raise
            left = _NOT_WRITTEN if action == CREATE else _UNTOUCHED
            for file in work.files:
                if file not in work.saved:
                    click.echo(_filled(left, current_language(), file=file), err=True)
            return ExitCode.INTERRUPTED
    tell_problems([outcome.report for outcome in work.outcomes], spoken)
    return ExitCode.FAILED if any(map(_is_unchecked, work.outcomes)) else ExitCode.CLEAN


def _done(work: _Work, reason: str) -> str:
    """Check all posts and write the files; return the language in which the run speaks."""
    work.check()
    if not work.outcomes:
        raise UserError(*_NO_POST)
    spoken = language_of(work.outcomes)
    for file in work.files:
        if work.action == PRUNE:
            _prune(file, work, spoken)
        else:
            _write(file, work, reason, spoken)
    return spoken


def _is_unchecked(outcome: Outcome) -> bool:
    return bool(outcome.report.problems) or any(skip.omission is Omission.FAILURE for skip in outcome.report.skipped)


class _Work:
    """Posts that were checked, and the files that their findings go to."""

    def __init__(self, checks: Run, paths: tuple[str, ...], action: str) -> None:
        self.checks, self.paths, self.action = checks, paths, action
        self.posts: list[Post] = []
        self.outcomes: list[Outcome] = []
        self.files: dict[Path, bytes | None] = {}
        """What each file held before; None for one that is to be made."""
        self.saved: set[Path] = set()

    def check(self) -> None:
        """Check all posts; what stands in the way of a file is told before its posts are checked."""
        self.outcomes = list(self.checks.check_posts(self._found()))

    def of(self, file: Path) -> Iterator[tuple[Session, Post, Outcome]]:
        """Yield the posts whose findings go to a file."""
        for post, outcome in zip(self.posts, self.outcomes, strict=True):
            session = self.checks.sessions.of_post(post)
            if session.baseline_file == file:
                yield session, post, outcome

    def _found(self) -> Iterator[Post]:
        for post in discover(self.paths, self.checks.sources):
            self.posts.append(post)
            session = self.checks.sessions.of_post(post)
            file = session.baseline_file
            if file not in self.files:
                self.files[file] = self._before(file)
            yield post

    def _before(self, file: Path) -> bytes | None:
        if self.action != CREATE:
            data = content(file)
            parsed(data, file)
            return data
        if os.path.lexists(file):
            raise UserError(*_IS_THERE, str(file))
        return None

    def save(self, file: Path, entries: Iterable[Entry]) -> None:
        """Write a file; Ctrl-C counts before or after that."""
        with uninterrupted():
            _save(file, entries, self.files[file])
            self.saved.add(file)


def _write(file: Path, work: _Work, reason: str, spoken: str) -> None:
    """Write the findings of all checked posts; what a baseline has of others, or of rules not asked, stays."""
    before = work.files[file]
    old = parsed(before, file) if before is not None else ()
    found: list[Entry] = []
    asked: dict[str, list[tuple[Session, Asked]]] = {}
    for own, post, outcome in work.of(file):
        report, rules = outcome.report, {rule.code: rule for rule in own.known}
        name, digest = post_name(post, file), digest_of(post)
        asked.setdefault(name, []).append((own, Asked(post, report, own.rules, own.options)))
        found += (entry_of(name, Judged(one, rules[one.code]), digest) for one in report.findings)
    kept = [entry for entry in old if not _is_renewed(entry, asked, file, work)]
    entries = [*kept, *_with_reasons(found, old, reason)]
    work.save(file, entries)
    _say(_HOLDS, spoken, file=file, count=sum(entry.count for entry in entries))


def _is_renewed(entry: Entry, asked: dict[str, list[tuple[Session, Asked]]], file: Path, work: _Work) -> bool:
    """Say whether an entry was looked for again, or its post has gone."""
    if entry.post not in asked:
        return is_below(file, work.paths)(entry.post) and not (file.parent / entry.post).exists()
    return all(
        (rule := next((rule for rule in session.known if rule.code == entry.code), None)) is not None
        and one.by_the_end(rule)
        for session, one in asked[entry.post]
    )


def _with_reasons(found: Iterable[Entry], old: Iterable[Entry], reason: str) -> Iterator[Entry]:
    """Give entries the reasons that the same ones had, of the same post first."""
    reasons: dict[object, str] = {}
    for entry in old:
        if entry.reason:
            reasons.setdefault(entry.identity, entry.reason)
            reasons.setdefault((entry.post, entry.identity), entry.reason)
            reasons.setdefault((entry.post, entry.context, entry.identity), entry.reason)
    for entry in found:
        keys = ((entry.post, entry.context, entry.identity), (entry.post, entry.identity), entry.identity)
        known = next((reasons[key] for key in keys if key in reasons), reason)
        yield msgspec.structs.replace(entry, reason=known)


def _prune(file: Path, work: _Work, spoken: str) -> None:
    before = work.files[file]
    old = parsed(before, file) if before is not None else ()
    stale = work.checks.stale(work.paths).get(file.resolve(), [])
    gone = {one.entry: one.missing for one in stale}
    left = [msgspec.structs.replace(entry, count=entry.count - gone.get(entry, 0)) for entry in old]
    entries = [entry for entry in left if entry.count]
    if gone:
        work.save(file, entries)
    _say(_PRUNED, spoken, file=file, gone=sum(gone.values()), count=sum(entry.count for entry in entries))


def _save(file: Path, entries: Iterable[Entry], before: bytes | None) -> None:
    from rednote_lint.fixes import atomic

    data = written(entries)
    try:
        if before is None:
            atomic.create(file, data)
        elif data != before:
            atomic.write(file, data, expected=before)
    except FileExistsError:
        raise UserError(*_IS_THERE, str(file)) from None
    except atomic.FileChangedError:
        raise UserError(*_CHANGED, str(file)) from None
    except OSError as error:
        why = system_said(error)
        said = Bilingual(en=_UNWRITABLE.en.format(why=why.en), zh=_UNWRITABLE.zh.format(why=why.zh))
        raise UserError(said, writing_advice(error, file), str(file)) from None


def _say(sentence: Bilingual, spoken: str, **values: object) -> None:
    click.echo(_filled(sentence, spoken, **values))


def _filled(sentence: Bilingual, spoken: str, **values: object) -> str:
    told = {name: value.as_posix() if isinstance(value, Path) else str(value) for name, value in values.items()}
    return sentence.filled(told).pick(spoken)
