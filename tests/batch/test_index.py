"""The index: what is found among earlier posts, in which order, and what replaces what."""

from __future__ import annotations

import random

import pytest

from rednote_lint.batch import index as module
from rednote_lint.batch.index import Entry, Index
from rednote_lint.facts.traces import Trace
from rednote_lint.text.shingles import flat, shingles
from rednote_lint.text.signature import plain_signature, signature
from tests.text.test_shingles import BREAD, TEA


def caption(name: str, text: str, account: str = "") -> Entry:
    trace = Trace(path=f"{name}.txt", sentences=shingles(text))
    return Entry(name=name, account=account, traces=(trace,))


def names(index: Index, entry: Entry) -> list[str]:
    return [twin.post.name for twin in index.twins(entry)]


def test_the_likest_comes_first_then_the_earliest() -> None:
    index = Index()
    for name, text in (("a", BREAD), ("b", TEA.replace("城西", "城东")), ("c", TEA), ("d", TEA)):
        index.add(caption(name, text))
    assert names(index, caption("e", TEA)) == ["c", "d", "b"]
    assert names(index, caption("c", TEA)) == ["b"], "a post that is known is compared with those before it"


def test_a_post_of_the_same_name_takes_the_place_of_the_first() -> None:
    index = Index()
    index.add(caption("a", TEA, "north"))
    index.add(caption("a", BREAD, "south"))
    assert names(index, caption("b", TEA)) == []
    (twin,) = index.twins(caption("b", BREAD))
    assert (twin.post.name, twin.post.account, twin.likeness, twin.is_caption) == ("a", "south", 1.0, True)


def test_files_of_the_same_bytes_are_twins_whatever_they_look_like() -> None:
    index = Index()
    index.add(Entry(name="a", traces=(Trace(path="a.png", digest="1"), Trace(path="b.png", digest="2"))))
    (twin,) = index.twins(Entry(name="c", traces=(Trace(path="c.png", digest="2"),)))
    assert (twin.path, twin.same_bytes, twin.likeness) == ("b.png", True, 1.0)


def test_a_caption_is_no_twin_of_a_file() -> None:
    index = Index()
    index.add(Entry(name="a", traces=(Trace(path="a.png", digest="1", hashes=(b"0" * 18,)),)))
    assert names(index, caption("b", TEA)) == []


def test_buckets_can_be_filled_anew() -> None:
    index = Index()
    index.add(caption("a", TEA))
    index._database.execute("DELETE FROM buckets")
    assert names(index, caption("b", TEA)) == []
    index.refill()
    assert names(index, caption("b", TEA)) == ["a"]


def test_hundreds_of_copies_cost_a_bounded_number_of_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: Trace, other: Trace) -> float:
        nonlocal compared
        compared += 1
        return 1.0

    monkeypatch.setattr(module, "_likeness", counted)
    index = Index()
    for number in range(200):
        index.add(caption(str(number), TEA))
    assert len(index.twins(caption("last", TEA))) == compared == 64


def test_the_likest_of_a_crowd_of_one_template_is_found() -> None:
    index = Index()
    for number in range(150):
        index.add(caption(str(number), TEA))
    index.add(caption("copy", f"{TEA}\n{BREAD}"))
    found = index.twins(caption("last", f"{BREAD}\n{TEA}"))
    assert found[0].post.name == "copy"
    assert len(found) <= 64 + 1


@pytest.mark.parametrize("sign", [signature, plain_signature])
def test_signatures_agree_as_often_as_sets_overlap(sign: object) -> None:
    assert callable(sign)
    rng = random.Random(8)
    one = {rng.getrandbits(32) for _ in range(300)}
    other = {*list(one)[:200], *(rng.getrandbits(32) for _ in range(100))}
    equal = sum(a == b for a, b in zip(sign(one), sign(other), strict=True))
    assert sign(one) == sign(sorted(one)) and len(sign(one)) == 128
    assert 0.3 < equal / 128 < 0.7  # 200 of 400 are shared.
    assert len(flat(shingles(TEA))) > 40
