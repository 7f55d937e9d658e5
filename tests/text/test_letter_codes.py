from rednote_lint.text import tables
from rednote_lint.text.masks import SEAM
from rednote_lint.text.squeezing.letter_codes import SEPARATOR, SEVERAL, listed_codes, unlisted_codes


def test_listed_letters_have_codes_of_their_own() -> None:
    codes = listed_codes()
    assert {*"0a加微信", SEAM} <= codes.keys()
    assert len({*codes.values(), *unlisted_codes()}) == len(codes) + len(unlisted_codes())


def test_a_code_begins_only_where_a_letter_begins() -> None:
    codes = {*listed_codes().values(), *unlisted_codes()}
    firsts, seconds = {first for first, _ in codes}, {second for _, second in codes}
    assert not firsts & seconds and not {SEPARATOR, SEVERAL} & (firsts | seconds)


def test_hanzi_of_one_sound_begin_alike() -> None:
    codes = listed_codes()
    assert all(codes[chr(char)][0] == codes[first][0] for char, first in tables.syllables().items())
