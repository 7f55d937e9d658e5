"""What the program imports before it knows what is asked of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TextIO

import pytest

from rednote_lint import VERSION_LINE

ABOVE = ("rednote_lint.facts", "rednote_lint.packs", "rednote_lint.checks", "rednote_lint.config")


def test_the_version_is_told_without_reading_a_rule_or_a_configuration() -> None:
    script = (
        "import sys\n"
        "from rednote_lint.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print(sorted(name for name in sys.modules if name.startswith({ABOVE!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("before", [[], ["--lang", "zh"]])
def test_the_version_is_one_line_with_and_without_the_parser(before: list[str]) -> None:
    done = run([*before, "--version"])
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{VERSION_LINE}\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_version_that_cannot_be_written_is_an_error() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run(["--version"], full)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def run(arguments: list[str], stdout: int | TextIO = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rednote_lint", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
