from hypothesis import given, settings
from hypothesis import strategies as st

from rednote_lint.text import numpy_views
from rednote_lint.text.fold import fold, fold_key
from rednote_lint.text.masks import BARRIER, SEAM, mask
from rednote_lint.text.separators import SEPARATORS
from rednote_lint.text.squeezing.squeezed import Coded, Exchanged, Squeezed, exchanged
from rednote_lint.text.views import Views

ODD = "ʗ加微信最佳国级薇ＶＸⓥ🅥𝕧❶➀⑩℡㎏ß㊀臺灣é́️⃣​‍ㅤ❤🛰➕.,，。！ \n\t[害羞R]@#aZ09_ΗηİσЖ"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=("Cs",))), max_size=60)


def test_letters_and_digits_of_all_styles_are_one() -> None:
    for written in ("ＶＸ", "ⓥⓧ", "🅥🅧", "𝕧𝕩", "𝐕𝐗", "ᵛˣ", "νх", "Ꮩх", "🆅🆇"):
        assert fold(written).text == "vx", written
    for written in ("１２", "①②", "❶❷", "➀➁", "⓵⓶", "⑴⑵", "⒈⒉", "𝟙𝟚", "¹²", "₁₂"):
        assert fold(written).text == "12", written


def test_traditional_characters_become_simplified_and_ordinary_ones_stay() -> None:
    assert fold_key("國家級醫療微信群組") == "国家级医疗微信群组"
    assert fold_key("什么么，。！？") == "什么么，。！？"


def test_a_character_that_becomes_several_keeps_its_place() -> None:
    folded = fold("打℡给⑩人")
    assert folded.text == "打tel给10人"
    assert [folded.origin(index) for index in range(len(folded.text))] == [0, 1, 1, 1, 2, 3, 3, 4]


@given(TEXTS)
def test_each_folded_character_stems_from_its_origin(text: str) -> None:
    folded = fold(text)
    origins = [folded.origin(index) for index in range(len(folded.text))]
    assert origins == sorted(origins) and set(origins) == set(range(len(text)))
    pieces = "".join(fold(char).text for char in text)
    assert folded.text == pieces


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
def test_compact_characters_stand_where_they_say(text: str) -> None:
    source = Views(text).folded.text
    squeezed = Views(text).compact
    places = [squeezed.source_offset(index) for index in range(len(squeezed.text))]
    assert "".join(source[place] for place in places) == squeezed.text
    assert places == sorted(set(places))
    assert not SEPARATORS.search(squeezed.text)
    assert len(squeezed.text) == sum(not SEPARATORS.match(char) for char in source)


@given(TEXTS)
@settings(max_examples=60)
def test_masking_keeps_the_places(text: str) -> None:
    views = Views(text)
    assert len(views.masked) == len(text)
    for start in range(len(views.bare.text)):
        first, last = views.unmasked_range(start, start + 1)
        assert views.original_range(first, last)[0] == views.bare.origin(start)
    assert len(views.compact.by_syllable) == len(views.compact.text)


@given(TEXTS)
def test_the_original_range_covers_what_was_folded(text: str) -> None:
    views = Views(text)
    for index in range(len(views.folded.text)):
        start, end = views.original_range(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start == views.folded.origin(index)


def test_codes_markers_addresses_and_mentions_are_masked() -> None:
    views = Views("好[害羞R]的[car] #京都[话题]# https://best.example/best @最佳君 a@最佳")
    assert "害羞" not in views.folded.text and "[car]" in views.folded.text
    assert "话题" not in views.folded.text and "京都" in views.folded.text
    assert "best" not in views.folded.text and "best" in views.bare.text
    assert views.folded.text.count("最佳") == 1


@given(TEXTS)
@settings(deadline=None)  # The first text pays for the tables.
def test_the_readings_are_the_same_with_and_without_numpy(text: str) -> None:
    import numpy  # noqa: F401

    masked = mask(text)
    compact, replaced, folded = numpy_views.compact(masked), numpy_views.replaced(masked), fold(masked).text
    if compact is not None and replaced is not None:
        assert numpy_views.folded(masked) == folded
        assert_same(Coded(masked, *compact), Squeezed(folded))
        assert_same(Exchanged(masked, *replaced), Squeezed(exchanged(folded)))


def assert_same(fast: Coded, slow: Squeezed) -> None:
    assert fast.text == slow.text and fast.by_syllable == slow.by_syllable
    assert fast.letters == b"".join(numpy_views.key_codes(list(slow.text)))
    places = [slow.source_offset(index) for index in range(len(slow.text))]
    assert [fast.source_offset(index) for index in range(len(fast.text))] == places
    for char in ("a", SEAM):
        assert [fast.find(char, start) for start in (0, 2)] == [slow.find(char, start) for start in (0, 2)]


def test_the_fast_reading_is_taken_for_ordinary_notes() -> None:
    import numpy  # noqa: F401

    views = Views("今天，Good ❤️ 國家！#京都[话题]#")
    assert isinstance(views.compact, Coded) and views.compact.text == "今天good国家京都" + BARRIER * 4
    assert numpy_views.compact("⑩元") is None
    assert not isinstance(Views("⑩元").compact, Coded)
