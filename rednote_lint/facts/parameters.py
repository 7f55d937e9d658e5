"""Parameters of the first pass over pixels: the numbers that the active rules state."""

from __future__ import annotations

from collections.abc import Iterable

from rednote_lint.model import Record


class Stretches(Record, frozen=True, kw_only=True, order=True):
    """How a video is divided in two to find a logo that changes its place."""

    moves_after: float
    """Second at which the logo has left its first place."""
    card: float
    """Seconds of the longest end card; such an ending is left out where anything else remains."""


class Parameters(Record, frozen=True, kw_only=True):
    """What the first pass must know from the rules; a part of the key under which its answers are stored."""

    stretches: tuple[Stretches, ...] = ()
    """One for each way in which the known logos move, sorted; empty: nobody asks for moving logos."""
    ending: float = 0.0
    """Seconds at the end of a video in which bars are not measured: an end card fills the whole picture."""


NO_PARAMETERS = Parameters()
"""Those of rules that state none."""


def joined(stated: Iterable[Parameters]) -> Parameters:
    """Return parameters that serve all rules: every division that one asks for, the longest ending."""
    every = list(stated)
    return Parameters(
        stretches=tuple(sorted({stretches for one in every for stretches in one.stretches})),
        ending=max((one.ending for one in every), default=0.0),
    )
