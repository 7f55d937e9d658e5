"""`rednote-lint cache`, from arguments to exit code."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from rednote_lint.store import Store, store_file
from tests.cli.test_commands import start
from tests.program import called, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REDNOTE_LINT_CACHE": str(folder)}
    return read(called(*arguments, cwd=folder.parent, environment=environment))


def entries(folder: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads(run(folder, "cache", "info", "--format", "json").stdout)["entries"]
    return found


def test_info_counts_what_runs_kept_and_clear_deletes_it(folder: Path) -> None:
    (folder.parent / "caption.txt").write_text("周末去露营，天气很好。", encoding="utf-8")
    run(folder, "caption.txt")
    assert entries(folder) == {"result": 1, "rules": 1}
    said = run(folder, "cache", "info", "--lang", "en").stdout
    assert str(folder) in said and "result" in said and "at most 512 MB" not in said.replace("537 MB", "")
    cleared = run(folder, "cache", "clear")
    assert cleared.returncode == 0
    assert entries(folder) == {}
    assert not store_file(folder).exists()


def test_info_makes_nothing_and_no_cache_keeps_nothing(folder: Path) -> None:
    (folder.parent / "caption.txt").write_text("周末去露营，天气很好。", encoding="utf-8")
    assert run(folder, "cache", "info").returncode == 0
    assert not folder.exists()
    run(folder, "caption.txt", "--no-cache")
    assert not store_file(folder).exists()


def test_clear_touches_no_other_file(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("", encoding="utf-8")
    (folder / "facts-2.sqlite3").write_text("of an older version", encoding="utf-8")
    run(folder, "cache", "clear")
    assert (folder / "mine.txt").exists() and not (folder / "facts-2.sqlite3").exists()


@pytest.mark.posix("locks that another process sees")
def test_clear_deletes_fetched_media_and_their_folders(folder: Path) -> None:
    fetched, foreign = folder / "remote/0a1b/1.jpg", folder / "remote/notes.txt"
    fetched.parent.mkdir(parents=True)
    fetched.write_bytes(b"fetched")
    foreign.write_text("mine", encoding="utf-8")
    assert run(folder, "cache", "clear").returncode == 0
    assert not fetched.parent.exists() and foreign.read_text(encoding="utf-8") == "mine"
    foreign.unlink()
    run(folder, "cache", "clear")
    assert not (folder / "remote").exists()


def test_clear_deletes_nothing_while_a_run_uses_the_store(folder: Path) -> None:
    store = Store(folder)
    store.get("a", "b")
    result = start("cache", "clear", "--lang", "en", cwd=folder.parent, REDNOTE_LINT_CACHE=str(folder))
    assert result.returncode == 2 and "nothing was deleted" in result.stderr
    assert store_file(folder).exists()
    store.close()
    assert run(folder, "cache", "clear").returncode == 0
