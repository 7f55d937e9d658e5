"""Draw the HTML report of the examples as PNG into docs/screens: `python tools/draw_pages.py`.

A phone's and a desk's width, light and dark, in English and in Chinese, as headless Chromium shows them.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import ABSENT, PROGRAM, Page, browser  # noqa: E402  The folder of the tests lies beside tools.

SCREENS = ROOT / "docs" / "screens"
SIZES = {390: 844, 1280: 800}
"""Width of the window -> its height, in pixels."""
COLORS = 64


def main() -> None:
    """Draw all of them."""
    if PROGRAM is None:
        raise SystemExit(ABSENT)
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as page:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "rednote_lint", "examples/posts", "--exit-zero", "--output", f"html={report}"]
        subprocess.run(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, check=True)
        for width, height in SIZES.items():
            for theme in ("light", "dark"):
                for language in ("en", "zh"):
                    page.screen(width, height, dark=theme == "dark")
                    target = SCREENS / f"report-{width}-{theme}.{language}.png"
                    target.write_bytes(_drawn(page, f"{report.as_uri()}#lang={language}&post=5"))


def _drawn(page: Page, url: str) -> bytes:
    page.open(url)
    small = io.BytesIO()
    with Image.open(io.BytesIO(page.picture())) as picture:
        picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()
