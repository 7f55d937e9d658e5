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
