"""Frames of a panning scene with a shape laid over it, and the layout of TikTok's mark as its rule states it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from rednote_lint.checks.mark.spec import MarkParams
from rednote_lint.facts.marks.layout import CardLayout, Layout, stretches_of
from rednote_lint.facts.marks.static_edges import StaticEdges, StaticEdgesAnalyzer
from rednote_lint.facts.video.frames import Frame
from tests.clips_made import NOTE, _world
from tests.media_made import rules_of

SIZE = (432, 768)
FIRST, SECOND = (20, 360), (370, 560)


def layout_of(code: str = "WM101") -> tuple[Layout, CardLayout]:
    (params,) = (rule.params for rule in rules_of("watermark") if rule.code == code)
    assert isinstance(params, MarkParams)
    assert params.mark.layout is not None and params.mark.card is not None
    return params.mark.layout, params.mark.card


def note(turned: float = 0.0) -> Image.Image:
    return Image.open(NOTE).convert("L").resize((38, 44)).rotate(turned)


def frames(
    shape: Image.Image,
    first: tuple[int, int] = FIRST,
    second: tuple[int, int] = SECOND,
    times: range = range(12),
    moves: float = 5.0,
) -> Iterator[Frame]:
    world = _world(SIZE)
    for time in times:
        x, y = time * 37 % 120, time * 53 % 120
        picture = Image.fromarray(world[y : y + SIZE[1], x : x + SIZE[0]])
        picture.paste("white", first if time < moves else second, shape)
        yield Frame(time=float(time), image=np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), scale=2.0)


def gathered(shown: Iterator[Frame], layout: Layout | None = None) -> StaticEdges:
    """Gather the static edges of frames, divided as the layout says; the shipped one when absent."""
    shipped, card = layout_of()
    analyzer = StaticEdgesAnalyzer((stretches_of(layout or shipped, card),))
    for frame in shown:
        analyzer.process(frame)
    (edges,) = analyzer.finish()
    return edges


TEMPLATE = str(Path(NOTE))
