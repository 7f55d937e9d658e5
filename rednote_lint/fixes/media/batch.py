"""Runs all media repairs of one pass, file by file, and points the text at what was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import UNSET

from rednote_lint.fixes.declarations import SIDECAR
from rednote_lint.fixes.media.base import CannotRepair, RepairFailed
from rednote_lint.fixes.media.runner import Written, repaired
from rednote_lint.fixes.naming import NOT_POINTED, pointed
from rednote_lint.fixes.outcome import Applied, Offer, Progress, Refused, applied, refused
from rednote_lint.fixes.texts import INTERRUPTED, read
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Bilingual, Fix, MediaEdit, Record, Safety, SourceFile, TextEdit
from rednote_lint.model.arguments import CropRatio, PadRatio

_POINT = Bilingual(en="Name the repaired file in the post", zh="在笔记中改用修复后的文件名")
_FILLS = {"pad": "#ffffff", "blur": "blur"}


class Done(Record, frozen=True, kw_only=True):
    """What came of the media repairs of one pass."""

    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    replaced: dict[Path, Path] = {}
    """The repaired file of each original."""


def carry_out(offers: Sequence[Offer], *, in_place: bool, own: set[Path], watch: Progress, ctrl_c: Interrupts) -> Done:
    """Repair every file that the offers are about; what is asked of one file is done together."""
    good: list[Applied] = []
    bad: list[Refused] = []
    replaced: dict[Path, Path] = {}
    for path, about in _by_file(offers).items():
        try:
            with ctrl_c.let_through():
                result = _one_file(path, about, in_place=in_place, own=own, watch=watch)
        except KeyboardInterrupt:
            result = RepairFailed(INTERRUPTED.en, INTERRUPTED.zh)
        if isinstance(result, CannotRepair):
            failed = isinstance(result, RepairFailed)
            bad += [refused(offer, result.reason, is_failure=failed) for offer in about]
            continue
        replaced[Path(path)] = result.path
        files = [str(file) for file in (result.path, result.backup) if file]
        good += [applied(offer, files, result.notes if offer is about[0] else ()) for offer in about]
    return Done(applied=tuple(good), refused=tuple(bad), replaced=replaced)


def pointers(done: Done, offers: Sequence[Offer], *, in_place: bool) -> tuple[list[Offer], list[Refused]]:
    """Make the offers that let each post name its repaired files, as far as their names have changed.

    Returns:
        The offers, and for each post that cannot name a repaired file the reason why.
    """
    made, bad = [], []
    moved = {old: new for old, new in done.replaced.items() if old != new}
    about = [offer for offer in offers if any(Path(edit.path) in moved for edit in media_edits(offer))]
    if in_place:  # A file that was found beside the text is found under its new name too.
        about = [offer for offer in about if any(edit.naming and edit.naming.range for edit in media_edits(offer))]
    for path, group in _by_text(about).items():
        edited = _pointed(path, moved, group)
        if isinstance(edited, Bilingual):
            bad += [refused(_pointing(offer, ()), edited) for offer in group]
        elif edited:
            made.append(_pointing(group[0], edited))
    return made, bad


def _pointed(path: str, moved: dict[Path, Path], offers: Sequence[Offer]) -> tuple[TextEdit, ...] | Bilingual:
    if not path:
        return NOT_POINTED
    is_new = Path(path).name == SIDECAR and not Path(path).exists()
    source = SourceFile(path=path, text="") if is_new else read(path)
    if isinstance(source, Bilingual):
        return source
    made = pointed(source, moved, [edit for offer in offers for edit in media_edits(offer)])
    if isinstance(made, Bilingual):
        return made
    return tuple(msgspec.structs.replace(edit, new_file=is_new) for edit in made)


def _pointing(offer: Offer, edits: tuple[TextEdit, ...]) -> Offer:
    return msgspec.structs.replace(offer, fix=Fix(title=_POINT, safety=Safety.SAFE, edits=edits))


def media_edits(offer: Offer) -> list[MediaEdit]:
    """Return the media edits of an offer."""
    return [edit for edit in offer.fix.edits if isinstance(edit, MediaEdit)]


def with_ratio(offer: Offer, choice: str) -> Offer:
    """Let the author's choice between cropping and padding take the place of the rule's."""
    if choice != "crop" and choice not in _FILLS:
        return offer
    edits = tuple(_with_ratio(edit, choice) for edit in offer.fix.edits)
    return msgspec.structs.replace(offer, fix=msgspec.structs.replace(offer.fix, edits=edits))


def _with_ratio(edit: TextEdit | MediaEdit, choice: str) -> TextEdit | MediaEdit:
    if not isinstance(edit, MediaEdit) or not isinstance(edit.arguments, CropRatio | PadRatio):
        return edit
    low, high = edit.arguments.min, edit.arguments.max
    if choice == "crop":
        focus = edit.arguments.focus if isinstance(edit.arguments, CropRatio) else UNSET
        crop = CropRatio(min=low, max=high, focus=focus)
        return msgspec.structs.replace(edit, operation="crop-ratio", arguments=crop)
    pad = PadRatio(min=low, max=high, fill=_FILLS[choice])
    return msgspec.structs.replace(edit, operation="pad-ratio", arguments=pad)


def _one_file(
    path: str, offers: Sequence[Offer], *, in_place: bool, own: set[Path], watch: Progress
) -> Written | CannotRepair:
    steps = {
        (edit.operation, msgspec.json.encode(edit.arguments)): edit
        for offer in offers
        for edit in media_edits(offer)
        if edit.path == path
    }
    watch.begin(path, offers[0].fix.title)
    try:
        return repaired(list(steps.values()), watch.advance, in_place=in_place, own=own)
    except CannotRepair as refusal:
        return refusal
    finally:
        watch.end()


def _by_file(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    files: dict[str, list[Offer]] = {}
    for offer in offers:
        for path in dict.fromkeys(edit.path for edit in offer.fix.edits):
            files.setdefault(path, []).append(offer)
    return files


def _by_text(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    """Group offers by the text file that names their media; an empty name where none can."""
    files: dict[str, list[Offer]] = {}
    for offer in offers:
        naming = media_edits(offer)[0].naming
        files.setdefault(naming.path if naming else "", []).append(offer)
    return files
