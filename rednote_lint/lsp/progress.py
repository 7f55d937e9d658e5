"""Work-done progress of one check of media, shown when it takes longer than a moment."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from lsprotocol import types
from pygls.lsp.server import LanguageServer

PATIENCE = 0.4
"""Seconds before anything is shown."""


class MediaProgress:
    """Tells a client that media are being looked at; to be used in the thread of the event loop.

    Args:
        server: whose client is told.
        title: what is going on.
    """

    def __init__(self, server: LanguageServer, title: str) -> None:
        self.token = str(uuid4())
        self._server = server
        self._title = title
        self._said = ""
        self._begun = False
        self._ended = False
        self._task = asyncio.ensure_future(self._begin())

    def say(self, what: str) -> None:
        """Tell what is looked at now."""
        self._said = what
        if self._begun and not self._ended:
            self._server.work_done_progress.report(self.token, types.WorkDoneProgressReport(message=what))

    def end(self) -> None:
        """Tell that it is over, if it was ever told that it began."""
        self._ended = True
        if self._begun:
            self._server.work_done_progress.end(self.token, types.WorkDoneProgressEnd())
        else:
            self._task.cancel()

    async def _begin(self) -> None:
        await asyncio.sleep(PATIENCE)
        await self._server.work_done_progress.create_async(self.token)
        if not self._ended:
            self._begun = True
            begin = types.WorkDoneProgressBegin(title=self._title, message=self._said or None, cancellable=True)
            self._server.work_done_progress.begin(self.token, begin)
