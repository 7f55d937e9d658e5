"""How long after the last key an editor is told: from the last change sent to the diagnostic received, over stdio.

`python benchmarks/lsp.py` types a sentence with a WeChat id into a post with all packs, thirty times, key by key, in a
session with a real server process, and prints median and worst.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pytest_lsp import make_test_lsp_client

RUNS = 30
HEAD = "---\ntitle: 露营清单\nlong_text: true\n---\n" + "周末去郊外露营，带了帐篷和咖啡壶，天气很好。\n" * 20
TYPED = "想要清单的加我微信 camp_day88"
KEYS = 0.03
"""Seconds between two keys."""


async def main() -> None:
    client = make_test_lsp_client()
    with tempfile.TemporaryDirectory() as folder:
        caption = Path(folder) / "caption.md"
        caption.write_text(HEAD, encoding="utf-8")
        await client.start_io(sys.executable, "-m", "rednote_lint", "lsp", cwd=folder)
        hello = types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=Path(folder).as_uri())
        await client.initialize_session(hello)
        item = types.TextDocumentItem(caption.as_uri(), "markdown", 0, HEAD)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        seconds, version = [], 0
        for _ in range(RUNS):
            for end in range(len(TYPED) + 1):
                version += 1
                identity = types.VersionedTextDocumentIdentifier(version, item.uri)
                changes = [types.TextDocumentContentChangeWholeDocument(HEAD + TYPED[:end])]
                await asyncio.sleep(KEYS)
                client.text_document_did_change(types.DidChangeTextDocumentParams(identity, changes))
            started = time.perf_counter()
            while not any(one.code == "DV102" for one in client.diagnostics.get(item.uri, ())):
                await asyncio.sleep(0.001)
            seconds.append(time.perf_counter() - started)
            version += 1
            identity = types.VersionedTextDocumentIdentifier(version, item.uri)
            changes = [types.TextDocumentContentChangeWholeDocument(HEAD)]
            client.text_document_did_change(types.DidChangeTextDocumentParams(identity, changes))
            while any(one.code == "DV102" for one in client.diagnostics.get(item.uri, ())):
                await asyncio.sleep(0.001)
        await client.shutdown_session()
        await client.stop()
    print(f"last key to diagnostic, {RUNS} runs: median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s")


if __name__ == "__main__":
    asyncio.run(main())
