"""The chunks of a WebP or AVI file."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.metadata.source import Part, PartKind, Source

_KINDS = {b"EXIF": PartKind.EXIF, b"XMP ": PartKind.XMP, b"C2PA": PartKind.C2PA}


def riff_parts(source: Source) -> Iterator[Part]:
    """Yield EXIF, XMP and content credentials of the top-level chunks."""
    source.seek(12)
    while source.size - source.tell() >= 8:
        source.step()
        name = source.take(4)
        length = int.from_bytes(source.take(4), "little")
        end = source.tell() + length + length % 2
        if name in _KINDS:
            data = source.part(length)
            yield Part(_KINDS[name], "", data.removeprefix(b"Exif\x00\x00"))
        # A missing pad byte at the very end of the file loses nothing.
        source.seek(min(end, source.size) if end == source.size + 1 else end)
