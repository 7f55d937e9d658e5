"""The pictures of screens in docs/screens are what the program prints, and load nothing from elsewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("draw_screens", ROOT / "tools" / "draw_screens.py")
tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tool)
ALL = [(name, width, language) for name in tool.COMMANDS for width in tool.WIDTHS for language in tool.LANGUAGES]


def test_every_screen_is_there_and_no_other() -> None:
    drawn = {f"{name}-{width}.{language}.svg" for name, width, language in ALL}
    assert {path.name for path in tool.SCREENS.iterdir()} == drawn


@pytest.mark.parametrize(("name", "width", "language"), [("rules", 80, "zh"), ("rule", 40, "en")])
def test_a_screen_is_what_the_program_prints_now(name: str, width: int, language: str) -> None:
    kept = (tool.SCREENS / f"{name}-{width}.{language}.svg").read_text(encoding="utf-8")
    assert tool.drawn(name, width, language) == kept, "run `make docs`"


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in tool.SCREENS.iterdir():
        text = re.sub(r"<text .*?</text>", "", path.read_text(encoding="utf-8"))
        assert set(re.findall(r"https?://[^\s\"]+", text)) == {"http://www.w3.org/2000/svg"}


def test_chinese_takes_two_cells() -> None:
    svg = (tool.SCREENS / "rules-80.zh.svg").read_text(encoding="utf-8")
    match = re.search(r'textLength="([\d.]+)"[^>]*>画面中的二维码', svg)
    assert match is not None and float(match[1]) >= 14 * 12.2
