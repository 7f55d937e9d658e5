"""Documents of an editor, and what each is to us: part of a post, file of a rule pack, configuration, or nothing."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from rednote_lint.config import FILE_NAMES, PYPROJECT, find_config
from rednote_lint.model import Record
from rednote_lint.packs.locate import PACK_FILE
from rednote_lint.posts import Sources, is_manifest
from rednote_lint.posts.files import look_into
from rednote_lint.posts.manifest import looks_like_manifest

_YAML = (".yaml", ".yml")
_UNTITLED = {"markdown": ".md", "plaintext": ".txt"}
"""Language of an unsaved document -> ending that a file of it would have."""


class Document(Record, frozen=True, kw_only=True):
    """One version of a document that an editor has open."""

    uri: str
    """As the client writes it."""
    path: Path
    """Where it lies; of an unsaved one, where it might."""
    text: str
    version: int
    """The client's number."""
    revision: int = 0
    """Ours, higher with every change, also where a client begins to count anew."""
    untitled: bool = False


class Kind(Enum):
    """What a document is to us."""

    POST = auto()
    PACK = auto()
    CONFIG = auto()
    OTHER = auto()


def untitled_path(uri: str, language: str, folder: Path) -> Path | None:
    """Return the path that an unsaved document is checked as; None for a language that no caption is written in."""
    ending = _UNTITLED.get(language)
    name = uri.partition(":")[2].strip("/").replace("/", "-") or "untitled"
    return None if ending is None else folder / f"{name}{ending}"


def kind_by_name(document: Document) -> Kind | None:
    """Return the kind of a configuration or of a file of a rule pack, which shape what is said of others; else None."""
    path = document.path
    if document.untitled:
        return None
    if path.name in (*FILE_NAMES, PYPROJECT):
        return Kind.CONFIG
    return Kind.PACK if path.suffix.lower() in _YAML and (path.parent / PACK_FILE).is_file() else None


def kind_of(document: Document, sources: Sources) -> Kind:
    """Say what a document is.

    Captions go by their names anywhere (`caption.md`, `post.yaml`, `正文.txt`); other Markdown and text files are posts
    below a configuration of ours alone, so that an editor is quiet about the documents of other projects.
    """
    path = document.path
    if document.untitled:
        return Kind.POST
    if (kind := kind_by_name(document)) is not None:
        return kind
    if is_manifest(path):
        return Kind.POST if looks_like_manifest(path, sources) else Kind.OTHER
    try:
        contents = look_into(path.parent, sources)
    except OSError:
        return Kind.OTHER
    if path == contents.title:
        return Kind.POST
    if path in contents.subtitles:
        return Kind.POST if contents.captions or contents.media else Kind.OTHER
    if path not in contents.captions:
        return Kind.OTHER
    return Kind.POST if contents.names_its_caption or find_config(path.parent) is not None else Kind.OTHER
