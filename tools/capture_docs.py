"""Put what the program prints into README.md, README.zh.md and docs: `python tools/capture_docs.py [--check]`.

A capture is a fenced block after `<!-- capture: rednote-lint … -->`; the command runs in the root of the repository,
eighty columns wide, in English unless it has `--lang zh`, and its output replaces the block up to
`<!-- end of capture -->`. Several commands are separated by ` && `; after `<!-- capture in a copy of FOLDER: … -->`
they run beside one fresh copy of that folder.

A fenced block between `<!-- file: PATH -->` and `<!-- end of file -->` is that file. Between `<!-- figures -->` and
`<!-- end of figures -->` stand the sums of docs/rule-figures.md.
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
DOCUMENTS = (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md")))
PROGRAM = "rednote-lint"
CAPTURE = re.compile(
    r"(?P<open><!-- capture(?: in a copy of (?P<copied>\S+))?: (?P<commands>rednote-lint [^\n]*?) -->\n)"
    r".*?(?P<close><!-- end of capture -->)",
    re.DOTALL,
)
FILE = re.compile(
    r"(?P<open><!-- file: (?P<path>\S+) -->\n)```(?P<kind>\w+)\n.*?```\n(?P<close><!-- end of file -->)", re.DOTALL
)
FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)
SHARE = re.compile(r"^  - with (\w+) or worse: (\d+) \(([\d.]+) %\)$", re.MULTILINE)
PUBLISHED = re.compile(r"^- (\d+) published posts$", re.MULTILINE)
OTHERS = re.compile(r"^  - (en|zh) \*: (\d+) of (\d+) that should be, (\d+) of (\d+) harmless ones$", re.MULTILINE)


def refreshed(text: str) -> str:
    """Return the document with every capture made anew, and every file as it is."""
    return FIGURES.sub(_figures, FILE.sub(_file, CAPTURE.sub(_capture, text)))


def _figures(match: re.Match[str]) -> str:
    """Return the sums over all rules as a table."""
    measured = (ROOT / "docs" / "rule-figures.md").read_text(encoding="utf-8")
    published = PUBLISHED.search(measured)
    if published is None:
        raise SystemExit("docs/rule-figures.md does not say how many published posts were measured")
    rows = ["| | |", "|---|---|"]
    for language, told, meant, wrong, harmless in OTHERS.findall(measured):
        name = {"en": "English", "zh": "Chinese"}[language]
        rows.append(f"| {name} texts of others that a reviewer would act on: told of | {told} of {meant} |")
        rows.append(f"| {name} texts of others that only look alike: told of wrongly | {wrong} of {harmless} |")
    for severity, posts, share in SHARE.findall(measured):
        name = {"error": "an error", "warning": "a warning or worse", "info": "a hint or worse"}[severity]
        rows.append(f"| published posts with {name} | {posts} of {published[1]} ({share} %) |")
    return match[1] + "\n" + "\n".join(rows) + "\n\n" + match[2]


def _file(match: re.Match[str]) -> str:
    content = (ROOT / match["path"]).read_text(encoding="utf-8")
    return f"{match['open']}```{match['kind']}\n{content}```\n{match['close']}"


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
    """Rewrite the documents, or with --check say whether one would change."""
    changed = False
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        new = refreshed(text)
        changed |= new != text
        if new != text and "--check" not in arguments:
            document.write_text(new, encoding="utf-8", newline="\n")
    return int(changed and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
