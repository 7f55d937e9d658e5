"""Findings that one change would remove share a cause; others do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.causes import with_causes
from rednote_lint.model import (
    Bilingual,
    Box,
    Confidence,
    Excerpt,
    Finding,
    Location,
    Scope,
    Severity,
    TextRange,
    TimeRange,
)

WORDS = Bilingual(en="x", zh="x")


def finding(
    code: str,
    where: Location,
    severity: Severity = Severity.WARNING,
    *,
    pack: str = "p",
    subject: str = "",
    scope: Scope | None = None,
    tags: tuple[str, ...] = (),
    line: int = 1,
    end_line: int | None = None,
) -> Finding:
    return Finding(
        code=code,
        name="n",
        pack=pack,
        severity=severity,
        confidence=Confidence.HIGH,
        message=WORDS,
        why=WORDS,
        evidence="",
        fingerprint="",
        location=where,
        subject=subject,
        scope=scope,
        tags=tags,
        excerpt=Excerpt(text="", line=line, end_line=end_line or line, start=0, end=0) if where.text else None,
    )


def words(code: str, start: int, end: int, severity: Severity = Severity.WARNING, **more: object) -> Finding:
    more.setdefault("scope", Scope.BODY)
    return finding(code, Location(path="a.md", text=TextRange(start, end)), severity, **more)  # type: ignore[arg-type]


def seen(code: str, box: Box, time: tuple[float, float], path: str = "a.mp4", **more: object) -> Finding:
    return finding(code, Location(path=path, box=box, time=TimeRange(*time)), **more)  # type: ignore[arg-type]


def causes(*findings: Finding) -> list[str]:
    return [one.cause for one in with_causes(findings)]


MARK = seen("WM101", Box(100, 100, 200, 80), (0, 3), severity=Severity.ERROR, subject="TikTok")


def test_a_mark_its_card_its_origin_tags_and_its_own_text_are_one_cause() -> None:
    card = seen("WM102", Box(0, 0, 700, 900), (9, 11), severity=Severity.ERROR, subject="TikTok")
    origin = finding("WM301", Location(path="a.mp4"), tags=("origin",))
    own_text = seen("DV109", Box(110, 150, 150, 20), (1, 2), scope=Scope.OCR)
    assert causes(own_text, MARK, card, origin) == ["WM101"] * 4


def test_text_beside_a_mark_or_at_another_time_and_tags_of_another_file_are_not_the_marks() -> None:
    beside = seen("DV109", Box(290, 100, 200, 80), (0, 3), scope=Scope.OCR)
    later = seen("DV108", Box(110, 150, 150, 20), (4, 5), scope=Scope.OCR)
    other = finding("WM301", Location(path="b.mp4"), tags=("origin",))
    assert causes(MARK, beside, later, other) == ["WM101", "DV109", "DV108", "WM301"]


def test_what_is_no_text_is_not_the_marks_wherever_it_is() -> None:
    assert causes(MARK, seen("QL102", Box(110, 110, 50, 50), (0, 3))) == ["WM101", "QL102"]


def test_marks_of_two_platforms_are_two_causes() -> None:
    assert causes(MARK, seen("WM111", Box(0, 0, 9, 9), (0, 3), path="b.mp4", subject="Douyin")) == ["WM101", "WM111"]


def test_one_rule_on_many_files_is_one_cause() -> None:
    assert causes(*(finding("PV101", Location(path=f"{n}.jpg")) for n in range(10))) == ["PV101"] * 10


def test_a_passage_named_by_several_rules_is_one_cause_under_the_most_severe() -> None:
    found = [words("DV112", 0, 19), words("DV101", 21, 38, Severity.ERROR), words("EN101", 25, 30, pack="q")]
    assert causes(*found) == ["DV101"] * 3


def test_passages_apart_on_other_lines_or_of_other_packs_are_causes_of_their_own() -> None:
    far = words("B2", 40, 50)
    next_line = words("C3", 52, 60, line=2)
    other_pack = words("D4", 62, 70, line=2, pack="q")
    assert causes(words("A1", 0, 9), far, next_line, other_pack) == ["A1", "B2", "C3", "D4"]


def test_what_is_said_of_a_whole_post_is_no_part_of_the_passages_in_its_row() -> None:
    row = words("FM505", 0, 60, Severity.INFO, scope=None)
    assert causes(row, words("A1", 0, 9), words("B2", 40, 50)) == ["FM505", "A1", "B2"]


RANGES = st.builds(lambda start, length: (start, start + length), st.integers(0, 60), st.integers(1, 9))


@given(st.lists(st.tuples(st.sampled_from(["A1", "B2", "C3"]), RANGES, st.sampled_from(Severity)), max_size=12))
def test_every_finding_stays_and_has_the_code_of_a_rule_that_is_at_least_as_severe(
    made: list[tuple[str, tuple[int, int], Severity]],
) -> None:
    found = [words(code, *place, severity) for code, place, severity in made]
    after = with_causes(found)
    assert [one.location for one in after] == [one.location for one in found]
    for one in after:
        assert any(o.code == one.cause and o.severity.rank >= one.severity.rank for o in found)


def test_a_claim_over_several_lines_does_not_take_in_what_stands_between_its_parts() -> None:
    claim = words("AD122", 10, 90, pack="adlaw", end_line=3)
    contact, handle = words("DV126", 30, 35, pack="diversion"), words("DV109", 40, 52, pack="diversion")
    assert causes(claim, contact, handle) == ["AD122", "DV126", "DV126"]


def test_a_contact_over_two_lines_that_several_rules_name_is_one_cause() -> None:
    named = [words(code, start, 60, pack="diversion", end_line=2) for code, start in (("DV102", 30), ("DV118", 34))]
    assert causes(*named) == ["DV102", "DV102"]
