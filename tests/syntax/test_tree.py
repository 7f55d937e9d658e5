from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.tree import Path, TreeError, leaves
from rednote_lint.syntax.yaml_tree import parse_yaml, plain_type

VALUES = st.recursive(
    st.one_of(st.text(st.sampled_from("ab中 :#'\"-\n"), max_size=8), st.integers(-9, 9), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "标题"]), inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(st.sampled_from(["a", "b", "标题"]), VALUES, max_size=3)


@given(TABLES, st.booleans())
def test_every_yaml_scalar_is_found_at_its_path_and_place(value: dict[str, object], flow: bool) -> None:
    text = yaml.dump(value, allow_unicode=True, default_flow_style=flow)
    found = leaves(parse_yaml(text))
    assert {path: leaf.value.text for path, leaf in found.items()} == _flat(yaml.load(text, yaml.BaseLoader))
    for leaf in found.values():
        assert 0 <= leaf.value.start <= leaf.value.end <= len(text)


@given(TABLES)
def test_every_json_scalar_is_found_at_its_path_and_place(value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    found = leaves(parse_json(text))
    spelled = {path: said if isinstance(said, str) else json.dumps(said) for path, said in _flat(value).items()}
    assert {path: leaf.value.text for path, leaf in found.items()} == spelled
    for path, leaf in found.items():
        written = text[leaf.value.start : leaf.value.end]
        assert written == leaf.value.text or json.loads(f'"{written}"') == spelled[path]


def _flat(value: object, path: Path = ()) -> dict[Path, object]:
    if isinstance(value, dict):
        return {at: leaf for key, inner in value.items() for at, leaf in _flat(inner, (*path, key)).items()}
    if isinstance(value, list):
        return {at: leaf for number, inner in enumerate(value) for at, leaf in _flat(inner, (*path, number)).items()}
    return {path: value}


@pytest.mark.parametrize(
    ("value", "type_"), [("x", "str"), ("1", "int"), ("no", "bool"), ("2026-01-01", "timestamp"), ("~", "null")]
)
def test_a_plain_scalar_has_the_type_of_yaml(value: str, type_: str) -> None:
    assert plain_type(value) == type_


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "a: [x]\na: [y]\n"])
def test_a_key_that_stands_twice_has_no_path(text: str) -> None:
    with pytest.raises(TreeError, match="twice"):
        leaves(parse_yaml(text))


def test_an_empty_text_has_no_values() -> None:
    assert leaves(parse_yaml("")) == {} == leaves(parse_yaml("# only a comment\n"))
