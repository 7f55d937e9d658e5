from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Scope, TextRange
from rednote_lint.syntax.source_text import SourceText, aligned, verbatim


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[int], SourceText]:
    """Make a text whose characters stand at growing places of a file, with gaps where escapes would be."""
    text = draw(st.text(st.sampled_from("ab 中\n"), min_size=1, max_size=12))
    offsets, at = [], draw(st.integers(0, 50))
    for _ in text:
        offsets.append(at)
        at += draw(st.sampled_from([1, 1, 1, 2, 6]))
    return text, offsets, aligned(text, offsets, at)


@given(texts())
def test_every_character_is_found_where_it_stands(case: tuple[str, list[int], SourceText]) -> None:
    text, offsets, source = case
    assert [source.at(index) for index in range(len(text))] == offsets
    span = source.span(Scope.BODY, "a.md")
    assert [span.locate(index, index + 1).text for index in range(len(text))] == [
        TextRange(offset, offset + 1) for offset in offsets
    ]


@given(texts(), st.data())
def test_a_cut_keeps_the_places_of_its_characters(case: tuple[str, list[int], SourceText], data: st.DataObject) -> None:
    text, offsets, source = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = source.cut(start, end)
    assert part.text == text[start:end]
    assert [part.at(index) for index in range(end - start)] == offsets[start:end]
    if end > start:
        assert part.range == TextRange(offsets[start], offsets[end - 1] + 1)


@given(texts())
def test_stripping_is_that_of_the_text_with_places(case: tuple[str, list[int], SourceText]) -> None:
    text, offsets, source = case
    stripped = source.stripped()
    assert stripped.text == text.strip()
    left = len(text) - len(text.lstrip())
    assert [stripped.at(index) for index in range(len(stripped.text))] == offsets[left : left + len(stripped.text)]


@given(st.text(max_size=10), st.integers(0, 100))
def test_a_text_that_stands_as_it_is_needs_no_pieces(text: str, start: int) -> None:
    offsets = list(range(start, start + len(text)))
    assert aligned(text, offsets, start + len(text)) == verbatim(text, start)


@given(texts())
def test_a_place_in_the_file_is_that_of_the_character_written_there(case: tuple[str, list[int], SourceText]) -> None:
    _, offsets, source = case
    behind = [*offsets[1:], source.end]
    for index, (begin, end) in enumerate(zip(offsets, behind, strict=True)):
        assert {source.index(place) for place in range(begin, end)} == {index}
