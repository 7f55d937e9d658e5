"""What `import rednote_lint` offers, used as a caller uses it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import rednote_lint
from rednote_lint import Outcome, Settings, check, check_post, check_text, rules
from rednote_lint.errors import UserError
from rednote_lint.packs import loader
from rednote_lint.posts import load
from tests.packs.pack_files import rule, write_pack

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_pack(tmp_path / "pack", rule(), rule(code="ZZ102", name="b-rule", word="草莓派"))
    (tmp_path / "rednote-lint.yaml").write_text("packs: [pack]\nselect: [ZZ101, ZZ102]\n", encoding="utf-8")
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "caption.txt").write_text("蓝莓派", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.report.findings]


def test_importing_the_package_loads_nothing() -> None:
    script = (
        "import sys; before = set(sys.modules); import rednote_lint; "
        "print(sorted(name for name in set(sys.modules) - before if name.startswith('rednote_lint.') or name in "
        "{'cv2', 'numpy', 'av', 'onnxruntime', 'rich', 'click', 'msgspec', 'yaml'}))"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_checking_a_text_loads_no_library_of_pixels_or_of_screens() -> None:
    script = (
        "import sys, rednote_lint; rednote_lint.check_text('今天去公园散步'); "
        "print(sorted({'cv2', 'numpy', 'av', 'onnxruntime', 'rich', 'click'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_every_name_is_offered_and_no_other() -> None:
    assert {name for name in dir(rednote_lint) if not name.startswith("_")} >= {*rednote_lint.__all__} - {"__version__"}
    assert all(getattr(rednote_lint, name) for name in rednote_lint.__all__)
    with pytest.raises(AttributeError, match="no attribute 'checks_'"):
        rednote_lint.checks_  # noqa: B018


def test_paths_are_checked_one_by_one_as_they_are_asked_for(here: Path) -> None:
    (here / "second.md").write_text("草莓派", encoding="utf-8")
    outcomes = check(["post", Path("second.md"), "nowhere"])
    assert isinstance(outcomes, Iterator)
    assert codes(next(outcomes)) == ["ZZ101"]
    (here / "second.md").write_text("蓝莓派和草莓派", encoding="utf-8")
    second, third = outcomes
    assert codes(second) == ["ZZ101", "ZZ102"]
    assert (third.exit_code, "nowhere" in third.report.problems[0].message.en) == (2, True)


def test_a_text_in_memory_stands_in_place_of_a_file() -> None:
    (outcome,) = check(["post"], source_overlay={"post/caption.txt": "还没保存的草莓派"})
    assert codes(outcome) == ["ZZ102"]
    assert outcome.report.findings[0].location.path == "post/caption.txt"
    assert outcome.report.findings[0].excerpt.text == "还没保存的草莓派"


def test_settings_lie_over_the_configuration() -> None:
    (outcome,) = check(["post"], settings=Settings(select=("ZZ102",)))
    assert codes(outcome) == []


def test_a_text_is_checked_without_any_file() -> None:
    outcome = check_text("---\ntitle: 点心\n---\n蓝莓派，草莓派", path="none/draft.md")
    assert codes(outcome) == ["ZZ101", "ZZ102"]
    assert {finding.location.path for finding in outcome.report.findings} == {"none/draft.md"}
    assert (outcome.report.path, outcome.exit_code) == ("none/draft.md", 1)


def test_a_text_takes_nothing_from_the_folder_of_its_name() -> None:
    assert codes(check_text("草莓派", path="post/caption.txt")) == ["ZZ102"]


def test_a_text_that_holds_nothing_is_not_clean() -> None:
    assert check_text(" \n").exit_code == 2


def test_a_manifest_is_no_single_text() -> None:
    with pytest.raises(UserError, match="many posts"):
        check_text("title\n蓝莓派\n", path="all.csv")


def test_a_post_that_was_read_already_is_checked() -> None:
    assert codes(check_post(load("post"))) == ["ZZ101"]


def test_rules_are_those_that_are_on() -> None:
    assert [rule.code for rule in rules()] == ["ZZ101", "ZZ102"]
    assert [rule.code for rule in rules(Settings(ignore=("ZZ101",)))] == ["ZZ102"]


def test_a_mistake_in_the_settings_is_an_error_of_the_caller() -> None:
    with pytest.raises(UserError, match="names no rule"):
        list(check(["post"], settings=Settings(select=("NOPE",))))


def test_the_wheel_says_that_it_is_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "rednote_lint/py.typed" in archive.namelist()


def test_packs_that_did_not_change_are_read_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    first = check_text("蓝莓派")
    monkeypatch.setattr(loader, "build_rule", lambda *args: pytest.fail("a rule was read again"))
    assert check_text("蓝莓派").report.findings == first.report.findings
