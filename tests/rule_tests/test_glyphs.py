"""Why an example of a glyph is not hit."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rednote_lint.model import Example, Rule
from rednote_lint.packs.reading import load_packs
from rednote_lint.rule_tests.glyphs import unseen
from tests.compiled_packs import compiled

RULE = next(rule for pack in load_packs((), compiled) for rule in pack.rules if rule.code == "WM175")
LOGO = {"logo": "gemini-sparkle", "box": [940, 1790, 70, 70], "score": 0.95}


@pytest.mark.parametrize(
    ("seen", "reasons"),
    [
        ({**LOGO, "score": 0.61}, ["glyph found 0.61, needs 0.78"]),
        ({**LOGO, "box": [600, 1790, 70, 70]}, ["outside the margin", "distances to the two sides differ"]),
        ({**LOGO, "logo": "other"}, ["the rule's logo is `gemini-sparkle`"]),
        ({**LOGO, "time": [0, 1]}, ["a glyph has no `time`"]),
        (LOGO, []),
    ],
)
def test_the_reason_is_told(seen: dict[str, object], reasons: list[str]) -> None:
    told = list(unseen(RULE, Example(seen=[seen])))
    assert len(told) == len(reasons)
    assert all(reason in one.en and one.zh for reason, one in zip(reasons, told, strict=True))


def test_rules_of_other_forms_have_none() -> None:
    other: Rule = replace(RULE, params=None)
    assert list(unseen(other, Example(seen=[LOGO]))) == []
