"""A repository of posts with hooks from a clone of this one, and the real pre-commit run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.compiled_packs import PREPARED

ROOT = Path(__file__).parents[2]
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
_ME = (
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.org",
    "-c",
    "core.quotePath=false",
    "-c",
    "commit.gpgSign=false",
)


def git(folder: Path, *arguments: str) -> str:
    """Run git, with a configuration that no machine changes, and return what it prints."""
    command = ["git", *_ME, "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, env=outside(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def outside(**more: str) -> dict[str, str]:
    """The environment of a person's shell: no repository, no test run around it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "PYTEST_"))}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return {**kept, **nothing, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PRE_COMMIT_COLOR": "never", **more}


def clone(target: Path) -> str:
    """Clone this repository as it lies here, uncommitted changes included, and return the commit."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no clone of the repository, or git is not installed")
    git(ROOT, "clone", "-q", "--no-hardlinks", str(ROOT), str(target))
    for name in git(ROOT, "ls-files", "-z", "--deleted").split("\0")[:-1]:
        (target / name).unlink(missing_ok=True)
    for name in git(ROOT, "ls-files", "-z", "--modified", "--others", "--exclude-standard").split("\0")[:-1]:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    git(target, "add", "-A")
    git(target, "commit", "-q", "--allow-empty", "-m", "as it lies here")
    return git(target, "rev-parse", "HEAD").strip()


class Repository:
    """A repository of posts.

    Args:
        folder: where it is made.
        home: where pre-commit keeps what it has installed.
        like: another one to copy, with its configuration and its hook.
    """

    def __init__(self, folder: Path, home: Path, like: Path | None = None) -> None:
        self.folder = folder
        self._home = home
        if like is not None:
            shutil.copytree(like, folder)
            return
        folder.mkdir(parents=True)
        git(folder, "init", "-q")

    def configure(self, text: str) -> None:
        """Write and commit the configuration of pre-commit, unless it is this one."""
        file = self.folder / ".pre-commit-config.yaml"
        if file.exists() and file.read_text(encoding="utf-8") == text:
            return
        file.write_text(text, encoding="utf-8")
        self.stage(file.name)
        git(self.folder, "commit", "-q", "--no-verify", "-m", "hooks")

    def install(self) -> None:
        """Install the hook of pre-commit into git."""
        done = self.pre_commit("install")
        assert done.returncode == 0, done.stdout + done.stderr

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def stage(self, *names: str) -> None:
        git(self.folder, "add", "-A", "--", *(names or (".",)))

    def commit(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Commit what is staged, as a person does; the hook of git runs pre-commit."""
        return self._run(["git", *_ME, "commit", "-q", "-m", "posts"], environment)

    def accept(self) -> None:
        """Commit everything without hooks, as files so old that git need not look into them again."""
        for path in self.folder.glob("[!.]*/**/*"):
            os.utime(path, (1_700_000_000, 1_700_000_000))
        self.stage()
        git(self.folder, "commit", "-q", "--no-verify", "-m", "before")

    def pre_commit(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self._run([*PRE_COMMIT, *arguments], environment)

    @property
    def home(self) -> Path:
        """Where pre-commit keeps what it has installed."""
        return self._home

    def under(self, wrapper: Sequence[str], *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit by another program."""
        return self._run([*wrapper, *PRE_COMMIT, *arguments], {})

    def _run(self, command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=outside(PRE_COMMIT_HOME=str(self._home), **environment),
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )


def install_hooks(repository: Repository) -> None:
    """Let pre-commit install the hooks of a repository; what they depend on is shared with the tests.

    The package is built and installed as pre-commit does it. Its dependencies, half a gigabyte, are not installed once
    more: `tools/check_wheel.py` installs the package with all of them.
    """
    packages = sysconfig.get_path("purelib")
    shared = {
        **PREPARED,
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "false",
        "PYTHONPATH": packages,
        "PIP_NO_INDEX": "1",
    }
    done = repository.pre_commit("install-hooks", **shared)
    assert done.returncode == 0, done.stdout + done.stderr
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    name = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    (python,) = repository.home.glob(f"repo*/py_env*/{name}")
    inside = subprocess.run([python, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    assert Path(inside).is_relative_to(repository.home.resolve()), inside
    assert any((Path(inside) / "rednote_lint" / "compiled").iterdir()), "the first run would compile the packs"
    (Path(inside) / "dependencies.pth").write_text(packages + "\n", encoding="utf-8")
