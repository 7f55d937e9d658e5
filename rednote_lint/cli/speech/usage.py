"""Usage errors in both languages: our own, and those that click raises."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import click

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual

_HELP = Bilingual(en="`{command} --help` lists what it takes", zh="`{command} --help` 列出全部用法")
_NO_OPTION = Bilingual(en="no option is called `{name}`", zh="没有名为 `{name}` 的选项")
_NO_VALUE = Bilingual(en="{name} needs a value", zh="{name} 需要一个值")
_A_VALUE = Bilingual(en="{name} takes no value", zh="{name} 不带值")
_MISSING = Bilingual(en="{name} is missing", zh="缺少“{name}”")
_TOO_MANY = Bilingual(en="`{name}` is one argument too many", zh="多余的参数：`{name}`")
_DID_YOU_MEAN = Bilingual(en="did you mean {names}?", zh="是否想写 {names}？")
_VALID = Bilingual(en="valid here: {names}", zh="可用的有：{names}")


class UsageError(UserError):
    """A command line that asks for what cannot be."""


def closest(word: str, valid: Iterable[str]) -> Bilingual:
    """Say which valid words were probably meant, else list them all."""
    words = sorted(valid)
    close = difflib.get_close_matches(word, words, n=3, cutoff=0.6)
    return did_you_mean(close) if close else listed(words)


def did_you_mean(names: Sequence[str]) -> Bilingual:
    """Ask whether one of some names was meant."""
    quoted = [f"`{name}`" for name in names]
    return Bilingual(
        en=_DID_YOU_MEAN.en.format(names=" or ".join(quoted)), zh=_DID_YOU_MEAN.zh.format(names=" 或 ".join(quoted))
    )


def listed(names: Sequence[str]) -> Bilingual:
    """Say which names are valid."""
    return Bilingual(en=_VALID.en.format(names=", ".join(names)), zh=_VALID.zh.format(names="、".join(names)))


def told(error: click.UsageError, ctx: click.Context) -> UserError:
    """Return what the parser of click complains about as an error of ours.

    Args:
        error: of the parser.
        ctx: of the command whose arguments were parsed.
    """
    remedy = _HELP.filled({"command": ctx.command_path})
    if isinstance(error, click.NoSuchOption):
        close = _closest(error.option_name, error.possibilities or ())
        name = {"name": error.option_name}
        return UsageError(_NO_OPTION.filled(name), did_you_mean(close) if close else remedy)
    if isinstance(error, click.BadOptionUsage):
        template = _A_VALUE if error.option_name in _flags(ctx) else _NO_VALUE
        return UsageError(template.filled({"name": error.option_name}), remedy)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return UsageError(_missing(error.param, ctx), remedy)
    return UsageError(error.format_message(), remedy)


def _closest(name: str, possible: Sequence[str]) -> list[str]:
    """Return the names most like one, best first; all that are possible where none is much like it."""
    return difflib.get_close_matches(name, possible, n=2, cutoff=0.7) or sorted(possible)


def too_many(surplus: str, ctx: click.Context) -> UserError:
    """Make the error for an argument that nothing takes."""
    return UsageError(_TOO_MANY.filled({"name": surplus}), _HELP.filled({"command": ctx.command_path}))


def _flags(ctx: click.Context) -> set[str]:
    options = (param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option))
    return {name for option in options if option.is_flag for name in (*option.opts, *option.secondary_opts)}


def _missing(param: click.Parameter, ctx: click.Context) -> Bilingual:
    word = getattr(param, "word", None) or Bilingual(en=param.make_metavar(ctx), zh=param.make_metavar(ctx))
    return Bilingual(en=_MISSING.en.format(name=word.en), zh=_MISSING.zh.format(name=word.zh))
