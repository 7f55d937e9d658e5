from __future__ import annotations

import pytest

from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.fixes.policies import NAMES, expected
from rednote_lint.fixes.repairs import REPAIRS


def test_every_repair_has_a_name_of_its_own() -> None:
    assert len(NAMES) == len(REPAIRS) + len(OPERATIONS)


def test_a_name_that_is_none_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        expected("crop")


@pytest.mark.parametrize("name", ["trim-end", "crop-bars", "crop-to"])
def test_what_a_rule_need_not_say_makes_the_arguments_whole(name: str) -> None:
    arguments, filled = expected(name)
    assert filled
    assert typed(arguments, filled)
