"""Worker processes at scale: poisoned posts, killed workers, killed drivers, parts that are merged, and speed.

    python benchmarks/batch.py poison [--posts 2000] [--kill 5]   20 poisoned posts; a worker is killed every 5 s
    python benchmarks/batch.py driver [--posts 2000] [--times 10] kill -9 of the driver, then the same bytes
    python benchmarks/batch.py shards [--posts 2000] [--parts 4]  parts and `merge` against the single run
    python benchmarks/batch.py speed  [--posts 200]               posts a second of two workers against one
    python benchmarks/batch.py rows   [--posts 100000]            captions of one .jsonl: memory, posts a CPU second

One post in fifty has a clip, one in five a picture, the others are captions; `speed` takes pictures and clips alone.
`--small` makes smaller pictures and shorter clips, for `poison` and `driver`.
The poison comes in by an executor of this script that wraps what the workers call: the program has no way for it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from rednote_lint import Outcome, Settings, check
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss
from rednote_lint.run.pool.pool import PoolExecutor
from rednote_lint.run.worker import Job, Worker
from tests.clips_made import write_clip
from tests.media_made import save_jpeg, scene

POISONED = 20
DEEDS = ("dies", "loops", "eats", "truncated")
LIMITS = Limits(seconds=20.0)
WORDS = "今天 去 公园 散步 天气 很好 推荐 这款 面霜 真的 不错 周末 露营 清单 分享 咖啡 探店 全网 最佳 防晒 路线"


class Poisoned(Task[Job, Outcome]):
    """The worker of the program, but for the posts named `…-dies`, `…-loops`, `…-eats`."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def __call__(self, item: Job) -> Outcome:
        """Die, loop, eat memory, or check."""
        deed = item.post.path.rpartition("-")[2]
        if deed == "dies":
            os.kill(os.getpid(), signal.SIGSEGV)
        while deed == "loops":
            pass
        if deed == "eats":
            bytearray(b"x" * 4_000_000_000)
        return self._worker(item)

    def known(self, item: Job) -> Outcome | None:
        """Ask the worker."""
        return self._worker.known(item)

    def seconds(self, item: Job) -> float:
        """Ask the worker."""
        return self._worker.seconds(item)

    def decodes(self, item: Job) -> bool:
        """Ask the worker."""
        return self._worker.decodes(item)

    def prepare(self, item: Job) -> None:
        """Have the worker load what it needs."""
        self._worker.prepare(item)

    def packed(self, item: Job) -> Job:
        """Ask the worker."""
        return self._worker.packed(item)

    def absent(self, item: Job) -> str:
        """Ask the worker."""
        return self._worker.absent(item)

    def away(self) -> Task[Job, Outcome]:
        """Be poisoned on other machines too."""
        return self

    def received(self, item: Job, result: Outcome) -> Outcome:
        """Tell the worker."""
        return self._worker.received(item, result)

    def lost(self, item: Job, loss: Loss) -> Outcome:
        """Ask the worker."""
        return self._worker.lost(item, loss)


class PoisoningExecutor(PoolExecutor):
    """Gives the workers what is poisoned."""

    def map(self, function: Task[Any, Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield the outcome of each post."""
        assert isinstance(function, Worker)
        return super().map(Poisoned(function), items)


def make(folder: Path, posts: int, *, poisoned: int = 0, captions: bool = True, small: bool = False) -> None:
    draw = random.Random(1)
    wide, long = (1080, 5.0) if not small else (540, 2.0)
    size = wide * 2 // 3, wide * 32 // 27
    clips = [write_clip(folder / f"clip{n}.mp4", seconds=long, size=size, rate=24) for n in range(4)]
    pictures = [save_jpeg(folder / f"picture{n}.jpg", scene(wide, wide * 4 // 3, seed=n)) for n in range(8)]
    every = posts // poisoned if poisoned else posts + 1
    for number in range(posts):
        deed = f"-{DEEDS[number // every % len(DEEDS)]}" if number % every == every - 1 else ""
        post = folder / "posts" / f"{number:05d}{deed}"
        post.mkdir(parents=True)
        words = "".join(draw.choice(WORDS.split()) for _ in range(80))
        (post / "caption.txt").write_text(f"{words} {number}", encoding="utf-8")
        if deed == "-truncated":
            (post / "clip.mp4").write_bytes(clips[0].read_bytes()[:30_000])
        elif number % 50 == 1 or (not captions and number % 4 == 0):
            (post / "clip.mp4").write_bytes(clips[number % 4].read_bytes() + number.to_bytes(8, "big"))
        elif number % 5 == 2 or not captions:
            (post / "01.jpg").write_bytes(pictures[number % 8].read_bytes() + number.to_bytes(8, "big"))


def poison(options: argparse.Namespace) -> None:
    make(Path(), options.posts, poisoned=POISONED, small=options.small)
    right = {
        one.report.path: timeless(one) for one in check(["posts"], settings=Settings(isolated=True), executor=None)
    }
    peak, kills = [0], [0]
    is_over = threading.Event()
    threading.Thread(target=_sample, args=(peak, is_over)).start()
    threading.Thread(target=_kill, args=(kills, is_over, options.kill)).start()
    started = time.perf_counter()
    try:
        found = list(check(["posts"], settings=Settings(isolated=True), executor=PoisoningExecutor(2, LIMITS, 0.0)))
    finally:
        is_over.set()
    seconds = time.perf_counter() - started
    told = Counter(
        next((one.code for one in outcome.report.findings if one.code.startswith("RL")), "not readable")
        for outcome in found
        if outcome.report.path.rpartition("-")[2] in DEEDS and outcome.exit_code == 2
    )
    good = [one for one in found if one.report.path.rpartition("-")[2] not in DEEDS]
    same = sum(timeless(one) == right[one.report.path] for one in good)
    print(f"{len(found)} posts in {seconds:.0f} s, {kills[0]} workers killed from outside")
    print(f"right results {same} of {len(good)}; poisoned posts told: {sum(told.values())} of {POISONED} {dict(told)}")
    print(f"processes left {len(multiprocessing.active_children())}; peak of all workers {peak[0] / 1e6:.0f} MB")


def driver(options: argparse.Namespace) -> None:
    make(Path(), options.posts, small=options.small)
    undisturbed = _program("posts", "--no-cache", "--format", "jsonl").stdout
    command = ["posts", "-j", "2", "--time-limit", "10m", "--store", "run.db", "--format", "jsonl"]
    finished = []
    for number in range(options.times):
        process = subprocess.Popen(_line(*command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.Random(number).uniform(1.0, options.within))
        if process.poll() is not None:
            print(f"ended by itself before kill {number + 1}")
            break
        process.kill()
        process.wait()
        finished.append(number)
    with contextlib.closing(sqlite3.connect("run.db")) as store:
        (known,) = store.execute("SELECT count(*) FROM answers WHERE analyzer LIKE 'result/%'").fetchone()
    last = _program(*command)
    print(f"{len(finished)} kills; the same bytes: {last.stdout == undisturbed}; posts finished by then: {known}")
    print(last.stderr.decode("utf-8").splitlines()[-1])


def shards(options: argparse.Namespace) -> None:
    make(Path(), options.posts)
    single = _program("posts", "--no-cache", "--format", "json").stdout
    for part in range(1, options.parts + 1):
        _program("posts", "--shard", f"{part}/{options.parts}", "--store", f"{part}.db", "-q")
    started = time.perf_counter()
    stores = [f"{part}.db" for part in range(1, options.parts + 1)]
    merged = _program("merge", *stores, "--format", "json").stdout
    seconds = time.perf_counter() - started
    print(
        f"{options.parts} parts of {options.posts} posts, merged in {seconds:.1f} s; the same bytes: {merged == single}"
    )


def speed(options: argparse.Namespace) -> None:
    make(Path(), options.posts, captions=False)
    import resource

    rates, cpu = {}, {}
    for workers in ("1", "2"):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        _program("posts", "--no-cache", "-q", "-j", workers, "--time-limit", "10m")
        rates[workers] = options.posts / (time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu[workers] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    load = f"{os.getloadavg()[0]:.1f}"
    print(f"processor seconds: {cpu['1']:.1f} with one worker, {cpu['2']:.1f} with two")
    print(", ".join(f"{workers} workers {rate:.2f} posts/s" for workers, rate in rates.items()))
    print(f"two do {rates['2'] / rates['1']:.2f} times the work of one; load {load}")


def rows(options: argparse.Namespace) -> None:
    import resource

    draw, known = random.Random(1), WORDS.split()
    with Path("posts.jsonl").open("w", encoding="utf-8") as table:
        for number in range(options.posts):
            words = "".join(draw.choice(known) for _ in range(options.words))
            row = {"title": f"周末 {number}", "body": words, "tags": ["生活"]}
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    samples: list[tuple[int, int]] = []
    with Path("out.jsonl").open("wb") as out:
        process = subprocess.Popen(_line("posts.jsonl", "--no-cache", "--format", "jsonl"), stdout=out)
        while process.poll() is None:
            samples.append((Path("out.jsonl").stat().st_size, held_by([process.pid])))
            time.sleep(0.5)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    size, lines = Path("out.jsonl").stat().st_size, Path("out.jsonl").read_bytes().count(b"\n")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rate, held = options.posts / cpu, after.ru_maxrss / 1e3
    print(f"{options.posts} rows, {lines} lines: {rate:.0f} posts a CPU second, {held:.0f} MB at most")
    for tenth in range(1, 11):
        at = next((mb for written, mb in samples if written * 10 >= size * tenth), samples[-1][1])
        print(f"  {tenth * 10} % of the report written: {at / 1e6:.0f} MB")


def timeless(outcome: Outcome) -> object:
    return msgspec.structs.replace(outcome.report, timings={})


def _line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rednote_lint", *arguments, *([] if arguments[0] == "merge" else ["--isolated"])]


def _program(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(_line(*arguments), capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode("utf-8"))
    return done


def _sample(peak: list[int], is_over: threading.Event) -> None:
    while not is_over.wait(0.1):
        peak[0] = max(peak[0], held_by(child.pid for child in multiprocessing.active_children()))


def held_by(processes: Iterable[int | None]) -> int:
    """Return the bytes of memory that processes hold together; those that are gone hold none."""
    page, held = os.sysconf("SC_PAGE_SIZE"), 0
    for process in processes:
        with suppress(OSError, IndexError):
            held += int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * page
    return held


def _kill(kills: list[int], is_over: threading.Event, every: float) -> None:
    draw = random.Random(1)
    while not is_over.wait(every * draw.uniform(0.5, 1.5)):
        workers = [child.pid for child in multiprocessing.active_children() if child.pid is not None]
        if workers:
            os.kill(draw.choice(workers), signal.SIGKILL)
            kills[0] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["poison", "driver", "shards", "speed", "rows"])
    parser.add_argument("--posts", type=int)
    parser.add_argument("--small", action="store_true", help="pictures and clips of a quarter of the pixels")
    parser.add_argument("--kill", type=float, default=5.0)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--within", type=float, default=20.0, help="seconds in which a driver is killed")
    parser.add_argument("--words", type=int, default=55, help="of a caption of `rows`, two characters each")
    parser.add_argument("--parts", type=int, default=4)
    options = parser.parse_args()
    options.posts = options.posts or {"speed": 200, "rows": 100_000}.get(options.what, 2000)
    os.environ.setdefault("REDNOTE_LINT_NO_PROGRESS", "1")
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        {"poison": poison, "driver": driver, "shards": shards, "speed": speed, "rows": rows}[options.what](options)
        os.chdir("/")


if __name__ == "__main__":
    main()
