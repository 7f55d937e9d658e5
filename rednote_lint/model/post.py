"""A post as it was found on disk, and what could not be read or checked of it."""

from __future__ import annotations

import datetime as dt

from rednote_lint.model.base import AssetKind, Bilingual, Omission, PostKind, Record, Visibility
from rednote_lint.model.place import Location, SourceFile, TextSpan

FIELDS = (
    *("id", "kind", "title", "body", "tags", "cover", "images", "video", "subtitles", "media", "image_count"),
    *("ai_generated", "commercial", "industry", "schedule", "account", "series", "mentions", "products", "location"),
    *("visibility", "is_original", "source_statement", "live", "long_text"),
)
"""What a post may state, by the keys of its header; `lint` besides, which is no part of the post."""
MOST_TAGS = 2_000
"""Tags of a post that are looked at: no client takes more than some dozens. The others are counted and told."""
MOST_MEDIA = 200
"""Images and videos of a post that are opened: ten times what a client takes. The others are counted and told."""

MOST_PLACES = 150
"""Places in one text that are judged for a rule: nobody reads more of them. That there are others is told."""


class Asset(Record, frozen=True, kw_only=True):
    """A media or subtitle file of a post; its content is looked at only when a rule asks."""

    path: str
    """The file as a person names it, openable from where the command was run."""
    kind: AssetKind
    named_at: Location | None = None
    """The place in the post's file that names it; absent when it was found beside the caption."""
    cover: bool = False


class Declarations(Record, frozen=True, kw_only=True):
    """What the author declares about a post, in front matter, `post.yaml` or a manifest row."""

    ai_generated: bool | None = None
    commercial: bool | None = None
    """True: advertising or brand partnership. None: not stated."""
    industry: tuple[str, ...] = ()
    schedule: dt.datetime | None = None
    """When the post is to be published; always with a time zone."""
    image_count: int | None = None
    """How many images the post will have, when a manifest says so without naming the files."""
    account: str = ""
    """Whose post it is; batches of several accounts are told apart by it."""
    series: str = ""
    """A series whose captions are meant to repeat, such as one template for many cities."""
    mentions: tuple[str, ...] = ()
    """Accounts that it names with `@`."""
    products: tuple[str, ...] = ()
    """Goods that are linked below it."""
    location: str = ""
    """The place that is shown with it."""
    visibility: Visibility | None = None
    is_original: bool | None = None
    """Whether it goes up with the declaration that it is the author's own work."""
    source_statement: str = ""
    """Where it was taken from, as the form asks."""
    live: bool | None = None
    """Whether it announces a livestream."""
    live_at: dt.datetime | None = None
    """When the livestream begins; always with a time zone."""
    long_text: bool | None = None
    """Whether it is written in the long-text mode, which makes cards of the words."""


class Directive(Record, frozen=True, kw_only=True):
    """A suppression by the author, with its reason; it lives in front matter or configuration, never in the caption."""

    rule: str
    """A selector: code, code prefix, pack, `pack/name` or `tag:x`."""
    reason: str = ""
    """Without one it sets nothing aside."""
    asset: str | None = None
    """File name of the asset it is limited to."""
    until: dt.date | None = None
    """The last day on which it counts."""
    where: Location
    line: int | None = None
    """1-based line and column of `where`."""
    column: int | None = None


class Problem(Record, frozen=True, kw_only=True):
    """Something that was asked for and could not be done; it makes the run exit with 2."""

    message: Bilingual
    remedy: Bilingual | None = None
    where: Location | None = None
    line: int | None = None
    """1-based line and column of the problem, where a parser gave them."""
    column: int | None = None
    cell: str = ""
    """The cell of a workbook that it stands in: `C12`."""


class Skipped(Record, frozen=True, kw_only=True):
    """Something that was not checked, and why; a value in the report and a line on the screen."""

    what: str
    """A rule's code or an asset's path."""
    reason: Bilingual
    where: Location | None = None
    omission: Omission = Omission.CHOICE


class Notice(Record, frozen=True, kw_only=True):
    """Something to know of what was checked in full; it changes neither verdict nor exit code."""

    what: str
    """The entry that it is about, such as the selector of a suppression."""
    reason: Bilingual
    where: Location | None = None


class Words(Record, frozen=True, kw_only=True):
    """What an author typed, for reports that show it: secrets are starred in it, and all places hold."""

    title: TextSpan | None = None
    body: TextSpan | None = None
    tags: tuple[TextSpan, ...] = ()
    """Declared ones; those inside the body are left there."""
    is_starred: bool = False
    """Whether a secret was starred: nobody may take these words for the post's own."""


class Post(Record, frozen=True, kw_only=True):
    """One post as it was found on disk: its words with their places, its files, what the author declares."""

    id: str
    path: str
    """How a person names the post: its folder, its file, or `manifest.csv:12`."""
    root: str
    """The folder that relative media paths start from."""
    kind: PostKind
    title: TextSpan | None = None
    body: TextSpan | None = None
    tags: tuple[TextSpan, ...] = ()
    """Declared and inline tags in order, each without `#` and `[话题]`; an inline tag keeps its place in the body.

    Of more than `MOST_TAGS`, the first so many.
    """
    more_tags: int = 0
    """How many tags follow those: counted, and not looked at."""
    assets: tuple[Asset, ...] = ()
    declared: Declarations = Declarations()
    declared_at: dict[str, Location] = {}
    """The place of each declared key's value."""
    header: Location | None = None
    """Where the declarations stand or would stand: the front matter, `post.yaml`, the row."""
    directives: tuple[Directive, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    """Its text files as they were read, sidecar subtitles included."""
    problems: tuple[Problem, ...] = ()
    """What could not be read of the post; never silently left out."""
    unread: tuple[str, ...] = ()
    """Files beside it that nobody reads, such as `caption.docx` and `notes.txt`."""
    skipped: tuple[Skipped, ...] = ()
    """Parts of its own file that nobody can read, such as a picture inside a cell."""
    notices: tuple[Notice, ...] = ()
    """What is to be known of how it was read, such as the columns of a table that no field has."""

    @property
    def is_bare(self) -> bool:
        """Whether it is a folder without a post, which is only there for the files in it that nobody reads."""
        return bool(self.unread) and not (self.sources or self.assets or self.problems)
