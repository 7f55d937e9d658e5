"""One session for each configuration: the nearest file counts, the command line lies over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.config import load_config
from rednote_lint.errors import UserError
from rednote_lint.model import Client, Post, Report
from rednote_lint.run.linting import linter
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings, overridden
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post


def write_config(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "rednote-lint.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder whose configuration uses a pack of its own, and one below with another configuration."""
    write_pack(tmp_path / "pack", rule(), rule(code="ZZ102", name="b-rule", word="草莓派"))
    write_config(tmp_path, "packs: [pack]\nselect: [ZZ101, ZZ102]\n")
    write_config(tmp_path / "below", "packs: [../pack]\nselect: [ZZ102]\n")
    (tmp_path / "below" / "post").mkdir()
    (tmp_path / "beside").mkdir()
    return tmp_path


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.report.findings]


POST = body_post("蓝莓派和草莓派")


def test_the_nearest_configuration_counts_alone(work: Path) -> None:
    sessions = Sessions(Settings())
    assert codes(sessions.of(work / "beside").check(POST)) == ["ZZ101", "ZZ102"]
    assert codes(sessions.of(work / "below" / "post").check(POST)) == ["ZZ102"]


def test_folders_of_one_configuration_share_a_session(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions(Settings())
    assert sessions.of(work) is sessions.of(work / "beside") is not sessions.of(work / "below")
    assert sessions.of(work).packs == sessions.of(work / "below").packs
    monkeypatch.chdir(work)
    assert sessions.of(Path("beside")) is sessions.of(work)


def test_packs_are_hashed_once_in_a_run(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[Path] = []
    monkeypatch.setattr("rednote_lint.run.sessions.pack_digest", lambda folder: hashed.append(folder) or str(folder))
    sessions = Sessions(Settings(cache=tmp_path / "facts", compiled=tmp_path / "packs"))
    assert codes(sessions.of(work).check(POST)) == ["ZZ101", "ZZ102"]
    assert codes(sessions.of(work / "below").check(POST)) == ["ZZ102"]
    assert work / "pack" in hashed and len(hashed) == len(set(hashed))


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"select": ("ZZ101",)}, ["ZZ101"]),
        ({"ignore": ("ZZ101",)}, ["ZZ102"]),
        ({"select": ("ZZ101",), "extend_select": ("ZZ102",)}, ["ZZ101", "ZZ102"]),
        ({"select": ("ZZ",), "ignore": ("ZZ102",)}, ["ZZ101"]),
    ],
)
def test_the_command_line_lies_over_the_file(
    work: Path, settings: dict[str, tuple[str, ...]], found: list[str]
) -> None:
    assert codes(Sessions(Settings(**settings)).of(work).check(POST)) == found


def test_selecting_on_the_command_line_takes_what_the_file_ignores(work: Path) -> None:
    write_config(work, "packs: [pack]\nselect: [ZZ]\nignore: [ZZ101]\n")
    assert codes(Sessions(Settings()).of(work).check(POST)) == ["ZZ102"]
    assert codes(Sessions(Settings(select=("ZZ101",))).of(work).check(POST)) == ["ZZ101"]


def test_client_and_ocr_are_taken_only_when_they_are_said(work: Path) -> None:
    config = load_config(write_config(work, "client: web\nocr: false\n"))
    assert (overridden(config, Settings()).client, overridden(config, Settings()).ocr) == (Client.WEB, False)
    changed = overridden(config, Settings(client=Client.APP, ocr=True))
    assert (changed.client, changed.ocr) == (Client.APP, True)


def test_a_named_configuration_counts_for_all_and_isolated_for_none(work: Path) -> None:
    named = Sessions(Settings(config=work / "below" / "rednote-lint.yaml"))
    assert codes(named.of(work).check(POST)) == ["ZZ102"]
    assert not {"ZZ101", "ZZ102"} & set(codes(Sessions(Settings(isolated=True)).of(work).check(POST)))


@pytest.mark.parametrize(
    "settings",
    [{"config": Path("nowhere.yaml")}, {"select": ("ZZ999",)}, {"ignore": ("XX",)}, {"extend_select": ("nope/rule",)}],
)
def test_what_names_nothing_is_refused(work: Path, settings: dict[str, object]) -> None:
    with pytest.raises(UserError):
        Sessions(Settings(**settings)).of(work)


def test_a_post_that_no_rule_was_asked_of_is_not_clean(work: Path) -> None:
    report = Sessions(Settings(ignore=("ZZ101", "ZZ102"))).of(work).check(POST).report
    assert [(skip.what, bool(skip.reason.zh)) for skip in report.skipped] == [("p", True)]


def test_a_defect_costs_one_post_and_a_mistake_of_the_author_the_run(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: Session = Sessions(Settings()).of(work)
    error: list[Exception] = [RuntimeError("bug"), UserError("a mistake")]

    def broken(post: Post, *rest: object, **more: object) -> Report:
        raise error.pop(0)

    monkeypatch.setattr(linter, "lint", broken)
    report = used.check(POST).report
    assert (report.id, report.findings) == (POST.id, ())
    assert "RuntimeError: bug" in report.problems[0].message.en
    with pytest.raises(UserError, match="a mistake"):
        used.check(POST)


def test_a_broken_pack_costs_its_own_rules_and_is_a_problem_of_each_post(work: Path) -> None:
    broken = write_pack(
        work / "broken", rule(code="YY101", name="c-rule").replace("severity:", "severty:"), name="other"
    )
    write_config(work, "packs: [pack, broken, nowhere]\nselect: [ZZ101, YY101]\n")
    outcome = Sessions(Settings(ignore=("YY102",))).of(work).check(POST)
    assert codes(outcome) == ["ZZ101"]
    first, second = outcome.report.problems
    assert first.where is not None and first.where.path == str(broken / "rules.yaml") and first.line == 6
    assert "`severty`" in first.message.en and first.remedy is not None and "`severity`" in first.remedy.en
    assert "no pack.yaml" in second.message.en
    with pytest.raises(UserError, match="severty"):
        Sessions(Settings()).of(work).refuse_broken_packs()
