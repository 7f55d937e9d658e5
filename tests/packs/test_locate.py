"""The shipped packs and presets are where the program looks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.packs import locate
from rednote_lint.packs.locate import (
    pack_files,
    preset_file,
    preset_names,
    rule_files,
    shipped_packs,
    shipped_rules,
)


def test_every_rule_file_of_the_repository_belongs_to_a_shipped_pack() -> None:
    repository = Path(__file__).parents[2] / "rules"
    folders = shipped_packs()
    assert folders == tuple(sorted(folders))
    files = {path for folder in folders for path in pack_files(folder)}
    assert {path for path in repository.rglob("*.yaml") if path.parent.name != "presets"} <= files
    assert {path for path in repository.rglob("*.png")} <= files
    assert {"adlaw", "diversion", "watermark"} <= {folder.name for folder in folders}


def test_a_folder_without_a_pack_file_is_no_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an installed wheel, which carries the rules inside the package."""
    monkeypatch.setattr(locate, "__file__", str(tmp_path / "rednote_lint" / "packs" / "locate.py"))
    rules = tmp_path / "rednote_lint" / "rules"
    for name in ("b", "a", "presets", "drafts"):
        (rules / name).mkdir(parents=True)
    for name in ("b", "a"):
        (rules / name / "pack.yaml").touch()
    assert shipped_packs() == (rules / "a", rules / "b")
    (tmp_path / "rules").mkdir()
    assert shipped_rules() == rules


def test_every_preset_that_is_listed_is_a_file() -> None:
    assert {"recommended", "strict"} <= set(preset_names())
    assert all(preset_file(name).is_file() for name in preset_names())
    assert not preset_file("no-such-preset").exists()


def test_the_rule_files_of_a_pack_are_its_yaml_without_the_pack_file(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "pack.yaml", "notes.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in rule_files(tmp_path)] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(("sep", "altsep"), [("/", None), ("\\", "/")])
def test_a_path_is_told_from_a_name_by_the_separators_of_the_system(
    monkeypatch: pytest.MonkeyPatch, sep: str, altsep: str | None
) -> None:
    monkeypatch.setattr(locate.os, "sep", sep)
    monkeypatch.setattr(locate.os, "altsep", altsep)
    assert not locate.looks_like_path("strict")
    assert locate.looks_like_path("packs/my")
    assert locate.looks_like_path("packs\\my") is (sep == "\\")
