"""Write the figures of all rules into docs/rule-figures.md: `python tools/bench_rules.py [PUBLISHED.jsonl]`.

What the program measures is put below the text of the document, when there are texts of other authors in
`tests/rules/second_author`; published posts are counted when their file is there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "rule-figures.md"
OTHERS = ROOT / "tests" / "rules" / "second_author"
PUBLISHED = ROOT.parent / "shared" / "text" / "published_notes.jsonl"
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
    above, mark, _ = DOCUMENT.read_text(encoding="utf-8").partition(BELOW)
    DOCUMENT.write_text(f"{above}{mark}\n{measured.stdout}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
