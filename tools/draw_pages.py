"""Draw the HTML report of the examples and the local page as PNG into docs/screens: `python tools/draw_pages.py`.

A phone's and a desk's width, light and dark, in English and in Chinese, as headless Chromium shows them.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rednote_lint.cli.output import illustrate  # noqa: E402  Found below this folder.
from rednote_lint.run.settings import Settings  # noqa: E402
from rednote_lint.studio.server import Studio  # noqa: E402
from tests.browser import ABSENT, PROGRAM, Page, browser  # noqa: E402  The folder of the tests lies beside tools.

SCREENS = ROOT / "docs" / "screens"
SIZES = {390: 844, 1280: 800}
"""Width of the window -> its height, in pixels."""
COLORS = 64
EXAMPLE = ROOT / "examples" / "posts" / "tiktok-refugee"
PATIENCE = 120
"""Seconds in which media are looked at."""
SPIN = 1.0
"""Seconds until Chromium takes its sign of waiting off a video."""


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
                    page.open(f"{report.as_uri()}#lang={language}&post=5")
                    target.write_bytes(_drawn(page))
        _draw_studio(page)


def _draw_studio(page: Page) -> None:
    """Drop an example on the local page, and draw it when all of it was checked."""
    studio = Studio(Settings(isolated=True), illustrate)
    try:
        studio.prepare()
        ready = Event()
        thread = Thread(target=studio.serve, args=(ready.set,), daemon=True)
        thread.start()
        ready.wait()
        page.screen(1280, SIZES[1280])
        page.open(studio.address)
        _until(page, "document.documentElement?.dataset.ready")
        data = {"items": [], "files": [str(EXAMPLE)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            page.call("Input.dispatchDragEvent", type=kind, x=300, y=200, data=data)
        _until(
            page, "document.getElementById('state').dataset.now === 'done' && document.getElementById('reading').hidden"
        )
        for width, height in SIZES.items():
            for theme in ("light", "dark"):
                for language in ("en", "zh"):
                    page.screen(width, height, dark=theme == "dark")
                    page.value(f"localStorage.setItem('lang', '{language}')")
                    page.open(f"http://127.0.0.1:{studio.port}/")
                    _until(page, "document.documentElement?.dataset.ready")
                    # The moment at which the mark of the other platform is in its box.
                    page.value("document.querySelector('#findings .causes > ol > li').click()")
                    _until(page, "document.querySelector('.film rect')")
                    _until(page, "document.querySelector('video').readyState === 4")
                    time.sleep(SPIN)
                    page.value("window.scrollTo(0, 0)")
                    (SCREENS / f"studio-{width}-{theme}.{language}.png").write_bytes(_drawn(page))
        studio.stop()
        thread.join()
    finally:
        studio.close()


def _until(page: Page, condition: str) -> None:
    end = time.monotonic() + PATIENCE
    while not page.value(f"Boolean({condition})"):
        if time.monotonic() > end:
            raise SystemExit(f"the page does not come to: {condition}")
        time.sleep(0.05)


def _drawn(page: Page) -> bytes:
    small = io.BytesIO()
    with Image.open(io.BytesIO(page.picture())) as picture:
        picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()
