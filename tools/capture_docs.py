"""Put what the program prints into README.md and README.zh.md: `python tools/capture_docs.py [--check]`.

A capture is a fenced block after `<!-- capture: rednote-lint … -->`; the command runs in the root of the repository,
eighty columns wide, in English unless it has `--lang zh`, and its output replaces the block up to
`<!-- end of capture -->`. Several commands are separated by ` && `; after `<!-- capture in a copy of FOLDER: … -->`
they run beside one fresh copy of that folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
PROGRAM = "rednote-lint"
CAPTURE = re.compile(
    r"(?P<open><!-- capture(?: in a copy of (?P<copied>\S+))?: (?P<commands>rednote-lint [^\n]*?) -->\n)"
    r".*?(?P<close><!-- end of capture -->)",
    re.DOTALL,
)


def refreshed(text: str) -> str:
    """Return the document with every capture made anew."""
    return CAPTURE.sub(_capture, text)


def _capture(match: re.Match[str]) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        folder = ROOT
        if match["copied"]:
            folder = Path(scratch)
            shutil.copytree(ROOT / match["copied"], folder / Path(match["copied"]).name)
        shown = [_shown(command, folder) for command in match["commands"].split(" && ")]
    return f"{match['open']}```console\n" + "\n\n".join(shown) + f"\n```\n{match['close']}"


def _shown(command: str, folder: Path) -> str:
    """Return a command and what it prints, errors and notes included."""
    return f"$ {command}\n{_printed(shlex.split(command)[1:], folder).rstrip()}"


def _printed(arguments: list[str], folder: Path) -> str:
    beside = Path(sys.executable).parent
    program = shutil.which(PROGRAM, path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise SystemExit(f"{PROGRAM} is not installed beside {sys.executable}")
    environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "REDNOTE_LINT_NO_PROGRESS": "1"}
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(f"{PROGRAM} {shlex.join(arguments)} failed: {done.stdout.strip()}")
    return done.stdout


def main(arguments: list[str]) -> int:
    """Rewrite the READMEs, or with --check say whether one would change."""
    changed = False
    for readme in READMES:
        text = readme.read_text(encoding="utf-8")
        new = refreshed(text)
        changed |= new != text
        if "--check" not in arguments:
            readme.write_text(new, encoding="utf-8", newline="\n")
    return int(changed and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
