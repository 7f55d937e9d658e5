from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.views import Views
from rednote_lint.text.words.lexicon import Lexicon, judge
from rednote_lint.text.words.terms import Term

LEXICON = Lexicon([Term(word="最佳", owner="ad"), Term(word="加微信", owner="contact"), Term(word="ass", owner="rude")])


def test_candidates_are_told_by_text_before_they_are_judged() -> None:
    joined = JoinedText([Views("周末露营"), Views("最 佳去处"), Views("green grass，加微信")])
    found = LEXICON.candidates(joined)
    assert {
        number: [spelling.term.word for one in of for spelling in one.spellings] for number, of in found.items()
    } == {
        1: ["最佳"],
        2: ["ass", "加微信"],
    }
    assert [match.term.word for match in judge(joined.texts[2], found[2]).matches] == ["加微信"]
    assert {number: len(words.matches) for number, words in LEXICON.find(joined).items()} == {1: 1, 2: 1}


def test_terms_that_nobody_wants_are_not_judged() -> None:
    joined = JoinedText([Views("最佳，加微信")])
    (candidates,) = LEXICON.candidates(joined).values()
    words = judge(joined.texts[0], candidates, lambda term: term.owner == "contact")
    assert [(match.term.word, match.start, match.end) for match in words.matches] == [("加微信", 3, 6)]
