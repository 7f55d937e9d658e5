"""Likely reasons why a post was limited: what was found in it, ranked beside the platform's notice."""

from __future__ import annotations

from collections.abc import Sequence

from rednote_lint.model import Confidence, Record, Report, Severity
from rednote_lint.report.notices.notices import Recognized, recognized
from rednote_lint.report.screen.causes import Cause, causes_of

_SEVERITY = {Severity.ERROR: 100, Severity.WARNING: 10, Severity.INFO: 1}
_CONFIDENCE = {Confidence.HIGH: 1.0, Confidence.MEDIUM: 0.6, Confidence.LOW: 0.3}


class Suspect(Record, frozen=True):
    """A cause that may be why the post was limited."""

    cause: Cause
    notices: tuple[Recognized, ...]
    """The kinds of notices that may mean it."""
    weight: float


class Explanation(Record, frozen=True, kw_only=True):
    """A notice beside a post."""

    said: str
    """The notice, as it was pasted; empty without one."""
    preset: str
    """That judged the post."""
    recognized: tuple[Recognized, ...]
    named: tuple[Suspect, ...]
    """What the notice may mean, the likeliest first."""
    others: tuple[Suspect, ...]
    """What else was found, by weight; without a notice that is known these are the guess."""

    @property
    def is_guess(self) -> bool:
        """Whether no sentence of the notice is known, or there is none."""
        return not self.recognized

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """What to change, in that order."""
        return self.named if not self.is_guess else self.others


def explained(report: Report, said: str, preset: str) -> Explanation:
    """Rank what was found in a post beside what the platform said.

    Args:
        report: of the post.
        said: the notice; empty where there is none.
        preset: that judged the post.
    """
    kinds = recognized(said)
    suspects = sorted((_suspect(cause, kinds) for cause in causes_of(report.findings)), key=lambda one: -one.weight)
    return Explanation(
        said=said.strip(),
        preset=preset,
        recognized=kinds,
        named=tuple(one for one in suspects if one.notices),
        others=tuple(one for one in suspects if not one.notices),
    )


def _suspect(cause: Cause, kinds: Sequence[Recognized]) -> Suspect:
    fitting = tuple(kind for kind in kinds if any(map(kind.notice.fits, cause.findings)))
    heaviest = max(_SEVERITY[one.severity] * _CONFIDENCE[one.confidence] for one in cause.findings)
    return Suspect(cause, fitting, heaviest)
