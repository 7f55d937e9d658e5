from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rednote_lint.fixes.media.batch import Done, carry_out, pointers, with_ratio
from rednote_lint.fixes.outcome import Offer, Unwatched
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Bilingual, Fix, Location, MediaEdit, Naming, Safety, Severity, TextRange

from . import made

SAID = Bilingual(en="said", zh="说")


def offer(path: Path, operation: str, code: str = "A1", naming: Naming | None = None, **arguments: Any) -> Offer:
    edit = MediaEdit(path=str(path), operation=operation, arguments=made.typed_for(operation, arguments), naming=naming)
    fix = Fix(title=SAID, safety=Safety.SAFE, edits=(edit,))
    return Offer(code=code, severity=Severity.ERROR, where=Location(path=str(path)), fix=fix)


def done(*offers: Offer, in_place: bool = False) -> Done:
    return carry_out(offers, in_place=in_place, own=set(), watch=Unwatched(), ctrl_c=Interrupts())


class Watched(Unwatched):
    def __init__(self) -> None:
        self.told: list[object] = []

    def begin(self, path: str, title: Bilingual) -> None:
        self.told.append(Path(path).name)

    def end(self) -> None:
        self.told.append("end")


def test_one_file_that_cannot_be_repaired_costs_no_other(tmp_path: Path) -> None:
    good, bad = made.labelled_jpeg(tmp_path / "a.jpg"), tmp_path / "b.jpg"
    bad.write_bytes(b"no picture")
    watch = Watched()
    offers = [offer(bad, "strip-location", "B"), offer(good, "strip-location", "A")]
    result = carry_out(offers, in_place=False, own=set(), watch=watch, ctrl_c=Interrupts())
    assert [one.code for one in result.applied] == ["A"]
    assert [one.code for one in result.refused] == ["B"]
    assert result.replaced == {good: tmp_path / "a.fixed.jpg"}
    assert watch.told == ["b.jpg", "end", "a.jpg", "end"]


def test_what_is_asked_of_one_file_is_done_together_and_noted_once(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    offers = [offer(source, "strip-location", code) for code in ("A", "B")]
    result = done(*offers, offer(source, "crop-ratio", "C", max=0.5))
    assert [one.code for one in result.applied] == ["A", "B", "C"]
    assert [bool(one.notes) for one in result.applied] == [True, False, False]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.fixed.jpg", "a.jpg"]


def test_a_repair_in_place_tells_the_backup_too(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    (told,) = done(offer(source, "strip-location"), in_place=True).applied
    assert [Path(name).name for name in told.written] == ["a.jpg", "a.orig.jpg"]


@pytest.mark.parametrize(
    ("choice", "operation", "arguments"),
    [
        ("crop", "crop-ratio", {"min": 0.5}),
        ("pad", "pad-ratio", {"min": 0.5, "fill": "#ffffff"}),
        ("blur", "pad-ratio", {"min": 0.5, "fill": "blur"}),
        ("", "pad-ratio", {"min": 0.5, "fill": "#000000"}),
    ],
)
def test_the_author_chooses_between_cropping_and_padding(
    choice: str, operation: str, arguments: dict[str, Any]
) -> None:
    chosen = with_ratio(offer(Path("a.jpg"), "pad-ratio", min=0.5, fill="#000000"), choice)
    (edit,) = chosen.fix.edits
    assert isinstance(edit, MediaEdit)
    assert (edit.operation, edit.arguments) == (operation, made.typed_for(operation, arguments))
    other = offer(Path("a.jpg"), "strip-location")
    assert with_ratio(other, choice) == other


def test_the_choice_works_on_real_pictures(tmp_path: Path) -> None:
    made.scene(400, 100).save(tmp_path / "a.png")
    for choice in ("crop", "pad", "blur"):
        for operation in ("crop-ratio", "pad-ratio"):
            assert done(with_ratio(offer(tmp_path / "a.png", operation, max=2.0), choice)).applied


def pointing(folder: Path, naming: Naming | None, *, in_place: bool = False) -> tuple[list[Offer], list[str]]:
    old, new = folder / "01.heic", folder / "01.fixed.jpg"
    made, bad = pointers(Done(replaced={old: new}), [offer(old, "convert-image", naming=naming)], in_place=in_place)
    return made, [one.reason.en for one in bad]


def test_a_name_in_the_text_is_changed(tmp_path: Path) -> None:
    text = tmp_path / "post.yaml"
    text.write_text("images: 01.heic\n", encoding="utf-8")
    naming = Naming(path=str(text), range=TextRange(8, 15), old="01.heic")
    ((found,), bad) = pointing(tmp_path, naming)
    assert [getattr(edit, "new", "") for edit in found.fix.edits] == ["01.fixed.jpg"]
    assert bad == []
    assert len(pointing(tmp_path, naming, in_place=True)[0]) == 1


def test_a_file_that_nothing_can_name_is_told_unless_it_took_the_place(tmp_path: Path) -> None:
    found, (reason,) = pointing(tmp_path, None)
    assert found == []
    assert "--in-place" in reason
    assert pointing(tmp_path, None, in_place=True) == ([], [])


def test_a_text_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found, (reason,) = pointing(tmp_path, Naming(path=str(tmp_path / "gone.md"), range=TextRange(0, 1), old="0"))
    assert found == []
    assert "cannot be read" in reason
