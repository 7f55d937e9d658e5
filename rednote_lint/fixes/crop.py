"""The largest rectangle of a picture without its marks, when enough of the picture is left."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from rednote_lint.fixes.outcome import Offer
from rednote_lint.model import Bilingual, Box, Fix, Location, MediaEdit, Safety, Severity

LEAST_SHARE = 0.8
"""Below this share of the picture a crop is no way out; a portrait TikTok download keeps about 42 % of its width."""


def largest_clean(size: tuple[int, int], marks: Sequence[Box]) -> Box:
    """Return the largest rectangle that touches no mark.

    Its edges lie on the picture's edges or on edges of marks, so all candidates can be tried; marks are few.

    Args:
        size: width and height of the displayed picture, in pixels.
        marks: places of marks, in the same pixels.

    Returns:
        The rectangle; of width and height 0 when marks cover everything.
    """
    width, height = size
    lefts, rights = {0, *(mark.x + mark.w for mark in marks)}, {width, *(mark.x for mark in marks)}
    tops, bottoms = {0, *(mark.y + mark.h for mark in marks)}, {height, *(mark.y for mark in marks)}
    candidates = (
        Box(left, top, right - left, bottom - top)
        for left in lefts
        for right in rights
        for top in tops
        for bottom in bottoms
        if 0 <= left < right <= width and 0 <= top < bottom <= height
    )
    clean = (box for box in candidates if not any(_touch(box, mark) for mark in marks))
    return max(clean, key=lambda box: (box.w * box.h, -box.y, -box.x), default=Box(0, 0, 0, 0))


def crop_fix(path: str, size: tuple[int, int], marks: Sequence[Box]) -> Fix | None:
    """Return the manual fix that keeps the largest clean rectangle, with its command and its share of the picture.

    Returns:
        None when less than `LEAST_SHARE` would be left: then only a new export of the original helps.
    """
    box = largest_clean(size, marks)
    share = box.w * box.h / (size[0] * size[1])
    if not marks or share < LEAST_SHARE:
        return None
    command = f"rednote-lint fix --crop {box.x},{box.y},{box.w},{box.h} {shlex.quote(path)}"
    percent = int(share * 100)
    return Fix(
        title=Bilingual(
            en=f"Re-export the original; or keep {percent} % of the picture without the mark: {command}",
            zh=f"请重新导出原始素材；或裁掉水印保留画面的 {percent}%：{command}",
        ),
        safety=Safety.MANUAL,
        edits=(MediaEdit(path=path, operation="crop-to", arguments={"box": list(box)}),),
    )


def crop_offer(path: str, box: tuple[int, int, int, int]) -> Offer:
    """Make the offer that a person asked for with `--crop`."""
    edit = MediaEdit(path=path, operation="crop-to", arguments={"box": list(box)})
    title = Bilingual(en=f"Keep the rectangle {box}", zh=f"保留区域 {box}")
    fix = Fix(title=title, safety=Safety.UNSAFE, edits=(edit,))
    return Offer(code="--crop", severity=Severity.INFO, where=Location(path=path), fix=fix)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.w and other.x < one.x + one.w and one.y < other.y + other.h and other.y < one.y + one.h
    )
