"""Sentences in two languages."""

from rednote_lint.model import Bilingual


def test_values_are_listed_as_each_language_lists_them() -> None:
    said = Bilingual(en="{names} changed", zh="{names} 已改动").filled({"names": ["a.txt", "b.txt"]})
    assert said == Bilingual(en="a.txt, b.txt changed", zh="a.txt、b.txt 已改动")


def test_a_value_that_looks_like_a_name_stays_as_it_is() -> None:
    said = Bilingual(en="{path}: {why}", zh="{path}：{why}").filled({"path": "{why}.txt", "why": "gone"})
    assert said == Bilingual(en="{why}.txt: gone", zh="{why}.txt：gone")


def test_a_name_without_a_value_stays() -> None:
    assert Bilingual(en="{code}", zh="{code}").filled({}) == Bilingual(en="{code}", zh="{code}")
