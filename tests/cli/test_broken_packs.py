"""A pack that cannot be read costs its own rules: the report names its place, and says what the others found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.packs.pack_files import rule, write_pack


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    write_pack(folder / "good", rule())
    write_pack(folder / "bad", rule(code="YY101", name="b-rule").replace("severity:", "severty:"), name="other")
    (folder / "rednote-lint.yaml").write_text("packs: [good, bad]\nselect: [ZZ, YY101]\n", encoding="utf-8")
    (folder / "caption.txt").write_text("蓝莓派", encoding="utf-8")
    return folder


def test_the_findings_of_the_other_packs_are_told_and_the_run_fails(work: Path) -> None:
    result = run("caption.txt", "--format", "json", cwd=work)
    (post,) = json.loads(result.stdout)["posts"]
    assert (result.returncode, [finding["code"] for finding in post["findings"]]) == (2, ["ZZ101"])
    (problem,) = post["problems"]
    assert (Path(problem["location"]["path"]), problem["location"]["line"]) == (work / "bad" / "rules.yaml", 6)
    assert "`severty`" in problem["message"] and "`severity`" in problem["remedy"]


@pytest.mark.parametrize("form", ["full", "concise"])
def test_the_screen_names_the_place(work: Path, form: str) -> None:
    result = run("caption.txt", "--format", form, cwd=work)
    assert result.returncode == 2
    assert "rules.yaml:6:3" in result.stdout.replace("\n", "").replace(" ", "") and "severty" in result.stdout


@pytest.mark.parametrize(
    ("command", "shown"), [("rules --all", "ZZ101"), ("packs", "testpack"), ("config --all", "ZZ101")]
)
def test_lists_show_the_rest_and_fail(work: Path, command: str, shown: str) -> None:
    result = run(*command.split(), cwd=work)
    assert result.returncode == 2
    assert shown in result.stdout and "rules.yaml:6:3" in result.stderr


def test_a_rule_that_can_be_read_is_explained(work: Path) -> None:
    assert run("rule", "ZZ101", cwd=work).returncode == 0
    broken = run("rule", "YY101", cwd=work)
    assert broken.returncode == 2 and "rules.yaml:6:3" in broken.stderr
