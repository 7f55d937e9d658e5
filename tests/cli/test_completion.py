"""Completion: what the program answers a shell, and the real shells where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rednote_lint.cli.commands.completion import SHELLS, VARIABLE
from tests.cli.terminal import started
from tests.program import called, read

BIN = Path(sys.executable).parent
ANSWERS = [
    (["che"], "check"),
    (["--sel"], "--select"),
    (["check", "--fail"], "--fail-on"),
    (["check", "--format", "conc"], "concise"),
    (["--select", "WM10"], "WM101"),
    (["check", ".", "--ignore", "FM306,wm10"], "FM306,WM101"),
    (["--preset", "stri"], "strict"),
    (["rule", "DV10"], "DV102"),
    (["rules", "diver"], "diversion"),
    (["schema", "con"], "config"),
    (["check", "--output", "js"], "json="),
]


def environment(folder: Path) -> dict[str, str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "REDNOTE_LINT_CACHE": str(folder / ".cache"), "LC_ALL": "C.UTF-8"}


def shell(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def asked(words: list[str], folder: Path) -> list[str]:
    """Ask the program as the script of bash does; below, real shells ask a process."""
    asking = {
        VARIABLE: "bash_complete",
        "COMP_WORDS": " ".join(["rednote-lint", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = read(called(cwd=folder, environment={**environment(folder), **asking}))
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "answer"), ANSWERS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_the_program_completes(tmp_path: Path, words: list[str], answer: str) -> None:
    assert f"plain,{answer}" in asked(words, tmp_path)


@pytest.mark.parametrize("words", [["pos"], ["check", "pos"], ["--config", "pos"], ["fix", "pos"]])
def test_files_are_left_to_the_shell(tmp_path: Path, words: list[str]) -> None:
    assert asked(words, tmp_path) == ["file,pos"]


def test_a_slip_before_the_word_does_not_break_it(tmp_path: Path) -> None:
    assert asked(["chekc", "--sel"], tmp_path) == ["plain,--select"]


def test_a_broken_configuration_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "rednote-lint.yaml").write_text("ignore: [", encoding="utf-8")
    assert asked(["rule", "DV10"], tmp_path) in ([], [""])


def test_the_program_alone_shows_its_help(tmp_path: Path) -> None:
    done = read(called(cwd=tmp_path, environment=environment(tmp_path)))
    assert (done.returncode, done.stdout) == (2, "") and done.stderr.startswith("Usage: rednote-lint")


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_printed_without_starting_a_shell(tmp_path: Path, name: str) -> None:
    script = read(called("completion", name, cwd=tmp_path, environment=environment(tmp_path))).stdout
    assert f"{VARIABLE}={name}_complete" in script and "rednote-lint" in script


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None or sys.platform == "win32":
        pytest.skip(f"{name} is not installed")
    return found


def test_bash_itself_completes(tmp_path: Path) -> None:
    lines = 'eval "$(rednote-lint completion bash)"; COMP_WORDS=(rednote-lint --select WM10); COMP_CWORD=2; '
    lines += '$(complete -p rednote-lint | sed "s/.*-F \\([^ ]*\\) .*/\\1/") rednote-lint WM10 --select; '
    lines = lines.replace("$(complete", "f=$(complete").replace('\\1/")', '\\1/"); $f')
    assert "WM101" in shell([program("bash"), "--norc", "-c", lines + 'printf "%s\\n" "${COMPREPLY[@]}"'], tmp_path)


def completed_by_fish(line: str, folder: Path) -> str:
    lines = f"rednote-lint completion fish | source; complete --do-complete '{line}'"
    return shell([program("fish"), "--no-config", "-c", lines], folder)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("rednote-lint --select WM10", "WM101\tTikTok watermark"),
        ("rednote-lint check . --ignore FM306,wm10", "FM306,WM101\tTikTok watermark"),
        ("rednote-lint che", "check\tCheck posts: folders, captions, media"),
        ("rednote-lint check 我", "我的 笔记/"),
    ],
)
def test_fish_itself_completes(tmp_path: Path, line: str, answer: str) -> None:
    (tmp_path / "我的 笔记").mkdir()
    assert answer in completed_by_fish(line, tmp_path)


def test_zsh_itself_completes(tmp_path: Path) -> None:
    (tmp_path / "我的 笔记").mkdir()
    given = {**environment(tmp_path), "TERM": "dumb", "PS1": "> "}
    with started([program("zsh"), "-f", "-i"], tmp_path, given) as terminal:
        terminal.type("setopt no_list_ambiguous; autoload -U compinit; compinit -u -D\n")
        terminal.type('eval "$(rednote-lint completion zsh)"; echo rea""dy\n')
        terminal.wait_for("ready\n")
        for line, answer in (
            ("rednote-lint --select WM10", "WM101  -- TikTok watermark"),
            ("rednote-lint check . --ignore FM306,wm10", "FM306,WM101  -- TikTok watermark"),
            ("rednote-lint check 我", "我的\\ 笔记/"),
        ):
            before = len(terminal.shown)
            terminal.type(f"{line}\t")
            terminal.wait_for(answer, after=before)
            terminal.type("\x15")  # Ctrl-U takes the line away.
        terminal.type("exit\n")
        assert terminal.end() in (0, 1)
