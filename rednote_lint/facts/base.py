"""The `Facts` protocol that checks ask, and the records that its answers are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from rednote_lint.model import MOST_MEDIA, Asset, AssetKind, Bilingual, Location, Post, Record, Scope, TextSpan

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.results import MediaAnalysis
    from rednote_lint.facts.analysis.tracks import LineTrack
    from rednote_lint.facts.headers.images import ImageHeader
    from rednote_lint.facts.headers.videos import VideoHeader
    from rednote_lint.facts.marks.layout import CardLayout, Layout
    from rednote_lint.facts.marks.logos import LogoSeen
    from rednote_lint.facts.marks.moving_logo import MovedLogo
    from rednote_lint.facts.metadata import Metadata
    from rednote_lint.facts.options import Options
    from rednote_lint.facts.text.reading import Reading
    from rednote_lint.model import Skipped
    from rednote_lint.store import FactRow


class Need(StrEnum):
    """What a rule must know; only what some rule needs is computed."""

    TEXT = "text"
    """The words of the post's own files: free."""
    SUBTITLES = "subtitles"
    """Sidecar files and subtitle streams: no frame is decoded."""
    HEADERS = "headers"
    """Type, size, duration of media: no pixel is decoded."""
    METADATA = "metadata"
    """EXIF, XMP, container tags, provenance labels: no pixel is decoded."""
    OCR = "ocr"
    """Text seen in images and frames."""
    MARKS = "marks"
    """Logos and end cards in images and frames."""
    CODES = "codes"
    """QR and barcodes in images and frames."""
    QUALITY = "quality"
    """Bars, blur, darkness of images and frames."""
    LOOK = "look"
    """Perceptual hashes of images and frames."""


_COSTS = {Scope.SUBTITLE: Need.SUBTITLES, Scope.OCR: Need.OCR}


def need_of(scope: Scope) -> Need:
    """Return what a text scope costs: the text of the post's own files is free, the rest is read from media."""
    return _COSTS.get(scope, Need.TEXT)


class Observation(Record, frozen=True, kw_only=True):
    """One measured value: `image.width` of one image, `tags.count` of the post."""

    value: Any
    """A number, a string, a boolean, or None when it does not apply."""
    where: Location
    values: dict[str, str] = {}
    """More values that messages of this measure may name, such as `asset`."""
    evidence: str = ""
    """The characters that were measured, or what was seen, in words; empty: the value itself."""
    scope: Scope | None = None
    """The scope of the characters that were measured."""
    beyond: Callable[[float], tuple[Location, str]] | None = None
    """For a length: the place and the characters of what exceeds a limit."""


class Unreadable(Record, frozen=True, kw_only=True):
    """A media file that could not be read, and why; it takes the place of the fact."""

    reason: Bilingual


class Change(StrEnum):
    """What a line does between two moments."""

    APPEARS = "appears"
    """It is absent at the earlier one and there at the later one."""
    VANISHES = "vanishes"


class MarkRefiner(Protocol):
    """Refines detected marks of one asset: exact times and places, read in a second pass over the file.

    A context manager: the file is opened at the first question that needs it, and closed at the end. Times are seconds,
    boxes are in displayed pixels.
    """

    def __enter__(self) -> MarkRefiner:
        """Return the refiner itself."""
        ...

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        """Close the file."""
        ...

    def card_start(self, within: float) -> float | None:
        """Return the second since which the last frame's card stands, if that is at most `within` before the end."""
        ...

    def changed_at(self, line: LineTrack, start: float, end: float, change: Change) -> float | None:
        """Return when a line appears or vanishes between two moments, to a tenth of a second."""
        ...

    def lines_at(self, times: Sequence[float]) -> tuple[LineTrack, ...]:
        """Return the lines of text of the frames at other moments than those that were sampled."""
        ...

    def logo_beside(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Return the best match of a template (a path) left of a line or above it, however poor."""
        ...

    def steady_logo(self, line: LineTrack, template: str) -> LogoSeen | None:
        """Return the best match of a template among the edges that stay beside a line of a video, however poor."""
        ...

    def is_overlaid(self, line: LineTrack) -> bool:
        """Whether a line keeps its exact place while the picture around it moves."""
        ...

    def is_over_picture(self, line: LineTrack) -> bool:
        """Whether the picture moves behind a line; not so on a bar or a slide."""
        ...

    def keeps_place(self, line: LineTrack) -> bool:
        """Whether a line of a video stays where it stands, and no object carries it on; so where that is unknown."""
        ...

    def logos_in_corners(self, template: str, heights: tuple[float, float]) -> tuple[LogoSeen, ...]:
        """Return the best match of a template between two heights (pixels) in each lower corner of a still image."""
        ...

    def moved_logo(self, template: str, layout: Layout, card: CardLayout) -> MovedLogo | None:
        """Return a logo that changes its place as the layout says, found by its edges alone."""
        ...

    def moved_at(self, moved: MovedLogo, template: str) -> float:
        """Return the second at which a logo leaves its first place for its second."""
        ...


class Facts(Protocol):
    """What can be observed in one post: computed lazily, once, and only what some rule needs.

    `ObservedFacts` answers from files, `rule_tests.StatedFacts` from what a rule's own test states.
    """

    post: Post
    needs: frozenset[Need]
    """What the active rules may ask, so that one decode can serve them all."""
    options: Options
    skipped: list[Skipped]
    """What could not be observed so far, and why."""
    recorded: list[FactRow]
    """New facts for the store; the driver writes them."""
    timings: dict[str, float]
    """Seconds that shared work took so far, by its name; they belong to no single check."""

    @property
    def kinds(self) -> frozenset[AssetKind]:
        """The kinds of files that measures may have something of."""
        ...

    @property
    def reading(self) -> Reading:
        """The views of all texts, shared by all kinds of rules on text."""
        ...

    def spans(self, scope: Scope, /) -> tuple[TextSpan, ...]:
        """Return the text of the post in one scope."""
        ...

    def observe(self, measure: str, /) -> tuple[Observation, ...]:
        """Return the values of one measure, one for each thing it is measured of; see `measures.MEASURES`."""
        ...

    def image(self, asset: Asset, /) -> ImageHeader | Unreadable:
        """Return what the header of an image says."""
        ...

    def video(self, asset: Asset, /) -> VideoHeader | Unreadable:
        """Return what the header of a video says."""
        ...

    def metadata(self, asset: Asset, /) -> Metadata | Unreadable:
        """Return what stands in a media file beside its pixels."""
        ...

    def analysis(self, asset: Asset, /) -> MediaAnalysis | Unreadable:
        """Return what the analyzers found in the pixels of an image or video; gaps are noted in `skipped`, once."""
        ...

    def refinement(self, asset: Asset, /) -> MarkRefiner:
        """Return the refiner of an asset that has been analyzed."""
        ...

    def size(self, asset: Asset, /) -> int | None:
        """Return the bytes of a file; None for what is no regular file: reading a pipe might never end."""
        ...

    def digest(self, asset: Asset, /) -> str | Unreadable:
        """Return the SHA-256 of a file, in hexadecimal."""
        ...


def visible_assets(post: Post) -> tuple[Asset, ...]:
    """Return the images and videos of a post that are opened; the others are counted and told."""
    return _media(post)[:MOST_MEDIA]


def unopened_assets(post: Post) -> tuple[Asset, ...]:
    """Return the images and videos of a post beyond the number that is opened."""
    return _media(post)[MOST_MEDIA:]


def _media(post: Post) -> tuple[Asset, ...]:
    return tuple(asset for asset in post.assets if asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO))
