"""Sentences in quotation marks: others said them where the author sells nothing."""

from itertools import pairwise

import pytest

from rednote_lint.text.views import Views
from rednote_lint.text.words.quotations import quotation_of, quotations
from rednote_lint.text.words.reporting import reported


def test_quotations_are_found_with_their_marks_and_apostrophes_are_none() -> None:
    text = "it's \"no side effects\", 'that's it' and “sold out” but don't"
    assert [text[place.start : place.end] for place in quotations(text)] == [
        '"no side effects"',
        "'that's it'",
        "“sold out”",
    ]
    assert quotation_of(text, text.index("side"), text.index("effects")) is not None
    assert quotation_of(text, text.index("but"), text.index("don't")) is None


def why(text: str, *parts: str) -> str | None:
    views = Views(text)
    folded = views.folded.text
    places = [(folded.index(part), folded.index(part) + len(part)) for part in parts]
    between = tuple((a[1], b[0]) for a, b in pairwise(places))
    reason = reported(views, places[0][0], places[-1][1], between)
    return reason and reason.en


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('The window reads "cures diabetes in a week" and I walked on', ("cures diabetes",)),
        ('Ad of the day: "new face by sunday, one drop" and the drop is soap', ("new face", "one drop")),
        ("班会上念了“关注我就送全套资料”，全班笑了", ("关注我就送",)),
    ],
)
def test_a_quoted_claim_is_not_the_authors_own(text: str, parts: tuple[str, ...]) -> None:
    assert why(text, *parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('Everybody says it "cures diabetes in a week", yours for $20', ("cures diabetes",)),
        ('She got "added to the list" and her face is new, one drop', ("added to the list", "one drop")),
        ('The "special tea" cures diabetes', ("special tea", "cures diabetes")),
    ],
)
def test_marks_around_a_euphemism_or_in_an_offer_lift_nothing(text: str, parts: tuple[str, ...]) -> None:
    assert why(text, *parts) is None
