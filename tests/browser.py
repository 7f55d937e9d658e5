"""Headless Chromium, driven over a pipe by the DevTools protocol; nothing is installed for it and no port is opened."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
ABSENT = "no Chromium on this machine: apt-get install chromium"
AXE = Path(sys.prefix) / "node_modules/axe-core/axe.min.js"
NO_AXE = "no axe-core: `make test` installs it where there is npm"
PATIENCE = 60
"""Seconds after which an answer is missed."""
OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio"),
    *("--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-pipe"),
)
_START = """
import os, sys
there, here = (os.dup(int(one)) for one in sys.argv[1:3])
while min(there, here) < 5:
    there, here = os.dup(there), os.dup(here)
os.dup2(there, 3)
os.dup2(here, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from 3 and writes answers to 4."""


class Page:
    """One tab."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = os.fdopen(read, "rb", 0), os.fdopen(write, "wb", 0)
        self._numbers = itertools.count(1)
        self._held = b""
        self._session: str | None = None
        self._runs_scripts = True
        self.events: list[dict[str, Any]] = []
        """Of the tab, since the last page was opened."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command of the tab and wait for its answer."""
        return self._sent(method, params, self._session)

    def _of_browser(self, method: str, **params: object) -> None:
        self._sent(method, params, None)

    def _sent(self, method: str, params: dict[str, object], session: str | None) -> dict[str, Any]:
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        self._write.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer)
                return dict(answer["result"])
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            assert select.select([self._read], [], [], PATIENCE)[0], "Chromium gives no answer"
            more = self._read.read(1 << 20)
            assert more, "Chromium ended"
            self._held += more
        first, _, self._held = self._held.partition(b"\0")
        return dict(json.loads(first))

    def open(self, url: str) -> float:
        """Open a page, and return the seconds until all of it was loaded and drawn."""
        self.call("Page.navigate", url="about:blank")
        self.events.clear()
        start = time.perf_counter()
        self.call("Page.navigate", url=url)
        while self.value("document.readyState") != "complete":
            time.sleep(0.005)
        if self._runs_scripts:
            self.drawn()
        return time.perf_counter() - start

    def drawn(self) -> None:
        """Wait until what happened is drawn, and its events are handled."""
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def value(self, expression: str) -> Any:
        """Return what a script gives; a promise is waited for."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def complaints(self) -> list[str]:
        """Return what the console says and what failed, the refusals of the page's policy among them."""
        self.value("new Promise(done => setTimeout(done, 50))")
        told = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening"}
        return [json.dumps(event) for event in self.events if event["method"] in told]

    def requests(self) -> list[str]:
        """Return what was asked for besides the page itself and what lies in it."""
        asked = [event["params"] for event in self.events if event["method"] == "Network.requestWillBeSent"]
        urls = [one["request"]["url"] for one in asked if one["request"]["url"] != one["documentURL"]]
        return [url for url in urls if not url.startswith("data:")]

    def screen(self, width: int, height: int, *, dark: bool = False) -> None:
        """Choose the size of the window and the colors that its user prefers."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)

    def scripts(self, *, on: bool) -> None:
        """Switch the scripts of pages on or off; those of the tests run all the same."""
        self._runs_scripts = on
        self.call("Emulation.setScriptExecutionDisabled", value=not on)

    def press(self, key: str) -> None:
        """Press and release a key: `Tab`, `Enter`, ` `."""
        code = {"Tab": 9, "Enter": 13, " ": 32}[key]
        text = {"Tab": "", "Enter": "\r", " ": " "}[key]
        named: dict[str, object] = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def clipboard(self) -> str:
        """Return the text that was copied last."""
        self._of_browser("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        return str(self.value("navigator.clipboard.readText()"))

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong with the page: rule, weight and the elements."""
        self.value(AXE.read_text(encoding="utf-8") + "; true")
        found = self.value("axe.run().then(told => told.violations)")
        places = [(one, [node["html"] for node in one["nodes"]]) for one in found]
        return [f"{one['id']} ({one['impact']}): {one['help']}: {nodes}" for one, nodes in places]

    def picture(self) -> bytes:
        """Return what the window shows, as a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """Start Chromium, and end it."""
    assert PROGRAM is not None
    there, write = os.pipe()
    read, here = os.pipe()
    start = [sys.executable, "-c", _START, str(there), str(here), PROGRAM, *OPTIONS]
    process = subprocess.Popen(
        [*start, f"--user-data-dir={profile}"],
        pass_fds=(there, here),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(there)
    os.close(here)
    try:
        page = Page(read, write)
        yield page
        page.call("Browser.close")
    finally:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
