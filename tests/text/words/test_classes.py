"""Word classes: what the files hold, and how their words are found."""

from rednote_lint.text.words.classes import Place, WordClass, classes_of, starting, words_by_class


def found(name: WordClass, text: str) -> list[str]:
    return [text[start:end] for start, end in classes_of(text).get(name, ())]


def test_every_class_has_its_section_with_words() -> None:
    assert set(words_by_class()) == set(WordClass)
    assert all(words_by_class().values())


def test_no_section_names_a_word_twice() -> None:
    for name, words in words_by_class().items():
        assert len(words) == len(set(words)), name


def test_latin_words_stand_whole_and_a_star_lets_them_go_on() -> None:
    assert found(WordClass.FRAUD, "a scam, no scamp") == ["scam"]
    assert found(WordClass.FRAUD, "they apologized") == ["apologi"]


def test_either_apostrophe_is_found() -> None:
    assert found(WordClass.WARNING, "please don’t") == found(WordClass.WARNING, "please don't".replace("'", "’"))
    assert found(WordClass.WARNING, "please don't") == ["please don't"]


def test_a_sharp_stands_for_a_digit() -> None:
    assert found(WordClass.SCHOOL_YEAR, "14岁那年") == ["岁那年"]
    assert found(WordClass.SCHOOL_YEAR, "十四岁那年") == ["岁那年"]
    assert found(WordClass.SCHOOL_YEAR, "同岁那年") == []
    assert found(WordClass.DAY, "day 12") == ["day "]
    assert found(WordClass.DAY, "day off") == []


def test_what_a_longer_word_contains_is_none_of_the_class() -> None:
    assert found(WordClass.SAYS, "他说小说好看") == ["说"]


def test_places_that_begin_in_a_range() -> None:
    places = [Place(0, 2), Place(3, 4), Place(3, 6), Place(7, 8)]
    for left in range(9):
        for right in range(left, 9):
            assert starting(places, left, right) == [place for place in places if left <= place.start < right]
