"""A suppression means the same in front matter, beside plain text, in a row of a table and in the configuration."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .test_baseline import BAD, Result, here

__all__ = ["here"]
TODAY = dt.date.today()
Case = list[Any]
"""The suppressions of one post."""


def in_front_matter(cases: list[Case]) -> None:
    for number, case in enumerate(cases):
        text = f"---\nlong_text: true\nlint: {{ignore: {json.dumps(case)}}}\n---\n{BAD}\n"
        Path(f"posts/{number:02}.md").write_text(text, encoding="utf-8")


def in_sidecar(cases: list[Case]) -> None:
    for number, case in enumerate(cases):
        folder = Path(f"posts/{number:02}")
        folder.mkdir()
        (folder / "caption.txt").write_text(f"{BAD}\n", encoding="utf-8")
        text = f"long_text: true\nlint: {{ignore: {json.dumps(case)}}}\n"
        (folder / "post.yaml").write_text(text, encoding="utf-8")


def in_row(cases: list[Case]) -> None:
    rows = [json.dumps({"body": BAD, "long_text": True, "lint": {"ignore": case}}) for case in cases]
    Path("posts/rows.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def in_configuration(cases: list[Case]) -> None:
    lines = ["suppressions:"]
    for number, case in enumerate(cases):
        path = f"posts/{number:02}.md"
        Path(path).write_text(f"---\nlong_text: true\n---\n{BAD}\n", encoding="utf-8")
        lines += [f"- {json.dumps({**one, 'path': path} if isinstance(one, dict) else one)}" for one in case]
    Path("rednote-lint.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


IN_HEADERS = [in_front_matter, in_sidecar, in_row]
Place = Callable[[list[Case]], None]


def entry(rule: str = "DV102", **more: str) -> dict[str, str]:
    return {"rule": rule, "reason": "checked", **more}


def until(days: int) -> Case:
    return [entry(until=(TODAY + dt.timedelta(days)).isoformat())]


RIGHT: list[tuple[Case, bool, set[str]]] = [
    *(([entry(rule)], True, set()) for rule in ("DV102", "DV", "DV1", "diversion", "wechat-id", "diversion/wechat-id")),
    *(([entry(rule)], True, set()) for rule in ("ALL", " DV102 ")),
    (until(0), True, set()),
    (until(1), True, set()),
    (until(-1), False, {"LN102"}),
    *(([{"rule": "DV102", "reason": blank}], False, {"LN103"}) for blank in ("", "  ", "\u3000")),
    ([{"rule": "DV102"}], False, {"LN103"}),
    ([entry(), entry(reason="again")], True, {"LN101"}),
    ([entry(), entry()], True, {"LN101"}),
    ([entry("AD101")], False, {"LN101"}),
]
"""Suppressions of a post, whether they set DV102 aside, and what is told of them."""
WRONG: list[tuple[Case, str]] = [
    (["DV102"], ""),
    ([entry("dv102")], "`DV102`"),
    ([entry("DV199")], "did you mean `DV1"),
    ([entry("DVl02")], "`DV102`"),
    ([entry("diversoin")], "`diversion`"),
    ([entry("nothing-like-it-at-all-123")], "rednote-lint rules"),
    ([{"reason": "checked"}], "rule"),
    ([entry(until="soon")], "date"),
    ([entry(reson="x")], "reason"),
]
"""Suppressions of a post that cannot be read or name no rule, and what the advice says."""


@pytest.mark.parametrize("place", [*IN_HEADERS, in_configuration])
def test_what_counts_and_what_is_told(here: Path, place: Place) -> None:
    place([case for case, *_ in RIGHT])
    result = Result(".", "--format", "json")
    assert result.error is None and result.code == 1
    *posts, last = json.loads(result.out)["posts"]
    told: list[set[str]] = [set() for _ in RIGHT]
    if place is in_configuration:
        lines = [number for number, (case, *_) in enumerate(RIGHT) for _ in case]
        for finding in last["findings"]:
            told[lines[finding["location"]["line"] - 2]].add(finding["code"])
    else:
        posts.append(last)
    for number, (post, (case, counts, about)) in enumerate(zip(posts, RIGHT, strict=True)):
        codes = {finding["code"] for finding in post["findings"]}
        assert not post["problems"], case
        assert ({one["code"] for one in post["suppressed"]} >= {"DV102"}) is counts and ("DV102" in codes) is not counts
        assert {code for code in codes if code.startswith("LN")} | told[number] == about, case


@pytest.mark.parametrize("place", IN_HEADERS)
def test_what_is_wrong_in_a_header_is_a_problem_with_a_way_out(here: Path, place: Place) -> None:
    place([case for case, _ in WRONG])
    result = Result(".", "--format", "json")
    assert result.code == 2
    for post, (case, says) in zip(json.loads(result.out)["posts"], WRONG, strict=True):
        (wrong,) = post["problems"]
        assert says in f"{wrong['message']} {wrong['remedy']}" and wrong["location"]["line"], case


@pytest.mark.parametrize(("case", "says"), WRONG)
def test_in_the_configuration_it_is_refused_with_the_same_words(here: Path, case: Case, says: str) -> None:
    in_configuration([case])
    said = str(Result(".").error)
    assert says in said and "rednote-lint.yaml:2:" in said
