"""`--fix` takes suppressions of no use out of the configuration, in one edit, and every other character stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_baseline import BAD, Result, here, post

__all__ = ["here"]
USED = {"rule": "DV", "reason": "own shop", "path": "posts/"}
OVER = {"rule": "DV103", "reason": "was fine", "until": "2026-01-01"}
IDLE = {"rule": "AD101", "reason": "not found"}
MUTE = {"rule": "AD102"}
HEADS = {"rednote-lint.yaml": "suppressions", "rednote-lint.toml": "suppressions", "pyproject.toml": "tool"}


def flow(entry: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}"


def inline(entry: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key} = {json.dumps(value)}" for key, value in entry.items()) + "}"


def block(entry: dict[str, str]) -> str:
    return "\n    ".join(f"{key}: {value}" for key, value in entry.items())


def table(entry: dict[str, str], name: str = "suppressions") -> str:
    return f"[[{name}]]  # a table\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entry.items())


def ours(entry: dict[str, str]) -> str:
    return table(entry, "tool.rednote-lint.suppressions")


U, O, I, M = USED, OVER, IDLE, MUTE  # noqa: E741
MIXED = [
    (
        "rednote-lint.yaml",
        f"# ours\nclient: app\nsuppressions:\n  # shop\n  - {flow(U)}  # used\n  # two\n  - {flow(O)}  # over\n"
        f"  - {block(I)}\n  - {flow(M)}\nlang: en\n",
        f"# ours\nclient: app\nsuppressions:\n  # shop\n  - {flow(U)}  # used\n  # two\n  - {flow(M)}\nlang: en\n",
    ),
    (
        "rednote-lint.yaml",
        f"suppressions: [{flow(O)}, {flow(U)}, {flow(I)}, {flow(M)}]\n",
        f"suppressions: [{flow(U)}, {flow(M)}]\n",
    ),
    (
        "rednote-lint.toml",
        f'lang = "en"\n\n# shop\n{table(U)}\n{table(O)}\n# idle\n{table(I)}\n{table(M)}\n[rules]\n',
        f'lang = "en"\n\n# shop\n{table(U)}\n# idle\n\n{table(M)}\n[rules]\n',
    ),
    (
        "rednote-lint.toml",
        f"suppressions = [\n  {inline(O)},  # over\n  {inline(U)},\n  # idle\n  {inline(I)}, {inline(M)},\n]\n",
        f"suppressions = [\n  {inline(U)},\n  # idle\n  {inline(M)},\n]\n",
    ),
    (
        "pyproject.toml",
        f'[project]\nname = "x"\n\n{ours(O)}\n{ours(I)}\n{ours(U)}\n{ours(M)}\n[tool.ruff]\nline-length = 9\n',
        f'[project]\nname = "x"\n\n{ours(U)}\n{ours(M)}\n[tool.ruff]\nline-length = 9\n',
    ),
]
ALL = [
    ("rednote-lint.yaml", f"# ours\nsuppressions:\n  - {flow(O)}\n  - {flow(I)}\n# end\n", "# ours\n# end\n"),
    ("rednote-lint.yaml", f"{{lang: en, suppressions: [{flow(O)}, {flow(I)}]}}\n", "{lang: en}\n"),
    ("rednote-lint.toml", f'lang = "en"\n\n{table(O)}\n{table(I)}', 'lang = "en"\n\n'),
    ("rednote-lint.toml", f"suppressions = [{inline(O)}, {inline(I)}]\n# end\n", "# end\n"),
    ("pyproject.toml", f"{ours(O)}\n{ours(I)}\n[tool.x]\na = 1\n", "[tool.rednote-lint]\n[tool.x]\na = 1\n"),
    (
        "pyproject.toml",
        f'[tool.rednote-lint]\nlang = "en"\nsuppressions = [{inline(O)}, {inline(I)}]\n',
        '[tool.rednote-lint]\nlang = "en"\n',
    ),
]


def written(file: str, text: str, newline: str = "\n", mark: str = "") -> bytes:
    data = (mark + text.replace("\n", newline)).encode()
    Path(file).write_bytes(data)
    return data


def told(*arguments: str) -> list[tuple[str, str, int]]:
    said: dict[str, Any] = json.loads(Result(*arguments, "--format", "json").out)
    found = [f for one in said["posts"] for f in one["findings"] if f["code"].startswith("LN")]
    return [(f["code"], f["location"]["path"], f["location"]["line"]) for f in found]


@pytest.mark.parametrize(("newline", "mark"), [("\n", ""), ("\r\n", "\ufeff")])
@pytest.mark.parametrize(("file", "before", "after"), MIXED)
def test_what_is_of_no_use_goes_and_all_else_stays(
    here: Path, file: str, before: str, after: str, newline: str, mark: str
) -> None:
    for name in "abc":
        post(f"{name}.md", BAD if name == "a" else "周末去公园走走")
    written(file, before, newline, mark)
    assert sorted(code for code, *_ in told(".")) == ["LN101", "LN102", "LN103"]
    result = Result(".", "--fix", "--show-fixes", "--format", "json")
    assert result.error is None and result.code == 0, result.error
    assert Path(file).read_bytes().decode() == (mark + after.replace("\n", newline))
    assert "1 fixed" in result.err, "one edit in all"
    left = [f for one in json.loads(result.out)["posts"] for f in one["findings"] if f["code"].startswith("LN")]
    again = told(".")
    assert [(f["code"], f["location"]["path"], f["location"]["line"]) for f in left] == again
    assert [code for code, *_ in again] == ["LN103"], "the entry that is left is told at its new line"
    assert Result(".", "--fix").code == 0 and Path(file).read_bytes().decode() == mark + after.replace("\n", newline)


@pytest.mark.parametrize(("file", "before", "after"), ALL)
def test_the_key_goes_with_the_last(here: Path, file: str, before: str, after: str) -> None:
    post("a.md", "周末去公园走走")
    written(file, before)
    assert Result(".", "--fix").error is None
    assert Path(file).read_text(encoding="utf-8") == after
    assert told(".") == []
    assert file in Result("config", "--format", "json").out, "it is still the configuration"


def test_a_diff_and_a_plan_hold_it(here: Path) -> None:
    post("a.md", "周末去公园走走")
    file, before, after = ALL[0]
    written(file, before)
    shown = Result(".", "--diff")
    assert shown.code == 1 and f"-  - {flow(O)}\n-  - {flow(I)}\n # end" in shown.out
    assert Result("fix", ".", "--plan", "plan.json").code == 0
    assert Path(file).read_text(encoding="utf-8") == before
    assert Result("fix", "--apply", "plan.json").code == 0
    assert Path(file).read_text(encoding="utf-8") == after


def test_settings_of_others_are_left_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post("a.md", "周末去公园走走")
    before = written("shared.yaml", f"suppressions: [{flow(OVER)}]\n")
    written("rednote-lint.yaml", "extend: shared.yaml\n")
    assert Result(".", "--fix").code == 0 and Path("shared.yaml").read_bytes() == before
    assert told(".") == [("LN102", "shared.yaml", 1)]
    above = written("rednote-lint.yaml", f"suppressions: [{flow(OVER)}, {flow(IDLE)}]\n")
    monkeypatch.chdir(here / "posts")
    assert Result(".", "--fix").error is None and (here / "rednote-lint.yaml").read_bytes() == above
    assert [code for code, *_ in told("..")] == ["LN102", "LN101"]


def test_what_is_set_aside_stays(here: Path) -> None:
    post("a.md", "周末去公园走走")
    spared = {"rule": "LN101", "reason": "soon", "path": "rednote-lint.yaml"}
    written("rednote-lint.yaml", f"suppressions:\n- {flow(IDLE)}\n- {flow(OVER)}\n- {flow(spared)}\n")
    assert Result(".", "--fix").code == 0
    assert Path("rednote-lint.yaml").read_text(encoding="utf-8") == (
        f"suppressions:\n- {flow(IDLE)}\n- {flow(spared)}\n"
    )


def test_of_a_header_only_what_is_told_goes(here: Path) -> None:
    text = f"---\nlint: {{ignore: [{flow(IDLE)}, {flow(OVER)}]}}\n---\n周末去公园走走\n"
    written("posts/a.md", text)
    written("rednote-lint.yaml", "suppressions: [{rule: LN101, reason: soon}]\n")
    assert Result(".", "--fix").code == 0
    assert Path("posts/a.md").read_text(encoding="utf-8") == text.replace(f", {flow(OVER)}", "")


def test_one_post_that_needs_it_after_its_fixes_keeps_it(here: Path) -> None:
    post("a.md", f"{BAD} ＃露营")
    post("b.md", "周末去公园走走 ＃露营")
    before = written("rednote-lint.yaml", f"suppressions: [{flow(USED)}]\n")
    assert Result(".", "--fix").code == 0 and Path("rednote-lint.yaml").read_bytes() == before
    assert "＃" not in Path("posts/b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"suppressions:\n- &one {flow(OVER)}\n- *one\n", "an alias"),
        (f"a: &one {flow(OVER)}\n", "an unknown key"),
    ],
)
def test_what_cannot_be_cut_is_left(here: Path, text: str, why: str) -> None:
    post("a.md", "周末去公园走走")
    before = written("rednote-lint.yaml", text)
    Result(".", "--fix")
    assert Path("rednote-lint.yaml").read_bytes() == before, why


@pytest.mark.parametrize("format_", ["json", "sarif", "rdjson"])
def test_formats_offer_the_fix(here: Path, format_: str) -> None:
    post("a.md", "周末去公园走走")
    written("rednote-lint.yaml", f"suppressions: [{flow(OVER)}]\n")
    said = Result(".", "--format", format_).out
    assert {"json": "Delete the suppression", "sarif": '"fixes"', "rdjson": '"suggestions"'}[format_] in said
