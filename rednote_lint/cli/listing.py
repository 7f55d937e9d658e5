"""`--show-files` and `--show-settings`: what a run would read, and which settings would count; nothing is checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from rednote_lint.cli.commands.config import flat, plain_settings
from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.reporting import reporting_settings_of
from rednote_lint.cli.speech.localized import current_language, option
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.config import Config
from rednote_lint.errors import ExitCode
from rednote_lint.facts.base import unopened_assets
from rednote_lint.model import AssetKind, Bilingual, Post, Record
from rednote_lint.packs.locate import preset_file
from rednote_lint.posts.files import NOT_READ, left_out_because
from rednote_lint.report import Display
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.paint import Role
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import COMMAND_LINE

F = TypeVar("F", bound=Callable[..., Any])

WIDEST = 100
_SECTION = Bilingual(en="Which posts", zh="检查哪些笔记")
_NO_FORMAT = Bilingual(
    en="{option} prints text, or JSON with `--format json`", zh="{option} 输出文字，或用 `--format json` 输出 JSON"
)
_WORDS = Bilingual(en="text", zh="文字")
_KIND = {
    AssetKind.IMAGE: Bilingual(en="image", zh="图片"),
    AssetKind.VIDEO: Bilingual(en="video", zh="视频"),
    AssetKind.SUBTITLE: Bilingual(en="subtitles", zh="字幕"),
    AssetKind.OTHER: Bilingual(en="file", zh="文件"),
}
_TOO_MANY = Bilingual(en="only counted: the post has too many media", zh="只计数：这篇笔记的媒体过多")
_LEFT_OUT = Bilingual(en="Left out", zh="未读取")
_UNREADABLE = Bilingual(en="Cannot be read", zh="无法读取")
_POSTS = Bilingual(en="{n} post|{n} posts", zh="{n} 篇笔记")
_BUILT_IN = Bilingual(en="built in", zh="内置")
_NONE = Bilingual(en="none", zh="无")
_KEYS = {"ignores": "per-path-ignores", "changes": "rules"}
"""Settings that files call otherwise."""
_TYPED = Bilingual(en="command line", zh="命令行")
_PRESET = Bilingual(en="preset {name}", zh="预设 {name}")


def listings(command: F) -> F:
    """Add the options that show what would be done."""
    files = option(
        "--show-files",
        is_flag=True,
        section=_SECTION,
        said=Bilingual(
            en="List what would be read, and what is left out and why.", zh="列出将读取的文件，以及未读取的文件和原因。"
        ),
    )
    settings = option(
        "--show-settings",
        is_flag=True,
        section=_SECTION,
        said=Bilingual(
            en="Show the settings that would count, and where each comes from.", zh="显示将生效的设置及其来源。"
        ),
    )
    return files(settings(command))


def is_wanted(options: dict[str, Any]) -> bool:
    """Say whether a list is asked for instead of a check.

    Raises:
        UsageError: the list has no such format.
    """
    asked = [name for name in ("show_files", "show_settings") if options.get(name)]
    if asked and options["format_"] not in (None, "auto", "full", "json"):
        raise UsageError(_NO_FORMAT.filled({"option": f"--{asked[0].replace('_', '-')}"}))
    return bool(asked)


def show(posts: Iterable[Post], paths: Sequence[str], options: dict[str, Any]) -> ExitCode:
    """Print the lists that are asked for; what cannot be read is told and fails."""
    held, speech = list(posts), current_language()
    is_json = options["format_"] == "json"
    page = Page(sys.stdout, Display(language=speech), WIDEST)
    found: dict[str, Any] = {}
    if options["show_settings"]:
        settings = _settings(held, Sessions(reporting_settings_of(options)))
        found["settings"] = settings
        if not is_json:
            _show_settings(settings, page, speech)
    if options["show_files"]:
        files = [_files(post) for post in held if not post.is_bare]
        left_out = _left_out(held, paths)
        found |= {"posts": files, "left_out": left_out}
        if not is_json:
            _show_files(files, left_out, page, speech)
    if is_json:
        click.echo(as_json({"version": 1, **found}))
    return ExitCode.FAILED if any(post.problems for post in held) else ExitCode.CLEAN


class ListedFile(Record, frozen=True, kw_only=True):
    """A file, what it is read as, and why not, where it is not."""

    path: str
    kind: str
    reason: Bilingual | None = None


class ListedPost(Record, frozen=True, kw_only=True):
    """A post with its files."""

    path: str
    files: tuple[ListedFile, ...]
    problems: tuple[Bilingual, ...]


class Settled(Record, frozen=True, kw_only=True):
    """One configuration as it counts, and for which posts."""

    posts: tuple[str, ...]
    settings: dict[str, Any]
    """Name -> value."""
    stated: dict[str, tuple[str, ...]]
    """Name -> where the value comes from; empty: built in."""


def _files(post: Post) -> ListedPost:
    unopened = {asset.path for asset in unopened_assets(post)}
    media = {asset.path: asset.kind for asset in post.assets}
    words = [ListedFile(path=source.path, kind="text") for source in post.sources if source.path not in media]
    return ListedPost(
        path=post.path,
        files=(
            *words,
            *(
                ListedFile(path=path, kind=kind, reason=_TOO_MANY if path in unopened else None)
                for path, kind in media.items()
            ),
        ),
        problems=tuple(problem.message for problem in post.problems),
    )


def _left_out(posts: Sequence[Post], paths: Sequence[str]) -> list[ListedFile]:
    """Return the files of the folders that were named which no post has, each with the reason."""
    read = {os.path.abspath(file.path) for post in posts for file in _files(post).files}  # noqa: PTH100
    read |= {os.path.abspath(post.path) for post in posts}  # noqa: PTH100
    unread = dict.fromkeys(path for post in posts for path in post.unread)
    found = {path: ListedFile(path=path, kind="file", reason=NOT_READ) for path in unread}
    for path in _inside(paths):
        if os.path.abspath(path) not in read and path not in found:  # noqa: PTH100
            found[path] = ListedFile(path=path, kind="file", reason=left_out_because(Path(path)))
    return sorted(found.values(), key=lambda file: file.path)


def _inside(paths: Sequence[str]) -> Iterator[str]:
    """Yield the files below the folders that are named; a hidden folder stands for all that is in it."""
    for named in dict.fromkeys(os.path.normpath(path) for path in paths if path):
        for folder, folders, files in os.walk(named):
            hidden = [name for name in folders if name.startswith(".")]
            folders[:] = sorted(set(folders) - set(hidden))
            yield from (Path(folder, name).as_posix() for name in (*files, *(f"{name}/" for name in hidden)))


def _settings(posts: Sequence[Post], sessions: Sessions) -> list[Settled]:
    by_origin: dict[str, tuple[Config, list[str]]] = {}
    for post in posts:
        config = sessions.of_post(post).config
        by_origin.setdefault(config.origin, (config, []))[1].append(post.path)
    return [
        Settled(posts=tuple(paths), settings=plain_settings(config), stated=config.stated)
        for config, paths in by_origin.values()
    ]


def _show_settings(settings: Sequence[Settled], page: Page, speech: str) -> None:
    labels = phrases(speech)
    for settled in settings:
        count = labels.number(_POSTS.pick(speech), len(settled.posts))
        page.hanging(("", Role.PLAIN), f"{settled.posts[0]}{labels.bracketed(count)}", Role.CODE, indent=0)
        for name, value in settled.settings.items():
            places = labels.listed.join(_place(place, speech) for place in settled.stated.get(name, ()))
            said = places or _BUILT_IN.pick(speech)
            shown = flat(value) if value is False or value else _NONE.pick(speech)
            key = _KEYS.get(name, name.replace("_", "-"))
            page.hanging(("", Role.PLAIN), f"{key}: {shown}{labels.bracketed(said)}", indent=2)


def _place(place: str, speech: str) -> str:
    """Return where a value comes from, in words."""
    if place == COMMAND_LINE:
        return _TYPED.pick(speech)
    path = Path(place)
    if path.suffix and path == preset_file(path.stem):
        return _PRESET.filled({"name": path.stem}).pick(speech)
    try:
        return os.path.relpath(path) if path.is_absolute() else place
    except ValueError:  # Another drive of Windows.
        return place


def _show_files(posts: Sequence[ListedPost], left_out: Sequence[ListedFile], page: Page, speech: str) -> None:
    for post in posts:
        page.hanging(("", Role.PLAIN), post.path, Role.CODE, indent=0)
        for file in post.files:
            kind = _KIND[AssetKind(file.kind)] if file.kind != "text" else _WORDS
            _show_file(file, kind.pick(speech), page, speech)
        for problem in post.problems:
            page.hanging(("  ✖ ", Role.ERROR), problem.pick(speech), indent=4)
    if left_out:
        page.line((_LEFT_OUT.pick(speech), Role.CODE))
        for file in left_out:
            _show_file(file, "", page, speech)


def _show_file(file: ListedFile, kind: str, page: Page, speech: str) -> None:
    labels = phrases(speech)
    reason = file.reason.pick(speech) if file.reason is not None else ""
    said = labels.comma.join(filter(None, (kind, reason)))
    page.hanging(("", Role.PLAIN), f"{file.path}{labels.bracketed(said)}", indent=2)
