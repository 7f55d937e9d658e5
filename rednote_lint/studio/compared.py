"""Before and after of fixes that are looked at before they count: words with what goes and comes, pictures in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from rednote_lint.fixes.outcome import FixOutcome
from rednote_lint.model import Asset, Bilingual, Location, Record
from rednote_lint.report.places.place import clock
from rednote_lint.studio.pictures import Pictures
from rednote_lint.studio.repairs import Trial
from rednote_lint.studio.workspace import shown_body, shown_title

SIDE = 480
MOST = 4_000
"""Characters of a text whose differences are looked for; longer ones are shown whole."""


class Piece(NamedTuple):
    """Characters that stay, or that go or come."""

    text: str
    is_changed: bool


class Words(Record, frozen=True, kw_only=True):
    """One field before and after."""

    label: str
    """A key of the labels."""
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


class Look(NamedTuple):
    """What is shown of a medium."""

    name: str
    address: str
    """Of a picture; empty where none can be had."""
    seconds: str
    """How long a video is."""


class Made(Record, frozen=True, kw_only=True):
    """What came of fixes, each sentence once."""

    done: tuple[Bilingual, ...]
    notes: tuple[Bilingual, ...]
    left: tuple[Bilingual, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """Everything that is shown of a trial."""

    words: tuple[Words, ...]
    media: tuple[tuple[Look | None, Look], ...]
    made: Made


def comparison(trial: Trial, pictures: Pictures) -> Comparison:
    """Return what a trial changes."""
    fields = (
        ("title", shown_title(trial.before), shown_title(trial.after)),
        ("body", shown_body(trial.before), shown_body(trial.after)),
    )
    return Comparison(
        words=tuple(_words(label, old, new) for label, old, new in fields if old != new),
        media=tuple(
            (None if old is None else _look(old, pictures), _look(new, pictures)) for old, new in trial.media()
        ),
        made=made_of(trial.outcome),
    )


def made_of(outcome: FixOutcome) -> Made:
    """Return what came of fixes."""
    return Made(
        done=_once(done.title for done in outcome.applied),
        notes=_once(note for done in outcome.applied for note in done.notes),
        left=_once(
            Bilingual(en=f"{left.title.en}: {left.reason.en}", zh=f"{left.title.zh}：{left.reason.zh}")
            for left in outcome.refused
        ),
    )


def _once(said: Iterable[Bilingual]) -> tuple[Bilingual, ...]:
    return tuple(dict.fromkeys(said))


def _words(label: str, before: str, after: str) -> Words:
    if max(len(before), len(after)) > MOST:
        return Words(label=label, before=(Piece(before, False),), after=(Piece(after, False),))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return Words(
        label=label,
        before=tuple(_pieces((before[a:b], tag != "equal") for tag, a, b, _, _ in steps)),
        after=tuple(_pieces((after[a:b], tag != "equal") for tag, _, _, a, b in steps)),
    )


def _pieces(parts: Iterable[tuple[str, bool]]) -> Iterator[Piece]:
    return (Piece(text, is_changed) for text, is_changed in parts if text)


def _look(asset: Asset, pictures: Pictures) -> Look:
    made = pictures.of(asset, (Location(path=asset.path),), SIDE)
    picture = next(iter(made.pictures), None)
    return Look(
        name=asset.path.rpartition("/")[2],
        address="" if picture is None else pictures.address(picture.jpeg),
        seconds="" if made.seconds is None else clock(made.seconds),
    )
