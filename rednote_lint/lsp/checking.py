"""Checks what a document belongs to, from the texts that the editor holds, and keeps what the answer was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from threading import Event

import msgspec

from rednote_lint.config import find_config
from rednote_lint.errors import UserError
from rednote_lint.lsp.documents import Document, Kind, kind_of
from rednote_lint.lsp.pack_check import PackComplaint, pack_complaints
from rednote_lint.lsp.paths import key_of
from rednote_lint.model import Location, Post, Problem, Record, Rule, SourceFile
from rednote_lint.packs.locate import pack_files
from rednote_lint.posts import Sources, discover, text_post
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.session import Session
from rednote_lint.run.settings import Settings

Stamp = tuple[tuple[str, int, int], ...]


class Depth(Enum):
    """How much a check finds out."""

    WORDS = auto()
    """What is quick enough to be told while somebody types."""
    WHOLE = auto()
    """Media, and the tests of a pack, as well."""


class Library:
    """The rules and configurations that one thread checks by; loaded again when a file that they came from changes.

    Args:
        settings: of the command line and the client.
        depth: how much a check is to find out.
    """

    def __init__(self, settings: Settings, depth: Depth) -> None:
        self.settings = settings
        self.depth = depth
        self.run = Run(settings)
        self._stamps: dict[Path, Stamp] = {}

    def renew(self, folder: Path) -> None:
        """Forget everything when the configuration that counts for a folder, or a pack that it names, is another now.

        A configuration that cannot be read is not kept anyway.
        """
        stamp = self._stamp(folder)
        if self._stamps.setdefault(folder, stamp) != stamp:
            self.forget()
            self._stamps[folder] = self._stamp(folder)

    def forget(self) -> None:
        """Load everything anew when it is next asked for."""
        self.run = Run(self.settings)
        self._stamps.clear()

    def session(self, folder: Path) -> Session:
        """Return the session for posts in a folder.

        Raises:
            UserError: a configuration or a selector is wrong.
        """
        return self.run.sessions.of(folder)

    def _stamp(self, folder: Path) -> Stamp:
        """Return the files that count for a folder, with time and size."""
        file = None if self.settings.isolated else self.settings.config or find_config(folder)
        packs: tuple[Path, ...] = ()
        try:
            packs = self.session(folder).config.packs
        except UserError:
            packs = ()
        return tuple(_stamps_of([*([file] if file else []), *(path for pack in packs for path in pack_files(pack))]))


def _stamps_of(files: Iterable[Path]) -> Iterable[tuple[str, int, int]]:
    for path in files:
        try:
            status = path.stat()
            yield str(path), status.st_mtime_ns, status.st_size
        except OSError:
            yield str(path), 0, -1


class Checked(Record, frozen=True, kw_only=True, dict=True):
    """What came of checking a document at one revision, with everything that its places are counted in."""

    document: Document
    """The version that was checked."""
    revisions: dict[str, int]
    """Revision of each open document that was read, by its key."""
    kind: Kind
    posts: tuple[Post, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    """One for each post."""
    texts: dict[str, str] = {}
    """The text files of the posts as they were read, by their keys; a byte-order mark that the editor has included."""
    paths: dict[str, str] = {}
    """How each of them is named."""
    of_words: frozenset[str] = frozenset()
    """Codes of the rules that need no media."""
    lang: str = "auto"
    """What the configuration says."""
    rule_pages: str = ""
    """The same."""
    config: Path | None = None
    """The configuration file that counts."""
    known: tuple[Rule, ...] = ()
    complaints: tuple[PackComplaint, ...] = ()
    """What is wrong with a pack or a configuration."""

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by their codes."""
        return {rule.code: rule for rule in self.known}


OnPost = Callable[[Post], None]
"""Is told of each post before it is checked, in the thread of the check."""


def check(
    library: Library,
    document: Document,
    open_: Mapping[str, Document],
    given_up: Event,
    on_post: OnPost = lambda post: None,
) -> Checked | None:
    """Check the posts, the pack or the configuration that a document belongs to.

    Args:
        library: whose settings say whether media are opened, and the tests of a pack run.
        document: the document.
        open_: all documents of the editor, by key; they stand in place of their files.
        given_up: is set when nobody waits for the answer any more.
        on_post: is told which post is checked next.

    Returns:
        None when it was given up.
    """
    if given_up.is_set():
        return None
    library.renew(document.path.parent)
    texts = {str(other.path): other.text for other in open_.values() if not other.untitled}
    sources = Sources(texts)
    kind = kind_of(document, sources)
    bare = Checked(
        document=document, revisions={key_of(document.path): document.revision}, kind=kind, texts={}, paths={}
    )
    match kind:
        case Kind.OTHER:
            return bare
        case Kind.PACK:
            complaints = pack_complaints(document, texts, library.settings, with_tests=library.depth is Depth.WHOLE)
        case Kind.CONFIG:
            complaints = _configured(library, document)
        case Kind.POST:
            try:
                return _posts_checked(library, document, open_, sources, given_up, on_post)
            except UserError as error:
                complaints = (PackComplaint.of_error(error, document.path),)
    key = key_of(document.path)
    return msgspec.structs.replace(
        bare, complaints=complaints, texts={key: document.text}, paths={key: str(document.path)}
    )


def _configured(library: Library, document: Document) -> tuple[PackComplaint, ...]:
    """Say what is wrong with the configuration as it is on disk."""
    try:
        library.session(document.path.parent).refuse_broken_packs()
    except UserError as error:
        return (PackComplaint.of_error(error, document.path),)
    return ()


def _posts_checked(
    library: Library,
    document: Document,
    open_: Mapping[str, Document],
    sources: Sources,
    given_up: Event,
    on_post: OnPost,
) -> Checked | None:
    if document.untitled:
        found = iter((text_post(document.text, document.path),))
    else:
        found = discover([document.path], library.run.with_columns(sources))
    posts: list[Post] = []
    outcomes: list[Outcome] = []

    def noted() -> Iterable[Post]:
        for post in found:
            posts.append(post)
            on_post(post)
            yield post

    for outcome in library.run.check_posts(noted()):
        outcomes.append(outcome)
        if given_up.is_set():
            return None
    session = library.session(_folder(posts, document))
    texts, paths = _texts(document, posts, outcomes, open_, sources)
    return Checked(
        document=document,
        revisions={key: open_[key].revision for key in texts if key in open_},
        kind=Kind.POST,
        posts=tuple(posts),
        outcomes=tuple(outcomes),
        texts=texts,
        paths=paths,
        of_words=session.rules.of_words,
        lang=session.config.lang,
        rule_pages=session.config.rule_pages,
        config=None if library.settings.isolated else library.settings.config or find_config(_folder(posts, document)),
        known=session.known,
    )


def _folder(posts: list[Post], document: Document) -> Path:
    """Return the folder from which the configuration is looked for."""
    return (Path(posts[0].root) if posts else document.path.parent).absolute()


def _texts(
    document: Document,
    posts: Iterable[Post],
    outcomes: Iterable[Outcome],
    open_: Mapping[str, Document],
    sources: Sources,
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text files that findings may stand in."""
    own = key_of(document.path)
    texts, paths = {own: document.text}, {own: str(document.path)}
    named = {source.path for post in posts for source in post.sources}
    named |= {place.path for outcome in outcomes for place in _places(outcome) if place.text is not None}
    for name in sorted(named):
        key = key_of(name)
        if key in texts:
            continue
        if key in open_:
            texts[key], paths[key] = open_[key].text, str(open_[key].path)
            continue
        read = sources.read(Path(name))
        if isinstance(read, SourceFile):
            texts[key], paths[key] = read.text, name
    return texts, paths


def _places(outcome: Outcome) -> Iterable[Location]:
    report = outcome.report
    yield from (finding.location for finding in report.findings)
    others: tuple[Problem, ...] = report.problems
    yield from (problem.where for problem in others if problem.where is not None)
