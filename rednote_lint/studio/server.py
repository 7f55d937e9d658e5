"""The server: a socket on the loopback, a temporary folder, one browser; ends with Ctrl-C or when the page says so."""

from __future__ import annotations

import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from rednote_lint.report.base import Illustrator
from rednote_lint.run.language import spoken
from rednote_lint.run.settings import Settings
from rednote_lint.studio.checks import Checks
from rednote_lint.studio.gate import TOKEN, Gate
from rednote_lint.studio.history import History
from rednote_lint.studio.pictures import Pictures
from rednote_lint.studio.repairs import Repairs
from rednote_lint.studio.shown import Page
from rednote_lint.studio.uploads import Bounds
from rednote_lint.studio.workspace import Workspace

LOOPBACK = "127.0.0.1"
GRACE = 3
"""Seconds that answers and checks under way have when the server ends."""
FOLDER = "rednote-lint-studio-"


class Studio:
    """One server with its folder.

    Args:
        settings: of the command line.
        illustrate: makes pictures of media.
        bounds: of what may be dropped.
    """

    def __init__(self, settings: Settings, illustrate: Illustrator, bounds: Bounds | None = None) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]
        self._token = secrets.token_urlsafe(32)
        self.folder = Path(tempfile.mkdtemp(prefix=FOLDER)).resolve()
        self._checks = Checks(settings, self.folder / "cache")
        self._workspace = Workspace(self.folder, self._checks, bounds or Bounds())
        self._repairs = Repairs(self._workspace)
        self._history = History(self._workspace)
        self._page = Page(self._workspace, self._history, Pictures(illustrate))
        self._language = spoken(settings.lang or "auto")
        self._stop: Callable[[], None] = lambda: None

    @property
    def address(self) -> str:
        """Where a browser opens the page, once."""
        return f"http://{LOOPBACK}:{self.port}/?{TOKEN}={self._token}"

    def prepare(self) -> None:
        """Load the rules.

        Raises:
            UserError: a configuration, a pack or a selector is wrong.
        """
        self._checks.prepare(self._workspace.failed)

    def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until the page or Ctrl-C ends it.

        Args:
            ready: is called as soon as a browser may connect.

        Raises:
            KeyboardInterrupt: Ctrl-C.
        """
        from uvicorn import Config, Server

        from rednote_lint.studio.app import Routes

        routes = Routes(self._workspace, self._repairs, self._history, self._page, self._language, self.stop)
        gate = Gate(routes.app(), self.port, self._token)
        server = Server(
            Config(
                gate,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                ws="none",
                http="h11",
                loop="asyncio",
                timeout_graceful_shutdown=GRACE,
            )
        )

        def stop() -> None:
            server.should_exit = True

        self._stop = stop
        self._socket.listen(128)
        ready()
        server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End the server; may be called from any thread."""
        self._stop()

    def close(self) -> bool:
        """Remove the folder.

        Returns:
            whether no check or repair runs any more; a thread inside a decoder ends with the process alone.
        """
        self._socket.close()
        has_ended = self._checks.close(GRACE) and all(held.work is None for held in self._workspace.all())
        shutil.rmtree(self.folder, ignore_errors=True)
        return has_ended
