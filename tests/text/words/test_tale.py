"""Captions that tell of the past, and offers that have participles in them."""

import pytest

from rednote_lint.text.words.tale import tale


@pytest.mark.parametrize(
    "text",
    [
        "he looked at the old pack and put it away, then he laughed",
        "my cousin ordered one and it never came, she cried",
    ],
)
def test_two_verbs_of_the_past_tell_a_tale(text: str) -> None:
    assert tale(text)


@pytest.mark.parametrize(
    "text",
    [
        "sealed boxes, tested and packed, any colour",
        "we laughed and we cried, now dm me for yours",
        "one of them worked",
        "昨天他说了，我笑了",
    ],
)
def test_offers_and_single_verbs_tell_none(text: str) -> None:
    assert tale(text) is None
