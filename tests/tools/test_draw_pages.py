"""The pictures of pages in docs/screens: each width, theme and language of both pages is there, and no other."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
SIZES = {390: 844, 1280: 800}


def test_every_page_is_there_in_its_size_and_no_other() -> None:
    sizes = {}
    for path in SCREENS.glob("*.png"):
        with Image.open(path) as picture:
            sizes[path.name] = picture.size
    assert sizes == {
        f"{page}-{width}-{theme}.{language}.png": (width, height)
        for page in ("report", "studio")
        for width, height in SIZES.items()
        for theme in ("light", "dark")
        for language in ("en", "zh")
    }
