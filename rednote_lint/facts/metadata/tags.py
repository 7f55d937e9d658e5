"""Metadata as checks see it: a flat list of named values, whatever container they stood in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rednote_lint.model import Bilingual, Record

VALUE_LIMIT = 65_536
"""Characters kept of one value: enough for every pattern, and no file can make a report of gigabytes."""
TAG_LIMIT = 500
"""Tags kept of one file."""


class Tag(Record, frozen=True):
    """One named value.

    The key says where it stood: `exif.Model`, `xmp.TC260:AIGC`, `png.parameters`, `jpeg.comment`,
    `container.comment` (MP4, MOV, MKV, …), `stream.handler_name`, `c2pa.signer`, `file.name`; or what was concluded
    from others: `ai.label`, `ai.generator`, `ai.source_type`, `gps.position`, `device.serial`.
    """

    key: str
    value: str


class Metadata(Record, frozen=True, kw_only=True):
    """All tags of one file, in the order they were met."""

    tags: tuple[Tag, ...] = ()
    gaps: tuple[Bilingual, ...] = ()
    """What could not be read of it, and why; a check passes it on, so that nothing unread looks clean."""

    @classmethod
    def planted(cls, values: dict[str, object]) -> Metadata:
        """Make the metadata that a rule's own test states."""
        return cls(tags=tuple(Tag(key, str(value)) for key, value in values.items()))

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values of the tags with exactly this key."""
        return tuple(tag.value for tag in self.tags if tag.key == key)


def bounded(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Drop empty and repeated tags, cut long values, stop at the limit."""
    seen: set[Tag] = set()
    for tag in tags:
        kept = Tag(tag.key[:200], tag.value.replace("\x00", "").strip()[:VALUE_LIMIT])
        if kept.value and kept not in seen:
            seen.add(kept)
            yield kept
        if len(seen) >= TAG_LIMIT:
            return
