"""Parameters of `check: mark`: what a mark is made of, where it stands, how much of it proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from rednote_lint.checks.base import Params
from rednote_lint.checks.clues import Clue
from rednote_lint.facts import Parameters
from rednote_lint.facts.marks.layout import CardLayout, Layout, stretches_of
from rednote_lint.model import Bilingual, Confidence, InvalidValue, Record, Scope
from rednote_lint.text.patterns.pattern import Pattern


class Form(StrEnum):
    """What kind of mark a rule describes."""

    OVERLAY = "overlay"
    """Laid over the picture: a wordmark, an account, a logo."""
    CARD = "card"
    """A card at the end of a video: words on a flat ground."""
    GLYPH = "glyph"
    """A shape without words in a lower corner of a still image, as far from one side as from the other."""


class Zone(StrEnum):
    """Where in the picture a mark may stand."""

    ANYWHERE = "anywhere"
    EDGES = "edges"
    """Near any of the four sides."""
    CORNERS = "corners"
    """Near two sides at once."""
    BOTTOM = "bottom"
    """In the lowest fifth."""


class Side(StrEnum):
    """Where the account stands, seen from the wordmark."""

    BELOW = "below"
    ABOVE = "above"
    RIGHT = "right"
    NEAR = "near"
    """On any side."""


class Evidence(StrEnum):
    """One piece of evidence for a mark."""

    WORD = "word"
    """A line that is the wordmark and nothing else."""
    FRAGMENT = "fragment"
    """A line at a side of the picture that is what remains of the wordmark, or of the account that the card names."""
    NAME = "name"
    """A line that is a bare account name, beside which the logo is to stand."""
    HANDLE = "handle"
    """A line that is an account, or an account behind or before the wordmark on its own line."""
    SIGNED = "signed"
    """Right beside it, for about as long, stands one word that may be a name."""
    LOGO = "logo"
    """The shape of the logo."""
    STAYS = "stays"
    """It keeps its place for seconds while the picture behind it changes."""
    OVERLAID = "overlaid"
    """Off the middle, and over most of the video, it keeps its exact place while the picture around it moves."""
    OVER_PICTURE = "over_picture"
    """The picture moves right behind it: it stands on no bar, board or slide."""
    REPEATS = "repeats"
    """The same words stand in three places of the picture or more, at the same time."""
    JUMPS = "jumps"
    """The same words stand in another place before or after."""
    PATH = "path"
    """They stand in the first place of the layout until it is time to move, and in the second from then on."""
    ORIGIN = "origin"
    """Tags in the file say that it comes from the platform."""
    CARD = "card"
    """The video ends with the platform's card."""


class Proof(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A combination of evidence that is enough."""

    all: tuple[Evidence, ...]
    where: Zone = Zone.ANYWHERE
    """Where the wordmark has to stand for this combination, within the zone of the rule."""
    confidence: Confidence = Confidence.HIGH


MOVED = frozenset({Evidence.LOGO, Evidence.JUMPS})
"""The evidence of a moving logo."""


class MarkSpec(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `mark:` key of a rule: what the mark is made of, and how much of it proves it."""

    platform: Bilingual
    """Whose mark it is."""
    form: Form = Form.OVERLAY
    words: tuple[Pattern, ...] = ()
    """Patterns for the wordmark. An overlay's must match a whole line; a card's must be most of a line."""
    fragments: tuple[Pattern, ...] = ()
    """Patterns for what is left of the wordmark at a cut side; must match a whole line that touches that side."""
    name: Pattern | None = None
    """Pattern for an account name that stands beside the logo without a wordmark; must match a whole line."""
    handle: Pattern | None = None
    """Pattern for the account beside the wordmark; must match a whole line."""
    handle_side: Side = Side.BELOW
    logo: str | None = None
    """Name of a template in the pack's `templates` folder, without `.png`."""
    score: float = 0.65
    """Least correlation of the picture with the template, 0 to 1."""
    where: Zone = Zone.ANYWHERE
    height: tuple[float, float] = (0.012, 0.14)
    """Least and greatest height of the wordmark's line, or of the glyph, as a share of the picture's shorter side."""
    ground: float = 0.5
    """For a card: least share of the last frame that is smooth: of one colour, or shading into another."""
    card: CardLayout | None = None
    """How long the platform's end card is; what a card and a logo that moves must state."""
    layout: Layout | None = None
    """Where a logo that moves stands first and then, and when it moves."""
    origin: tuple[Clue, ...] = ()
    """Tags of files that come from the platform; one of them suffices."""
    margin: tuple[float, float] | None = None
    """For a glyph: least and greatest distance of its centre to a side, as a share of the shorter side."""
    uneven: float | None = None
    """For a glyph: share by which the distances to the two sides may differ."""
    proof: tuple[Proof, ...] = ()
    """Any of these is enough, the best first; cards and glyphs need none."""
    of_others: bool = False
    """The rule tells other people's accounts: a mark that names one of the author's own passes."""
    yields: bool = False
    """Lower priority: suppressed where another mark rule matched in the same place."""

    @property
    def moves(self) -> bool:
        """Whether a logo that changes its place is proof enough, without a word."""
        return any(set(proof.all) == MOVED for proof in self.proof)

    def asks(self, evidence: Evidence) -> bool:
        """Tell whether any proof names this piece of evidence."""
        return any(evidence in proof.all for proof in self.proof)


class MarkParams(Params, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of `check: mark`."""

    on: tuple[Scope, ...] = (Scope.IMAGE, Scope.FRAME)
    """Whether it is asked of images, of videos, or of both."""
    mark: MarkSpec

    def __post_init__(self) -> None:
        """Refuse rules that could never hit.

        Raises:
            ValueError: says what is wrong.
        """
        spec = self.mark
        if not set(self.on) <= {Scope.IMAGE, Scope.FRAME}:
            raise InvalidValue(
                Bilingual(en="a mark stands in `image` or `frame`", zh="标识的 `on` 只能是 `image` 或 `frame`")
            )
        if spec.form is Form.CARD and not spec.words:
            raise InvalidValue(Bilingual(en="a card needs `words`", zh="`form: card` 需要 `words`"))
        if spec.form is Form.OVERLAY and not spec.proof:
            raise InvalidValue(Bilingual(en="an overlay needs `proof`", zh="`form: overlay` 需要 `proof`"))
        if spec.form is Form.CARD and spec.card is None:
            raise InvalidValue(
                Bilingual(en="a card needs `card`: how long it is", zh="`form: card` 需要 `card`：片尾卡的时长")
            )
        if spec.form is Form.GLYPH and (not spec.logo or Scope.FRAME in self.on):
            raise InvalidValue(
                Bilingual(
                    en="a glyph needs a `logo`, and `on: [image]`", zh="`form: glyph` 需要 `logo`，且 `on: [image]`"
                )
            )
        if spec.form is Form.GLYPH and (spec.margin is None or spec.uneven is None):
            raise InvalidValue(
                Bilingual(
                    en="a glyph needs `margin` and `uneven`: how far from the sides it stands",
                    zh="`form: glyph` 需要 `margin` 和 `uneven`：离各边的距离",
                )
            )
        if spec.moves and Scope.FRAME in self.on and (spec.layout is None or spec.card is None):
            raise InvalidValue(
                Bilingual(
                    en="`proof` names [logo, jumps], which needs `layout` and `card`",
                    zh="`proof` 中的 [logo, jumps] 需要 `layout` 和 `card`",
                )
            )
        sources = {
            Evidence.WORD: spec.words,
            Evidence.FRAGMENT: spec.fragments,
            Evidence.NAME: spec.name,
            Evidence.HANDLE: spec.handle,
            Evidence.LOGO: spec.logo,
            Evidence.PATH: spec.layout,
            Evidence.ORIGIN: spec.origin,
            Evidence.CARD: spec.card,
        }
        for evidence in {one for proof in spec.proof for one in proof.all}:
            if evidence in sources and not sources[evidence]:
                raise InvalidValue(
                    Bilingual(
                        en=f"`proof` names {evidence.value}, but the rule does not say what that looks like",
                        zh=f"`proof` 中有 {evidence.value}，但规则没有说明它的样子",
                    )
                )

    def analysis(self) -> Parameters:
        """Return how a video is divided to find this rule's moving logo."""
        layout, card = self.mark.layout, self.mark.card
        if layout is None or card is None or not self.mark.moves or Scope.FRAME not in self.on:
            return Parameters()
        return Parameters(stretches=(stretches_of(layout, card),))

    def without_effect(self) -> Mapping[str, str]:
        """Return the keys that marks of this form do not have, and those that qualify an absent one."""
        absent = {f"mark.{key}": f"the form `{self.mark.form.value}` has none" for key in _WITHOUT[self.mark.form]}
        for key, qualified in (("handle_side", "handle"), ("score", "logo")):
            if getattr(self.mark, qualified) is None:
                absent[f"mark.{key}"] = f"there is no `{qualified}`"
        if self.mark.form is Form.OVERLAY:
            for key, evidence in _SERVING.items():
                if not self.mark.moves and not self.mark.asks(evidence):
                    absent[f"mark.{key}"] = f"`proof` names neither [logo, jumps] nor {evidence.value}"
            if not self.mark.asks(Evidence.ORIGIN):
                absent["mark.origin"] = "`proof` does not name origin"
        return absent

    def templates(self) -> Mapping[str, str]:
        """Return the logo."""
        return {"mark.logo": self.mark.logo} if self.mark.logo is not None else {}


_SERVING = {"layout": Evidence.PATH, "card": Evidence.CARD}
"""Keys of an overlay that a moving logo needs, and the evidence beside it that they serve."""
_NO_TEXT = ("fragments", "name", "handle", "handle_side", "where", "proof", "origin", "of_others")
_WITHOUT = {
    Form.OVERLAY: ("ground", "margin", "uneven"),
    Form.CARD: (*_NO_TEXT, "logo", "score", "height", "layout", "margin", "uneven"),
    Form.GLYPH: (*_NO_TEXT, "words", "ground", "card", "layout"),
}
"""Keys that mean nothing for a form."""


@cache
def pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """Compile alternatives to one pattern that ignores case; one that never matches when there are none."""
    return re.compile("|".join(f"(?:{one})" for one in alternatives) or "(?!)", re.IGNORECASE)
