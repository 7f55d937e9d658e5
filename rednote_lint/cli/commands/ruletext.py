"""A rule as JSON for programs."""

from __future__ import annotations

from typing import Any

import msgspec

from rednote_lint.model import Rule
from rednote_lint.report.jsontext import encoded


def rule_record(rule: Rule) -> dict[str, Any]:
    """Return everything a rule states, as plain values; `params` are those of its kind."""
    record: dict[str, Any] = msgspec.to_builtins(rule, enc_hook=str)
    return record


def as_json(value: Any) -> str:
    """Encode plain values readably, Chinese as Chinese."""
    return encoded(value, indent=2)
