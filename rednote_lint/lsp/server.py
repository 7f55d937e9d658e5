"""The language server itself: the messages of the protocol, passed on to the linter."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from rednote_lint import __version__
from rednote_lint.lsp.actions import FIX_ALL, WRITE_REASON
from rednote_lint.lsp.asked import SECTION
from rednote_lint.lsp.documents import Document, untitled_path
from rednote_lint.lsp.linter import Linter
from rednote_lint.lsp.paths import UNTITLED, key_of, path_of, scheme_of
from rednote_lint.lsp.positions import Units
from rednote_lint.lsp.streams import protocol_streams
from rednote_lint.run.settings import Settings

_WATCHED = (
    "**/*.{yaml,yml,toml}",
    "**/*.{md,markdown,txt,csv,jsonl,ndjson,srt,vtt,ass,ssa}",
    "**/*.{jpg,jpeg,png,webp,gif,heic,heif,avif,bmp,mp4,mov,m4v,mkv,webm}",
)
_KINDS: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]


class Server(LanguageServer):
    """Holds what a session knows besides the protocol.

    Args:
        settings: of the command line.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(SECTION, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.settings = settings
        self.linter: Linter | None = None
        self.untitled: dict[str, Path] = {}
        """URI of an unsaved document -> the path that it is checked as."""
        self.ended_well = False

    def path(self, uri: str) -> Path | None:
        """Return the path that a document is checked as."""
        return path_of(uri) or self.untitled.get(uri)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write to the log what went wrong, instead of showing a message for every bad notification."""
        logging.getLogger(__name__).error("%s", error)


def serve(settings: Settings) -> bool:
    """Speak with a client on the standard streams until it ends the session or is gone.

    Returns:
        Whether it ended the session as the protocol asks.
    """
    reader, writer = protocol_streams()
    logging.basicConfig(level=logging.CRITICAL)
    server = made(settings)
    server.start_io(reader, writer)
    return server.ended_well


def made(settings: Settings) -> Server:
    """Make a server that answers the messages it knows."""
    server = Server(settings)
    _lifecycle(server)
    _documents(server)
    _questions(server)
    return server


def _lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.linter = Linter(server, settings=server.settings)
        encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        units = Units(str(getattr(encoding, "value", encoding)))
        server.linter.introduce(units, params.locale, _plain(params.initialization_options))
        server.linter.warm_up(_folder(server))

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        if workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([wanted]))

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.ended_well = True

    @server.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def cancel(params: types.WorkDoneProgressCancelParams) -> None:
        if server.linter:
            server.linter.give_up(params.token)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        options = _section(_plain(params.settings))
        workspace = server.client_capabilities.workspace
        if options is None and workspace and workspace.configuration:
            items = [types.ConfigurationItem(section=SECTION)]
            (answer,) = await server.workspace_configuration_async(types.ConfigurationParams(items))
            options = _plain(answer)
        if server.linter and options:  # Clients send empty settings for what nobody has set.
            server.linter.configure(options)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def disturbed(params: types.DidChangeWatchedFilesParams) -> None:
        paths = dict.fromkeys(path for change in params.changes if (path := path_of(change.uri)))
        for path in paths:
            if server.linter:
                server.linter.disturbed(path)


def _documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        if scheme_of(item.uri) == UNTITLED:
            path = untitled_path(item.uri, item.language_id, _folder(server))
            if path is not None:
                server.untitled[item.uri] = path
        document = _document(server, item.uri)
        if server.linter and document:
            server.linter.opened(document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = _document(server, params.text_document.uri)
        if server.linter and document:
            server.linter.changed(document)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        path = server.path(params.text_document.uri)
        if server.linter and path:
            server.linter.saved(key_of(path))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        path = server.path(params.text_document.uri)
        server.untitled.pop(params.text_document.uri, None)
        if server.linter and path:
            server.linter.closed(key_of(path))


def _questions(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=_KINDS))
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        path = server.path(params.text_document.uri)
        if not server.linter or not path:
            return []
        only = params.context.only
        kinds = None if only is None else [str(getattr(kind, "value", kind)) for kind in only]
        return server.linter.actions(key_of(path), params.range, kinds)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        path = server.path(params.text_document.uri)
        return server.linter.hover(key_of(path), params.position) if server.linter and path else None

    @server.command(WRITE_REASON)
    async def write_reason(place: types.Location) -> None:
        shown = types.ShowDocumentParams(place.uri, take_focus=True, selection=place.range)
        await server.window_show_document_async(shown)


def _document(server: Server, uri: str) -> Document | None:
    path = server.path(uri)
    if path is None:
        return None
    held = server.workspace.get_text_document(uri)
    untitled = scheme_of(uri) == UNTITLED
    return Document(uri=uri, path=path, text=held.source, version=held.version or 0, untitled=untitled)


def _folder(server: Server) -> Path:
    """Return the first folder of the workspace, where unsaved documents count as lying."""
    folders = (path_of(uri) for uri in server.workspace.folders)
    root = path_of(server.workspace.root_uri) if server.workspace.root_uri else None
    return next((folder for folder in folders if folder is not None), root or Path.cwd())


def _section(options: Any) -> Any:
    """Return our section of a client's settings; None where it sends those of others, or none."""
    return options.get(SECTION) if isinstance(options, dict) else None


def _plain(options: Any) -> Any:
    """Return settings as tables and lists, whatever the protocol library reads them as."""
    if hasattr(options, "_asdict"):
        options = options._asdict()
    if isinstance(options, dict):
        return {key: _plain(value) for key, value in options.items()}
    return [_plain(value) for value in options] if isinstance(options, list | tuple) else options
