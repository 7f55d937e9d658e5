"""The reporter protocol: what an output format receives, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from rednote_lint.model import Asset, Location, PostDisplay, Record, Report, Rule, Summary, Thumbnails

if TYPE_CHECKING:
    from rednote_lint.report.html.earlier import Earlier


class Display(Record, frozen=True, kw_only=True):
    """How a person wants the whole report to look; what may differ from post to post is in `model.PostDisplay`."""

    language: str = "en"
    """`en` or `zh`: of the labels, and of all posts in formats for people."""
    show_why: bool = True
    """Print the reason and the source of each finding."""
    verbose: bool = False
    """Print the long form: every finding in full, in the order of the post."""
    explain: bool = False
    """Also show the hits that an exception of their rule let pass."""
    colour: bool | None = None
    """None: on in a terminal, off when piped; `NO_COLOR` and `FORCE_COLOR` are respected."""
    width: int | None = None
    """Columns to fill; None: the terminal's."""


class Illustrator(Protocol):
    """Makes small pictures for people; see `facts.illustrate.thumbnails`."""

    def __call__(self, asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
        """Return a small JPEG of each place in one image or video, from one decode.

        Args:
            asset: the image or video.
            locations: `time` chooses the frame of a video.
            side: pixels that neither side of a JPEG exceeds.
        """
        ...


def no_illustration(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
    """Return no picture: an illustrator for runs that have none."""
    return Thumbnails(pictures=(None,) * len(locations))


class PageSettings(Record, frozen=True, kw_only=True):
    """What is asked of the format for people who look rather than read, `html`."""

    earlier: Earlier | None = None
    """The report that this one is compared with."""
    is_public: bool = False
    """Whether folders of this machine and commands are left out."""
    logo: str = ""
    """A picture for the head of the page, as a `data:` address; empty: none."""


class RunInfo(Record, frozen=True, kw_only=True):
    """What is known of a run before its first post."""

    rules: Sequence[Rule] = ()
    """All rules, on or off, of the configuration of the first post; other posts may bring packs of their own.

    They are loaded when a format first looks: a run that is answered from the store needs none.
    """
    roots: tuple[str, ...] = ()
    """The paths that were named."""
    version: str = ""
    """Of rednote-lint."""
    here: str = ""
    """The working directory, from which paths are written; absolute, with forward slashes."""
    repository: str = ""
    """The root of the repository that it lies in, or the working directory itself."""
    stores: tuple[str, ...] = ()
    """The files that keep the run, where it is told from them."""
    illustrate: Illustrator = no_illustration
    has_baseline: bool = False
    """Whether known findings are set aside, so that those that are told are new."""
    page: PageSettings = PageSettings()


class Reporter(Protocol):
    """One output format at work on one stream."""

    def begin(self, run: RunInfo) -> None:
        """Write what stands before the first post."""
        ...

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write one post, as soon as it is done."""
        ...

    def end(self, summary: Summary) -> None:
        """Write what stands after the last post."""
        ...
