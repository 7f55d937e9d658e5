"""Write the figures of all rules into docs/rule-figures.md: `python tools/bench_rules.py [PUBLISHED.jsonl]`.

What the program measures is put below the text of the document, when there are texts of other authors in
`tests/rules/second_author`. Published posts are counted when their file is there; else what the document says of
them stays.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "rule-figures.md"
OTHERS = ROOT / "tests" / "rules" / "second_author"
PUBLISHED = ROOT.parent / "shared" / "text" / "published_notes.jsonl"
POSTS, SHARE, BUDGET = 3, 4, 5
"""Columns of the table."""
UNKNOWN = "–"
PUBLISHED_SUMS = re.compile(r"^- \d+ published posts\n(?:  - .*\n)*", re.MULTILINE)
BELOW = "<!-- measured by bench-rules -->\n"


def main() -> int:
    """Measure, and replace what the document says below its mark."""
    published = Path(sys.argv[1]) if len(sys.argv) > 1 else PUBLISHED
    if not any(OTHERS.glob("*.jsonl")):
        print(f"{DOCUMENT.name} stays: no texts of other authors in {OTHERS.relative_to(ROOT)}")
        return 0
    command = [Path(sys.executable).with_name("rednote-lint"), "bench-rules", "--preset", "strict", "--isolated"]
    given = [*([published] if published.exists() else []), "--others", OTHERS, "--format", "markdown", "--lang", "en"]
    measured = subprocess.run([*command, *given], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if measured.returncode > 1:
        print(measured.stderr, end="", file=sys.stderr)
        return measured.returncode
    above, mark, before = DOCUMENT.read_text(encoding="utf-8").partition(BELOW)
    now = measured.stdout if published.exists() else with_published_of(before, measured.stdout)
    DOCUMENT.write_text(f"{above}{mark}\n{now.lstrip()}", encoding="utf-8")
    return 0


def with_published_of(before: str, measured: str) -> str:
    """Return what was measured, with the figures on published posts that the document had; new rules have none."""
    had = {row[0]: row for row in map(_cells, before.splitlines()) if len(row) > SHARE}
    lines = [_with_figures(line, had) for line in measured.splitlines()]
    below = PUBLISHED_SUMS.search(before)
    if below is not None:
        last = max(number for number, line in enumerate(lines) if line.startswith("|"))
        lines[last + 1 :] = ["", *below[0].splitlines(), *filter(None, lines[last + 1 :])]
    return "\n".join(lines) + "\n"


def _with_figures(line: str, had: dict[str, list[str]]) -> str:
    row = _cells(line)
    if len(row) <= SHARE or row[SHARE] != UNKNOWN or row[0] not in had:
        return line
    row[POSTS], row[SHARE] = had[row[0]][POSTS], had[row[0]][SHARE]
    if row[SHARE] != UNKNOWN and float(row[SHARE].rstrip("%")) > float(row[BUDGET].rstrip("%")):
        row[BUDGET] += " over"
    return f"| {' | '.join(row)} |"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []


if __name__ == "__main__":
    sys.exit(main())
