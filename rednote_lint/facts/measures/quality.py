"""Measures of picture quality: one value for each image or video."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rednote_lint.facts.analysis.quality import Quality
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Facts, Observation, visible_assets
from rednote_lint.model import Asset, AssetKind, Location

_Reader = Callable[[Asset, Quality], Observation]


def _seen(facts: Facts, *, kind: AssetKind, read: _Reader) -> Iterator[Observation]:
    """Read one value of each asset that could be analyzed; the facts report the others."""
    for asset in visible_assets(facts.post):
        analysis = facts.analysis(asset) if asset.kind is kind else None
        quality = analysis.quality if isinstance(analysis, MediaAnalysis) else None
        if quality is not None:
            yield read(asset, quality)


def _bars(asset: Asset, quality: Quality) -> Observation:
    """Give the percentage that bars cover; the place is the picture between them, which `crop-bars` keeps."""
    where = Location(path=asset.path, box=quality.inside, frame=quality.size if quality.inside else None)
    sides = "left and right" if quality.upright else "above and below"
    values = {"asset": Path(asset.path).name, "sides": sides, "sides_zh": "左右" if quality.upright else "上下"}
    percent = round(100 * quality.bars, 1)
    return Observation(value=percent, where=where, values=values, evidence=f"{percent:g} %, {sides}")


def _plain(asset: Asset, quality: Quality, *, pick: Callable[[Quality], Any]) -> Observation:
    values = {"asset": Path(asset.path).name}
    if quality.detail is not None and quality.detail < 1:
        shown = [round(side * quality.detail) for side in quality.size]
        values["detail"] = f"{shown[0]}×{shown[1]}"
    return Observation(value=pick(quality), where=Location(path=asset.path), values=values)


def _picked(kind: AssetKind, pick: Callable[[Quality], Any]) -> Callable[[Facts], Iterator[Observation]]:
    return partial(_seen, kind=kind, read=partial(_plain, pick=pick))


READERS: dict[str, Callable[[Facts], Iterator[Observation]]] = {
    "image.bars": partial(_seen, kind=AssetKind.IMAGE, read=_bars),
    "video.bars": partial(_seen, kind=AssetKind.VIDEO, read=_bars),
    "image.light": _picked(AssetKind.IMAGE, lambda quality: quality.light),
    "video.light": _picked(AssetKind.VIDEO, lambda quality: quality.light),
    "image.detail": _picked(AssetKind.IMAGE, lambda quality: quality.detail),
    "image.screenshot": _picked(AssetKind.IMAGE, lambda quality: quality.screenshot),
}
"""Measure name -> its reader."""
