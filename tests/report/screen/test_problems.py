"""Problems of one post on the screen: the same of many names is said once."""

from rednote_lint.model import Bilingual, Location, Problem
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.problems import troubles_of


def missing(name: str, remedy: str = "Check the name.") -> Problem:
    message = Bilingual(en=f"“{name}” does not exist", zh=f"“{name}”不存在")
    return Problem(message=message, remedy=Bilingual(en=remedy, zh=remedy), where=Location(path="caption.md"), line=3)


def test_ten_thousand_files_that_are_not_there_are_one_problem() -> None:
    (trouble,) = troubles_of(missing(f"{number}.jpg") for number in range(10_000))
    assert trouble.first.message.en == "“0.jpg” does not exist"
    assert trouble.others(phrases("en"), "en") == "and 9999 more places: 1–9999.jpg"
    assert trouble.others(phrases("zh"), "zh") == "另有 9999 处：1–9999.jpg"


def test_another_way_out_is_another_problem() -> None:
    first, second = troubles_of([missing("a.jpg"), missing("b.jpg", "Did you mean “c.jpg”?")])
    assert not first.others(phrases("en"), "en") and second.first.message.en.startswith("“b.jpg”")
