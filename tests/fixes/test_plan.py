from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from rednote_lint.errors import UserError
from rednote_lint.fixes.outcome import Offer
from rednote_lint.fixes.plan import Plan, load, planned, require_unchanged, save
from rednote_lint.model import Box, Fix, Location, MediaEdit, Naming, Safety, Severity, TextRange
from rednote_lint.model.arguments import Crop, PadRatio, ShrinkImage

from .made import SAID, edit, offer


def media_offer(path: Path) -> Offer:
    naming = Naming(path="post.md", range=TextRange(1, 2), old="a", also=(TextRange(3, 4),), media=("a.jpg",))
    change = MediaEdit(path=str(path), operation="crop-to", arguments=Crop(box=Box(1, 2, 3, 4)), naming=naming)
    fix = Fix(title=SAID, safety=Safety.UNSAFE, edits=(change,))
    return Offer(code="WM1", severity=Severity.WARNING, where=Location(path=str(path)), fix=fix)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    text, picture = tmp_path / "帖子.md", tmp_path / "a.jpg"
    text.write_text("全网最佳", encoding="utf-8")
    picture.write_bytes(bytes(range(256)))
    return text, picture


def made(files: tuple[Path, Path]) -> Plan:
    return planned([offer(edit("全网最佳", 2, 4, "好", str(files[0]))), media_offer(files[1])])


def test_a_plan_comes_back_as_it_was_saved(tmp_path: Path, files: tuple[Path, Path]) -> None:
    plan = made(files)
    save(plan, tmp_path / "plan.json")
    assert load(tmp_path / "plan.json") == plan
    assert set(plan.files) == {str(file) for file in files}
    require_unchanged(plan)


def test_a_plan_is_text_that_a_person_can_look_at(tmp_path: Path, files: tuple[Path, Path]) -> None:
    save(made(files), tmp_path / "plan.json")
    written = (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert "最佳" in written
    assert len(written.splitlines()) > 20
    assert json.loads(written)["version"] == 1


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("change", ["byte", "longer", "gone"])
def test_one_changed_file_stops_the_whole_plan(files: tuple[Path, Path], which: int, change: str) -> None:
    plan, file = made(files), files[which]
    data = file.read_bytes()
    if change == "gone":
        file.unlink()
    else:
        file.write_bytes(data + b"x" if change == "longer" else bytes((data[0] ^ 1, *data[1:])))
    with pytest.raises(UserError) as error:
        require_unchanged(plan)
    assert file.name in str(error.value)


def test_a_file_that_the_plan_edits_without_its_hash_stops_it(tmp_path: Path, files: tuple[Path, Path]) -> None:
    save(made(files), tmp_path / "plan.json")
    data = json.loads((tmp_path / "plan.json").read_bytes())
    data["files"] = {}
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UserError, match="nothing was applied"):
        require_unchanged(load(tmp_path / "plan.json"))


def test_a_plan_of_a_file_that_is_gone_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        planned([media_offer(tmp_path / "nowhere.jpg")])


def test_a_plan_that_cannot_be_written_or_read_is_a_sentence(
    tmp_path: Path, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="cannot be written"):
        save(made(files), tmp_path / "no folder" / "plan.json")
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "plan.json")
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path)


def test_an_unknown_key_is_refused(tmp_path: Path, files: tuple[Path, Path]) -> None:
    save(made(files), tmp_path / "plan.json")
    data = json.loads((tmp_path / "plan.json").read_bytes())
    (tmp_path / "plan.json").write_text(json.dumps({**data, "filez": {}}), encoding="utf-8")
    with pytest.raises(UserError, match="filez"):
        load(tmp_path / "plan.json")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({}, "box"), ({"box": [1, 2, 3]}, "length 4"), ({"box": [1, 2, 3, 4], "at": 2}, "at"), ({"box": "all"}, "array")],
)
def test_arguments_that_an_operation_does_not_take_are_refused(
    tmp_path: Path, files: tuple[Path, Path], arguments: dict[str, object], said: str
) -> None:
    save(made(files), tmp_path / "plan.json")
    data = json.loads((tmp_path / "plan.json").read_bytes())
    data["fixes"][1]["fix"]["edits"][0]["arguments"] = arguments
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UserError, match="this is no plan") as error:
        load(tmp_path / "plan.json")
    assert said in str(error.value)


def test_arguments_stand_in_a_plan_as_the_rule_wrote_them(tmp_path: Path, files: tuple[Path, Path]) -> None:
    edits = (
        MediaEdit(path=str(files[1]), operation="shrink-image", arguments=ShrinkImage(limit_mb=32)),
        MediaEdit(path=str(files[1]), operation="pad-ratio", arguments=PadRatio(max=2.0, fill="blur")),
        MediaEdit(path=str(files[1]), operation="strip-location"),
    )
    fix = Fix(title=SAID, safety=Safety.SAFE, edits=edits)
    plan = planned([Offer(code="A1", severity=Severity.ERROR, where=Location(path=str(files[1])), fix=fix)])
    save(plan, tmp_path / "plan.json")
    written = json.loads((tmp_path / "plan.json").read_bytes())["fixes"][0]["fix"]["edits"]
    assert [json.dumps(edit["arguments"]) for edit in written] == [
        '{"limit_mb": 32}',
        '{"max": 2.0, "fill": "blur"}',
        "{}",
    ]
    assert load(tmp_path / "plan.json") == plan


def test_a_plan_replaces_a_plan_and_nothing_else(tmp_path: Path, files: tuple[Path, Path]) -> None:
    target = tmp_path / "plan.json"
    save(made(files), target)
    save(made(files), target)
    before = files[0].read_bytes()
    with pytest.raises(UserError, match="no plan"):
        save(made(files), files[0])
    assert files[0].read_bytes() == before


def test_overlapping_edits_are_refused(tmp_path: Path) -> None:
    text = "abcdef"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    name = str(tmp_path / "a.md")
    save(planned([offer(edit(text, 0, 2, "x", name)), offer(edit(text, 3, 5, "y", name), code="B1")]), tmp_path / "p")
    data = json.loads((tmp_path / "p").read_bytes())
    for first in (0, 1):
        crossed = json.loads(json.dumps(data))
        crossed["fixes"][first]["fix"]["edits"][0] |= {"range": [1, 4], "old": "bcd"}
        (tmp_path / "p").write_text(json.dumps(crossed), encoding="utf-8")
        with pytest.raises(UserError, match="overlap"):
            load(tmp_path / "p")
        alone = json.loads(json.dumps(crossed))
        alone["fixes"][0]["fix"]["edits"] += alone["fixes"].pop()["fix"]["edits"]
        (tmp_path / "p").write_text(json.dumps(alone), encoding="utf-8")
        with pytest.raises(UserError, match="overlap"):
            load(tmp_path / "p")


@pytest.mark.posix("links that anybody may make")
def test_files_outside_the_folder_of_the_plan_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.md").write_text("abc", encoding="utf-8")
    (tmp_path / "in" / "link.md").symlink_to(tmp_path / "out.md")
    for name in ("out.md", "in/../out.md", "in/link.md"):
        plan = planned([offer(edit("abc", 0, 1, "x", str(tmp_path / name)))])
        with pytest.raises(UserError, match="outside"):
            save(plan, tmp_path / "in" / "plan.json")
        (tmp_path / "in" / "plan.json").write_bytes(msgspec.json.encode(plan))
        with pytest.raises(UserError, match="outside"):
            load(tmp_path / "in" / "plan.json")
