"""Layouts of marks as rules state them: where a platform draws its mark, when it moves, how long its card is."""

from __future__ import annotations

from rednote_lint.facts.parameters import Stretches
from rednote_lint.model import Bilingual, InvalidValue, Record


class FirstPlace(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a moving logo stands first."""

    left_of: float
    """Share of the width: the logo lies left of it."""


class SecondPlace(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it stands then."""

    right_of: float
    """Share of the width: the logo lies right of it."""
    across: float
    """Share of the width by which it lies further right than the first place, at least."""
    down: float
    """Share of the height by which it lies further down, at least."""


class Layout(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two places of a logo that moves: `mark.layout`."""

    first: FirstPlace
    second: SecondPlace
    moves_after: float
    """Second at which the logo has left its first place."""
    height: tuple[float, float]
    """Least and greatest height of the logo with its margin, as a share of the shorter side."""

    def __post_init__(self) -> None:
        shares = (self.first.left_of, self.second.right_of, self.second.across, self.second.down, *self.height)
        if not all(0 < share < 1 for share in shares):
            raise InvalidValue(
                Bilingual(
                    en="`layout` takes shares of the picture, between 0 and 1",
                    zh="`layout` 的值是占画面的比例，介于 0 和 1 之间",
                )
            )
        if self.height[0] >= self.height[1]:
            raise InvalidValue(Bilingual(en="`layout.height` is an empty range", zh="`layout.height` 是空区间"))
        if self.moves_after <= 0:
            raise InvalidValue(
                Bilingual(
                    en="`layout.moves_after` is a number of seconds above 0", zh="`layout.moves_after` 是大于 0 的秒数"
                )
            )


class CardLayout(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The card at the end of a platform's videos: `mark.card`. All in seconds, but `off_centre`."""

    longest: float
    """The longest known card."""
    shortest: float
    """A flat ending that is shorter is no card, nor what is left of one."""
    within: float
    """A card begins at most this long before the end; an ending that is flat for longer is a plain scene."""
    off_centre: float
    """Share of the width by which a card's line may stand off the middle."""

    def __post_init__(self) -> None:
        if not 0 < self.shortest < self.longest < self.within:
            raise InvalidValue(
                Bilingual(
                    en="`card` takes seconds, with `shortest` < `longest` < `within`",
                    zh="`card` 的单位是秒，且 `shortest` < `longest` < `within`",
                )
            )
        if not 0 < self.off_centre < 1:
            raise InvalidValue(
                Bilingual(
                    en="`card.off_centre` is a share of the width, between 0 and 1",
                    zh="`card.off_centre` 是占宽度的比例，介于 0 和 1 之间",
                )
            )


def stretches_of(layout: Layout, card: CardLayout) -> Stretches:
    """Return how a video is divided to find a logo that moves like this."""
    return Stretches(moves_after=layout.moves_after, card=card.longest)
