"""An editor for tests: a real client over the standard streams of a real process, which holds and edits documents.

The process is forked from one that has imported the program, unless a test asks for a fresh one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import Enum
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.io_ import run_async
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from tests.lsp import forked

PATIENCE = 60
"""Seconds after which a test gives up; no test measures time."""
WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Process(Enum):
    """How the process of the server comes to be."""

    FORKED = "forked"
    FRESH = "fresh"


class Editor:
    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[str] = []
        self.cursors: list[types.ShowDocumentParams] = []
        """Where the server asked to open a document."""
        self.encoding = "utf-16"

    def open(self, path: str | Path, text: str, language: str = "markdown") -> str:
        uri = path.as_uri() if isinstance(path, Path) else path
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        self.texts[uri] = text
        self.versions[uri] += 1
        identity = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identity, changes))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        del self.texts[uri], self.versions[uri]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def disturb(self, *paths: Path, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        events = [types.FileEvent(path.as_uri(), kind) for path in paths]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def shown(self, uri: str) -> list[types.Diagnostic]:
        return next((list(one.diagnostics) for one in reversed(self.published) if one.uri == uri), [])

    def codes(self, uri: str) -> set[str]:
        return {str(one.code) for one in self.shown(uri)}

    def messages(self, uri: str) -> str:
        return "\n".join(one.message for one in self.shown(uri))

    async def until(self, holds: Callable[[], bool]) -> None:
        try:
            while not holds():
                await asyncio.sleep(0.02)
        except asyncio.CancelledError:
            print("client:", repr(self.client.error), "published:", *self.published[-5:], sep="\n")
            raise

    async def current(self, uri: str) -> list[types.Diagnostic]:
        """Wait for what is shown of the present version."""
        wanted = self.versions[uri]
        await self.until(lambda: any(one.uri == uri and one.version == wanted for one in self.published))
        return self.shown(uri)

    async def code(self, uri: str, code: str) -> types.Diagnostic:
        """Wait for a diagnostic of a rule."""
        await self.until(lambda: code in self.codes(uri))
        return next(one for one in self.shown(uri) if one.code == code)

    def selected(self, uri: str, place: types.Range) -> str:
        """Return the characters at a range, by bytes and not by the server's own way."""
        codec = WIDTHS[self.encoding][0]
        data = self.texts[uri].encode(codec)
        return data[self._at(uri, place.start) : self._at(uri, place.end)].decode(codec)

    def _at(self, uri: str, at: types.Position) -> int:
        codec, width = WIDTHS[self.encoding]
        ended = self.texts[uri].replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
        before = "".join(f"{line}\n" for line in ended[: at.line])
        if ended[at.line].startswith("\0"):
            before += "\0"
        return len(before.encode(codec)) + at.character * width

    async def actions(self, uri: str, place: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        context = types.CodeActionContext(diagnostics=[], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        return [one for one in await self.client.text_document_code_action_async(params) or () if one.edit]

    async def hover(self, uri: str, at: types.Position) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), at)
        told = await self.client.text_document_hover_async(params)
        return told.contents.value if told and isinstance(told.contents, types.MarkupContent) else ""

    def apply(self, action: types.CodeAction) -> None:
        """Apply the edit of an action to open documents, and to files that are not open."""
        assert action.edit is not None
        for change in action.edit.document_changes or ():
            if isinstance(change, types.CreateFile):
                self._path(change.uri).touch()
                continue
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.versions.get(change.text_document.uri)
            self._edit(change.text_document.uri, [one for one in change.edits if isinstance(one, types.TextEdit)])
        for uri, edits in (action.edit.changes or {}).items():
            self._edit(uri, list(edits))

    def type(self, uri: str, at: types.Position, new: str) -> str:
        """Insert what is typed at a place; return the text."""
        self._edit(uri, [types.TextEdit(types.Range(at, at), new)])
        return self.texts[uri]

    async def carry_out(self, action: types.CodeAction) -> None:
        """Apply the edit of an action, then run its command, as editors do."""
        self.apply(action)
        if action.command is not None:
            params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
            await self.client.workspace_execute_command_async(params)

    def _edit(self, uri: str, edits: list[types.TextEdit]) -> None:
        is_open = uri in self.versions
        if not is_open:
            self.texts[uri] = self._path(uri).read_bytes().decode("utf-8")
        codec = WIDTHS[self.encoding][0]
        data = self.texts[uri].encode(codec)
        for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
            start, end = self._at(uri, one.range.start), self._at(uri, one.range.end)
            data = data[:start] + one.new_text.encode(codec) + data[end:]
        if is_open:
            self.change(uri, data.decode(codec))
        else:
            self._path(uri).write_bytes(data.decode(codec).encode("utf-8"))
            del self.texts[uri]

    def _path(self, uri: str) -> Path:
        return self.root / uri.removeprefix(self.root.as_uri() + "/")


def converter() -> Converter:
    """Tell actions that have a command from commands, which the library does not: there it is a table, here a name."""
    made = default_converter()

    def action(given: dict[str, Any], _: type) -> types.Command | types.CodeAction:
        kind = types.Command if isinstance(given.get("command"), str) else types.CodeAction
        return made.structure(given, kind)

    made.register_structure_hook(types.Command | types.CodeAction, action)
    return made


@contextlib.asynccontextmanager
async def editor(
    root: Path,
    *arguments: str,
    process: Process = Process.FORKED,
    encodings: list[str] | None = None,
    progress: bool = False,
    folders: list[Path] | None = None,
    configuration: dict[str, Any] | None = None,
    **initialize: Any,
) -> AsyncIterator[Editor]:
    """Start a server and say hello; end the session afterwards."""
    client = LanguageClient(converter_factory=converter, configuration={"": configuration or {}})
    held = Editor(client, root)

    def published(client: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        held.published.append(params)

    def registered(client: LanguageClient, params: types.RegistrationParams) -> None:
        held.registered += [registration.method for registration in params.registrations]

    def shown(client: LanguageClient, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        held.cursors.append(params)
        return types.ShowDocumentResult(success=True)

    features = {**DEFAULT_CLIENT_FEATURES, types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published}
    features[types.CLIENT_REGISTER_CAPABILITY] = registered
    features[types.WINDOW_SHOW_DOCUMENT] = shown
    register_lsp_features(client, features)
    await _start(client, root, process, *arguments)
    edit = types.WorkspaceEditClientCapabilities(
        document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
    )
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None,
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=edit,
            configuration=configuration is not None,
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
        window=types.WindowClientCapabilities(
            work_done_progress=progress, show_document=types.ShowDocumentClientCapabilities(support=True)
        ),
    )
    named = [types.WorkspaceFolder(uri=folder.as_uri(), name=folder.name) for folder in folders or [root]]
    result = await client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=named, **{"locale": "en", **initialize})
    )
    held.encoding = str(result.capabilities.position_encoding)
    try:
        yield held
    finally:
        await client.shutdown_session()
        await client.stop()


async def _start(client: LanguageClient, root: Path, process: Process, *arguments: str) -> None:
    if process is Process.FRESH or not forked.IS_POSSIBLE:
        command = [sys.executable, "-m", "rednote_lint", "lsp", *arguments]
        await client.start_io(*command, cwd=str(root), env={**os.environ})
        return
    reader, writer = await asyncio.open_unix_connection(sock=forked.connected(root, *arguments))
    client.protocol.set_writer(writer)
    reading = run_async(
        stop_event=client._stop_event, reader=reader, protocol=client.protocol, error_handler=client.report_server_error
    )
    client._async_tasks.append(asyncio.create_task(reading))


def run(session: Awaitable[None]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(PATIENCE):
            await session

    asyncio.run(timed())
