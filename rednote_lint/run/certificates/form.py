"""The certificate as types: what `certify` writes, and `schema certificate` describes.

Version 1; fields are added, never renamed or removed.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual

KIND: Literal["rednote-lint certificate"] = "rednote-lint certificate"
_NO_CERTIFICATE = (
    Bilingual(en="is no certificate of rednote-lint", zh="不是 rednote-lint 的检查证明"),
    Bilingual(en="name another file, or move this one", zh="换一个文件名，或先移走该文件"),
)


class Verdict(StrEnum):
    """What came of a check, the best first."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    """Nothing grave was found, and something was not checked."""
    NOT_READY = "not-ready"
    NOT_CHECKED = "not-checked"

    @property
    def rank(self) -> int:
        """Its place among them."""
        return list(Verdict).index(self)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object of the certificate; readers must expect fields that are not here yet."""


class Said(Part, frozen=True, kw_only=True):
    """A sentence in both languages."""

    en: str
    zh: str


class HashedFile(Part, frozen=True, kw_only=True):
    """A file of a post as it was checked."""

    path: str
    """From the folder of the certificate."""
    sha256: str
    size: int


class Rules(Part, frozen=True, kw_only=True):
    """Which rules were asked."""

    fingerprint: str
    """Of all rules that were on and of the version of the program."""
    count: int
    preset: str
    client: Literal["web", "app", "both"]
    ocr: bool
    """Whether text in pixels was read."""


class Checked(Part, frozen=True, kw_only=True):
    """What of a post was checked."""

    caption: bool
    images: int
    videos: int
    subtitles: int


class Found(Part, frozen=True, kw_only=True):
    """Findings of one rule; the words of the post are not repeated."""

    code: str
    severity: Literal["error", "warning", "info"]
    count: int


class SetAside(Part, frozen=True, kw_only=True):
    """A finding that was suppressed."""

    code: str
    by: Literal["directive", "config", "baseline"]
    reason: str


class NotChecked(Part, frozen=True, kw_only=True):
    """A rule, a file or a part that was not checked."""

    what: str
    reason: Said
    omission: Literal["choice", "failure"]


class CertifiedPost(Part, frozen=True, kw_only=True):
    """One post."""

    path: str
    """From the folder of the certificate; of a row its table and line."""
    id: str
    account: str
    verdict: Verdict
    files: tuple[HashedFile, ...]
    rules: Rules
    checked: Checked
    findings: tuple[Found, ...]
    suppressed: tuple[SetAside, ...]
    not_checked: tuple[NotChecked, ...]
    problems: tuple[Said, ...]


class Tool(Part, frozen=True, kw_only=True):
    """The program."""

    name: str
    version: str


class Certificate(Part, frozen=True, kw_only=True):
    """What `rednote-lint certify` writes."""

    version: Literal[1] = 1
    kind: Literal["rednote-lint certificate"] = KIND
    tool: Tool
    issued: str
    """When, in UTC."""
    of: str
    """What was certified, from the folder of the certificate."""
    verdict: Verdict
    """The worst of its posts."""
    posts: tuple[CertifiedPost, ...]
    digest: str = ""
    """SHA-256 of the certificate without this field: it shows a slip of the hand, and is no signature."""


def sealed(certificate: Certificate) -> Certificate:
    """Return the certificate with its digest."""
    bare = msgspec.structs.replace(certificate, digest="")
    return msgspec.structs.replace(bare, digest=hashlib.sha256(msgspec.json.encode(bare)).hexdigest())


def written(certificate: Certificate) -> bytes:
    """Return the bytes of the file."""
    return msgspec.json.format(msgspec.json.encode(certificate), indent=2) + b"\n"


def read(content: bytes, place: str) -> Certificate:
    """Read a certificate.

    Raises:
        UserError: it is none.
    """
    try:
        return msgspec.json.decode(content, type=Certificate)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UserError(*_NO_CERTIFICATE, place) from None


def certificate_schema() -> dict[str, object]:
    """Return the JSON Schema of a certificate."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rednote-lint certificate",
        **msgspec.json.schema(Certificate),
    }
