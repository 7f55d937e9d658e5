"""Reads content credentials (C2PA): signer, generators, actions, source types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from rednote_lint.media.tags import Tag
from rednote_lint.model import Bilingual

READER_LIMIT = 64 * 1024 * 1024
"""Largest file given to the C2PA library, which hashes all of it; of a larger one only the manifest is scanned."""
ONLY_SCANNED = Bilingual(
    en="its content credentials (C2PA) could not be read in full (pip install rednote-lint[c2pa])",
    zh="未能完整读取内容凭证（C2PA）（pip install rednote-lint[c2pa]）",
)
_SOURCE_TYPE = re.compile(rb"digitalsourcetype/([A-Za-z]{3,60})")
_NAME_KEYS = (b"oclaim_generator", b"dname", b"msoftwareAgent")
# Nothing is fetched while checking: neither manifests nor revocation lists; trust lists are not what a lint asks.
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False}}


def c2pa_tags(path: str, manifest: bytes, size: int, gaps: list[Bilingual]) -> Iterator[Tag]:
    """Yield `c2pa.*` tags of a file that embeds a manifest store, and `ai.source_type`.

    The C2PA library reads it where it is installed; else, and where it refuses, the bytes are scanned.

    Args:
        path: the file.
        manifest: the bytes of its manifest store.
        size: of the file, in bytes.
        gaps: takes a note when the bytes told nothing, for they may be compressed.
    """
    report = _read(path) if size <= READER_LIMIT else None
    tags = list(_reported(report) if report else _scanned(manifest))
    if report is None and not any(tag.key == "ai.source_type" for tag in tags):
        gaps.append(ONLY_SCANNED)
    yield Tag("c2pa.manifest", "embedded")
    yield from tags


def _read(path: str) -> dict[str, Any] | None:
    try:
        import c2pa
    except (ImportError, OSError):
        return None
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(_OFFLINE)) as context,
            c2pa.Reader(path, context=context) as reader,
        ):
            report = json.loads(reader.json())
    except Exception:
        # The library's own errors and those of its bindings; a broken manifest is still scanned.
        return None
    return report if isinstance(report, dict) and report.get("manifests") else None


def _reported(report: dict[str, Any]) -> Iterator[Tag]:
    """Yield the tags of the active manifest, then those of the ingredients: what went into the picture counts too."""
    manifests = report["manifests"]
    active = report.get("active_manifest")
    for label in sorted(manifests, key=lambda name: name != active):
        manifest = manifests[label]
        signature = manifest.get("signature_info") or {}
        yield Tag("c2pa.signer", str(signature.get("common_name") or signature.get("issuer") or ""))
        yield from _generators(manifest)
        for assertion in manifest.get("assertions") or ():
            if str(assertion.get("label", "")).startswith("c2pa.actions"):
                yield from _actions((assertion.get("data") or {}).get("actions") or ())


def _generators(manifest: dict[str, Any]) -> Iterator[Tag]:
    yield Tag("c2pa.generator", str(manifest.get("claim_generator") or ""))
    for info in manifest.get("claim_generator_info") or ():
        yield Tag("c2pa.generator", str(info.get("name") or ""))


def _actions(actions: Sequence[dict[str, Any]]) -> Iterator[Tag]:
    for action in actions:
        yield Tag("c2pa.action", str(action.get("action") or ""))
        agent = action.get("softwareAgent")
        yield Tag("c2pa.generator", str(agent.get("name") or "") if isinstance(agent, dict) else str(agent or ""))
        yield Tag("ai.source_type", str(action.get("digitalSourceType") or "").rpartition("/")[2])


def _scanned(manifest: bytes) -> Iterator[Tag]:
    """Find source types and names in the bytes of a manifest, which is CBOR: each text follows its key."""
    for name in _SOURCE_TYPE.findall(manifest):
        yield Tag("ai.source_type", name.decode("ascii"))
    for key in _NAME_KEYS:
        for match in re.finditer(re.escape(key), manifest):
            yield Tag("c2pa.generator", _cbor_text(manifest, match.end()))


def _cbor_text(data: bytes, position: int) -> str:
    """Read the CBOR text at a position; empty when something else stands there."""
    head = data[position] if position < len(data) else 0
    if 0x60 <= head <= 0x77:
        start, length = position + 1, head - 0x60
    elif head == 0x78:
        start, length = position + 2, int.from_bytes(data[position + 1 : position + 2], "big")
    else:
        return ""
    return data[start : start + length].decode("utf-8", "replace")
