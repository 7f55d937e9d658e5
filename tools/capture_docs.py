"""Put what the program really prints into README.md, between markers: `python tools/capture_docs.py [--check]`.

A capture is a fenced block after `<!-- capture: rednote-lint … -->`; the command runs in the root of the repository,
in English, eighty columns wide, and its output replaces the block up to `<!-- end of capture -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PROGRAM = "rednote-lint"
CAPTURE = re.compile(
    r"(?P<open><!-- capture: (?P<command>rednote-lint [^\n]*?) -->\n).*?(?P<close><!-- end of capture -->)", re.DOTALL
)


def refreshed(text: str) -> str:
    """Return the document with every capture made anew."""
    return CAPTURE.sub(_capture, text)


def _capture(match: re.Match[str]) -> str:
    command = match["command"]
    printed = _printed(shlex.split(command)[1:]).rstrip()
    return f"{match['open']}```console\n$ {command}\n{printed}\n```\n{match['close']}"


def _printed(arguments: list[str]) -> str:
    beside = Path(sys.executable).parent
    program = shutil.which(PROGRAM, path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise SystemExit(f"{PROGRAM} is not installed beside {sys.executable}")
    environment = {**os.environ, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        [program, *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode > 1:
        raise SystemExit(f"{PROGRAM} {shlex.join(arguments)} failed: {done.stderr.strip()}")
    return done.stdout


def main(arguments: list[str]) -> int:
    """Rewrite the README, or with --check say whether it would change."""
    text = README.read_text(encoding="utf-8")
    new = refreshed(text)
    if "--check" in arguments:
        return int(new != text)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
