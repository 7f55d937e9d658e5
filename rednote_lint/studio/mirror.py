"""The phone mirror: what the clients show of a note in the feed, opened, and in search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rednote_lint.checks.measure import MeasureParams
from rednote_lint.model import AssetKind, Post, Record, Report, Rule
from rednote_lint.report.html.pictures import Media, Shown
from rednote_lint.report.html.views import FieldView
from rednote_lint.studio.pictures import stamp
from rednote_lint.text.counters import APP

TITLE, ASPECT = "title.length.app", "image.ratio"
"""The measures whose rules say where a title and a cover are cut."""


class Cover(Record, frozen=True, kw_only=True):
    """The picture of a card, and the shape that it is cut to."""

    picture: Shown
    width: int
    height: int
    is_cut: bool
    """Whether the feed shows less than all of it."""


class Film(Record, frozen=True, kw_only=True):
    """A video that the page plays."""

    address: str
    number: int
    """Of its asset."""
    poster: str = ""


class Mirror(Record, frozen=True, kw_only=True):
    """Everything that is shown of a note as the clients show it."""

    account: str
    title: str
    """As a card shows it."""
    cut: str
    """What a card leaves out of the title."""
    fields: tuple[FieldView, ...]
    cover: Cover | None
    slides: tuple[Shown, ...]
    films: tuple[Film, ...]
    query: str
    """What somebody may have searched for who finds it."""


def mirror_of(
    post: Post, report: Report, fields: Sequence[FieldView], media: Media, known: Iterable[Rule], address: str
) -> Mirror:
    """Return what the mirror shows.

    Args:
        post: the post.
        report: on it.
        fields: its words with their marks.
        media: its pictures, with addresses.
        known: all rules; those on the platform's limits have the numbers.
        address: under which its media are served.
    """
    limits = {rule.params.measure: rule.params for rule in known if isinstance(rule.params, MeasureParams)}
    title = _title(report)
    at = APP.cut(title, limits[TITLE].require.upper or len(title)) if TITLE in limits else len(title)
    images = {asset.path.rpartition("/")[2] for asset in report.assets if asset.kind is AssetKind.IMAGE}
    videos = [(n, asset) for n, asset in enumerate(report.assets) if asset.kind is AssetKind.VIDEO]
    slides = tuple(one for one in media.pictures if one.name in images)
    first = {one.name: one.uri for one in reversed(media.pictures)}
    film_names = {asset.path.rpartition("/")[2] for _, asset in videos}
    frames = [one for one in media.pictures if one.name in film_names]
    named = [asset.path.rpartition("/")[2] for asset in report.assets if asset.cover]
    chosen = next((one for one in slides if one.name in named), None) or next(iter((*slides, *frames)), None)
    tags = [tag.text for tag in post.tags]
    return Mirror(
        account=report.account,
        title=title[:at],
        cut=title[at:],
        fields=tuple(fields),
        cover=None if chosen is None else _cover(chosen, limits.get(ASPECT)),
        slides=slides if not videos else (),
        films=tuple(
            Film(
                address=f"{address}/{n}?{stamp(asset.path)[0]}",
                number=n,
                poster=first.get(asset.path.rpartition("/")[2], ""),
            )
            for n, asset in videos
        ),
        query=next(iter(tags), title[:8]),
    )


def _title(report: Report) -> str:
    """Return the title, or what stands in its place: the first line of the body."""
    words = report.words
    if words is None:
        return ""
    if words.title is not None:
        return " ".join(words.title.text.split())
    return "" if words.body is None else words.body.text.strip().partition("\n")[0]


def _cover(picture: Shown, params: MeasureParams | None) -> Cover:
    """Cut a picture as the feed does: to the nearest shape that the platform recommends."""
    between = params.require.between if params is not None else None
    if between is None or not picture.height:
        return Cover(picture=picture, width=picture.width, height=picture.height, is_cut=False)
    low, high = between
    shape = min(max(picture.width / picture.height, low), high)
    width = 1000
    return Cover(
        picture=picture,
        width=width,
        height=round(width / shape),
        is_cut=abs(picture.width / picture.height - shape) > 1e-3,
    )
