"""Refuses posts of one run whose configurations ask for what one output stream cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rednote_lint.cli.output import AUTO, chosen
from rednote_lint.cli.speech.usage import listed
from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual
from rednote_lint.report import FOR_PEOPLE, FORMATS
from rednote_lint.run.outcome import Outcome

_FORMAT = Bilingual(en="format", zh="格式")
_LANGUAGE = Bilingual(en="language", zh="语言")
_NO_FORMAT = Bilingual(en="no format is called `{name}`", zh="没有名为 `{name}` 的格式")
_ONE = Bilingual(
    en="one run has one {what}, but {first} asks for `{ours}` and {second} for `{theirs}`",
    zh="一次运行只有一种{what}，而 {first} 要求 `{ours}`，{second} 要求 `{theirs}`",
)
_SAY_WHICH = Bilingual(
    en="say which with {option}, or check {one} and {other} in two runs",
    zh="用 {option} 指定一种，或分两次检查 {one} 和 {other}",
)


def agreed(outcomes: Iterable[Outcome], formats: Sequence[str]) -> Iterator[Outcome]:
    """Yield outcomes as long as they agree with the first, each with the format that `auto` stands for.

    A run prints one format; and formats for people speak one language, while in the others each post has its own.

    Args:
        outcomes: of the run, in order.
        formats: those that are written to files besides.

    Raises:
        UserError: names both configurations.
    """
    first: Outcome | None = None
    for asked in outcomes:
        outcome = msgspec.structs.replace(asked, format=chosen(asked.format))
        if first is None:
            first = outcome
            _refuse_unknown(outcome)
        elif outcome.format != first.format:
            raise _differing(_FORMAT, "--format", (first, first.format), (outcome, outcome.format))
        elif outcome.display.language != first.display.language and FOR_PEOPLE & {first.format, *formats}:
            ours, theirs = first.display.language, outcome.display.language
            raise _differing(_LANGUAGE, "--lang", (first, ours), (outcome, theirs))
        yield outcome


def _refuse_unknown(outcome: Outcome) -> None:
    if outcome.format not in FORMATS:
        raise UserError(_NO_FORMAT.filled({"name": outcome.format}), listed([AUTO, *sorted(FORMATS)]), outcome.origin)


def _differing(what: Bilingual, option: str, one: tuple[Outcome, str], other: tuple[Outcome, str]) -> UserError:
    (first, ours), (second, theirs) = one, other
    here = {"ours": ours, "theirs": theirs, "first": first.origin, "second": second.origin}
    paths = {"option": option, "one": first.report.path, "other": second.report.path}
    message = Bilingual(en=_ONE.en.replace("{what}", what.en), zh=_ONE.zh.replace("{what}", what.zh))
    return UserError(message.filled(here), _SAY_WHICH.filled(paths))
