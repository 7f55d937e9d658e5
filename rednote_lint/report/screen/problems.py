"""Problems of one post grouped by what is wrong: the same of many files is said once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rednote_lint.model import Problem, Record
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.places.names import NAMES, file_names

_QUOTED = re.compile("“([^”]*)”")


class Trouble(Record, frozen=True):
    """Problems of one file that differ in a name alone."""

    problems: tuple[Problem, ...]
    """At least one."""

    @property
    def first(self) -> Problem:
        """The one that is told."""
        return self.problems[0]

    def others(self, labels: Phrases, language: str) -> str:
        """Return how many others there are, with their names; empty when there are none."""
        rest = self.problems[1:]
        if not rest:
            return ""
        told = (_QUOTED.search(problem.message.pick(language)) for problem in rest)
        names = file_names(match[1] for match in told if match)
        shown = labels.listed.join(names[:NAMES]) + (labels.and_more if len(names) > NAMES else "")
        return labels.number(labels.more_places, len(rest)) + (f"{labels.colon}{shown}" if shown else "")


def troubles_of(problems: Iterable[Problem]) -> list[Trouble]:
    """Group problems that say the same of several names, in the order of the first of each."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        path = problem.where.path if problem.where else ""
        remedy = problem.remedy.en if problem.remedy else ""
        groups.setdefault((_QUOTED.sub("“”", problem.message.en), remedy, path), []).append(problem)
    return [Trouble(tuple(group)) for group in groups.values()]
