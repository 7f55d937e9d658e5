from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.runner import operation
from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.model import Box, Location, TimeRange

PLACE = Location(path="a", time=TimeRange(1.5, 3.0), box=Box(1, 2, 3, 4))


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_can_be_carried_out(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no media at all, whatever its name says")
    (tmp_path / "target").write_bytes(b"")
    told = OPERATIONS[name]
    given = {key: value for key, value in {"at": 1.0, "box": (0, 0, 1, 1), "limit_mb": 1}.items() if key in told.takes}
    with pytest.raises(CannotRepair) as refusal:
        operation(name)(tmp_path / "a.jpg", tmp_path / "target", typed(told.arguments, given), lambda share: None)
    assert refusal.value.reason.en and refusal.value.reason.zh


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_told_of_an_operation_is_filled_from_its_arguments(name: str) -> None:
    told = OPERATIONS[name]
    assert told.required <= told.takes
    for title in (told.title.en, told.title.zh):
        assert {field for _, field, _, _ in Formatter().parse(title) if field} <= told.required


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_place_gives_only_arguments_that_are_taken(name: str) -> None:
    told = OPERATIONS[name]
    assert told.placed(PLACE).keys() | told.computed.keys() <= told.takes
    assert told.placed(Location(path="a")) == {}


def test_a_place_gives_where_to_cut() -> None:
    assert OPERATIONS["trim-end"].placed(PLACE) == {"at": 1.5}
    assert OPERATIONS["crop-bars"].placed(PLACE) == {"box": (1, 2, 3, 4)}
    assert OPERATIONS["crop-to"].placed(PLACE) == {}, "a mark's place is what must go, not what stays"


def test_a_file_is_made_workable_first_and_small_last() -> None:
    order = sorted(OPERATIONS, key=lambda name: OPERATIONS[name].order)
    assert order[0] == "rename-extension"
    assert order[-1] == "shrink-image"
    for before, behind in (("convert-image", "crop-ratio"), ("crop-bars", "pad-ratio"), ("trim-end", "crop-to")):
        assert OPERATIONS[before].order < OPERATIONS[behind].order
