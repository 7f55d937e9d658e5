"""Measures of each image and each video, from their headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rednote_lint.facts.base import Facts, Observation, Unreadable, visible_assets
from rednote_lint.facts.headers.images import ImageHeader
from rednote_lint.facts.headers.videos import VideoHeader
from rednote_lint.media.file_type import format_name
from rednote_lint.model import Asset, AssetKind, Location
from rednote_lint.posts.assets import live_movies

_MEGABYTE = 1024 * 1024
_GIGABYTE = 1024 * _MEGABYTE

Header = ImageHeader | VideoHeader


def _images(facts: Facts) -> Iterator[tuple[Asset, ImageHeader | Unreadable]]:
    for asset in visible_assets(facts.post):
        if asset.kind is AssetKind.IMAGE:
            yield asset, facts.image(asset)


def _videos(facts: Facts) -> Iterator[tuple[Asset, VideoHeader | Unreadable]]:
    live = live_movies(facts.post.assets)
    for asset in visible_assets(facts.post):
        if asset.kind is AssetKind.VIDEO and asset.path not in live:
            yield asset, facts.video(asset)


def _observed(asset: Asset, value: Any, header: Header | None = None, evidence: str = "") -> Observation:
    values = {"asset": Path(asset.path).name, "extension": Path(asset.path).suffix}
    if header is not None:
        kind = header.type if isinstance(header, ImageHeader) else header.container
        values["type"] = format_name(kind)
        if value == kind:
            values["value"] = values["value_zh"] = values["type"]
    if header is not None and header.width and header.height:
        values["size"] = f"{header.width}×{header.height}"
    return Observation(value=value, where=Location(path=asset.path), values=values, evidence=evidence)


def _of_image(facts: Facts, *, read: Callable[[ImageHeader], Any]) -> Iterator[Observation]:
    for asset, header in _images(facts):
        if isinstance(header, ImageHeader):
            yield _observed(asset, read(header), header)


def _of_video(facts: Facts, *, read: Callable[[VideoHeader], Any]) -> Iterator[Observation]:
    for asset, header in _videos(facts):
        if isinstance(header, VideoHeader):
            yield _observed(asset, read(header), header)


def _damage(
    facts: Facts, *, read: Callable[[Facts], Iterator[tuple[Asset, Header | Unreadable]]]
) -> Iterator[Observation]:
    """Give the reason why a file cannot be used, in both languages; a sound file gives None."""
    for asset, header in read(facts):
        reason = header.reason if isinstance(header, Unreadable) else header.damage
        yield _observed(asset, reason)


def _sides(header: Header) -> tuple[int, int] | None:
    return (header.width, header.height) if header.width and header.height else None


def _side(header: Header, *, pick: Callable[[tuple[int, int]], float]) -> float | None:
    sides = _sides(header)
    return pick(sides) if sides else None


def _ratio(sides: tuple[int, int]) -> float:
    return round(sides[0] / sides[1], 4)


_SIDES: dict[str, Callable[[tuple[int, int]], float]] = {
    "width": lambda sides: sides[0],
    "height": lambda sides: sides[1],
    "short_side": min,
    "long_side": max,
    "ratio": _ratio,
}

READERS: dict[str, Callable[[Facts], Iterator[Observation]]] = {
    "image.type": partial(_of_image, read=lambda header: header.type),
    "image.well_named": partial(_of_image, read=lambda header: header.well_named),
    "image.megabytes": partial(_of_image, read=lambda header: round(header.bytes / _MEGABYTE, 2)),
    "image.animated": partial(_of_image, read=lambda header: header.animated),
    "image.live": partial(_of_image, read=lambda header: header.live),
    "image.damage": partial(_damage, read=_images),
    "video.container": partial(_of_video, read=lambda header: header.container),
    "video.well_named": partial(_of_video, read=lambda header: header.well_named),
    "video.gigabytes": partial(_of_video, read=lambda header: round(header.bytes / _GIGABYTE, 3)),
    "video.duration": partial(_of_video, read=lambda header: header.duration),
    "video.fps": partial(_of_video, read=lambda header: header.fps),
    "video.codec": partial(_of_video, read=lambda header: header.video_codec),
    "video.audio_codec": partial(_of_video, read=lambda header: header.audio_codec),
    "video.damage": partial(_damage, read=_videos),
    **{f"image.{name}": partial(_of_image, read=partial(_side, pick=pick)) for name, pick in _SIDES.items()},
    **{
        f"video.{name}": partial(_of_video, read=partial(_side, pick=pick))
        for name, pick in _SIDES.items()
        if name != "long_side"
    },
}
"""Measure name -> its reader."""
