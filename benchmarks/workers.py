"""What two processes do side by side, against one: pictures or clips, each process kept to one thread.

    python benchmarks/workers.py [FILE…] [--rounds 1]

Without files it draws six pictures full of text, then a clip of ten seconds, and measures each by itself. It runs
`rednote-lint check` over the files, first one process, then two at once, and prints the ratio of what is done in a
second: 2.00 means that neither slows the other. `REDNOTE_LINT_THREADS=1` is set as a pool of workers sets it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pictures import card
from benchmarks.video import make_clip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rounds", type=int, default=1, help="the best of this many runs counts")
    options = parser.parse_args()
    if options.files:
        _measure("files", options.files, options.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind, files in _drawn(Path(folder)):
            _measure(kind, files, options.rounds)


def _drawn(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Draw what is measured."""
    pictures = [folder / f"{number}.jpg" for number in range(6)]
    for number, path in enumerate(pictures):
        card(number).save(path, quality=90)
    yield "pictures", [str(path) for path in pictures]
    clip = folder / "clip.mp4"
    make_clip(clip, 10, 60)
    yield "clip", [str(clip)]


def _measure(kind: str, files: list[str], rounds: int) -> None:
    command = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache", *files]
    one = min(_seconds(command, 1) for _ in range(rounds))
    two = min(_seconds(command, 2) for _ in range(rounds))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"{kind}: one {one:.1f} s, two {two:.1f} s: {2 * one / two:.2f} times the work; load {load}", flush=True)


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
