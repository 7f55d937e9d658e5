"""The baseline as a suppressor: findings that were there before, told apart without line numbers.

A finding is the same as one before when its rule, its evidence and, on a medium, the content of the file are the same.
Of equal ones in a post those on an unchanged line are taken first. Entries of a post that has gone are open to all
posts, so that a post may be moved or renamed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from rednote_lint.model import (
    Bilingual,
    Finding,
    Location,
    Notice,
    Problem,
    Record,
    Rule,
    Skipped,
    SuppressedBy,
)
from rednote_lint.verdict.suppressor import Grounds, Judged

_LONGEST = 60
"""Characters of evidence that an entry quotes; of longer ones it has a digest as well."""
Digest = Callable[[Finding], str]
"""The sha256 of the medium that a finding is on; empty for one in text."""


class Entry(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Equal findings of one post that were there before."""

    post: str
    """Its path from the folder of the baseline, of a row that of its table."""
    code: str
    evidence: str = ""
    context: str = ""
    """Digest of the line that it stood on."""
    sha256: str = ""
    count: int = 1
    reason: str = ""

    @property
    def identity(self) -> Identity:
        """What stays when the post is moved and its text is edited."""
        return Identity(self.code, self.evidence, self.sha256)


class Identity(NamedTuple):
    """What makes two findings the same, wherever they stand."""

    code: str
    evidence: str
    sha256: str


class Stale(NamedTuple):
    """An entry, and how many of its findings are found no more."""

    entry: Entry
    missing: int


def entry_of(post: str, one: Judged, digest: Digest) -> Entry:
    """Return the entry of one finding; a measured value may change with every edit and is no part of it."""
    finding = one.finding
    is_value = one.rule.check == "measure"
    return Entry(
        post=post,
        code=finding.code,
        evidence="" if is_value else _quoted(" ".join(finding.evidence.split())),
        context=context_of(finding.excerpt.text) if finding.excerpt else "",
        sha256=digest(finding),
    )


def context_of(line: str) -> str:
    """Return the digest of a line, whatever the blanks at its ends."""
    return _digest(line.strip())[:12]


def gathered(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in their order in the file, equal ones as one with their number."""
    import msgspec

    counts: Counter[Entry] = Counter()
    for entry in entries:
        counts[msgspec.structs.replace(entry, count=1)] += entry.count
    return [msgspec.structs.replace(entry, count=count) for entry, count in sorted(counts.items(), key=_order)]


def _order(item: tuple[Entry, int]) -> tuple[str, ...]:
    entry = item[0]
    return (entry.post, entry.code, entry.evidence, entry.context, entry.sha256, entry.reason)


def _quoted(evidence: str) -> str:
    return evidence if len(evidence) <= _LONGEST else f"{evidence[:_LONGEST]}… {_digest(evidence)[:12]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Baseline:
    """The entries of one file, and which of them the posts of a run have used.

    Args:
        file: as reports name it.
        entries: all of the file.
        is_there: whether there is a post of this name on disk.
    """

    def __init__(self, file: str, entries: Sequence[Entry], is_there: Callable[[str], bool]) -> None:
        self.file = file
        self.entries = entries
        self._is_there = is_there
        self._by_identity: dict[Identity, list[int]] = {}
        self._codes: dict[str, set[str]] = {}
        for index, entry in enumerate(entries):
            self._by_identity.setdefault(entry.identity, []).append(index)
            self._codes.setdefault(entry.post, set()).add(entry.code)
        self._used: dict[str, Counter[int]] = {}
        self._unasked: dict[str, set[str]] = {}
        self._seen: set[str] = set()

    def begin(self) -> None:
        """Prepare for a pass over posts: one that comes again gives back what it used before."""
        self._seen = set()

    def of(
        self, post: str, digest: Digest, was_asked: Callable[[str], bool], elsewhere: Container[str] = ()
    ) -> KnownFindings:
        """Return the suppressor of a post, or of one row of a table.

        Args:
            post: its name in the baseline.
            digest: of the media of the post.
            was_asked: whether a rule was asked of all of it.
            elsewhere: contexts of lines in other rows of the same table; their entries are left to them.
        """
        if post not in self._seen:
            self._seen.add(post)
            self._used[post], self._unasked[post] = Counter(), set()
        self._unasked[post] |= {code for code in self._codes.get(post, ()) if not was_asked(code)}
        return KnownFindings(self, post, digest, elsewhere)

    def take(self, post: str, wanted: Entry, *, own: bool, exact: bool, elsewhere: Container[str] = ()) -> Entry | None:
        """Use up one finding of an entry that is the same.

        Args:
            post: the post that has the finding.
            wanted: as an entry for the finding would be.
            own: an entry of this post, else one of a post that has gone.
            exact: on the same line.
            elsewhere: contexts that are left to others.
        """
        for index in self._by_identity.get(wanted.identity, ()):
            entry = self.entries[index]
            if (entry.post == post) is not own or (entry.context != wanted.context and exact):
                continue
            if entry.context != wanted.context and entry.context in elsewhere:
                continue
            if self._left(index) and (own or not self._is_there(entry.post)):
                self._used[post][index] += 1
                return entry
        return None

    def stale(self, is_named: Callable[[str], bool]) -> list[Stale]:
        """Return what was not found: in posts that were checked, and of posts that have gone.

        Args:
            is_named: whether a post of this name belongs to what the run was to check.
        """
        found = ((entry, self._left(index)) for index, entry in enumerate(self.entries))
        return [Stale(entry, left) for entry, left in found if left and self._is_over(entry, is_named)]

    def _is_over(self, entry: Entry, is_named: Callable[[str], bool]) -> bool:
        if entry.post in self._unasked:
            return entry.code not in self._unasked[entry.post]
        return is_named(entry.post) and not self._is_there(entry.post)

    def _left(self, index: int) -> int:
        return self.entries[index].count - sum(used[index] for used in self._used.values())


class KnownFindings:
    """Sets aside what the baseline has of one post."""

    by = SuppressedBy.BASELINE

    def __init__(self, baseline: Baseline, post: str, digest: Digest, elsewhere: Container[str]) -> None:
        self._baseline, self._post, self._digest, self._elsewhere = baseline, post, digest, elsewhere

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        """Take the entries of the post first, and of those the ones whose line is unchanged."""
        wanted = [entry_of(self._post, one, self._digest) for one in findings] if self._baseline.entries else []
        taken: list[Entry | None] = [None] * len(findings)
        for own in (True, False):
            for exact in (True, False):
                for index, entry in enumerate(wanted):
                    if taken[index] is None:
                        taken[index] = self._baseline.take(
                            self._post, entry, own=own, exact=exact, elsewhere=self._elsewhere
                        )
        where = Location(path=self._baseline.file)
        return [None if entry is None else Grounds(reason=entry.reason, where=where) for entry in taken]

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return nothing: what is not known is new."""
        return None

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield nothing: what is stale is known at the end of the run."""
        yield from ()
