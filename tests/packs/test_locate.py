"""The shipped packs and presets are where the program looks for them."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.packs.locate import preset_file, preset_names, rule_files, shipped_packs, shipped_rules


def test_packs_are_the_folders_with_a_pack_file() -> None:
    folders = shipped_packs()
    assert folders == tuple(sorted(folders))
    assert {folder.name for folder in folders} == {path.parent.name for path in shipped_rules().glob("*/pack.yaml")}
    assert folders


def test_every_preset_that_is_listed_is_a_file() -> None:
    assert {"recommended", "strict"} <= set(preset_names())
    assert all(preset_file(name).is_file() for name in preset_names())
    assert not preset_file("no-such-preset").exists()


def test_the_rule_files_of_a_pack_are_its_yaml_without_the_pack_file(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "pack.yaml", "notes.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in rule_files(tmp_path)] == ["a.yaml", "b.yaml"]
