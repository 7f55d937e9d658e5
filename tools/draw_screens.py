"""Draw the screens of the program as SVG into docs/screens/: `python tools/draw_screens.py [--check]`.

Each is what the program prints in colour, at 40, 80 and 140 columns, in English and in Chinese, drawn by rich. The
pictures load nothing from elsewhere.
"""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ROOT / "docs" / "screens"
COMMANDS = {
    "post": ("examples/posts/tiktok-refugee",),
    "batch": ("examples/posts", "--quiet"),
    "rule": ("rule", "WM101"),
    "rules": ("rules",),
}
WIDTHS = (40, 80, 140)
LANGUAGES = ("en", "zh")
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
TEXT = re.compile(
    r'(?P<start><text [^>]*x=")(?P<x>[\d.e+]+)(?P<between>"[^>]*textLength=")(?P<length>[\d.e+]+)'
    r'(?P<rest>"[^>]*>)(?P<text>[^<]*)</text>'
)
BLANK = "\N{NO-BREAK SPACE}"


def drawn(name: str, width: int, language: str) -> str:
    """Return the SVG of a screen."""
    arguments = (*COMMANDS[name], "--lang", language)
    console = Console(record=True, width=width, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(_printed(arguments, width)), soft_wrap=True)
    identity = f"{name}-{width}-{language}"
    title = _cut(f"rednote-lint {' '.join(arguments)}", width - 5)
    svg = console.export_svg(title=title, code_format=FORMAT, unique_id=identity)
    return "\n".join(line.rstrip() for line in TEXT.sub(_fitted, svg).splitlines()) + "\n"


def _cut(title: str, most: int) -> str:
    """Leave room for the buttons of the window on both sides of its title."""
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def _printed(arguments: tuple[str, ...], width: int) -> str:
    environment = {**os.environ, "COLUMNS": str(width), "FORCE_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "rednote_lint", *arguments],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if name != "NO_COLOR"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(f"rednote-lint {' '.join(arguments)} failed: {done.stderr.strip()}")
    return done.stdout.rstrip()


def _fitted(match: re.Match[str]) -> str:
    """Put each run of narrow and of wide characters into its own cells: rich reckons the length in characters."""
    text = html.unescape(match["text"])
    cell = float(match["length"]) / len(text)
    pieces, column = [], 0
    for run in _runs(text):
        if run.strip():
            x = float(match["x"]) + column * cell
            place = f"{match['start']}{x:g}{match['between']}{cell_len(run) * cell:g}{match['rest']}"
            pieces.append(f"{place}{html.escape(run).replace(BLANK, '&#160;')}</text>")
        column += cell_len(run)
    return "".join(pieces)


def _runs(text: str) -> list[str]:
    """Split a text into runs of characters of one cell or of two; what takes none stays with the one before."""
    runs, width = [""], 1
    for character in text:
        wide = cell_len(character) or width
        if wide != width:
            runs.append("")
        width = wide
        runs[-1] += character
    return runs


def main(arguments: list[str]) -> int:
    """Draw every screen, or with --check say whether one would change."""
    changed = False
    SCREENS.mkdir(exist_ok=True)
    for name in COMMANDS:
        for width in WIDTHS:
            for language in LANGUAGES:
                path, svg = SCREENS / f"{name}-{width}.{language}.svg", drawn(name, width, language)
                changed |= not path.is_file() or path.read_text(encoding="utf-8") != svg
                if "--check" not in arguments:
                    path.write_text(svg, encoding="utf-8", newline="\n")
    return int(changed and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
