"""The metadata of one file as checks see it: a flat, bounded list of tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rednote_lint.media.tags import Tag
from rednote_lint.model import Bilingual, Record

VALUE_LIMIT = 65_536
"""Characters kept of one value: enough for every pattern, and no file can make a report of gigabytes."""
TAG_LIMIT = 500
"""Tags kept of one file."""


class Metadata(Record, frozen=True, kw_only=True):
    """All tags of one file, in the order they were met."""

    tags: tuple[Tag, ...] = ()
    gaps: tuple[Bilingual, ...] = ()
    """What could not be read of it, and why; a check passes it on, so that nothing unread looks clean."""

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
