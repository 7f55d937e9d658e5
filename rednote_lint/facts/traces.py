"""Content traces of media files: what two files are compared by."""

from __future__ import annotations

from rednote_lint.model import Record


class Trace(Record, frozen=True, kw_only=True):
    """What stays of a media file when it is compared with others: small, picklable, comparable without the file."""

    path: str
    """The file as a person names it."""
    digest: str = ""
    """Equal for equal bytes; empty when it was not computed because no other file can equal this one."""
    fingerprint: bytes = b""
    """A thumbnail's levels of grey, see `analysis.quality`; empty when nobody looked."""
