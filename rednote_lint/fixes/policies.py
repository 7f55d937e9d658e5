"""What a rule may say of its repair: the names there are, and the arguments that each must be given."""

from __future__ import annotations

from typing import NamedTuple

from rednote_lint.fixes.operations import OPERATIONS, Given
from rednote_lint.fixes.repairs import REPAIRS
from rednote_lint.model import Arguments, Box, Location, TimeRange

NAMES = frozenset((*REPAIRS, *OPERATIONS))
"""Every name that `fix.edit` may have."""
_ANYWHERE = Location(path="", time=TimeRange(0.0, 0.0), box=Box(0, 0, 1, 1))


class Expected(NamedTuple):
    """What a repair takes."""

    arguments: type[Arguments]
    filled: Given
    """Stand-ins for what the finding's place or the other findings of a file give, so that a rule need not."""


def expected(name: str) -> Expected:
    """Return what a rule must say to the repair of a name; raises KeyError for one that is not there."""
    if name in REPAIRS:
        return Expected(REPAIRS[name].arguments, {})
    operation = OPERATIONS[name]
    return Expected(operation.arguments, {**operation.placed(_ANYWHERE), **operation.computed})
