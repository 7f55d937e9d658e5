"""The kinds a YAML rule may use; one module is one kind, imported when a rule first uses it."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from rednote_lint.checks.base import Checker, Kind, Params, Yield, params_of

KINDS: dict[str, str] = {
    "words": "rednote_lint.checks.words",
    "pattern": "rednote_lint.checks.pattern",
    "combo": "rednote_lint.checks.combo",
    "measure": "rednote_lint.checks.measure",
    "mark": "rednote_lint.checks.mark.kind",
    "barcode": "rednote_lint.checks.barcode",
    "metadata": "rednote_lint.checks.metadata",
    "declared": "rednote_lint.checks.declared",
    "duplicate": "rednote_lint.checks.duplicate",
    "sum": "rednote_lint.checks.sum",
}
"""Value of a rule's `check:` key -> the module that holds it as `KIND`."""


def kind(name: str) -> Kind:
    """Return the kind of that name.

    Raises:
        KeyError: there is no such kind.
    """
    return cast(Kind, import_module(KINDS[name]).KIND)


__all__ = ["KINDS", "Checker", "Kind", "Params", "Yield", "kind", "params_of"]
