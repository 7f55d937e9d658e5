"""The wheel carries the shipped packs compiled: the first run of an installed program compiles none."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rednote_lint.packs.locate import shipped_packs

REPOSITORY = Path(__file__).parents[2]
CAPTION = "想要清单的加我微信 camp_day88"


def built(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no compiled packs" not in done.stderr + done.stdout
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    target = tmp_path / "target"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def first_run(target: Path, work: Path) -> tuple[int, set[str]]:
    """Check a caption with what is installed there; return the exit code and what was compiled into the cache."""
    (work / "caption.txt").write_text(CAPTION, encoding="utf-8")
    place = "import rednote_lint, sys; assert rednote_lint.__file__.startswith(sys.argv.pop()), rednote_lint.__file__"
    code = f"{place}\nfrom rednote_lint.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, "caption.txt", "--no-cache", str(target)],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(target), "REDNOTE_LINT_CACHE": str(work / "cache")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "DV102" in done.stdout, done.stderr
    return done.returncode, {path.name for path in (work / "cache").glob("pack-*")}


def test_the_first_run_of_an_installed_wheel_compiles_no_pack(installed: Path, tmp_path: Path) -> None:
    assert len(list((installed / "rednote_lint" / "compiled").iterdir())) == len(shipped_packs())
    for entry in (installed / "rednote_lint" / "compiled").iterdir():
        assert str(REPOSITORY).encode() not in entry.read_bytes()
    assert first_run(installed, tmp_path) == (1, set())


def test_a_pack_that_was_edited_or_is_of_another_version_is_compiled(installed: Path, tmp_path: Path) -> None:
    rules = installed / "rednote_lint" / "rules" / "codes" / "qr.yaml"
    rules.write_text(rules.read_text("utf-8") + "\n# edited\n", encoding="utf-8")
    code, compiled = first_run(installed, tmp_path)
    assert (code, len(compiled)) == (1, 1)
    first, second, *_ = sorted(
        (installed / "rednote_lint" / "compiled").iterdir(), key=lambda entry: entry.stat().st_size
    )
    for path in (first, second):
        path.write_bytes(b"of another version")
    code, compiled = first_run(installed, tmp_path)
    assert (code, compiled >= {first.name, second.name}) == (1, True)


def test_two_builds_are_equal(wheel: Path, tmp_path: Path) -> None:
    """The one took what another process had compiled, the other compiles."""
    assert built(tmp_path).read_bytes() == wheel.read_bytes()
