"""Facts and fixes read the bytes of media through `media`, and neither knows a format by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "rednote_lint"
SIGNATURES = (
    b"\xff\xd8", b"\xff\xd9", b"\x89PNG", b"GIF8", b"RIFF", b"WEBP", b"ftyp", b"II*\0", b"MM\0*", b"\x1aE\xdf\xa3",
    b"IEND", b"Exif\0", b"http://ns.adobe.com/xap", b"heic", b"avif", b"TC260", b"jumb",
)  # fmt: skip
WALKERS = {"boxes", "segments", "chunks", "riff_chunks", "directories"}
READERS = {"file_type", "boxes", "jpeg", "png", "riff", "exif", "xmp", "ai_labels", "source", "tiff", "contents"}


def modules(layer: str) -> list[Path]:
    return sorted((PACKAGE / layer).rglob("*.py"))


def bytes_in(tree: ast.AST) -> Iterator[bytes]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value


def shared(layer: str) -> set[str]:
    found = set()
    for path in modules(layer):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rednote_lint.media"):
                found |= {*(node.module or "").split("."), *(alias.name for alias in node.names)}
    return found & READERS


def test_facts_and_fixes_read_through_the_same_modules() -> None:
    assert {"file_type", "exif", "ai_labels", "source", "contents"} <= shared("facts") & shared("fixes")


@pytest.mark.parametrize(
    "path", [*modules("facts"), *modules("fixes")], ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_other_module_knows_a_signature_or_walks_a_container(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = [value for value in bytes_in(tree) if any(sign in value for sign in SIGNATURES)]
    assert not known, "file types are named in media/file_type.py, containers are walked in media/"
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not defined & WALKERS
