"""A baseline holds what was found before: old posts are quiet, new findings in them are not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rednote_lint.cli.app import app
from rednote_lint.errors import UserError
from rednote_lint.run.baselines import FILE_NAME, load, written
from rednote_lint.run.session import Session
from rednote_lint.verdict.baseline import Entry
from tests.media_made import scene

from .test_commands import run

BAD = "加微信 abc12345"
WORSE = f"{BAD}，QQ 群 123456789"


class Result:
    """What a command did, run in this process."""

    def __init__(self, *arguments: str) -> None:
        made = CliRunner().invoke(app, arguments, standalone_mode=False)
        self.error = made.exception
        self.code = None if made.exception else int(made.return_value or 0)
        self.out, self.err = made.stdout, made.stderr


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(tmp_path / ".cache"))
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "posts").mkdir()
    return tmp_path


def post(name: str, text: str) -> None:
    Path("posts", name).parent.mkdir(parents=True, exist_ok=True)
    Path("posts", name).write_text(f"---\nlong_text: true\n---\n{text}\n", encoding="utf-8")


def new(*arguments: str) -> list[tuple[str, str]]:
    said = json.loads(Result(*(arguments or ("posts",)), "--format", "json").out)
    return [(entry["path"], f["evidence"]) for entry in said["posts"] for f in entry["findings"]]


def baseline(action: str, *arguments: str) -> Result:
    result = Result("baseline", action, *(arguments or ("posts",)))
    assert result.error is None, result.error
    return result


def test_many_old_posts_are_quiet_and_one_new_finding_is_not(here: Path) -> None:
    for number in range(400):
        post(f"{number:03}.md", f"第{number}天：{BAD}")
    assert Result("posts").code == 1
    assert baseline("create").code == 0
    assert new() == [] and Result("posts").code == 0
    post("123.md", f"第123天：{WORSE}")
    found = new()
    assert {path for path, _ in found} == {"posts/123.md"} and "abc12345" not in {evidence for _, evidence in found}
    assert Result("posts").code == 1


def test_lines_and_words_around_do_not_matter_and_counts_do(here: Path) -> None:
    post("a.md", f"{BAD}\n{BAD}")
    baseline("create")
    post("a.md", f"前言\n\n{BAD}！\n……\n{BAD}")
    assert new() == []
    post("a.md", f"{BAD}\n{BAD}\n{BAD}")
    assert new(), "a third one is new"
    assert {entry.count for entry in load(Path(FILE_NAME))} == {2}


def test_a_moved_post_stays_quiet_and_a_copied_one_does_not(here: Path) -> None:
    post("a.md", BAD)
    baseline("create")
    Path("posts/b").mkdir()
    shutil.move("posts/a.md", "posts/b/c.md")
    assert new() == []
    shutil.copy("posts/b/c.md", "posts/d.md")
    assert new(), "as many as were known are quiet"
    shutil.copy("posts/d.md", "posts/a.md")
    assert {path for path, _ in new("posts/a.md", "posts/d.md")} == {"posts/d.md"}


def test_media_are_known_by_content(here: Path) -> None:
    post("x/a.md", "周末去露营")
    scene(1200, 1600).save("posts/x/01.png", format="JPEG")
    assert new()
    baseline("create")
    shutil.move("posts/x/01.png", "posts/x/02.png")
    assert new() == []
    Path("posts/2026").mkdir()
    shutil.move("posts/x", "posts/2026/camping")
    assert new() == []
    scene(1200, 1601).save("posts/2026/camping/02.png", format="JPEG")
    assert new()


def test_stale_ones_are_told_and_pruned(here: Path) -> None:
    post("a.md", BAD)
    post("b.md", BAD)
    baseline("create", "posts", "--reason", "old posts")
    post("a.md", "周末去公园走走")
    for part in ("posts/b.md", "README.md"):
        Path("README.md").touch()
        assert "baseline prune" not in Result(part).out, "nothing is said of posts that were not checked"
    assert "baseline prune" not in Result("posts", "--select", "AD").out, "nor of rules that were not asked"
    told = " ".join(Result("posts").out.split())
    assert "are found no more: 1;" in told and told.count("baseline prune") == 1
    (notice,) = json.loads(Result("posts", "--format", "json").out)["summary"]["notices"]
    assert notice["what"] == FILE_NAME and "are found no more: 1;" in notice["message"]
    before = load(Path(FILE_NAME))
    result = baseline("prune", "posts/b.md")
    assert load(Path(FILE_NAME)) == before, result.out
    baseline("prune")
    assert {entry.post for entry in load(Path(FILE_NAME))} == {"posts/b.md"}
    assert {entry.reason for entry in load(Path(FILE_NAME))} == {"old posts"}
    Path("posts/b.md").unlink()
    assert "are found no more: 1;" in " ".join(Result("posts").out.split())
    baseline("prune")
    assert load(Path(FILE_NAME)) == ()


def test_update_keeps_reasons_and_what_was_not_looked_for(here: Path) -> None:
    post("a.md", BAD)
    post("b.md", BAD)
    baseline("create", "posts", "--reason", "old")
    with pytest.raises(UserError, match="there is a baseline already"):
        raise Result("baseline", "create", "posts").error or AssertionError
    post("a.md", WORSE)
    before = [entry for entry in load(Path(FILE_NAME)) if entry.post == "posts/b.md"]
    baseline("update", "posts/a.md")
    after = load(Path(FILE_NAME))
    assert [entry for entry in after if entry.post == "posts/b.md"] == before
    assert {entry.reason for entry in after if entry.post == "posts/a.md"} == {"old", ""}
    assert new() == []
    baseline("update", "posts", "--select", "AD")
    assert load(Path(FILE_NAME)) == after


def test_reports_name_the_baseline(here: Path) -> None:
    post("a.md", BAD)
    baseline("create", "posts", "--reason", "旧帖")
    (entry,) = json.loads(Result("posts", "--format", "json").out)["posts"]
    assert {(f["by"], f["reason"], f["suppressed_at"]["path"]) for f in entry["suppressed"]} == {
        ("baseline", "旧帖", FILE_NAME)
    }
    assert "旧帖, .rednote-lint-baseline.json" in Result("posts", "--verbose").out
    assert new("posts", "--no-baseline")


def test_rows_of_a_table_may_move(here: Path) -> None:
    rows = ["title,body,long_text", f"一,{BAD},true", f"二,{WORSE},true"]
    Path("a.csv").write_text("\n".join(rows), encoding="utf-8")
    baseline("create", "a.csv")
    Path("a.csv").write_text("\n".join([rows[0], "零,周末去公园,true", rows[2], rows[1]]), encoding="utf-8")
    assert new("a.csv") == []
    Path("a.csv").write_text("\n".join([*rows, f"三,{BAD},true"]), encoding="utf-8")
    assert {path for path, _ in new("a.csv")} == {"a.csv:4"}


def test_a_fix_leaves_what_is_known(here: Path) -> None:
    post("a.md", "露营 ＃露营")
    assert new()
    baseline("create")
    before = Path("posts/a.md").read_bytes()
    assert Result("posts", "--fix").code == 0
    assert Path("posts/a.md").read_bytes() == before
    post("a.md", "露营 ＃露营 ＃公园")
    Result("posts", "--fix")
    assert Path("posts/a.md").read_text(encoding="utf-8").count("＃") == 1


def test_where_it_is_found(here: Path) -> None:
    post("a.md", BAD)
    Path("rednote-lint.toml").write_text('baseline = "known/old.json"\n', encoding="utf-8")
    Path("known").mkdir()
    with pytest.raises(UserError, match="there is no such baseline"):
        raise Result("posts").error or AssertionError
    baseline("create")
    assert Path("known/old.json").exists() and new() == []
    assert {entry.post for entry in load(Path("known/old.json"))} == {"../posts/a.md"}
    baseline("create", "posts", "--baseline", "other.json")
    assert new("posts", "--isolated", "--baseline", "other.json") == []
    assert new("posts", "--isolated")


HEAD = '[{"tool": "rednote-lint", "baseline": 1}\n'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ":1:1"),
        ("{}", ":1:1"),
        ("[]", ":1:1"),
        ('[{"tool": "rednote-lint", "baseline": 2}]', ":1:2"),
        (HEAD + "<<<<<<< ours\n]", ":2:1"),
        (HEAD + ',{"post": "a", "code": "B", "count": 0}\n]', ":2:2"),
        (HEAD + ',{"post": "a", "code": 7}\n]', ":2:2"),
        (HEAD + ',{"post": "a", "code": "B", "cuont": 1}\n]', ":2:2"),
        (HEAD + ',{"post": "a", "code": "B"}\n', ":3:1"),
        (HEAD + ',{"post": "a"\n,}]', ":3:2"),
    ],
)
def test_a_broken_file_is_told_with_its_place(here: Path, text: str, place: str) -> None:
    post("a.md", BAD)
    Path(FILE_NAME).write_text(text, encoding="utf-8")
    result = run("posts", cwd=here)
    assert result.returncode == 2
    assert f"{FILE_NAME}{place}: " in result.stderr, result.stderr


def test_lines_merge_one_by_one() -> None:
    entries = [Entry(post=name, code="AD101", evidence="“\u2028", count=2, reason="x") for name in ("b", "a", "a")]
    lines = written(entries).decode().splitlines()
    assert lines[0] == '[{"tool": "rednote-lint", "baseline": 1}' and lines[-1] == "]"
    assert [json.loads(line[1:])["post"] for line in lines[1:-1]] == ["a", "b"]
    assert all(line[0] == "," for line in lines[1:-1])
    assert json.loads(written(entries)) and written(entries) == written(reversed(entries))


def test_two_branches_that_know_the_same_are_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    row = ',{"post": "a", "code": "B"}\n'
    path.write_text(HEAD + row + row + "]\n", encoding="utf-8")
    assert load(path) == (Entry(post="a", code="B"),)


def test_findings_on_suppressions_are_counted_once_and_go(here: Path) -> None:
    Path("posts/a.md").write_text(
        "---\nlong_text: true\nlint: {ignore: [{rule: DV103, reason: idle}]}\n---\n周末去公园走走\n", encoding="utf-8"
    )
    baseline("create")
    for _ in range(2):
        baseline("update")
        assert [(entry.code, entry.count) for entry in load(Path(FILE_NAME))] == [("LN101", 1)]
    post("a.md", "周末去公园走走")
    baseline("prune")
    assert load(Path(FILE_NAME)) == ()


def test_a_file_that_is_there_is_told_before_posts_are_checked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post("a.md", BAD)
    Path(FILE_NAME).write_text("mine", encoding="utf-8")
    monkeypatch.setattr(Session, "lint", lambda *_: pytest.fail("a post was checked"))
    for action, said in (("create", "already"), ("update", "broken")):
        error = Result("baseline", action, "posts").error
        assert isinstance(error, UserError) and said in error.message
    assert Path(FILE_NAME).read_text(encoding="utf-8") == "mine"


@pytest.mark.posix("named pipes and devices")
@pytest.mark.parametrize("name", ["pipe", "zeros"])
def test_a_baseline_that_is_no_file_is_refused_and_not_waited_for(here: Path, name: str) -> None:
    post("a.md", BAD)
    os.mkfifo("pipe")
    Path("zeros").symlink_to("/dev/zero")
    for arguments in (("posts",), ("baseline", "update", "posts"), ("baseline", "prune", "posts")):
        error = Result(*arguments, "--baseline", name).error
        assert isinstance(error, UserError) and "no regular file" in error.message and error.place == name


@pytest.mark.posix("Ctrl-C for one process")
@pytest.mark.parametrize(
    ("action", "language", "said"), [("update", "en", "stays as it was"), ("create", "zh", "没有写入")]
)
def test_ctrl_c_leaves_the_file_and_says_so(here: Path, action: str, language: str, said: str) -> None:
    post("a.md", BAD)
    if action == "update":
        baseline("create")
    before = Path(FILE_NAME).read_bytes() if action == "update" else None
    rows = (json.dumps({"id": f"n{n}", "body": f"加我微信 camp_day{n}"}, ensure_ascii=False) for n in range(3000))
    Path("notes.jsonl").write_text("\n".join(rows), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "baseline", action, "notes.jsonl", "--lang", language],
        env={name: value for name, value in os.environ.items() if name != "REDNOTE_LINT_NO_PROGRESS"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None and "notes.jsonl" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130 and said in errors and FILE_NAME in errors
    assert (Path(FILE_NAME).read_bytes() if Path(FILE_NAME).exists() else None) == before
    assert not [path for path in here.iterdir() if path.suffix == ".tmp"]
