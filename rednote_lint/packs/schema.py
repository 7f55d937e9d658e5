"""Generates JSON Schemas from the structs that validate, so that the two can never disagree."""

from __future__ import annotations

from typing import Any

import msgspec

from rednote_lint.checks import KINDS, kind
from rednote_lint.packs.envelope import Envelope
from rednote_lint.text.patterns.pattern import Pattern

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_file_schema() -> dict[str, Any]:
    """Return the schema of a rule file: a list of rules, each of one kind."""
    parameters = {name: kind(name).params for name in KINDS}
    schemas, definitions = msgspec.json.schema_components(
        [Envelope, *parameters.values()], ref_template="#/$defs/{name}", schema_hook=pattern_schema
    )
    envelope = _resolved(schemas[0], definitions)
    rules = [
        _rule_schema(name, envelope, _resolved(schema, definitions))
        for name, schema in zip(parameters, schemas[1:], strict=True)
    ]
    used = {key: value for key, value in definitions.items() if value is not envelope}
    return {
        "$schema": DIALECT,
        "title": "rednote-lint rule file",
        "type": "array",
        "items": {"oneOf": rules},
        "$defs": used,
    }


def pattern_schema(type_: type) -> dict[str, Any]:
    """Return the JSON Schema of a pattern, which msgspec does not know.

    Raises:
        NotImplementedError: it is another type, which is how msgspec wants a hook to say so.
    """
    if type_ is Pattern:
        return {"type": "string"}
    raise NotImplementedError(type_)


def _rule_schema(name: str, envelope: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    """Join the envelope with the parameters of one kind, as a rule states them side by side."""
    return {
        "title": f"check: {name}",
        "type": "object",
        "properties": {**envelope["properties"], **params["properties"], "check": {"const": name}},
        "required": sorted({*envelope["required"], *params.get("required", ())}),
        "additionalProperties": False,
    }


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = definitions[name] if name else schema
    return resolved
