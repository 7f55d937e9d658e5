"""How quickly the HTML report of 1,000 posts opens and filters in headless Chromium.

`python benchmarks/page.py` makes a report of 1,000 posts with 300 findings and 200 thumbnails, opens it five times, and
prints its size, the median and the worst of the seconds until it is drawn, and of the milliseconds of a filter, of a
word of titles and causes, and of the first word that is looked for in captions.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rednote_lint.report import RunInfo
from tests.browser import ABSENT, PROGRAM, browser
from tests.report.html.made import FILTERED, FOUND, illustrated, thousand
from tests.reports_made import summed, written

TIMES = 5


def main() -> None:
    if PROGRAM is None:
        raise SystemExit(ABSENT)
    posts = thousand()
    text = written("html", posts, summed(posts), run=RunInfo(illustrate=illustrated, version="1"))
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as page:
        path = Path(folder) / "report.html"
        path.write_text(text, encoding="utf-8")
        page.screen(1280, 800)
        opened, clicked, typed, found = [], [], [], []
        for _ in range(TIMES):
            opened.append(page.open(path.as_uri()))
            click, word, _ = page.value(FILTERED)
            clicked.append(click)
            typed.append(word)
            found += [took for _, took in page.value(FOUND % '["每天都用"]')]
    print(f"{len(text) / 1e6:.1f} MB")
    for name, times, unit in (
        ("open", opened, "s"),
        ("filter", clicked, "ms"),
        ("search", typed, "ms"),
        ("in texts", found, "ms"),
    ):
        print(f"{name:8} median {statistics.median(times):.2f} {unit}, worst {max(times):.2f} {unit}")


if __name__ == "__main__":
    main()
