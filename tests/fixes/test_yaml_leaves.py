from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.yaml_leaves import leaves

VALUES = st.recursive(
    st.one_of(st.text(st.sampled_from("ab中 :#'\"-\n"), max_size=8), st.integers(-9, 9), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "标题"]), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["a", "b", "标题"]), VALUES, max_size=3), st.booleans())
def test_every_scalar_is_found_at_its_path_and_place(value: dict[str, object], flow: bool) -> None:
    text = yaml.dump(value, allow_unicode=True, default_flow_style=flow)
    found = leaves(text)
    assert {path: leaf.value for path, leaf in found.items()} == {
        path: text for path, text in _flat(yaml.load(text, yaml.BaseLoader))
    }
    for leaf in found.values():
        written = text[leaf.start : leaf.end]
        assert leaf.style in ("", "'", '"', "|", ">")
        assert not leaf.style or written.startswith(leaf.style)


def _flat(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in _flat(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for number, inner in enumerate(value) for leaf in _flat(inner, (*path, number))]
    return [(path, str(value))]


def test_quotes_do_not_change_a_meaning_but_its_type_does() -> None:
    found = leaves("a: 'x'\nb: x\nc: '1'\nd: 1\ne: no\nf: 2026-01-01\n")
    assert found[("a",)].meaning == found[("b",)].meaning == ("x", "str")
    assert found[("c",)].meaning == ("1", "str")
    assert found[("d",)].meaning == ("1", "int")
    assert found[("e",)].meaning == ("no", "bool")
    assert found[("f",)].meaning == ("2026-01-01", "timestamp")


@pytest.mark.parametrize(
    "text", ["a: [1", "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "a: 1\n--- \nb: 2\n--- \nc: [", "\t- a", "a: \x07"]
)
def test_what_cannot_be_read_for_sure_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        leaves(text)


def test_depth_is_no_error() -> None:
    try:
        found = leaves("[" * 5_000 + "x" + "]" * 5_000)
    except ValueError:
        return
    assert [leaf.value for leaf in found.values()] == ["x"]


def test_an_empty_text_has_no_values() -> None:
    assert leaves("") == {} == leaves("# only a comment\n")
