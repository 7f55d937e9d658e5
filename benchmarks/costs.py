"""What a post costs by its kind, what the driver spends on it, and what a store keeps of it.

    python benchmarks/costs.py [--ray] [--write]

Prints processor seconds and bytes of one more post: the difference of two runs over `n` and `2n` posts, divided by `n`,
so that start-up is in neither. `--ray` adds the driver of a Ray on this machine (extra `ray`); `--write` keeps the
figures in `costs.json`, from which `simulation.py` takes them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from rednote_lint import Settings, check
from rednote_lint.run.executor import Executor
from rednote_lint.run.pool.pool import PoolExecutor
from tests.clips_made import write_clip
from tests.media_made import save_jpeg, scene

FILE = Path(__file__).with_name("costs.json")
WORDS = "今天 去 公园 散步 天气 很好 推荐 这款 面霜 真的 不错 周末 露营 清单 分享 咖啡 探店 全网 最佳 防晒 路线"
CHARACTERS = 200
_MANY = 1000
"""Captions in the half of a run by which a driver is measured."""


def captions(folder: Path, posts: int) -> None:
    draw, known = random.Random(1), WORDS.split()
    for number in range(posts):
        words = ""
        while len(words) < CHARACTERS:
            words += draw.choice(known)
        post = folder / f"{number:05d}"
        post.mkdir(parents=True)
        (post / "caption.txt").write_text(f"{words} {number}", encoding="utf-8")


def pictures(folder: Path, posts: int) -> None:
    captions(folder, posts)
    for number in range(posts):
        save_jpeg(folder / f"{number:05d}" / "01.jpg", scene(1080, 1440, seed=number))


def minutes(folder: Path, posts: int) -> None:
    captions(folder, posts)
    for number in range(posts):
        clip = write_clip(folder / "made.mp4", seconds=60.0, size=(720, 1280), rate=24, gop=48)
        (folder / f"{number:05d}" / "clip.mp4").write_bytes(clip.read_bytes() + number.to_bytes(8, "big"))
        clip.unlink()


KINDS: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "caption": (captions, 1000),
    "picture": (pictures, 12),
    "minute": (minutes, 1),
}


def cost(kind: str) -> tuple[float, float]:
    """Return the processor seconds of one more post of a kind, and the bytes of a store."""
    make, count = KINDS[kind]
    make(Path(kind, "half"), count)
    make(Path(kind, "whole"), 2 * count)
    seconds, sizes = [], []
    for part in ("half", "whole"):
        before = _spent(resource.RUSAGE_CHILDREN)
        _program(f"{kind}/{part}", "--store", f"{kind}-{part}.db")
        seconds.append(_spent(resource.RUSAGE_CHILDREN) - before)
        sizes.append(Path(f"{kind}-{part}.db").stat().st_size)
    return (seconds[1] - seconds[0]) / count, (sizes[1] - sizes[0]) / count


def driver(executor: Callable[[], Executor], store: str) -> float:
    """Return the processor seconds of this process for one more caption that a worker checks, with a store."""
    spent = []
    for number, posts in enumerate((10, _MANY, 2 * _MANY)):  # The first is not counted: modules are imported there.
        captions(Path(f"driver-{store}-{number}"), posts)
        settings = Settings(isolated=True, store=Path(f"{store}-{number}.db"))
        before = time.process_time()
        found = check([f"driver-{store}-{number}"], settings=settings, executor=executor())
        with closing(found):  # type: ignore[type-var]
            assert sum(1 for _ in found) == posts
        spent.append(time.process_time() - before)
    return (spent[2] - spent[1]) / _MANY


def choice() -> float:
    """Return the processor seconds that the scheduler takes longer over one post for each worker that there is."""
    spent = []
    for workers in ("10", "1000"):
        before = _spent(resource.RUSAGE_CHILDREN)
        command = [sys.executable, str(FILE.with_name("simulation.py")), "--posts", "3000", "--workers", workers]
        subprocess.run(command, capture_output=True, check=True)
        spent.append(_spent(resource.RUSAGE_CHILDREN) - before)
    return (spent[1] - spent[0]) / 3000 / 990


def start() -> float:
    """Return the processor seconds of a whole run over one picture, which is what a worker pays to begin."""
    pictures(Path("one"), 1)
    _program("one", "--no-cache")  # Packs are compiled once.
    before = _spent(resource.RUSAGE_CHILDREN)
    _program("one", "--no-cache")
    return _spent(resource.RUSAGE_CHILDREN) - before


def _spent(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _program(*arguments: str) -> None:
    command = [sys.executable, "-m", "rednote_lint", *arguments, "--isolated", "-q"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    os.environ["REDNOTE_LINT_NO_PROGRESS"] = "1"
    os.environ["REDNOTE_LINT_THREADS"] = "1"
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    figures: dict[str, Any] = {"taken": dt.date.today().isoformat()}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REDNOTE_LINT_CACHE"] = str(Path(folder, "cache"))
        os.chdir(folder)
        figures["start"] = round(start(), 2)
        for kind in KINDS:
            seconds, size = cost(kind)
            figures[kind], figures[f"{kind}_bytes"] = round(seconds, 5), round(size)
            print(f"one more {kind}: {seconds:.4f} processor seconds, {size:.0f} bytes of a store", flush=True)
        figures["driver"] = round(driver(lambda: PoolExecutor(1, worth=0.0), "pool"), 5)
        print(f"driver of -j, one more caption: {figures['driver']} processor seconds", flush=True)
        if options.ray:
            from rednote_lint.run.cluster.ray_executor import RayExecutor

            os.environ.update(RAY_worker_niceness="0")
            figures["driver_ray"] = round(driver(lambda: RayExecutor(None, 1), "ray"), 5)
            print(f"driver of --engine ray, one more caption: {figures['driver_ray']} processor seconds")
        os.chdir("/")
    figures["choice"] = round(choice(), 9)
    print(f"the scheduler, one more post: {figures['choice'] * 1e6:.2f} processor microseconds for each worker")
    print(f"a process with one picture: {figures['start']} processor seconds; load {os.getloadavg()[0]:.1f}")
    if options.write:
        known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
        FILE.write_text(json.dumps({**known, **figures}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
