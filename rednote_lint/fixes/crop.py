"""Computes the largest rectangle of a picture that is free of marks, and offers it as a crop."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

import msgspec

from rednote_lint.fixes.outcome import Offer
from rednote_lint.model import Bilingual, Box, Finding, Fix, Location, MediaEdit, Rule, Safety, Severity
from rednote_lint.model.arguments import Crop

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
    lefts, rights = {0, *(mark.right for mark in marks)}, {width, *(mark.x for mark in marks)}
    tops, bottoms = {0, *(mark.bottom for mark in marks)}, {height, *(mark.y for mark in marks)}
    candidates = (
        Box(left, top, right - left, bottom - top)
        for left in lefts
        for right in rights
        for top in tops
        for bottom in bottoms
        if 0 <= left < right <= width and 0 <= top < bottom <= height
    )
    clean = (box for box in candidates if not any(box.intersects(mark) for mark in marks))
    return max(clean, key=lambda box: (box.area, -box.y, -box.x), default=Box(0, 0, 0, 0))


def crop_fix(path: str, size: tuple[int, int], marks: Sequence[Box]) -> Fix | None:
    """Return the manual fix that keeps the largest clean rectangle, with its command and its share of the picture.

    Returns:
        None when less than `LEAST_SHARE` would be left: then only a new export of the original helps.
    """
    box = largest_clean(size, marks)
    share = box.area / (size[0] * size[1])
    if not marks or share < LEAST_SHARE:
        return None
    command = f"rednote-lint fix --crop {box.x},{box.y},{box.w},{box.h} {shlex.quote(path)}"
    percent = int(share * 100)
    return Fix(
        title=Bilingual(
            en=f"Export the original again, or crop to the {percent} % of the picture without the mark: {command}",
            zh=f"重新导出原片；或裁掉水印，保留 {percent}% 的画面：{command}",
        ),
        safety=Safety.MANUAL,
        edits=(MediaEdit(path=path, operation="crop-to", arguments=Crop(box=box)),),
    )


def with_crops(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Add the crop to findings of marks whose rules name `crop-to`, where one crop frees the file of all of them.

    A crop that would cut away something else that was found, such as a visible AI label, is not offered.

    Args:
        findings: of one post.
        rules: by code.
    """
    fixes: dict[str, Fix] = {}
    for path in dict.fromkeys(finding.location.path for finding in findings if _may_crop(finding, rules)):
        here = [finding for finding in findings if finding.location.path == path]
        fix = _common_crop(path, [f for f in here if _may_crop(f, rules)], [f for f in here if not _may_crop(f, rules)])
        if fix is not None:
            fixes[path] = fix
    return tuple(
        msgspec.structs.replace(finding, fix=fixes[finding.location.path])
        if _may_crop(finding, rules) and finding.fix is None and finding.location.path in fixes
        else finding
        for finding in findings
    )


def _may_crop(finding: Finding, rules: Mapping[str, Rule]) -> bool:
    fix = rules[finding.code].fix
    return fix is not None and fix.edit == "crop-to" and finding.location.box is not None


def _common_crop(path: str, marks: Sequence[Finding], others: Sequence[Finding]) -> Fix | None:
    sizes = {mark.location.frame for mark in marks}
    size = sizes.pop() if len(sizes) == 1 else None
    if size is None:
        return None
    boxes = [mark.location.box for mark in marks if mark.location.box]
    kept = largest_clean(size, boxes)
    spared = all(kept.covers(box) for other in others if (box := other.location.box))
    return crop_fix(path, size, boxes) if spared else None


def crop_offer(path: str, box: tuple[int, int, int, int]) -> Offer:
    """Make the offer that a person asked for with `--crop`."""
    edit = MediaEdit(path=path, operation="crop-to", arguments=Crop(box=Box(*box)))
    title = Bilingual(en=f"Crop to {box}", zh=f"裁剪到 {box}")
    fix = Fix(title=title, safety=Safety.UNSAFE, edits=(edit,))
    return Offer(code="--crop", severity=Severity.INFO, where=Location(path=path), fix=fix)
