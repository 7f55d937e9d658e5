"""What two processes do side by side, against one: pictures or clips, each process kept to one thread.

    python benchmarks/workers.py FILE… [--rounds 1]

Runs `rednote-lint check` over the files, first one process, then two at once, and prints the ratio of what is done in a
second: 2.00 means that neither slows the other. `REDNOTE_LINT_THREADS=1` is set as a pool of workers sets it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rounds", type=int, default=1, help="the best of this many runs counts")
    options = parser.parse_args()
    command = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache", *options.files]
    one = min(_seconds(command, 1) for _ in range(options.rounds))
    two = min(_seconds(command, 2) for _ in range(options.rounds))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"one {one:.1f} s, two {two:.1f} s: {2 * one / two:.2f} times the work; load {load}")


def _seconds(command: list[str], processes: int) -> float:
    """Return the wall time until all of so many processes have ended."""
    environment = {**os.environ, "REDNOTE_LINT_THREADS": "1"}
    started = time.perf_counter()
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(processes)
    ]
    if any(process.wait() not in (0, 1) for process in running):
        raise SystemExit("a process failed")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
