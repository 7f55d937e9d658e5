import msgspec

from rednote_lint.model import Excerpt, Location, Scope, Severity, Subtitle, TextRange, TextSpan, TimeRange
from rednote_lint.report.html.marking import Mark, is_in, marks_in, marks_in_lines, quoted, stretches
from rednote_lint.report.screen.causes import Cause
from tests.report.html.made import finding, seen, span

ERROR, INFO = Severity.ERROR, Severity.INFO


def test_overlapping_marks_cut_a_text_and_the_gravest_colors_it() -> None:
    cut = stretches("abcdef", [Mark(1, 4, INFO, 1), Mark(2, 5, ERROR, 2)])
    assert [(one.text, one.severity, one.numbers) for one in cut] == [
        ("a", None, ()),
        ("b", INFO, ()),
        ("cd", ERROR, (1,)),
        ("e", ERROR, (2,)),
        ("f", None, ()),
    ]
    assert "".join(one.text for one in cut) == "abcdef"


def test_places_of_a_text_that_drifts_from_its_file_are_found() -> None:
    drifting = TextSpan(
        scope=Scope.BODY,
        text="ab\ncd",
        where=Location(path="a/post.md", text=TextRange(10, 19)),
        pieces=((0, 10), (3, 17)),
    )
    one = finding("x" * 17 + "cd", "cd")
    assert marks_in(drifting, [Cause((one,))]) == [Mark(3, 5, ERROR, 1)]
    assert is_in(one, drifting) and not is_in(one, span("ab"))


def test_a_line_is_quoted_around_its_hit() -> None:
    line = "a" * 200 + "hit" + "b" * 200
    before, hit, after = quoted(Excerpt(line=1, text=line, start=200, end_line=1, end=203), ERROR)
    assert (before.text, hit.text, after.text) == ("…" + "a" * 80, "hit", "b" * 80 + "…")


def test_a_subtitle_is_marked_where_the_words_of_a_finding_stand_and_whole_where_they_do_not() -> None:
    split = [Cause((seen("加我\n微信 Sunny", 0.0, 2.0),)), Cause((seen("赚", 0.0, 1.0),))]
    first, second = Subtitle(0.0, 2.0, "想要的加我"), Subtitle(2.0, 4.0, "微信 SUNNY 谢谢")
    of_first = [Mark(3, 5, ERROR, 1), Mark(0, 5, ERROR, 2)]
    assert marks_in_lines("a/clip.mp4", [first, second], split) == [of_first, []], "nothing is told of its time"
    related = (Location(path="a/clip.mp4", time=TimeRange(2.0, 4.0)),)
    (cause,) = (msgspec.structs.replace(split[0].findings[0], related=related),)
    assert marks_in_lines("a/clip.mp4", [second], [Cause((cause,))]) == [[Mark(0, 8, ERROR, 1)]]
    assert marks_in_lines("b/clip.mp4", [first], split) == [[]]


def test_of_the_subtitles_at_the_moment_of_a_finding_those_are_marked_that_hold_its_words() -> None:
    lines = [Subtitle(0.0, 1.0, "山里露营"), Subtitle(1.0, 2.4, "全网最佳营地"), Subtitle(2.4, 4.0, "明天见")]
    assert marks_in_lines("a/clip.mp4", lines, [Cause((seen("最佳", 0.0, 4.0),))]) == [[], [Mark(2, 4, ERROR, 1)], []]
