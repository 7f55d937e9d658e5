"""Ways out of a finding: edits of text and of media."""

from __future__ import annotations

from rednote_lint.model.arguments import Arguments, NoArguments
from rednote_lint.model.base import Bilingual, Record, Safety
from rednote_lint.model.place import TextRange


class TextEdit(Record, frozen=True, kw_only=True, tag="text"):
    """Replace one range of a text file, if it still reads as it did."""

    path: str
    range: TextRange
    old: str
    """The characters that must stand there, else the edit is refused."""
    new: str
    new_file: bool = False
    """The file is made by this edit; it is refused when the file is there."""
    secret: bool = False
    """Whether it takes away a key or a token, which no report shows."""


class Naming(Record, frozen=True, kw_only=True):
    """How a post names one of its media, so that a repaired copy can take the name's place."""

    path: str
    """The text file that names it, or would name it."""
    range: TextRange | None = None
    """Where the name stands; None when the file was found beside the post's text."""
    old: str = ""
    """The characters that stand there."""
    also: tuple[TextRange, ...] = ()
    """Other places in the same header or row that name the same file, such as `cover`."""
    media: tuple[str, ...] = ()
    """When it was found: the names of all media of the post, in order, its cover not among them."""
    cover: str = ""
    """When it was found: the name of the cover, if there is one."""


class MediaEdit(Record, frozen=True, kw_only=True, tag="media"):
    """Make a repaired copy of a media file."""

    path: str
    operation: str
    """A name from `fixes.operations`, such as `convert-image` or `trim-end`."""
    arguments: Arguments = NoArguments()
    """The struct that this operation takes; a plan file needs its loader to read it back."""
    sha256: str = ""
    """Content the operation was planned for; the edit is refused when the file has changed."""
    naming: Naming | None = None
    """Absent when no text file of the post can name it."""


class Fix(Record, frozen=True, kw_only=True):
    """A way out of a finding."""

    title: Bilingual
    safety: Safety
    edits: tuple[TextEdit | MediaEdit, ...] = ()
