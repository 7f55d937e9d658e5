"""How long a run takes before it can help: whole processes, as ratios and seconds of one run of this script.

`python benchmarks/startup.py` prints the median of several processes each: a bare `import click`, `--version`, and one
caption-only post with all packs, the packs' cache warm and without a cache.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
CAPTION = "周末去郊外露营，带了帐篷和咖啡壶。天气很好，孩子们玩得开心。\n" * 8


def median_seconds(command: list[str], cwd: Path) -> float:
    """Run a command several times and return the median of its wall time in seconds."""
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def main() -> None:
    program = [sys.executable, "-m", "rednote_lint"]
    with tempfile.TemporaryDirectory() as folder:
        post = Path(folder)
        (post / "caption.txt").write_text(CAPTION, encoding="utf-8")
        os.environ["REDNOTE_LINT_CACHE"] = str(post / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # An installed program runs from compiled modules.
        click = median_seconds([sys.executable, "-c", "import click"], post)
        version = median_seconds([*program, "--version"], post)
        caption = median_seconds([*program, "caption.txt"], post)
        uncached = median_seconds([*program, "caption.txt", "--no-cache"], post)
    print(f"import click           {click:6.3f} s")
    print(f"--version              {version:6.3f} s  {version / click:4.1f} x import click")
    print(f"one caption, all packs {caption:6.3f} s")
    print(f"  the same, no cache   {uncached:6.3f} s")


if __name__ == "__main__":
    main()
