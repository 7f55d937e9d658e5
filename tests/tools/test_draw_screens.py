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
    assert {path.name for path in tool.SCREENS.glob("*.svg")} == drawn


@pytest.mark.parametrize(("name", "width", "language"), [("rules", 80, "zh"), ("rule", 40, "en")])
def test_a_screen_is_what_the_program_prints_now(name: str, width: int, language: str) -> None:
    kept = (tool.SCREENS / f"{name}-{width}.{language}.svg").read_text(encoding="utf-8")
    assert tool.drawn(name, width, language) == kept, "run `make docs`"


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in tool.SCREENS.glob("*.svg"):
        text = re.sub(r"<text .*?</text>", "", path.read_text(encoding="utf-8"))
        assert set(re.findall(r"https?://[^\s\"]+", text)) == {"http://www.w3.org/2000/svg"}


def test_chinese_takes_two_cells_and_stands_where_the_terminal_puts_it() -> None:
    svg = (tool.SCREENS / "rule-40.zh.svg").read_text(encoding="utf-8")
    for length, text in re.findall(r'textLength="([\d.]+)"[^>]*>([^<]*)<', svg):
        if re.search("[一-鿿]", text):
            assert not re.search("[A-Za-z0-9;]", text), text
            assert float(length) == pytest.approx(len(text) * 2 * 12.2)


def test_a_title_leaves_room_for_the_buttons() -> None:
    for path in tool.SCREENS.glob("*-40.*.svg"):
        (title,) = re.findall(r'-title"[^>]*>([^<]*)<', path.read_text(encoding="utf-8"))
        assert len(title.replace("&#160;", " ")) <= 35
