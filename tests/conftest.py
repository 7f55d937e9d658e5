"""Options and fixtures that several test folders share."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.compiled_packs import PREPARED, compile_for_tests
from tests.made_once import made_once

ROOT = Path(__file__).parents[1]
SLOWEST = (
    "pipeline/test_pre_commit.py",
    "test_examples.py",
    "checks/mark/test_kind.py",
    "checks/mark/test_platforms.py",
    "packs/test_wheel.py",
    "run/test_results.py",
    "cli/test_fix.py",
    "docs/test_site.py",
    "run/pool/test_pool.py",
    "packs/test_false_alarms.py",
    "cli/many/test_jobs.py",
    "checks/mark/test_cut_marks.py",
    "fixes/media/test_runner.py",
    "facts/analysis/test_analyze.py",
    "facts/marks/test_refiner.py",
    "report/html/test_in_browser.py",
    "tools/test_make_examples.py",
    "cli/test_what_is_not_checked.py",
    "cli/test_baseline.py",
    "cli/many/test_storing.py",
    "test_corrupt_media.py",
    "media/test_contents.py",
)
"""Modules that take seconds, the slowest first: one that began last would keep one processor while the others idle."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="write what the program prints now into the golden files"
    )


# `HYPOTHESIS_PROFILE=thorough` is for nights and for hard cases.
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("thorough", max_examples=600, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config):
    """Compile the shipped packs before anything is collected: once, not in every worker."""
    if not hasattr(config, "workerinput"):
        compile_for_tests()


def pytest_collection_modifyitems(items):
    """Put the slowest modules first, as workers take them from the front (`--no-loadscope-reorder`)."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(SLOWEST)}
    assert all(path.is_file() for path in places), "SLOWEST names a module that is not there"
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish():
    """Let the collector of garbage pass by modules and tests, which stay until the end."""
    gc.freeze()


def pytest_runtest_setup(item):
    """Skip on Windows what it cannot do, with the reason."""
    marker = item.get_closest_marker("posix")
    if marker is not None and sys.platform == "win32":
        pytest.skip(f"needs {marker.args[0]}")


@pytest.fixture
def golden(request):
    """Compare text with a file beside the test; with --update-golden, write the file instead and look at the diff."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert actual == file.read(), f"{path.name} differs; look at it, then run pytest --update-golden"

    return compare


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch, tmp_path_factory):
    """Keep the caller's terminal settings, pipeline and cache out of the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def seen_examples(tmp_path_factory):
    """A cache of all workers that keeps what is seen in the media of the examples, which takes ten seconds."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "seen-examples"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of this repository, built once in a run."""

    def build(folder):
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **PREPARED}, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        assert "no compiled packs" not in done.stderr + done.stdout

    (built,) = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return built
