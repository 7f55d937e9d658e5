from __future__ import annotations

import io

import pytest

from rednote_lint.media.source import TOO_MUCH, TRUNCATED, Bounds, CutShort, Source

DATA = bytes(range(100))


@pytest.mark.parametrize("source", [Source.of_buffer(DATA), Source.of_file(io.BytesIO(DATA), 100)])
def test_bytes_are_read_in_order_and_by_place(source: Source) -> None:
    assert (source.take(2), source.number(2), source.tell()) == (b"\0\1", 0x0203, 4)
    assert source.slice(50, 53) == bytes((50, 51, 52))
    assert source.tell() == 53


@pytest.mark.parametrize(
    "ask", [lambda s: s.take(101), lambda s: s.seek(101), lambda s: s.seek(-1), lambda s: s.part(101)]
)
def test_nothing_behind_the_end_is_read(ask: object) -> None:
    with pytest.raises(CutShort) as cut:
        ask(Source.of_buffer(DATA))  # type: ignore[operator]
    assert cut.value.reason == TRUNCATED


def test_a_file_that_shrinks_while_it_is_read_is_cut_short() -> None:
    with pytest.raises(CutShort):
        Source.of_file(io.BytesIO(DATA), 200).take(150)


def test_an_oversized_part_is_read_to_the_bound_and_noted() -> None:
    source = Source.of_buffer(DATA, Bounds(part=10, total=1_000, steps=9))
    assert source.part(50) == DATA[:10]
    assert source.tell() == 50
    assert source.gaps == [TOO_MUCH]


def test_the_budget_ends() -> None:
    source = Source.of_buffer(DATA, Bounds(part=100, total=150, steps=2))
    source.take(100)
    source.seek(0)
    with pytest.raises(CutShort) as cut:
        source.take(60)
    assert cut.value.reason == TOO_MUCH
    source.step(), source.step()
    with pytest.raises(CutShort):
        source.step()
