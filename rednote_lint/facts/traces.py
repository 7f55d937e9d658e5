"""Content traces of captions and media files: what two posts are compared by."""

from __future__ import annotations

from rednote_lint.model import Record


class Trace(Record, frozen=True, kw_only=True):
    """What stays of a caption or a file when it is compared with others: small, picklable, comparable by itself."""

    path: str
    """The file as a person names it."""
    digest: str = ""
    """Equal for equal bytes; empty when it was not computed because no other file can equal this one."""
    fingerprint: bytes = b""
    """A thumbnail's levels of grey, see `analysis.quality`; empty when nobody looked."""
    sentences: tuple[bytes, ...] = ()
    """Of a caption: see `text.shingles`."""
    hashes: tuple[bytes, ...] = ()
    """Of a picture: perceptual hashes of the whole and of parts of it; of a video: one of each frame."""
    times: tuple[float, ...] = ()
    """Of a video: the seconds of these frames."""


class Earlier(Record, frozen=True, kw_only=True):
    """A post that was compared or recorded before."""

    name: str
    """As a report names it."""
    account: str = ""
    series: str = ""


class Twin(Record, frozen=True, kw_only=True):
    """Two captions or files that are alike: one of the post at hand, one of an earlier post."""

    trace: Trace
    """Of the post at hand."""
    post: Earlier
    path: str
    """The caption or file of the earlier post; empty where it is not known to be there any more."""
    likeness: float
    """From 0 to 1, which is reached by equal ones alone."""
    same_bytes: bool = False

    @property
    def is_caption(self) -> bool:
        """Whether it is of captions rather than of files."""
        return bool(self.trace.sentences)
