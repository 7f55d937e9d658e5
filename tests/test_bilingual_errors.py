"""Every error that a person may read is in both languages: each place that raises one is looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "rednote_lint"
ERRORS = {"UserError", "UsageError", "Misfit", "TreeError", "InvalidValue", "PatternError"}
"""Exceptions whose first two arguments are shown."""
METHODS = {"error", "missing_keys"}
"""Methods that make such an error of a place and sentences."""


def sentences(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in ERRORS:
        return call.args[:2]
    return call.args[1:] if name in METHODS and isinstance(call.func, ast.Attribute) else []


def in_one_language() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for said in sentences(node) if isinstance(node, ast.Call) else []:
                is_words = isinstance(said, ast.JoinedStr) or (
                    isinstance(said, ast.Constant) and isinstance(said.value, str) and " " in said.value
                )
                if is_words:
                    yield f"{path.relative_to(PACKAGE)}:{said.lineno}: {ast.unparse(said)}"


def test_no_error_is_raised_in_one_language() -> None:
    assert list(in_one_language()) == []


def test_what_a_record_refuses_is_said_in_both_languages() -> None:
    """msgspec shows a pack's author what a record raises while it is made, so no bare ValueError may stand there."""
    rules = [path for folder in ("checks", "model", "packs", "text") for path in (PACKAGE / folder).rglob("*.py")]
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(rules)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        if isinstance(node.exc.func, ast.Name) and node.exc.func.id == "ValueError"
    ]
    assert bare == []
