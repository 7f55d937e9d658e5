"""Keys and their first values, in memory and beyond what is held there."""

from __future__ import annotations

import tracemalloc

from rednote_lint.first_seen import MOST, FirstSeen


def test_the_first_value_stays_when_there_are_many() -> None:
    seen = FirstSeen()
    assert all(seen.setdefault(f"key {n}", f"value {n}") == f"value {n}" for n in range(MOST + 50))
    assert seen.setdefault("key 3", "other") == "value 3"
    assert seen.setdefault(f"key {MOST + 7}", "other") == f"value {MOST + 7}"
    assert seen.setdefault("\ud800 of JSON", "\udcff of a file name") == "\udcff of a file name"
    assert seen.setdefault("\ud800 of JSON", "") == "\udcff of a file name"


def test_a_key_is_new_once() -> None:
    seen = FirstSeen()
    assert all(seen.add(str(n)) for n in range(MOST + 50))
    assert not any(seen.add(str(n)) for n in range(MOST + 50))
    assert seen.add("another")


def test_memory_does_not_grow_with_the_keys() -> None:
    seen = FirstSeen()
    for n in range(MOST + 1):
        seen.add(f"a/folder/of/some/length/{n}")
    tracemalloc.start()
    for n in range(10 * MOST):
        seen.add(f"another/folder/of/some/length/{n}")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 100_000
