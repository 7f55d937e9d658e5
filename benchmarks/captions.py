"""What 1,000 captions cost an installed program, as a multiple of another one's: whole processes, by turns.

    python benchmarks/captions.py NOTES.jsonl OLD NEW [--rounds 3] [--preset recommended]

OLD and NEW are the programs `rednote-lint` of two environments. Notes are objects with `title` and `body`; they are
repeated up to 1,000 rows of JSON, which both programs check without a cache. The least processor seconds count.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import checked

CAPTIONS = 1000
LONGEST = 1000
"""Characters of a caption."""
TITLE = 20
"""Characters of a title."""


def main() -> None:
    """Print the seconds of both programs and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notes", type=Path)
    parser.add_argument("programs", nargs=2, metavar="PROGRAM")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--preset", default="recommended")
    options = parser.parse_args()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "posts.jsonl"
        write(rows, options.notes)
        command = ["check", str(rows), "--isolated", "--no-cache", "--quiet", "--preset", options.preset]
        rounds = [
            [checked([program, *command], env=environment).seconds for program in options.programs]
            for _ in range(options.rounds + 1)
        ][1:]  # the first one compiles
    old, new = (min(seconds) for seconds in zip(*rounds, strict=True))
    print(f"{CAPTIONS} captions, {options.preset}: {old:.2f} and {new:.2f} s, {new / old:.2f} times")


def write(file: Path, notes: Path) -> None:
    """Write the rows, all notes by turns."""
    read = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines() if line.strip()]
    with file.open("w", encoding="utf-8") as out:
        for number in range(CAPTIONS):
            note = read[number % len(read)]
            row = {"id": str(number), "title": note["title"][:TITLE], "body": note["body"][:LONGEST]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
