"""From a post's media to sights: what was asked, what is planted, and what could not be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from rednote_lint.facts.analysis.analyze import PLANTED_JUMPS, PLANTED_LOGOS, MediaAnalysis, View, look, profile_for
from rednote_lint.facts.analysis.analyzers import GROUND, LINES, MARK_LINES, analyzers
from rednote_lint.facts.analysis.ocr import MISSING, SWITCHED_OFF
from rednote_lint.facts.base import Need, Planted, Unreadable
from rednote_lint.facts.options import Options
from rednote_lint.model import Asset, AssetKind, Box, Post, Skipped

SEEN_IN = "seen"
"""Name of the picture or video that the observations of a rule's test stand for."""


def visible_assets(post: Post, planted: Planted | None) -> tuple[Asset, ...]:
    """Return the images and videos of a post; for the test of a rule, the one that its observations describe."""
    if planted is None:
        return tuple(asset for asset in post.assets if asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO))
    if not planted.seen:
        return ()
    moving = any("time" in item or "duration" in item for item in planted.seen)
    return (Asset(path=SEEN_IN, kind=AssetKind.VIDEO if moving else AssetKind.IMAGE),)


def analysis_of(asset: Asset, needs: frozenset[Need], options: Options) -> MediaAnalysis | Unreadable:
    """Look at an image or video on behalf of everyone whose needs are named."""
    from rednote_lint.store import store_in

    wanted = [one for one in analyzers(needs) if options.ocr or one not in (LINES, MARK_LINES)]
    store = store_in(options.cache) if options.cache is not None else None
    return look(asset.path, asset.kind, wanted, profile_for(needs), store)


def unseen(
    asset: Asset, analysis: MediaAnalysis | Unreadable, needs: frozenset[Need], options: Options
) -> Iterator[Skipped]:
    """Yield what could not be seen of an asset, and why."""
    if isinstance(analysis, Unreadable):
        yield Skipped(what=asset.path, reason=analysis.reason)
        return
    for damage in analysis.view.damage:
        yield Skipped(what=asset.path, reason=damage)
    unread = analysis.lines is None and not {LINES.name, MARK_LINES.name} & set(analysis.view.failed)
    if unread and needs & (LINES.needs | MARK_LINES.needs):
        yield Skipped(what=asset.path, reason=MISSING if options.ocr else SWITCHED_OFF)


def planted_sight(seen: Iterable[dict[str, Any]]) -> MediaAnalysis:
    """Build a analysis from the observations that a rule's test states.

    Each is a mapping: `text` with `box` and, in a video, `time: [start, end]`; or `ground` with the share of the last
    frame that is one colour; or `logo` with `box` and `score`, a shape that was found; or `size: [width, height]`
    (1080 × 1920 unless said) and `duration`. A `logo` named twice, each time with a `time`, has changed its place.
    A line counts as seen twice a second while the picture moves, unless it says `moves: false`.
    """
    from rednote_lint.facts.analysis.lines import Lines
    from rednote_lint.facts.marks.end_card import BackgroundColor
    from rednote_lint.facts.marks.logos import LogoSeen

    facts = list(seen)
    size = next((tuple(item["size"]) for item in facts if "size" in item), (1080, 1920))
    ends = [item["time"][1] for item in facts if "time" in item]
    duration = next((float(item["duration"]) for item in facts if "duration" in item), max(ends, default=None))
    ground = next((item["ground"] for item in facts if "ground" in item), 0.1)
    lines = Lines(tracks=tuple(_planted_line(item, duration) for item in facts if "text" in item))
    shapes = [item for item in facts if "logo" in item]
    logos = {i["logo"]: LogoSeen(box=Box(*i["box"]), score=i.get("score", 0.9)) for i in shapes if "time" not in i}
    return MediaAnalysis(
        view=View(size=(size[0], size[1]), duration=duration),
        seen={
            LINES.name: lines,
            GROUND.name: BackgroundColor(colour=(14, 14, 26), share=ground, time=duration),
            PLANTED_LOGOS: logos,
            PLANTED_JUMPS: _planted_jumps([item for item in shapes if "time" in item]),
        },
    )


def _planted_jumps(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    from rednote_lint.facts.marks.moving_logo import MovedLogo

    jumps: dict[str, Any] = {}
    for one, other in pairwise(shapes):
        if one["logo"] == other["logo"]:
            jumps[one["logo"]] = MovedLogo(
                first=Box(*one["box"]),
                second=Box(*other["box"]),
                score=one.get("score", 0.9),
                likeness=0.9,
                left=one["time"][1],
                taken=other["time"][0],
            )
    return jumps


def _planted_line(item: dict[str, Any], duration: float | None) -> Any:
    from rednote_lint.facts.analysis.tracks import LineTrack

    box = Box(*item["box"])
    score, mirrored = item.get("score", 0.98), item.get("mirrored", False)
    if "time" not in item:
        return LineTrack(text=item["text"], score=score, box=box, mirrored=mirrored, readings=(item["text"],))
    start, end = item["time"]
    samples = max(int((end - start) * 2), 1)
    return LineTrack(
        text=item["text"],
        score=score,
        box=box,
        first=start,
        last=end,
        before=start - 0.1 if start > 0 else None,
        after=end + 0.1 if duration is not None and end < duration else None,
        samples=samples,
        changed=samples - 1 if item.get("moves", True) else 0,
        mirrored=mirrored,
        readings=(item["text"],),
    )
