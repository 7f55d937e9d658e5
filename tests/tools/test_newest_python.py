from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_what_is_named_runs_and_is_newer() -> None:
    done = subprocess.run(
        [sys.executable, "tools/newest_python.py"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    if not done.stdout:
        pytest.skip(done.stderr.strip())
    ask = [done.stdout.strip(), "-c", "import sys; print(sys.version_info[:2] > (3, 11))"]
    assert subprocess.run(ask, capture_output=True, encoding="utf-8", check=True).stdout.strip() == "True"


def test_what_the_newest_python_runs_is_there() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    (named,) = [line for line in lines if line.startswith("NEWEST_TESTS")]
    assert [path for path in named.split(":=")[1].split() if not (ROOT / path).exists()] == []
