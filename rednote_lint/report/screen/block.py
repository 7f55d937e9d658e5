"""What the screen says of one post, or of several photos and clips of which the same is to be said."""

from __future__ import annotations

from pathlib import PurePosixPath

from rednote_lint.model import Contents, Record, Report, Severity, Veto
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.places.names import NAMES, file_names, row_names
from rednote_lint.report.screen.causes import Cause


class Block(Record, frozen=True):
    """One post, or several that are alike, with the causes of all of them."""

    reports: tuple[Report, ...]
    causes: tuple[Cause, ...]
    vetoes: tuple[Veto, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Whether the posts are ready and could only be tidied up."""
        return self._is_plain and all(cause.lead.severity is Severity.INFO for cause in self.causes)

    @property
    def _is_plain(self) -> bool:
        """Whether nothing but its causes is to be said."""
        first = self.reports[0]
        return not (first.problems or first.skipped or self.vetoes or first.is_configuration)

    @property
    def may_grow(self) -> bool:
        """Whether it quotes no words, so that another post like it needs no lines of its own."""
        return self._is_plain and all(one.excerpt is None for cause in self.causes for one in cause.findings)

    def like(self, other: Block) -> bool:
        """Say whether the same is to be said of another block."""
        return self.may_grow and other.may_grow and _said(self) == _said(other)

    def and_(self, other: Block) -> Block:
        """Return both in one."""
        pairs = zip(self.causes, other.causes, strict=True)
        causes = tuple(Cause((*one.findings, *two.findings)) for one, two in pairs)
        return Block((*self.reports, *other.reports), causes)

    def name(self, labels: Phrases) -> str:
        """Return how the posts are called."""
        first = self.reports[0]
        if len(self.reports) == 1:
            return first.path + row_names(first)
        names = file_names(report.path for report in self.reports)
        shown = labels.listed.join(names[:NAMES]) + (labels.and_more if len(names) > NAMES else "")
        folder = first.path[: len(first.path) - len(PurePosixPath(first.path).name)]
        return labels.number(labels.in_posts, len(self.reports)) + labels.colon + folder + shown

    @property
    def contents(self) -> Contents:
        """What was checked of all of them."""
        each = [report.contents for report in self.reports]
        return Contents(
            caption=any(one.caption for one in each),
            images=sum(one.images for one in each),
            videos=sum(one.videos for one in each),
            subtitles=sum(one.subtitles for one in each),
        )


def _said(block: Block) -> tuple[PurePosixPath, list[tuple[Severity, tuple[str, ...]]]]:
    """Return what blocks that are alike have in common, the folder included."""
    folder = PurePosixPath(block.reports[0].path).parent
    return folder, [(cause.lead.severity, cause.codes) for cause in block.causes]
