"""The official schemas of output formats, which lie beside the repository and are no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest


def schema(name: str) -> Path:
    """Return a schema, or skip the test where it is absent."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "schemas" / name
        if found.is_file():
            return found
    pytest.skip(f"no {name} beside the repository")
