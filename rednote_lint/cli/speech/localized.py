"""Commands, options and arguments of click whose words are bilingual; the language is the context's `obj`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar, cast

import click

from rednote_lint.cli.speech.configured import configured_language
from rednote_lint.cli.speech.usage import UsageError, closest, told, too_many
from rednote_lint.model import Bilingual
from rednote_lint.run.language import spoken

F = TypeVar("F", bound=Callable[..., Any])

WIDEST = 100
"""Help that is wider is tiring to read."""
COLUMN = 30
"""Names of options longer than this stand on a line of their own."""
TWO_COLUMNS = 60
"""Below this width, what an option does stands under its name."""

USAGE = Bilingual(en="Usage", zh="用法")
OPTIONS = Bilingual(en="Options", zh="选项")
COMMANDS = Bilingual(en="Commands", zh="命令")
SOME_OPTIONS = Bilingual(en="[OPTIONS]", zh="[选项]")
A_COMMAND = Bilingual(en="COMMAND", zh="命令")
SHOW_HELP = Bilingual(en="Show this page.", zh="显示本页。")

_NOT_ONE_OF = Bilingual(en="`{value}` is not a value of {name}", zh="`{value}` 不是 {name} 的取值")


class Choice(click.Choice[str]):
    """One of some words; a slip gets its neighbour."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word.

        Raises:
            UsageError: it is none of them.
        """
        if value in self.choices:
            return str(value)
        name = param.opts[-1] if param is not None else ""
        raise UsageError(_NOT_ONE_OF.filled({"value": str(value), "name": name}), closest(str(value), self.choices))


class _Worded:
    """A parameter with a bilingual metavar."""

    word: Bilingual | None

    def word_in(self, ctx: click.Context) -> str | None:
        return self.word.pick(language_of(ctx)) if self.word is not None else None


class Option(_Worded, click.Option):
    """An option with help in both languages, which stands in a section of the page."""

    def __init__(
        self, *args: Any, said: Bilingual, word: Bilingual | None = None, section: Bilingual = OPTIONS, **more: Any
    ) -> None:
        more["help"] = said.pick(spoken(None))  # For completion; the page of the command has its own way.
        super().__init__(*args, **more)
        self.said = said
        self.word = word
        self.section = section

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value."""
        return self.word_in(ctx) or super().make_metavar(ctx)


class Argument(_Worded, click.Argument):
    """An argument with a bilingual metavar."""

    def __init__(self, *args: Any, word: Bilingual | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.word = word

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value."""
        word = self.word_in(ctx)
        if word is None:
            return super().make_metavar(ctx)
        return word if self.required else f"[{word}]"


class Command(click.Command):
    """A command whose help is in both languages."""

    def __init__(self, *args: Any, said: Bilingual, **more: Any) -> None:
        super().__init__(*args, **more)
        self.said = said

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments.

        Raises:
            UsageError: they are not what the command takes.
        """
        ctx.allow_extra_args = True
        try:
            surplus = super().parse_args(ctx, args)
        except click.UsageError as error:
            raise told(error, ctx) from None
        if surplus and not ctx.resilient_parsing:
            raise too_many(surplus[0], ctx)
        return surplus

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence, for completion; the context of another command may be asked for it."""
        return _first(self.said.pick(spoken(None)))

    def get_help(self, ctx: click.Context) -> str:
        """Return the page that `--help` shows."""
        return "\n".join(_page(self, self.said, ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may follow the name of the command."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [SOME_OPTIONS.pick(language_of(ctx)), *pieces]


class Group(click.Group):
    """A group of commands whose help is in both languages."""

    def __init__(self, *args: Any, said: Bilingual, **more: Any) -> None:
        super().__init__(*args, **more)
        self.said = said

    def get_help(self, ctx: click.Context) -> str:
        """Return the page that `--help` shows, with every command in one sentence."""
        return "\n".join(_page(self, self.said, ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may follow the name of the program."""
        language = language_of(ctx)
        return [A_COMMAND.pick(language), SOME_OPTIONS.pick(language)]


option: Callable[..., Callable[[F], F]] = partial(click.option, cls=Option)
argument: Callable[..., Callable[[F], F]] = partial(click.argument, cls=Argument)


def command(name: str, said: Bilingual) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function, with help in both languages."""
    return cast(Callable[[Callable[..., Any]], Command], click.command(name, cls=Command, said=said))


def language_of(ctx: click.Context) -> str:
    """Return the language that a context was made with."""
    return str(ctx.obj or spoken(None))


def current_language() -> str:
    """Return the language of the command that runs: its options', else its configuration's, else the terminal's."""
    return language_of(click.get_current_context())


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language that a command line or its configuration asks for, before either is understood.

    Help and usage errors speak it too.
    """
    given = None
    for word, following in pairwise((*arguments, "")):
        if word == "--lang":
            given = following
        elif word.startswith("--lang="):
            given = word.removeprefix("--lang=")
    return spoken(given or configured_language(arguments))


def _page(shown: Command | Group, said: Bilingual, ctx: click.Context) -> Iterator[str]:
    from rednote_lint.report.width import wrap

    language = language_of(ctx)
    width = min(_columns(), WIDEST)
    usage = " ".join((ctx.command_path, *shown.collect_usage_pieces(ctx)))
    yield f"{USAGE.pick(language)}{_colon(language)}{usage}"
    yield ""
    for paragraph in said.pick(language).split("\n\n"):
        yield from (f"  {line}" for line in wrap(paragraph, width - 2))
        yield ""
    sections = [(title.pick(language), rows) for title, rows in _sections(shown, ctx)]
    longest = max((_cells(name) for _, rows in sections for name, _ in rows), default=0)
    column = min(longest, COLUMN) if width >= TWO_COLUMNS else 0
    for index, (title, rows) in enumerate(sections):
        if index:
            yield ""
        yield f"{title}{_colon(language).rstrip()}"
        for name, text in rows:
            yield from _row(name, text, column, width)


def _sections(shown: Command | Group, ctx: click.Context) -> Iterator[tuple[Bilingual, list[tuple[str, str]]]]:
    language = language_of(ctx)
    if isinstance(shown, Group):
        commands = [(name, shown.get_command(ctx, name)) for name in shown.list_commands(ctx)]
        yield COMMANDS, [(name, _first(c.said.pick(language))) for name, c in commands if isinstance(c, Command)]
    titled: dict[str, tuple[Bilingual, list[tuple[str, str]]]] = {}
    for param in shown.get_params(ctx):
        if isinstance(param, Option):
            titled.setdefault(param.section.en, (param.section, []))[1].append(_record(param, param.said, ctx))
    general = titled.pop(OPTIONS.en, (OPTIONS, []))
    for param in shown.get_params(ctx):
        if isinstance(param, click.Option) and not isinstance(param, Option):
            general[1].append(_record(param, _BUILT_IN[param.opts[-1]], ctx))
    yield from (*titled.values(), general)


def _record(param: click.Option, said: Bilingual, ctx: click.Context) -> tuple[str, str]:
    record = param.get_help_record(ctx)
    return (record[0] if record else ""), said.pick(language_of(ctx))


def _row(name: str, text: str, column: int, width: int) -> Iterator[str]:
    from rednote_lint.report.width import wrap

    lines = wrap(text, max(width - column - 4, 16))
    if _cells(name) > column:
        yield f"  {name}"
        name = ""
    yield f"  {name}{' ' * (column - _cells(name))}  {lines[0]}".rstrip()
    yield from (f"{' ' * (column + 4)}{line}" for line in lines[1:])


def _first(text: str) -> str:
    return text.split("\n\n")[0]


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _cells(text: str) -> int:
    from rednote_lint.report.width import cells

    return cells(text)


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "


_BUILT_IN = {
    "--help": SHOW_HELP,
    "--version": Bilingual(en="Show the version.", zh="显示版本号。"),
}
