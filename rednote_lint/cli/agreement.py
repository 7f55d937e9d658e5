"""Refuses posts of one run whose configurations ask for what one output stream cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rednote_lint.errors import UserError
from rednote_lint.report import FOR_PEOPLE, FORMATS
from rednote_lint.run.outcome import Outcome


def agreed(outcomes: Iterable[Outcome], formats: Sequence[str]) -> Iterator[Outcome]:
    """Yield outcomes as long as they agree with the first.

    A run prints one format; and formats for people speak one language, while in the others each post has its own.

    Args:
        outcomes: of the run, in order.
        formats: those that are written to files besides.

    Raises:
        UserError: names both configurations.
    """
    first: Outcome | None = None
    for outcome in outcomes:
        if first is None:
            first = outcome
            _refuse_unknown(outcome)
        elif outcome.format != first.format:
            raise _differing("format", "--format", (first, first.format), (outcome, outcome.format))
        elif outcome.display.language != first.display.language and FOR_PEOPLE & {first.format, *formats}:
            ours, theirs = first.display.language, outcome.display.language
            raise _differing("language", "--lang", (first, ours), (outcome, theirs))
        yield outcome


def _refuse_unknown(outcome: Outcome) -> None:
    if outcome.format not in FORMATS:
        raise UserError(
            f"no format is called `{outcome.format}`", f"valid here: {', '.join(sorted(FORMATS))}", "configuration"
        )


def _differing(what: str, option: str, one: tuple[Outcome, str], other: tuple[Outcome, str]) -> UserError:
    (first, ours), (second, theirs) = one, other
    return UserError(
        f"one run has one {what}, but {first.origin} asks for `{ours}` and {second.origin} for `{theirs}`",
        f"say which with {option}, or check {first.report.path} and {second.report.path} in two runs",
    )
