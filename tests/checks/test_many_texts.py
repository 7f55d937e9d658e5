"""What many texts cost: a rule is asked of the texts in which something could stand for it, not of each."""

import pytest

from rednote_lint.model import Scope, TextSpan
from tests.text_posts import answers, hits, rule, span
from tests.work import lines_run

COMBO = "parts: [{words: [加我]}, {detect: phone}]"
KINDS = {
    "pattern": "detect: [phone, wechat-id, email]",
    "combo": COMBO,
}


def _tags(*names: str) -> tuple[TextSpan, ...]:
    return tuple(span(name, Scope.TAGS) for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_rules_that_find_nothing_are_not_asked_of_each_text(kind: str) -> None:
    tags = _tags(*(f"标签{number}" for number in range(400)))

    def work(rules: int) -> int:
        asked = [rule(kind, KINDS[kind], f"T{number}") for number in range(rules)]
        return lines_run(lambda: answers(asked, tags=tags))

    work(1)  # Patterns are compiled when they are first asked for.
    assert work(20) < 1.5 * work(2)


def test_the_one_text_in_which_a_detector_finds_something_is_told() -> None:
    tags = _tags("慢生活", "加我 13900139000", "13800138000", "京都")
    assert hits([rule("pattern", "detect: phone")], tags=tags) == ["13900139000", "13800138000"]
    assert hits([rule("combo", COMBO)], tags=tags) == ["加我 13900139000"]


def test_a_combination_whose_parts_need_no_literal_is_found_in_each_text() -> None:
    parts = 'parts: [{pattern: "[0-9]{3}"}, {pattern: "[a-c]{2}"}]'
    assert hits([rule("combo", parts)], tags=_tags("慢生活", "123 ab")) == ["123 ab"]
