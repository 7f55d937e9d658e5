"""The schema that an editor uses takes what the loader takes, and knows every key."""

from __future__ import annotations

import json

import msgspec
import pytest

from rednote_lint.checks import KINDS, kind
from rednote_lint.packs.envelope import ENVELOPE_KEYS
from rednote_lint.packs.schema import rule_file_schema

BY_KIND = {entry["properties"]["check"]["const"]: entry for entry in rule_file_schema()["items"]["oneOf"]}


def test_every_kind_has_its_form() -> None:
    assert set(BY_KIND) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_form_lists_the_keys_of_the_envelope_and_of_the_kind_and_no_other(name: str) -> None:
    own = {field.encode_name for field in msgspec.structs.fields(kind(name).params)}
    form = BY_KIND[name]
    assert set(form["properties"]) == ENVELOPE_KEYS | own
    assert form["additionalProperties"] is False
    assert {"code", "name", "check", "severity", "message", "why"} <= set(form["required"])


def test_every_reference_leads_somewhere_and_nothing_is_left_over() -> None:
    schema = rule_file_schema()
    text = json.dumps(schema)
    named = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert named <= schema["$defs"].keys()
    assert schema["type"] == "array"
