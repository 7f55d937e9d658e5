"""What a kept run of many captions takes to be exported: processor seconds, memory, size, and how its index opens.

python benchmarks/index.py [--posts 100000] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.processes import Cost, cost_of
from tests.browser import PROGRAM, browser

WORDS = "天气 公园 咖啡 早上 散步 车站 小店 樱花 安静 朋友 下午 海边 书店 面包 旅行 周末 灯光 河边 味道 故事".split()  # noqa: SIM905
SEEDED = ("全网最佳的体验", "加我微信 camp_day{n}", "电话 13800138000 预订", "绝对第一好吃")
FILTER = """(() => {
  const start = performance.now();
  document.querySelector('[name=severity][value=error]').click();
  document.body.offsetHeight;
  return performance.now() - start;
})()"""


def spent(command: Sequence[str], folder: Path) -> Cost:
    """Run the program, and measure it."""
    return cost_of(
        [sys.executable, "-m", "rednote_lint", *command], folder, {**os.environ, "REDNOTE_LINT_NO_PROGRESS": "1"}
    )


def captions(posts: int, file: Path) -> None:
    """Write a calendar of captions, of which one in five has something wrong."""
    chosen = random.Random(7)
    with file.open("w", encoding="utf-8") as lines:
        for n in range(posts):
            body = "，".join("".join(chosen.choices(WORDS, k=6)) + str(chosen.randrange(10**6)) for _ in range(5))
            seed = chosen.choice(SEEDED).format(n=n) if chosen.random() < 0.2 else ""
            row = {"id": f"n{n}", "title": f"周末 {n}", "body": f"{body}。{seed}", "account": f"account-{n % 40}"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def opened(page_file: Path, profile: Path) -> tuple[float, float]:
    """Return the seconds until a fresh browser shows the list, and the milliseconds of a filter."""
    with browser(profile) as page:
        page.screen(1280, 800)
        page.open("about:blank")
        started = time.perf_counter()
        page.call("Page.navigate", url=page_file.as_uri())
        while not page.value("document.documentElement?.dataset.ready || ''"):
            time.sleep(0.005)
        return time.perf_counter() - started, page.value(FILTER)


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=100_000)
    options.add_argument("--folder", type=Path, help="keeps the calendar and the store; those there are taken")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.folder.resolve() if chosen.folder else Path(name)
        is_kept = (folder / "run.db").exists()
        if not is_kept:
            folder.mkdir(parents=True, exist_ok=True)
            captions(chosen.posts, folder / "posts.jsonl")
        steps = {
            "check": ["check", "posts.jsonl", "--isolated", "--quiet", "--store", "run.db"],
            **{kind: ["export", "run.db", "--output", f"{kind}=out.{kind}"] for kind in ("csv", "jsonl", "html")},
        }
        for step, command in steps.items():
            if step == "check" and is_kept:
                continue
            took = spent(command, folder)
            file = folder / ("run.db" if step == "check" else f"out.{step}")
            size = file.stat().st_size / 1e6
            print(f"{step:6} {took.seconds:7.1f} processor s  {took.megabytes:5.0f} MB held  {size:7.1f} MB written")
        if PROGRAM is not None:
            seconds, filtered = opened(folder / "out.html", Path(name, "profile"))
            print(f"index opens in {seconds:.2f} s, filters in {filtered:.0f} ms")


if __name__ == "__main__":
    main()
