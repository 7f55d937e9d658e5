"""The linter behind the protocol: open documents, checks in two threads, and what is shown of their answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

import msgspec
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from rednote_lint.errors import UserError, named
from rednote_lint.lsp.actions import FIX_ALL, Actions, Client, Target
from rednote_lint.lsp.asked import Asked, asked
from rednote_lint.lsp.checking import Checked, Depth, Library, check
from rednote_lint.lsp.diagnostics import diagnostic, hover, range_of
from rednote_lint.lsp.documents import Document, Kind, kind_by_name
from rednote_lint.lsp.entries import Entry
from rednote_lint.lsp.pack_check import PackComplaint
from rednote_lint.lsp.paths import key_of, path_of, uri_of
from rednote_lint.lsp.positions import Positions, Units
from rednote_lint.lsp.progress import MediaProgress
from rednote_lint.lsp.shown import Unit, View, is_current, lines_of, touching
from rednote_lint.model import AssetKind, Bilingual, Post, PostDisplay, SourceFile
from rednote_lint.posts import DISK
from rednote_lint.run.language import spoken
from rednote_lint.run.record_types import prepare_records
from rednote_lint.run.settings import Settings
from rednote_lint.run.workers import Worker

PAUSE = 0.08
"""Seconds without a key after which what was typed is checked."""
_LOOKING = Bilingual(en="Checking media", zh="正在检查媒体")
_FAILED = Bilingual(
    en="this document could not be checked: {why}. This is a bug in rednote-lint: please report it.",
    zh="这份文件无法检查：{why}。这是 rednote-lint 的缺陷，欢迎反馈。",
)


class Linter:
    """Checks the documents of one client; all its methods belong to the thread of the event loop.

    Args:
        server: speaks with the client.
        settings: of the command line.
    """

    def __init__(self, server: LanguageServer, settings: Settings) -> None:
        self._server = server
        self._base = settings
        self._asked = Asked()
        self._locale = "auto"
        self._units = Units.UTF_16
        self._documents: dict[str, Document] = {}
        self._shown: dict[str, Unit] = {}
        self._pauses: dict[str, asyncio.TimerHandle] = {}
        self._progress: dict[str, MediaProgress] = {}
        self._revision = 0
        self._loop = asyncio.get_running_loop()
        self._workers = {depth: Worker(depth.name.lower(), partial(self._failed, depth)) for depth in Depth}
        self._libraries = self._fresh_libraries()
        self._ready = Event()
        """Set when two threads may decode records."""

    def introduce(self, units: Units, locale: str | None, options: object) -> None:
        """Take what a client says as it starts."""
        self._units = units
        self._locale = "auto" if not locale else "zh" if locale.lower().startswith("zh") else "en"
        self.configure(options)

    def configure(self, options: object) -> None:
        """Take settings; wrong ones are told, and those before them stay."""
        try:
            self._asked = asked(options)
        except UserError as error:
            told = error.told(self._language_of(None))
            message = types.ShowMessageParams(types.MessageType.Error, " ".join(part for part in told if part))
            self._server.window_show_message(message)
        self.forget()

    def forget(self) -> None:
        """Load rules and configurations anew, and check all documents again."""
        self._libraries = self._fresh_libraries()
        for key in self._documents:
            self._check(key, Depth.WORDS)
            self._check(key, Depth.WHOLE)

    def _fresh_libraries(self) -> dict[Depth, Library]:
        settings = self._asked.over(self._base)
        words = msgspec.structs.replace(settings, media=False, cache=None)
        whole = msgspec.structs.replace(settings, media=self._asked.media)
        return {Depth.WORDS: Library(words, Depth.WORDS), Depth.WHOLE: Library(whole, Depth.WHOLE)}

    def warm_up(self, folder: Path) -> None:
        """Load the rules before the first document needs them; the other thread waits until the records are ready."""

        def load(given_up: Event) -> None:
            try:
                library.session(folder).rules.checkers  # noqa: B018 - compiled when first asked for
            except UserError:
                return  # The first document says so at its place.
            finally:
                try:
                    prepare_records()
                finally:
                    self._ready.set()

        library = self._libraries[Depth.WORDS]
        self._workers[Depth.WORDS].put("", load)

    # Documents come, change and go.

    def opened(self, document: Document) -> None:
        """Take a document that was opened, or a new version of one; and check it at once."""
        key = self._put(document)
        self._shown.setdefault(key, Unit(key))
        self._check(key, Depth.WORDS)
        self._check(key, Depth.WHOLE)
        self._recheck_beside(key, Depth.WORDS)

    def changed(self, document: Document) -> None:
        """Take a new version of a document; it is checked when the typing pauses."""
        key = self._put(document)
        for other in (key, *self._beside(key)):
            self._pause(other)

    def saved(self, key: str) -> None:
        """Check media now, and everything by a configuration or a pack that was saved."""
        document = self._documents.get(key)
        if document is None:
            return
        if kind_by_name(document) is not None:
            self.forget()
            return
        for other in (key, *self._beside(key)):
            self._check(other, Depth.WORDS)
            self._check(other, Depth.WHOLE)

    def closed(self, key: str) -> None:
        """Clear what is shown because of a document; its file counts for the others again."""
        self._documents.pop(key, None)
        unit = self._shown.pop(key, None)
        if pause := self._pauses.pop(key, None):
            pause.cancel()
        for worker in self._workers.values():
            worker.drop(key)
        self._end_progress(key)
        if unit is not None:
            for uri, shown in unit.published.values():
                if shown:
                    self._publish(uri, [], None)
        self._recheck_beside(key, Depth.WHOLE)

    def disturbed(self, path: Path) -> None:
        """Check again what a file on disk belongs to that was made, changed or deleted."""
        key = key_of(path)
        if path.suffix.lower() in (".yaml", ".yml", ".toml") and path.name != "post.yaml":
            self.forget()
            return
        if key in self._documents:
            return
        folders = {key_of(path.parent), key_of(path.parent.parent)}
        for other, document in self._documents.items():
            if key_of(document.path.parent) in folders or key in self._files(other):
                self._check(other, Depth.WORDS)
                self._check(other, Depth.WHOLE)

    def give_up(self, token: types.ProgressToken) -> None:
        """Stop the check that a person cancelled."""
        for key, progress in list(self._progress.items()):
            if progress.token == token:
                self._workers[Depth.WHOLE].drop(key)
                self._end_progress(key)

    def _put(self, document: Document) -> str:
        self._revision += 1
        key = key_of(document.path)
        self._documents[key] = msgspec.structs.replace(document, revision=self._revision)
        return key

    def _files(self, key: str) -> set[str]:
        unit = self._shown.get(key)
        checks = (unit.words, unit.whole) if unit else ()
        return {file for checked in checks if checked is not None for file in checked.texts}

    def _beside(self, key: str) -> Iterator[str]:
        """Yield the other open documents of posts that a file belongs to."""
        return (other for other in self._documents if other != key and key in self._files(other))

    def _recheck_beside(self, key: str, depth: Depth) -> None:
        folder = Path(key).parent
        for other, document in self._documents.items():
            if other != key and (key in self._files(other) or key_of(document.path.parent) == str(folder)):
                self._check(other, Depth.WORDS)
                if depth is Depth.WHOLE:
                    self._check(other, Depth.WHOLE)

    def _pause(self, key: str) -> None:
        if pause := self._pauses.pop(key, None):
            pause.cancel()
        self._workers[Depth.WORDS].drop(key)
        self._pauses[key] = self._loop.call_later(PAUSE, self._check, key, Depth.WORDS)

    def _check(self, key: str, depth: Depth) -> None:
        if depth is Depth.WORDS and (pause := self._pauses.pop(key, None)):
            pause.cancel()
        document, open_ = self._documents.get(key), dict(self._documents)
        if document is None:
            return
        library = self._libraries[depth]

        def on_post(post: Post) -> None:
            if depth is Depth.WHOLE and _media(post) and library.settings.media:
                self._later(self._looking, key, post)

        def job(given_up: Event) -> None:
            self._ready.wait()
            try:
                checked = check(library, document, open_, given_up, on_post)
                if checked is not None:
                    self._later(self._answered, key, checked, depth, library)
            finally:
                if depth is Depth.WHOLE:
                    self._later(self._end_progress, key)

        self._workers[depth].put(key, job)

    def _later(self, function: object, *arguments: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function, *arguments)  # type: ignore[arg-type]

    def _failed(self, depth: Depth, key: str, error: Exception) -> None:
        """Show a defect of ours on the document, in the thread of a worker."""
        self._later(self._show_failure, key, named(error), depth)

    def _show_failure(self, key: str, why: str, depth: Depth) -> None:
        document = self._documents.get(key)
        if document is None:
            return
        complaint = PackComplaint(path=str(document.path), message=_FAILED.filled({"why": why}))
        checked = Checked(
            document=document,
            revisions={key: document.revision},
            kind=Kind.OTHER,
            texts={key: document.text},
            paths={key: str(document.path)},
            complaints=(complaint,),
        )
        self._answered(key, checked, depth, self._libraries[depth])

    def _answered(self, key: str, checked: Checked, depth: Depth, library: Library) -> None:
        unit = self._shown.get(key)
        is_outdated = library is not self._libraries[depth]  # All documents are being checked by the new one.
        if unit is not None and not is_outdated:
            unit.take(checked, whole=depth is Depth.WHOLE)
            self._show(unit)

    def _looking(self, key: str, post: Post) -> None:
        capabilities = self._server.client_capabilities.window
        if capabilities is None or not capabilities.work_done_progress or key not in self._shown:
            return
        if key not in self._progress:
            self._progress[key] = MediaProgress(self._server, _LOOKING.pick(self._language_of(None)))
        self._progress[key].say(post.path)

    def _end_progress(self, key: str) -> None:
        if progress := self._progress.pop(key, None):
            progress.end()

    # What is shown.

    @property
    def _revisions(self) -> dict[str, int]:
        return {key: document.revision for key, document in self._documents.items()}

    def _language_of(self, checked: Checked | None) -> str:
        """Return the language of messages: the client's setting, else the configuration's, else the client's locale."""
        configured = checked.lang if checked is not None else "auto"
        choices = (self._asked.lang, self._base.lang, configured, self._locale)
        return spoken(next((choice for choice in choices if choice not in (None, "auto")), None))

    def _show(self, unit: Unit) -> None:
        view = unit.renewed(self._revisions)
        if view is None:
            return
        unit.view = view
        language = self._language_of(view.now)
        keys = {unit.key, *(entry.key for entry in view.entries if entry.key not in self._documents)}
        for key in unit.published.keys() - keys:
            self._publish(unit.published.pop(key)[0], [], None)
        for key in sorted(keys):
            uri, document = self._uri(view.now.paths.get(key, key)), self._documents.get(key)
            made = [shown for _, shown in self._diagnostics(view, key, language)]
            if made or unit.published.get(key, ("", []))[1] or key == unit.key:
                self._publish(uri, made, document.version if document else None)
            unit.published[key] = (uri, made)

    def _diagnostics(self, view: View, key: str, language: str) -> Iterator[tuple[Entry, types.Diagnostic]]:
        lines, display = self._lines(view, key), PostDisplay(language=language, rule_pages=view.now.rule_pages)
        text = partial(self._lines_of_path, view)
        for entry in view.at(key):
            yield entry, diagnostic(entry, lines, display, text, self._uri)

    def _lines(self, view: View, key: str) -> Positions:
        lines = lines_of(view, key, self._units)
        if lines is None:
            read = DISK.read(Path(key))
            lines = Positions(read.text if isinstance(read, SourceFile) else "", self._units)
        return lines

    def _lines_of_path(self, view: View, path: str) -> Positions | None:
        return lines_of(view, key_of(path), self._units)

    def _uri(self, path: str) -> str:
        document = self._documents.get(key_of(path))
        return document.uri if document else uri_of(path)

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
        )

    def actions(self, key: str, asked_: types.Range, only: Iterable[str] | None) -> list[types.CodeAction]:
        """Return the code actions for a range; none while the text is newer than what is shown."""
        view = self._current(key)
        if view is None:
            return []
        language = self._language_of(view.now)
        shown = list(self._diagnostics(view, key, language))
        maker = Actions(view.now, self._targets(view), self._client(language))
        made: list[types.CodeAction] = []
        if _wants(types.CodeActionKind.QuickFix, only):
            ranges = [one.range for _, one in shown]
            touched = set(map(id, touching([entry for entry, _ in shown], ranges, asked_)))
            made += maker.quick([pair for pair in shown if id(pair[0]) in touched], self._root(view.now.document.path))
        if _wants(FIX_ALL, only) and (action := maker.all_safe(entry for entry, _ in shown)):
            made.append(action)
        return made

    def hover(self, key: str, position: types.Position) -> types.Hover | None:
        """Return what is to be said at a position."""
        view = self._current(key)
        if view is None:
            return None
        lines, found = self._lines(view, key), list(view.at(key))
        here = types.Range(position, position)
        touched = list(touching(found, [range_of(entry, lines) for entry in found], here))
        return hover(touched, lines, self._language_of(view.now))

    def _current(self, key: str) -> View | None:
        unit = self._shown.get(key)
        view = unit.view if unit else None
        return view if view is not None and is_current(view.now, self._revisions) else None

    def _client(self, language: str) -> Client:
        capabilities = self._server.client_capabilities
        return Client.of(capabilities, units=self._units, language=language, reason=self._asked.ignore_reason.strip())

    def _targets(self, view: View) -> dict[str, Target]:
        targets = {}
        for key, text in view.now.texts.items():
            document = self._documents.get(key)
            targets[key] = Target(
                uri=self._uri(view.now.paths[key]), text=text, version=document.version if document else None
            )
        if (config := view.now.config) is not None and key_of(config) not in targets:
            document = self._documents.get(key_of(config))
            read = DISK.read(config) if document is None else None
            text = document.text if document else read.text if isinstance(read, SourceFile) else ""
            if document is not None or isinstance(read, SourceFile):
                targets[key_of(config)] = Target(
                    uri=self._uri(str(config)), text=text, version=document.version if document else None
                )
        return targets

    def _root(self, path: Path) -> Path | None:
        """Return the innermost workspace folder that holds a file."""
        folders = (path_of(uri) for uri in self._server.workspace.folders)
        holding = [folder for folder in folders if folder is not None and path.is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=None)


def _media(post: Post) -> bool:
    return any(asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO) for asset in post.assets)


def _wants(kind: str, only: Iterable[str] | None) -> bool:
    """Say whether a client asks for a kind of action: a kind that it names stands for those below it."""
    return only is None or any(not asked_ or kind == asked_ or kind.startswith(f"{asked_}.") for asked_ in only)
