from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.syntax.tree import Path
from rednote_lint.syntax.yaml_events import Fault, Limits, Mark, YamlFault, YamlScalar, walk

VALUES = st.recursive(
    st.text(st.sampled_from("ab中 :#'\"-\n"), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "标题"]), inner, max_size=3),
    max_leaves=10,
)
WIDE = Limits(depth=20, nodes=1_000, aliases=True)


class Plain:
    """Builds strings, lists and dictionaries, and notes the path of everything that came."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def key(self, path: Path, mark: Mark) -> None:
        self.paths.append(path)

    def scalar(self, scalar: YamlScalar, path: Path) -> Any:
        return scalar.value

    def alias(self, value: Any, mark: Mark, path: Path) -> Any:
        return value

    def sequence(self, items: Sequence[Any], mark: Mark, path: Path) -> Any:
        return list(items)

    def mapping(self, entries: Sequence[tuple[YamlScalar, Any]], mark: Mark, path: Path) -> Any:
        return {key.value: value for key, value in entries}


@given(VALUES, st.booleans())
def test_a_document_is_built_as_the_library_builds_it(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
    builder = Plain()
    assert walk(text, builder, WIDE) == yaml.load(text, yaml.BaseLoader)
    assert len(builder.paths) == len(set(builder.paths))


def test_keys_and_items_come_in_order_before_their_values() -> None:
    builder = Plain()
    walk("a: [x, {b: y}]\nc: z\n", builder, WIDE)
    assert builder.paths == [("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c",)]


def test_an_empty_document_gives_none() -> None:
    assert walk("# nothing\n", Plain(), WIDE) is None


@pytest.mark.parametrize(
    ("text", "fault", "line", "column"),
    [
        ("a: 1\nb: [1\n", Fault.SYNTAX, 3, 1),
        ("好: \x07\n", Fault.CHARACTER, 1, 4),
        ("[[[[x]]]]", Fault.TOO_DEEP, 1, 4),
        ("[1, 2, 3, 4, 5, 6, 7, 8, 9, 0]", Fault.TOO_MANY, 1, 26),
        ("a: *x\n", Fault.UNKNOWN_ANCHOR, 1, 4),
        ("a: &x [1, 2, 3]\nb: [*x, *x]\n", Fault.ALIAS_BOMB, 2, 5),
        ("? [a]\n: b\n", Fault.KEY, 1, 3),
        ("a: 1\n---\nb: 2\n", Fault.DOCUMENTS, 2, 1),
    ],
)
def test_what_is_beyond_the_limits_is_a_fault_with_its_place(text: str, fault: Fault, line: int, column: int) -> None:
    with pytest.raises(YamlFault) as caught:
        walk(text, Plain(), Limits(depth=3, nodes=9, aliases=True))
    assert (caught.value.fault, caught.value.mark.line, caught.value.mark.column) == (fault, line, column)


def test_aliases_are_refused_where_none_are_read() -> None:
    with pytest.raises(YamlFault) as caught:
        walk("a: &x 1\nb: *x\n", Plain(), Limits(depth=3, nodes=9, aliases=False))
    assert (caught.value.fault, caught.value.words) == (Fault.ALIAS, ("x",))


@pytest.mark.parametrize("opened", ["[", "- ", "{a: ", "? "])
def test_depth_ends_no_process(opened: str) -> None:
    with pytest.raises(YamlFault):
        walk(opened * 100_000, Plain(), WIDE)
