"""Of several rules of one pack on the same words the most severe is told; nothing else falls silent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Bilingual, Confidence, Finding, Location, Severity, TextRange
from rednote_lint.overlaps import overlapped

WORDS = Bilingual(en="x", zh="x")


def finding(start: int, end: int, severity: Severity, pack: str = "diversion", path: str = "a.md") -> Finding:
    return Finding(
        code="DV101",
        name="n",
        pack=pack,
        severity=severity,
        confidence=Confidence.HIGH,
        message=WORDS,
        why=WORDS,
        evidence="",
        fingerprint="",
        location=Location(path=path, text=TextRange(start, end)),
    )


ERROR = finding(4, 9, Severity.ERROR)


def test_a_weaker_finding_inside_or_around_a_stronger_one_is_overlapped() -> None:
    inside, around, same = (finding(*place, Severity.WARNING) for place in ((5, 9), (2, 9), (4, 9)))
    assert overlapped([inside, around, ERROR, same]) == {0, 1, 3}


def test_what_only_overlaps_or_is_as_severe_or_of_another_pack_or_file_stays() -> None:
    others = [
        finding(7, 12, Severity.WARNING),
        finding(5, 8, Severity.ERROR),
        finding(5, 8, Severity.INFO, pack="adlaw"),
        finding(5, 8, Severity.INFO, path="b.md"),
    ]
    assert not overlapped([ERROR, *others])


PLACES = st.lists(
    st.builds(
        lambda start, length, severity: finding(start, start + length, severity),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from(list(Severity)),
    ),
    max_size=12,
)


@given(PLACES)
def test_every_place_still_has_a_voice_and_the_worst_stays(findings: list[Finding]) -> None:
    kept = [one for index, one in enumerate(findings) if index not in overlapped(findings)]
    assert max((f.severity.rank for f in kept), default=0) == max((f.severity.rank for f in findings), default=0)
    for lost in [f for f in findings if f not in kept]:
        start, end = lost.location.text
        assert any(
            other.severity.rank > lost.severity.rank and ((a <= start and end <= b) or (start <= a and b <= end))
            for other in findings
            for a, b in [other.location.text]
        )
