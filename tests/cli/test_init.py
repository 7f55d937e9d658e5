"""`init` in real folders: what it writes, what it leaves alone, what it asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.terminal import at_terminal
from tests.cli.test_commands import run


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_files_it_writes_are_a_working_start(repository: Path, language: str) -> None:
    result = run("init", "--yes", "--lang", language, cwd=repository)
    assert (result.returncode, result.stderr) == (0, "")
    assert run("config", ".", cwd=repository).returncode == 0
    checked = run("first-post", "--fail-on", "warning", cwd=repository)
    assert checked.returncode == 0 and "problem" not in checked.stdout
    hook = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook["entry"] == "rednote-lint check --changed"


def test_nothing_that_is_there_is_replaced(repository: Path) -> None:
    own = {"rednote-lint.toml": 'lang = "en"\n', "first-post/a.txt": "mine", ".pre-commit-config.yaml": "repos: []\n"}
    (repository / "first-post").mkdir()
    for name, text in own.items():
        (repository / name).write_text(text, encoding="utf-8")
    result = run("init", "--yes", cwd=repository)
    assert result.returncode == 0 and result.stdout.count("kept") == 3
    assert {name: (repository / name).read_text(encoding="utf-8") for name in own} == own
    assert not (repository / "rednote-lint.yaml").exists()
    assert "under `repos:`\n\n  - repo: local" in result.stdout


def test_a_configuration_above_stays_in_force(repository: Path) -> None:
    (repository / "rednote-lint.yaml").write_text("preset: strict\n", encoding="utf-8")
    result = run("init", "posts", "--yes", cwd=repository)
    assert "kept   rednote-lint.yaml: this configuration counts here already" in result.stdout
    assert not (repository / "posts/rednote-lint.yaml").exists()
    assert (repository / "posts/first-post/post.md").is_file() and (repository / ".pre-commit-config.yaml").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there")
def test_a_link_that_leads_nowhere_is_kept(repository: Path) -> None:
    (repository / ".pre-commit-config.yaml").symlink_to("nowhere")
    (repository / "first-post").symlink_to("nowhere")
    assert run("init", "--yes", cwd=repository).stdout.count("kept") == 2
    assert not (repository / "nowhere").exists()


def test_without_a_repository_there_is_no_hook(tmp_path: Path) -> None:
    result = run("init", "--yes", cwd=tmp_path)
    assert "no Git repository" in result.stdout and not (tmp_path / ".pre-commit-config.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["init"], "add --yes"),
        (["init", "a.txt", "--yes"], "a.txt: error: this is a file"),
        (["init", "", "--yes"], "the path is empty"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2 and said in result.stderr
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["a.txt"]
    assert [path.name for path in tmp_path.iterdir() if path.name != ".cache"] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_answers_at_a_terminal_count(tmp_path: Path) -> None:
    with at_terminal("init", cwd=tmp_path) as screen:
        screen.wait_for("web, app, both [both]: ")
        screen.type("phone\n")
        screen.wait_for("one of: web, app, both")
        screen.type("WEB\n")
        screen.wait_for("[recommended]: ")
        screen.type("\n")
        assert screen.end() == 0
    written = yaml.safe_load((tmp_path / "rednote-lint.yaml").read_text(encoding="utf-8"))
    assert written == {"client": "web", "preset": "recommended"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_write_nothing(tmp_path: Path, key: str) -> None:
    with at_terminal("init", "--lang", "zh", cwd=tmp_path) as screen:
        screen.wait_for("用哪个客户端发布？")
        screen.type(key)
        assert screen.end() == 130
        assert "Traceback" not in screen.shown and "已中断" in screen.shown
    assert [path for path in tmp_path.iterdir() if path.name != ".cache"] == []
