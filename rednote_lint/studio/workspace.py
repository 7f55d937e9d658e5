"""The workspace: copies of posts in a temporary folder, what was found in them, and what is done to them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind, Bilingual, Post, Report
from rednote_lint.run.outcome import Outcome
from rednote_lint.studio import editing
from rednote_lint.studio.checks import PAUSE, Checked, Checks
from rednote_lint.studio.uploads import Bounds, Uploads

LOOSE = "post"
"""The folder of files that were dropped without one, and of captions that were pasted."""
_GONE = (
    Bilingual(en="this post is not here any more", zh="这篇笔记已不在这里"),
    Bilingual(en="load the page again", zh="重新载入页面"),
)
_CHANGED = (
    Bilingual(en="this post was changed in another window", zh="这篇笔记已在另一个窗口中改动"),
    Bilingual(en="load it as it is now, or keep what is typed here", zh="载入现在的内容，或保留这里输入的内容"),
)
_EMPTY = (
    Bilingual(en="there is no post in what was dropped", zh="拖入的内容中没有笔记"),
    Bilingual(
        en="drop a caption, pictures, a video, a folder or a calendar", zh="拖入文案、图片、视频、文件夹或表格清单"
    ),
)


class ChangedElsewhereError(UserError):
    """Another window has changed the post since this one showed it."""


@dataclass
class Drop:
    """What was dropped or pasted at one time: one post, or a folder of many."""

    number: int
    folder: Path
    waiting: int = 0
    """Posts whose media were not looked at since they changed; 0: all is known."""
    since: float = 0.0
    removed: set[str] = field(default_factory=set)
    """Posts that were taken off the list."""
    failure: Bilingual | None = None
    """Why a check ended before all was known."""


class Work(NamedTuple):
    """How far the repair of a file is."""

    title: Bilingual
    share: float


@dataclass
class Held:
    """One post."""

    number: int
    drop: Drop
    post: Post
    words: Outcome
    whole: Outcome | None = None
    revision: int = 0
    seen: int = -1
    """The revision that `whole` is of."""
    acts: RLock = field(default_factory=RLock)
    """Held by whoever writes to its files."""
    work: Work | None = None
    """A repair that is under way."""

    @property
    def path(self) -> str:
        """How the post is named in the workspace."""
        return self.post.path

    @property
    def videos(self) -> list[str]:
        """The paths of its videos."""
        return [asset.path for asset in self.post.assets if asset.kind is AssetKind.VIDEO]

    @property
    def is_seen(self) -> bool:
        """Whether everything was checked as it stands now."""
        return self.whole is not None and self.seen == self.revision


class Workspace:
    """Holds copies; every method may be called from any thread.

    Args:
        root: an empty folder of its own.
        checks: checks posts in it.
        bounds: of what may be dropped.
    """

    def __init__(self, root: Path, checks: Checks, bounds: Bounds) -> None:
        self.root = root
        self.lock = RLock()
        self.checks = checks
        self.uploads = Uploads(bounds)
        self._posts = root / "posts"
        self._posts.mkdir()
        self._drops: dict[int, Drop] = {}
        self._held: dict[int, Held] = {}
        self._next = 1

    def began(self) -> Drop:
        """Make the folder of a new drop."""
        with self.lock:
            number = self._number()
            drop = Drop(number, self._posts / str(number))
            drop.folder.mkdir()
            self._drops[drop.number] = drop
            return drop

    def drop(self, number: int) -> Drop:
        """Return a drop.

        Raises:
            UserError: it is not there.
        """
        with self.lock:
            if number not in self._drops:
                raise UserError(*_GONE)
            return self._drops[number]

    def pasted(self, title: str, body: str) -> Held:
        """Make a post of a caption that was pasted."""
        drop = self.began()
        folder = drop.folder / LOOSE
        folder.mkdir()
        (folder / editing.CAPTION).write_text(body.replace("\r\n", "\n").strip() + "\n", encoding="utf-8", newline="")
        if title.strip():
            (folder / editing.TITLE).write_text(" ".join(title.split()) + "\n", encoding="utf-8", newline="")
        return self.dropped(drop)[0]

    def dropped(self, drop: Drop) -> list[Held]:
        """Take the posts of a drop whose files are all there; those that were there before keep their numbers.

        Raises:
            UserError: there is none.
        """
        found = self.checks.words(drop.folder)
        if not found:
            raise UserError(*_EMPTY)
        with self.lock:
            before = {held.path: held for held in self._held.values() if held.drop is drop}
            made = []
            for checked in found:
                if checked.post.path in drop.removed:
                    continue
                held = before.pop(checked.post.path, None)
                if held is not None and held.post.assets != checked.post.assets:
                    held.whole, held.seen = None, -1
                if held is None:
                    held = Held(self._number(), drop, checked.post, checked.outcome, revision=-1)
                self._take_words(held, checked)
                self._held[held.number] = held
                made.append(held)
            for gone in before.values():
                del self._held[gone.number]
        self.look(drop)
        return made

    def all(self) -> list[Held]:
        """Return all posts."""
        with self.lock:
            return list(self._held.values())

    def held(self, number: int) -> Held:
        """Return a post.

        Raises:
            UserError: it is not there.
        """
        with self.lock:
            if number not in self._held:
                raise UserError(*_GONE)
            return self._held[number]

    def refuse_changed(self, held: Held, revision: int | None) -> None:
        """Refuse to write where the post is not the one that was shown.

        Args:
            held: the post.
            revision: that was shown; None: whichever.

        Raises:
            ChangedElsewhereError: another window has changed it since.
        """
        if revision is not None and revision != held.revision:
            raise ChangedElsewhereError(*_CHANGED)

    def removed(self, held: Held) -> None:
        """Take a post off the list, and delete its copy where it has a folder of its own."""
        with held.acts, self.lock:
            self._held.pop(held.number, None)
            held.drop.removed.add(held.path)
            folder = Path(held.path)
            others = [Path(one.path) for one in self._held.values() if one.drop is held.drop]
            if (
                folder.is_dir()
                and folder.is_relative_to(self._posts)
                and not any(one.is_relative_to(folder) for one in others)
            ):
                shutil.rmtree(folder, ignore_errors=True)
                held.drop.removed.discard(held.path)
        self.checks.subtitles.keep(self._videos())
        if others:
            self.look(held.drop, PAUSE)

    def typed(self, held: Held, title: str, body: str) -> None:
        """Write another title and body into the copy, and check the words.

        Raises:
            UserError: the form of the post cannot hold it; what could be written is.
        """
        with held.acts:
            self._read_again(held)
            try:
                if title != shown_title(held.post):
                    editing.with_title(held.post, title)
                    self.changed(held)
                if body != shown_body(held.post):
                    editing.with_body(held.post, body)
            finally:
                self.changed(held)

    def declared(self, held: Held, key: str, value: bool) -> None:
        """Write a declaration into the copy, and check the words.

        Raises:
            UserError: the form of the post cannot hold it.
        """
        with held.acts:
            self._read_again(held)
            editing.with_declaration(held.post, key, value)
            self.changed(held)

    def _read_again(self, held: Held) -> None:
        """Find the places of a post's words again where its file was written to for another post."""
        if not editing.is_current(held.post):
            self._look_at_words(held)

    def changed(self, held: Held) -> None:
        """Check the words of a post whose files have changed; everything else follows in the other thread.

        Raises:
            UserError: it is no post any more.
        """
        self._look_at_words(held)
        self.look(held.drop, PAUSE)

    def _look_at_words(self, held: Held) -> None:
        found = self.checks.words(held.drop.folder, held.path)
        if not found:
            raise UserError(*_GONE)
        with self.lock:
            self._take_words(held, found[0])

    def report(self, held: Held) -> Report:
        """Return what is known of a post now."""
        with self.lock:
            if held.is_seen and held.whole is not None:
                return held.whole.report
            return self.checks.merged(held.words, held.whole)

    def look(self, drop: Drop, pause: float = 0.0) -> None:
        """Have everything in a drop checked, after some seconds in which nothing else is asked."""
        with self.lock:
            revisions = {held.path: (held, held.revision) for held in self._held.values() if held.drop is drop}
            drop.waiting = len(revisions)
            is_fresh = any(held.whole is None for held, _ in revisions.values())
            drop.failure = None
            drop.since = drop.since or time.monotonic()
            self.checks.subtitles.keep(self._videos())

        def take(checked: Checked) -> None:
            with self.lock:
                held, revision = revisions.get(checked.post.path, (None, 0))
                if held is not None and held.revision == revision:
                    held.whole, held.seen, held.post = checked.outcome, revision, checked.post
                    drop.waiting = max(drop.waiting - 1, 0)
                    if not drop.waiting:
                        self._read_subtitles()

        def done() -> None:
            with self.lock:
                drop.waiting, drop.since = 0, 0.0
                self._read_subtitles()

        self.checks.whole_later(str(drop.number), drop.folder, take, done, is_fresh=is_fresh, pause=pause)

    def _read_subtitles(self) -> None:
        """Have the subtitles of all videos read that were checked; nobody waits for them."""
        if self.checks.reads_pictures:
            self.checks.subtitles.want(self._videos())

    def _videos(self) -> set[str]:
        """Return the videos of the posts that were checked."""
        with self.lock:
            return {path for held in self._held.values() if held.whole is not None for path in held.videos}

    def failed(self, name: str, why: Bilingual) -> None:
        """Note that the check of a drop ended before all was known."""
        with self.lock:
            drop = self._drops.get(int(name))
            if drop is not None:
                drop.waiting, drop.since, drop.failure = 0, 0.0, why

    def drops(self) -> Iterator[Drop]:
        """Yield the drops."""
        with self.lock:
            yield from list(self._drops.values())

    def _take_words(self, held: Held, checked: Checked) -> None:
        held.words, held.post = checked.outcome, checked.post
        held.revision += 1

    def _number(self) -> int:
        number = self._next
        self._next += 1
        return number


def shown_title(post: Post) -> str:
    """Return the title as the page shows it for editing."""
    return "" if post.title is None else post.title.text


def shown_body(post: Post) -> str:
    """Return the body as the page shows it for editing."""
    return "" if post.body is None else post.body.text
