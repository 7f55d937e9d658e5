"""Value of a file with the place of each character, through escapes, folding and indentation."""

from __future__ import annotations

from bisect import bisect_right

from rednote_lint.model import Location, Record, Scope, TextRange, TextSpan


class SourceText(Record, frozen=True, kw_only=True):
    """A value as a parser gives it, and where its characters stand in the file; offsets are code points."""

    text: str
    start: int
    end: int
    """The range that the value fills in the file, quotes and markers not counted."""
    pieces: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, offset in the file) where the two drift apart; empty: the text stands there as it is."""

    def at(self, offset: int) -> int:
        """Return the file offset of the character at `offset` of the text."""
        if not self.pieces:
            return self.start + offset
        begin, target = self.pieces[max(bisect_right(self.pieces, (offset, 1 << 62)) - 1, 0)]
        return target + (offset - begin)

    def index(self, place: int) -> int:
        """Return the offset of the character at, or before, a file offset; the length for one behind the end."""
        if place >= self.end:
            return len(self.text)
        if not self.pieces:
            return max(place - self.start, 0)
        targets = [target for _, target in self.pieces]
        number = max(bisect_right(targets, place) - 1, 0)
        begin, target = self.pieces[number]
        following = self.pieces[number + 1][0] if number + 1 < len(self.pieces) else len(self.text)
        return min(begin + max(place - target, 0), following - 1)

    def cut(self, start: int, end: int) -> SourceText:
        """Return `text[start:end]` with its place."""
        first = self.at(start)
        last = self.at(end - 1) + 1 if end > start else first
        kept = [(offset - start, target) for offset, target in self.pieces if start < offset < end]
        pieces = ((0, first), *kept) if kept else ()
        return SourceText(text=self.text[start:end], start=first, end=last, pieces=pieces)

    def stripped(self, characters: str | None = None) -> SourceText:
        """Return the text without the given characters (white space by default) at both ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self.cut(left, max(left, right))

    @property
    def range(self) -> TextRange:
        """The range in the file."""
        return TextRange(self.start, self.end)

    def span(self, scope: Scope, path: str) -> TextSpan:
        """Make it a span of a post."""
        return TextSpan(scope=scope, text=self.text, where=Location(path=path, text=self.range), pieces=self.pieces)


def verbatim(text: str, start: int) -> SourceText:
    """Return a text that stands in the file exactly as it is, from `start` on."""
    return SourceText(text=text, start=start, end=start + len(text))


def aligned(text: str, offsets: list[int], end: int) -> SourceText:
    """Return a text whose characters stand at the given file offsets, one for each character.

    Args:
        text: the value.
        offsets: the file offset of each character; as long as `text`.
        end: the file offset just behind the value.
    """
    pieces: list[tuple[int, int]] = []
    for index, offset in enumerate(offsets):
        if not pieces or offset - pieces[-1][1] != index - pieces[-1][0]:
            pieces.append((index, offset))
    start = offsets[0] if offsets else end
    if len(pieces) <= 1 and end - start == len(text):
        return SourceText(text=text, start=start, end=end)
    return SourceText(text=text, start=start, end=end, pieces=tuple(pieces))
