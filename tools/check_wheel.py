"""Build the wheel, install it unpinned in a fresh environment of each Python, and compare what it finds.

`python tools/check_wheel.py [PYTHON…]`: those interpreters; by default this one and the newest on this machine. The
examples are checked from a folder outside the repository; the reports must agree in all but how long it took.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newest_python import newest

ROOT = Path(__file__).parents[1]


def built(folder: Path) -> Path:
    """Build the wheel of this repository."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def run(*command: str, cwd: Path, accepted: tuple[int, ...] = (0,)) -> str:
    """Run a command and return what it prints; another exit code than those accepted ends everything."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in accepted:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(wheel: Path, python: Path, folder: Path) -> Path:
    """Install the wheel with the newest releases of all it needs, and return the program."""
    run(str(python), "-m", "venv", str(folder), cwd=folder.parent)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, str(wheel), cwd=folder.parent)
    return scripts / "rednote-lint"


def findings(program: Path, elsewhere: Path) -> list[dict[str, Any]]:
    """Check the examples from another folder; return what was found, suppressed, skipped and what went wrong."""
    options = ("--format", "json", "--no-cache", "--lang", "en")
    posts = json.loads(run(str(program), "examples/posts", *options, cwd=elsewhere, accepted=(0, 1)))["posts"]
    return [{key: value for key, value in post.items() if key != "timings"} for post in posts]


def difference(one: Any, other: Any, at: str = "") -> str | None:
    """Return the place of the first value in which two reports differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return first(difference(one[key], other[key], f"{at}.{key}") for key in one)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return first(difference(*pair, f"{at}[{n}]") for n, pair in enumerate(zip(one, other, strict=True)))
    return None if one == other else f"{at}: {one!r} and {other!r}"


def first(places: Iterable[str | None]) -> str | None:
    """Return the first place that is one."""
    return next((place for place in places if place), None)


def main(pythons: list[Path]) -> None:
    """Compare all with the first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = built(folder / "dist")
        elsewhere = folder / "elsewhere"
        shutil.copytree(ROOT / "examples" / "posts", elsewhere / "examples" / "posts")
        reports = []
        for number, python in enumerate(pythons):
            reports.append(findings(installed(wheel, python, folder / f"environment-{number}"), elsewhere))
            total = sum(len(post["findings"]) for post in reports[-1])
            print(f"{python}: {len(reports[-1])} posts, {total} findings", flush=True)
            if place := difference(reports[0], reports[-1]):
                sys.exit(f"not the same as {pythons[0]}: {place}")
        print("the same findings everywhere" if len(pythons) > 1 else "no other Python to compare with")


if __name__ == "__main__":
    main([Path(python) for python in sys.argv[1:]] or [Path(sys.executable), *filter(None, [newest()])])
