from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.runner import repaired
from rednote_lint.fixes.operations import OPERATIONS
from rednote_lint.media.ai_labels import Label, LabelKind, labels_of
from rednote_lint.model import MediaEdit

from . import made

EVERYTHING = {
    Label(LabelKind.AIGC, made.AIGC.encode()),
    Label(LabelKind.AIGC, made.XMP_AIGC),
    Label(LabelKind.C2PA, made.jumbf()),
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "shrink-image": {"limit_mb": 2},
    "crop-ratio": {"max": 1.0},
    "pad-ratio": {"max": 1.0},
    "crop-bars": {"box": [0, 0, 200, 200]},
    "crop-to": {"box": [0, 0, 200, 200]},
    "trim-end": {"at": 1.0},
}
PICTURES: dict[str, Callable[[Path], Path]] = {
    "a.jpg": made.labelled_jpeg,
    "a.png": made.labelled_png,
    "a.webp": made.labelled_webp,
    "a.heic": made.labelled_heic,
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_label_is_read_from_every_container(tmp_path: Path, name: str) -> None:
    assert labels_of(PICTURES[name](tmp_path / name)) == EVERYTHING


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("name", PICTURES)
def test_no_operation_takes_a_label_off_a_picture(tmp_path: Path, name: str, operation: str) -> None:
    source = PICTURES[name](tmp_path / name)
    before = made.digest(source)
    edit = MediaEdit(
        path=str(source), operation=operation, arguments=made.typed_for(operation, ARGUMENTS.get(operation, {}))
    )
    try:
        result = repaired([edit], lambda share: None, in_place=False)
    except CannotRepair:
        assert [path.name for path in tmp_path.iterdir()] == [name]
    else:
        assert labels_of(result.path) >= EVERYTHING
    assert made.digest(source) == before


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_no_operation_takes_a_label_off_a_video(tmp_path: Path, suffix: str, operation: str) -> None:
    source = made.video(tmp_path / f"a{suffix}", seconds=2, size=(96, 64), tags={"AIGC": made.AIGC})
    expected = {Label(LabelKind.AIGC, made.AIGC.encode())}
    if suffix != ".mkv":
        with source.open("ab") as file:
            body = b"\0\0\0\0manifest\0" + bytes(8) + made.jumbf()
            file.write(made.boxes.uuid_box(made.boxes.C2PA_UUID, body))
        expected.add(Label(LabelKind.C2PA, made.jumbf()))
    assert labels_of(source) == expected
    arguments = {
        **ARGUMENTS.get(operation, {}),
        **({"box": [0, 0, 32, 32]} if "box" in ARGUMENTS.get(operation, {}) else {}),
    }
    edit = MediaEdit(path=str(source), operation=operation, arguments=made.typed_for(operation, arguments))
    try:
        result = repaired([edit], lambda share: None, in_place=False)
    except CannotRepair:
        assert [path.name for path in tmp_path.iterdir()] == [source.name]
    else:
        assert labels_of(result.path) == expected
