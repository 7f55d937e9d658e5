"""Every block of the documentation marked as console is run as a reader would, or is a capture of `make docs`."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import Errors, called, read

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("capture_docs", ROOT / "tools" / "capture_docs.py")
assert SPEC and SPEC.loader
tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tool)
BLOCK = re.compile(r"^[ ]*```[ ]*console[^\n]*\n(.*?)^[ ]*```", re.DOTALL | re.MULTILINE)
NAMES = [str(path.relative_to(ROOT)) for path in tool.DOCUMENTS]
FOR_THE_SHELL = re.compile(r"[|&;<>()$`\\*?\[#~%\n]")
POST = """---
title: {title}
long_text: true
---
{body}
"""


def blocks(name: str) -> list[str]:
    """Return the blocks of a document that are no captures."""
    return BLOCK.findall(tool.CAPTURE.sub("", (ROOT / name).read_text(encoding="utf-8")))


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output that is shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.strip()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a folder with what the documentation names: posts, a post, a draft, a calendar, a pack."""
    for name, title, body in (
        ("posts/camping/post.md", "周末露营清单", "想要清单的加我微信 camp_day88"),
        ("posts/kyoto/post.md", "三天两夜京都慢旅行", "第一天从伏见稻荷走到清水寺。"),
        ("post/post.md", "早上五分钟", "洁面后先用精华再上面霜。"),
        ("draft.md", "周末露营清单", "第一天搭帐篷。"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POST.format(title=title, body=body), encoding="utf-8")
    shutil.copytree(ROOT / "examples" / "calendar", tmp_path / "calendar")
    shutil.copytree(ROOT / "examples" / "packs" / "our-brand", tmp_path / "our-brand")
    return tmp_path


def typed(command: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell does; one in which nothing is left to the shell, without starting it."""
    words = shlex.split(command)
    if words[0] == "rednote-lint" and not FOR_THE_SHELL.search(command):
        return read(called(*words[1:], cwd=cwd, environment=environment))
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.posix("a shell")
@pytest.mark.parametrize("name", [name for name in NAMES if blocks(name)])
def test_the_commands_of_a_page_run(name: str, workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = str(tmp_path_factory.mktemp("cache"))
    environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "REDNOTE_LINT_CACHE": cache}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(["git", "init", "-q"], cwd=workspace, check=True)
    for block in blocks(name):
        assert block.startswith("$ "), f"{name}: a block of console without a command:\n{block}"
        for command, shown in commands(block):
            done = typed(command, workspace, environment)
            assert done.returncode in (0, 1), f"{name}: {command}: {done.stderr}"
            assert not shown or done.stdout.strip() == shown, f"{name}: {command}"


def test_every_document_is_looked_at() -> None:
    assert {"README.md", "README.zh.md", "docs/commands.md", "docs/zh/creator.md"} <= set(NAMES)


def in_this_process(
    command: list[str], *, cwd: Path, env: dict[str, str], **options: object
) -> subprocess.CompletedProcess[str]:
    """Stand in for `subprocess.run` where the tool starts the installed program, which it has looked for."""
    assert Path(command[0]).stem == "rednote-lint" and options["stderr"] is subprocess.STDOUT
    return read(called(*command[1:], cwd=cwd, environment=env, errors=Errors.AMONG_OUTPUT))


@pytest.mark.parametrize("name", [name for name in NAMES if "<!-- " in (ROOT / name).read_text(encoding="utf-8")])
def test_captures_files_and_figures_are_what_they_were_made_of(
    name: str, seen_examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(seen_examples))
    monkeypatch.setattr(subprocess, "run", in_this_process)
    text = (ROOT / name).read_text(encoding="utf-8")
    assert tool.refreshed(text) == text, "run `make docs`"
