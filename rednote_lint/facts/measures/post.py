"""Measures of a post as a whole: how many files, what they have in common, what is declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from rednote_lint.facts.base import Facts, Observation, Unreadable, visible_assets
from rednote_lint.facts.measures.tags import count as _tags_count
from rednote_lint.model import Asset, AssetKind, Declarations, Location, PostKind, Scope
from rednote_lint.posts.assets import live_movies

_SAME_RATIO = 0.02
"""Share by which two ratios may differ and still seem the same, such as 1080×1440 and 1080×1439."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]")
_FEWEST_WORDS = 3


def images_of(facts: Facts) -> list[Asset]:
    """Return the images that go up as images, a video's cover left out."""
    covers = facts.post.kind is PostKind.VIDEO
    images = [asset for asset in facts.post.assets if asset.kind is AssetKind.IMAGE]
    return [asset for asset in images if not (covers and asset.cover)]


def videos_of(facts: Facts) -> list[Asset]:
    """Return the videos that go up as videos, the moving half of a Live photo left out."""
    live = live_movies(facts.post.assets)
    return [asset for asset in facts.post.assets if asset.kind is AssetKind.VIDEO and asset.path not in live]


def _of_post(facts: Facts, value: Any, **more: Any) -> Observation:
    return Observation(value=value, where=facts.post.header or Location(path=_file_of(facts)), **more)


def _file_of(facts: Facts) -> str:
    """Return a file to point at: the first text file, else the post itself."""
    return facts.post.sources[0].path if facts.post.sources else facts.post.path


def _present(facts: Facts, *, scope: Scope) -> Iterator[Observation]:
    """Say whether there is a title or body; a post that could not be read, or media alone, are not asked."""
    post = facts.post
    if not post.problems and post.sources:
        yield _of_post(facts, bool(facts.spans(scope)))


def _chinese(facts: Facts) -> Iterator[Observation]:
    """Say whether a caption holds Chinese; a title and body of fewer than three words are not asked."""
    prose = [span.text for scope in (Scope.TITLE, Scope.BODY) for span in facts.spans(scope)]
    words = chain.from_iterable(map(_WORD.finditer, prose))
    if len(list(islice(words, _FEWEST_WORDS))) == _FEWEST_WORDS:
        tags = [span.text for span in facts.spans(Scope.TAGS)]
        yield _of_post(facts, any(_HAN.search(text) for text in (*prose, *tags)))


def _mixed(facts: Facts) -> Iterator[Observation]:
    videos = videos_of(facts)
    images = [asset for asset in images_of(facts) if not asset.cover]
    place = Location(path=_file_of(facts))
    if images and videos:
        place = videos[0].named_at or Location(path=videos[0].path)
    yield Observation(value=bool(images and videos), where=place, evidence=f"{len(images)} + {len(videos)}")


def _kind(facts: Facts) -> Iterator[Observation]:
    yield _of_post(facts, facts.post.kind.value)


def _lead_hours(facts: Facts) -> Iterator[Observation]:
    schedule = facts.post.declared.schedule
    if schedule is not None:
        hours = (schedule - facts.options.moment()).total_seconds() / 3600
        where = facts.post.declared_at.get("schedule", Location(path=_file_of(facts)))
        yield Observation(value=round(hours, 2), where=where, evidence=schedule.isoformat(timespec="minutes"))


def _images_count(facts: Facts) -> Iterator[Observation]:
    """Count image files; a manifest row that names no file but states a number has its own measure."""
    images = images_of(facts)
    if facts.post.problems or (not images and facts.post.declared.image_count is not None):
        return

    def beyond(limit: float) -> tuple[Location, str]:
        over = images[min(int(limit), len(images) - 1)]
        return over.named_at or Location(path=over.path), str(len(images))

    yield _of_post(facts, len(images), beyond=beyond if images else None)


def _declared(facts: Facts, *, key: str, read: Callable[[Declarations], Any]) -> Iterator[Observation]:
    """Give what the header states under a key, at the place where it does; None when it does not."""
    where = facts.post.declared_at.get(key, facts.post.header or Location(path=_file_of(facts)))
    yield Observation(value=read(facts.post.declared), where=where)


def _without_media(facts: Facts) -> Iterator[Observation]:
    """Say whether words have no medium; a header that states a number of images has them elsewhere."""
    post = facts.post
    if post.problems or not (post.title or post.body) or post.declared.image_count is not None:
        return
    yield _of_post(facts, not (images_of(facts) or videos_of(facts)))


def _missing(facts: Facts) -> Iterator[Observation]:
    number, images = facts.post.declared.image_count, images_of(facts)
    if number is not None and images:
        where = facts.post.declared_at.get("image_count", Location(path=_file_of(facts)))
        values = {"declared": str(number), "found": str(len(images))}
        yield Observation(value=number - len(images), where=where, values=values)


def _videos_count(facts: Facts) -> Iterator[Observation]:
    yield _of_post(facts, len(videos_of(facts)))


def _ratios(facts: Facts) -> Iterator[Observation]:
    """Count the different ratios of a carousel; the place is the first image that differs from the first."""
    known: list[tuple[float, Asset, str]] = []
    opened = set(visible_assets(facts.post))
    for asset in (image for image in images_of(facts) if image in opened):
        header = facts.image(asset)
        if isinstance(header, Unreadable) or not header.width or not header.height:
            continue
        ratio = header.width / header.height
        if not any(abs(ratio / other - 1) <= _SAME_RATIO for other, _, _ in known):
            known.append((ratio, asset, f"{header.width}×{header.height}"))
    if known:
        odd = known[min(1, len(known) - 1)][1]
        sizes = [size for _, _, size in known]
        values = {"sizes": ", ".join(sizes), "sizes_zh": "、".join(sizes)}
        yield Observation(value=len(known), where=Location(path=odd.path), evidence=values["sizes"], values=values)


def _judged_later(facts: Facts) -> Iterator[Observation]:
    """Yield nothing: which suppressions are of use is known when all rules were asked."""
    yield from ()


READERS: dict[str, Callable[[Facts], Iterator[Observation]]] = {
    "suppression.state": _judged_later,
    "check.state": _judged_later,
    "title.present": partial(_present, scope=Scope.TITLE),
    "body.present": partial(_present, scope=Scope.BODY),
    "post.chinese": _chinese,
    "tags.count": _tags_count,
    "post.mixed_media": _mixed,
    "post.kind": _kind,
    "schedule.lead_hours": _lead_hours,
    "images.count": _images_count,
    "images.declared_count": partial(_declared, key="image_count", read=lambda stated: stated.image_count),
    "post.without_media": _without_media,
    "post.long_text": partial(_declared, key="long_text", read=lambda stated: bool(stated.long_text)),
    "post.commercial": partial(_declared, key="commercial", read=lambda stated: stated.commercial),
    "post.is_original": partial(_declared, key="is_original", read=lambda stated: stated.is_original),
    "post.source_statement": partial(
        _declared, key="source_statement", read=lambda stated: stated.source_statement or None
    ),
    "products.count": partial(_declared, key="products", read=lambda stated: len(stated.products)),
    "live.timed": partial(
        _declared, key="live", read=lambda stated: stated.live_at is not None if stated.live else None
    ),
    "images.missing": _missing,
    "images.ratios": _ratios,
    "videos.count": _videos_count,
}
"""Measure name -> its reader."""
