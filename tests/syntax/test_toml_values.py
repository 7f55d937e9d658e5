"""Values of TOML know their places."""

from __future__ import annotations

import tomllib

import pytest

from rednote_lint.syntax.toml_values import parse

TEXT = """\
# a "comment" = [[ {
preset = "strict"  # [x]
[tool.black]
line-length = 88
[tool."rednote-lint"]
ignore = ["AD101", 'DV#[102', "}"]
"a.b".c = 1
when = 1979-05-27 07:32:00.5
ratio = -3.5e+2
long = \"\"\"
[not.a.table]
x = "1" \\\"\"\"\"
suppressions = [
  # one
  {rule = "AD101", reason = "文案 = {"}, { rule = 'DV', until = 2027-01-01 },
]
[[tool.rednote-lint.more]]
a = [[1, 2], []]
[[tool.rednote-lint.more]]
[tool.rednote-lint.more.inner]
b = true
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_keys_and_values_have_places(end: str) -> None:
    text = TEXT.replace("\n", end)
    tree = parse(text)
    assert tree.value == tomllib.loads(text)
    ours = ("tool", "rednote-lint")
    places = {path: (mark.line, mark.column) for path, mark in tree.values.items()}
    assert places[("preset",)] == (2, 10)
    assert places[(*ours, "ignore", 1)] == (6, 20)
    assert places[(*ours, "a.b", "c")] == (7, 11)
    assert places[(*ours, "ratio")] == (9, 9)
    assert places[(*ours, "suppressions", 0)] == (15, 3)
    assert places[(*ours, "suppressions", 0, "reason")] == (15, 29)
    assert places[(*ours, "suppressions", 1)] == (15, 40)
    assert places[(*ours, "more", 0, "a", 0, 1)] == (18, 10)
    assert places[(*ours, "more", 1)] == (19, 1)
    assert places[(*ours, "more", 1, "inner", "b")] == (21, 5)
    keys = {path: (mark.line, mark.column) for path, mark in tree.keys.items()}
    assert keys[(*ours, "suppressions")] == (13, 1) and keys[(*ours, "suppressions", 1, "until")] == (15, 55)
    for path, mark in tree.values.items():
        if path and isinstance(path[-1], str) and not path[-1].startswith("a"):
            value = tree.value
            for step in path:
                value = value[step]
            if isinstance(value, str) and mark.style == '"':
                assert text[mark.start : mark.end].startswith('"')


def test_all_values_have_places() -> None:
    tree = parse(TEXT)

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        assert path in tree.values or isinstance(value, dict | list), path
        steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, inner in steps:
            walk(inner, (*path, step))

    walk(tree.value, ())


def test_what_is_malformed_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse("a = [")
