"""`rednote-lint audit`: which posts of a kept run other rules would tell differently, without opening any medium."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Protocol

import click
import msgspec

from rednote_lint import __version__
from rednote_lint.batch.history import Access, History
from rednote_lint.batch.stage import Stage
from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.options import RULES, selection, settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual
from rednote_lint.packs.locate import PACK_FILE
from rednote_lint.posts.course import Course
from rednote_lint.report.jsontext import encoded
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.place import address
from rednote_lint.report.width import one_line
from rednote_lint.run.audits import form
from rednote_lint.run.audits.audit import Audit, Audited, Both, Change, Difference
from rednote_lint.run.kept.merged import By, Parts
from rednote_lint.run.language import spoken
from rednote_lint.run.program import program
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from rednote_lint.store import FactReader, Store, store_file

_CHANGES = {
    Change.COMES: Bilingual(en="comes: {after}", zh="新增：{after}"),
    Change.GOES: Bilingual(en="goes: {before}", zh="消失：{before}"),
    Change.SEVERITY: Bilingual(en="{before} becomes {after}", zh="{before} 变为 {after}"),
}
_LINE = Bilingual(en="  {change}  {code}  {message}  ({place})", zh="  {change}  {code}  {message}（{place}）")
_NOT_CHECKED = Bilingual(
    en="  not audited: the run could not check this post", zh="  未能对照：当时的运行没能检查这篇笔记"
)
_UNASKED = Bilingual(
    en="  not audited: {rules}; what they ask of {files} was not kept",
    zh="  未能对照：{rules}；没有保存它们所需的 {files} 的信息",
)
_MORE = Bilingual(en="{names} and {count} more", zh="{names} 等共 {total} 项")
_SUM = Bilingual(
    en="{different} of {posts} posts would be told differently: findings that come {comes}, that go {goes}, of another "
    "severity {severity}",
    zh="{posts} 篇笔记中有 {different} 篇结果会不同：新增问题 {comes} 处，消失 {goes} 处，级别改变 {severity} 处",
)
_GAPS = Bilingual(en="not audited in full: posts {count}", zh="未能完全对照：笔记 {count} 篇")
_COMPARING = Bilingual(
    en="not audited in full: {rules}, which compare posts with each other: what they ask is not in the store, or is of "
    "another version, for posts {count}; check these again, with `--store`",
    zh="未能完全对照：{rules}，这些规则比较多篇笔记：有 {count} 篇的信息不在运行记录中，或来自其他版本；"
    "请用 `--store` 重新检查",
)
_NO_HISTORY = Bilingual(
    en="not audited: {rules}, which compare posts with each other: the history {file} that the run named is gone; put "
    "it back, or check the posts again",
    zh="未能对照：{rules}，这些规则比较多篇笔记：当时指定的历史记录 {file} 已不存在；把它放回原处，或重新检查",
)
_SHOWN = 8
"""Names in one sentence; more are counted."""


@command_of(
    "audit",
    Bilingual(
        en="Tell which posts of a run that was kept with `--store` changed rules would tell differently. Media are not "
        "opened: what cannot be answered from what was kept is told as not audited."
        "\n\nExit code: 0 nothing differs, 1 posts differ, 2 something could not be audited.",
        zh="对照用 `--store` 保存的检查：规则改变后，哪些笔记的结果会不同。"
        "不打开媒体；凭保存的信息无法回答的，写明未能对照。"
        "\n\n退出码：0 没有不同，1 有笔记不同，2 有内容未能对照。",
    ),
)
@argument("stores", nargs=-1, required=True, shell_complete=complete_paths, word=Bilingual(en="STORE…", zh="记录…"))
@option(
    "--packs",
    multiple=True,
    shell_complete=complete_paths,
    word=Bilingual(en="FOLDER", zh="文件夹"),
    section=RULES,
    said=Bilingual(
        en="A pack, or a folder of packs, in place of those of the same name; others stand beside them.",
        zh="规则包，或存放规则包的文件夹：替换同名的包，其余另外加入。",
    ),
)
@option(
    "--format",
    "format_",
    type=Choice(["full", "json"]),
    default="full",
    said=Bilingual(en="full (default), or JSON for a program.", zh="full（默认），或供程序读取的 JSON。"),
)
@selection
@language
def command(stores: tuple[str, ...], packs: tuple[str, ...], format_: str, **options: Any) -> ExitCode:
    """Audit a kept run."""
    with ExitStack() as opened:
        parts = opened.enter_context(closing(Parts([Path(store) for store in stores], By.ANY)))
        ran = msgspec.structs.replace(parts.settings(cache_folder()), now=parts.head.settings.now)
        ran = msgspec.structs.replace(ran, lang=options["lang"])
        asked = _changed(ran, settings_of(options), packs)
        facts = _facts(parts, opened, cached=not options["no_cache"])
        earlier = _stage(ran, opened) if parts.head.program == program() else None
        audit = Audit(Sessions(ran), Sessions(asked), facts, earlier, _stage(ran, opened))
        course = Course()
        with ProgressBar(current_language(), course) as bar:
            printer: _Printer = (
                _Json() if format_ == "json" else _Full(spoken(options["lang"] or current_language()), ran.history)
            )
            sums = form.NO_SUMS
            for number, line in enumerate(parts.lines(), 1):
                audited = audit.of(line)
                course.reached(number / parts.posts)
                sums = form.plus(sums, audited)
                if audited.differences or not form.is_whole(audited):
                    with bar.paused():
                        printer.post(audited)
        unknown = audit.not_compared
        most = max(unknown.values(), default=0)
        sums = msgspec.structs.replace(sums, not_compared=tuple(unknown), not_compared_posts=most)
        printer.end(sums)
    if sums.not_audited or sums.not_compared:
        return ExitCode.FAILED
    return ExitCode.FINDINGS if sums.different else ExitCode.CLEAN


def _changed(ran: Settings, given: Settings, packs: Sequence[str]) -> Settings:
    """Lay what is given over the settings of the run."""
    own = {
        name: value
        for name in ("config", "isolated", "inline", "preset", "select", "ignore", "extend_select", "client", "ocr")
        if (value := getattr(given, name)) != getattr(Settings(), name)
    }
    folders = tuple(folder for pack in packs for folder in _folders(Path(pack)))
    return msgspec.structs.replace(ran, **own, packs=folders)


def _stage(ran: Settings, opened: ExitStack) -> Stage | None:
    """Return what compares posts as the run did; None where the history that it named is gone."""
    past = ran.history
    if past is not None and not past.exists():
        return None
    history = History(past, Access.COPY) if past is not None else None
    return opened.enter_context(closing(Stage(history)))


def _folders(named: Path) -> tuple[Path, ...]:
    """Return the packs in a folder, or the folder itself: where it is none, reading it says so."""
    inside = tuple(sorted(path.parent for path in named.glob(f"*/{PACK_FILE}")))
    return (named,) if (named / PACK_FILE).is_file() or not inside else inside


def _facts(parts: Parts, opened: ExitStack, *, cached: bool) -> FactReader:
    """Return the facts of the stores, then those that are kept between runs."""
    folder = cache_folder()
    if not cached or not store_file(folder).is_file():
        return Both(parts.facts)
    return Both((*parts.facts, opened.enter_context(closing(Store(folder)))))


class _Printer(Protocol):
    """One format at work."""

    def post(self, audited: Audited) -> None:
        """Print a post that is told differently, or was not audited in full."""
        ...

    def end(self, sums: form.Sums) -> None:
        """Print what comes of all posts."""
        ...


class _Full:
    """Prints a block for each post.

    Args:
        lang: `en` or `zh`.
        history: of the run; None without one.
    """

    def __init__(self, lang: str, history: Path | None) -> None:
        self._lang, self._history = lang, history

    def post(self, audited: Audited) -> None:
        """Print the block of a post."""
        click.echo(one_line(audited.post.path))
        for one in audited.differences:
            click.echo(self._line(one))
        if not audited.was_checked:
            click.echo(_NOT_CHECKED.pick(self._lang))
        elif audited.unasked:
            told = {"rules": self._few(audited.unasked), "files": self._few(audited.files)}
            click.echo(_UNASKED.filled(told).pick(self._lang))

    def end(self, sums: form.Sums) -> None:
        """Print the sums, and what they do not cover."""
        told = {name: f"{getattr(sums, name):,}" for name in ("posts", "different", "comes", "goes", "severity")}
        click.echo(_SUM.filled(told).pick(self._lang))
        if sums.not_audited:
            click.echo(_GAPS.filled({"count": f"{sums.not_audited:,}"}).pick(self._lang))
        if sums.not_compared:
            is_gone = self._history is not None and not self._history.exists()
            said = {"count": f"{sums.not_compared_posts:,}", "file": str(self._history)}
            message = _NO_HISTORY if is_gone else _COMPARING
            click.echo(message.filled({**said, "rules": self._few(sums.not_compared)}).pick(self._lang))

    def _line(self, one: Difference) -> str:
        finding = one.finding
        levels = {"before": one.before, "after": one.after}
        words = {name: phrases(self._lang).severity[level] for name, level in levels.items() if level is not None}
        told = {
            "change": _CHANGES[one.change].filled(words).pick(self._lang),
            "code": finding.code,
            "message": one_line(finding.message.pick(self._lang)),
            "place": one_line(address(finding.location, finding.excerpt)),
        }
        return _LINE.filled(told).pick(self._lang)

    def _few(self, names: Sequence[str]) -> str:
        comma = phrases(self._lang).listed
        shown = comma.join(map(one_line, names[:_SHOWN]))
        if len(names) <= _SHOWN:
            return shown
        told = {"names": shown, "count": str(len(names) - _SHOWN), "total": str(len(names))}
        return _MORE.filled(told).pick(self._lang)


class _Json:
    """Prints one object, post by post."""

    def __init__(self) -> None:
        self._separator = ""

    def post(self, audited: Audited) -> None:
        """Print a post."""
        self._begin()
        click.echo(f"{self._separator}{encoded(form.post_of(audited))}", nl=False)
        self._separator = ",\n"

    def end(self, sums: form.Sums) -> None:
        """Print the sums."""
        self._begin()
        click.echo(f'\n], "summary": {encoded(sums)}}}')

    def _begin(self) -> None:
        if not self._separator:  # Not before the rules were read: a mistake in them leaves no half of an object.
            tool = encoded(form.Tool(name="rednote-lint", version=__version__))
            click.echo(f'{{"version": {form.VERSION}, "tool": {tool}, "posts": [', nl=False)
            self._separator = "\n"
