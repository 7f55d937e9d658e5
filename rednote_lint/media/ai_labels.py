"""The labels that say "made by AI" and "content credentials": what the check reads and what every fix must keep.

Removing them breaks the law (Measures for Labelling AI-Generated Content, Article 10; GB 45438-2025). The standard's
guides name the places: PNG text `AIGC`, XMP `TC260:AIGC`, EXIF UserComment, and keys of MP4 and MOV.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from rednote_lint.media.contents import Contents, read_contents
from rednote_lint.media.file_type import ISO_MOVIE_TYPES
from rednote_lint.media.source import PART_LIMIT
from rednote_lint.media.tags import Tag

_NAMED = re.compile(r"(?:png|container|stream|xmp)\.(?:[\w.-]+[.:])?AIGC", re.IGNORECASE)
_WRAPPING = {
    "exif.usercomment",
    "exif.imagedescription",
    "jpeg.comment",
    "container.comment",
    "png.comment",
    "gif.comment",
}
_NUMBER = re.compile(r"\\?\"Label\\?\"\s*:\s*\\?\"?(\d)", re.IGNORECASE)
_KEY = re.compile(r"\\?\"AIGC\\?\"\s*:", re.IGNORECASE)
_WRAPPED = re.compile(r'\A\s*\{\s*"AIGC"\s*:\s*(?P<value>.*)\}\s*\Z', re.DOTALL)
_SOURCE_TYPE = re.compile(r"xmp\.\w+:DigitalSourceType", re.IGNORECASE)
_SOURCE_TYPE_URL = re.compile(r"https?://cv\.iptc\.org/newscodes/digitalsourcetype/\w+")
_UNDERSTOOD = {"jpeg", "png", "webp", "heic", "avif", "tiff", "gif", *ISO_MOVIE_TYPES}


class LabelKind(StrEnum):
    """Whose label it is."""

    AIGC = "aigc"
    """The object of TC260."""
    AIGC_FIELD = "aigc-field"
    """Its field `Label` alone, which some writers give a property of its own."""
    PLATFORM = "platform"
    """What TikTok writes where its author or its detector said AI."""
    SOURCE_TYPE = "source-type"
    """How the picture was made, in words of the IPTC."""
    C2PA = "c2pa"
    """Content credentials."""


class Label(NamedTuple):
    """One label, whatever container and field it stands in."""

    kind: LabelKind
    value: bytes


def labels_of(path: str | Path) -> frozenset[Label]:
    """Return every AI label in a file; a file that cannot be understood at all has none.

    Raises:
        OSError: it cannot be opened.
    """
    contents = read_contents(path, whole=True)
    return frozenset((*labels_in(contents.tags), *_credentials(contents, Path(path))))


def labels_in(tags: Iterable[Tag]) -> Iterator[Label]:
    """Yield the labels among the tags of a file."""
    for tag in tags:
        if (kind := label_kind(tag)) is not None:
            value = _object(tag.value) if kind is LabelKind.AIGC else tag.value.strip().strip("\0")
            yield Label(kind, value.encode("utf-8", "replace"))


def label_kind(tag: Tag) -> LabelKind | None:
    """Say which kind of label a tag is; None for one that is none."""
    key = tag.key.lower()
    if _NAMED.fullmatch(key) or (key in _WRAPPING and _holds_label(tag.value)):
        return LabelKind.AIGC
    if key == "xmp.tc260:label":
        return LabelKind.AIGC_FIELD
    if key == "container.aigc_info":
        return LabelKind.PLATFORM
    if _SOURCE_TYPE.fullmatch(key) or (key.startswith("xmp.") and _SOURCE_TYPE_URL.search(tag.value)):
        return LabelKind.SOURCE_TYPE
    return None


def label_number(value: str) -> str | None:
    """Return the number that a TC260 object states in its field `Label`, even where it is cut short."""
    found = _NUMBER.search(value)
    return found[1] if found else None


def _holds_label(comment: str) -> bool:
    """Say whether a comment that may say anything holds the label's object."""
    upper = "AIGC" in comment.upper()
    return upper and (_NUMBER.search(comment) is not None or _KEY.search(comment) is not None)


def _object(value: str) -> str:
    """Return the object of a TC260 label without the wrapper `{"AIGC": …}` that some fields need."""
    at = value.find('{"AIGC"')
    at = value.find("{") if at < 0 and '"AIGC"' in value else at
    end = value.rfind("}") + 1
    value = value[at:end] if 0 <= at < end else value
    wrapped = _WRAPPED.match(value)
    return (wrapped["value"] if wrapped else value).strip().strip("\0")


def _credentials(contents: Contents, path: Path) -> Iterator[Label]:
    for manifest in contents.manifests:
        yield Label(LabelKind.C2PA, manifest)
    if contents.type not in _UNDERSTOOD and _mentions_credentials(path):
        # In a container that is not understood, a trace of content credentials is held for a label.
        yield Label(LabelKind.C2PA, b"")


def _mentions_credentials(path: Path) -> bool:
    wanted, tail = {b"jumb", b"c2pa"}, b""
    with path.open("rb") as file:
        while wanted and (block := file.read(PART_LIMIT)):
            wanted = {word for word in wanted if word not in tail + block}
            tail = block[-3:]
    return not wanted
