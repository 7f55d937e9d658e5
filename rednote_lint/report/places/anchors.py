"""The line of a text file that stands for a place: of a medium, the one that names it."""

from __future__ import annotations

from rednote_lint.model import Anchor, Excerpt, Location, Report


def anchor_of(report: Report, where: Location | None, excerpt: Excerpt | None) -> Anchor:
    """Return a line of a text file for any place of a post.

    A place in a text has its own line. A medium has the line that names it, else the first line of the post. Where
    a post has no text file, the file itself counts as one line.

    Args:
        report: of the post.
        where: the place; None: the post as a whole.
        excerpt: the lines of the place, where it is one in a text.
    """
    if where is not None and excerpt is not None:
        return Anchor(path=where.path, line=excerpt.line)
    if where is not None and where.path in report.named:
        return report.named[where.path]
    if where is not None and where.text is not None:
        return Anchor(path=where.path, line=1)
    if report.anchor is not None and (where is None or any(asset.path == where.path for asset in report.assets)):
        return report.anchor
    return Anchor(path=where.path if where is not None else report.path, line=1)
