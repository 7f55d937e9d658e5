"""The gate: what the author or the configuration set aside is kept as suppressed, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import (
    Bilingual,
    Directive,
    Finding,
    Problem,
    Report,
    Rule,
    Skipped,
    SuppressedBy,
)
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.verdict import Directives, settle
from rednote_lint.verdict.suppressor import Grounds, Judged
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post
from tests.settled_made import TODAY, directive, settled


def test_the_configuration_sets_aside_by_path(tmp_path: Path) -> None:
    report = settled(tmp_path, ignored=True)
    assert not report.findings
    assert report.suppressed[0].by == "config"


class Known:
    """A list of known findings, as a baseline is one: it counts each entry once and tells which were not used."""

    by = SuppressedBy.BASELINE

    def __init__(self, *fingerprints: str) -> None:
        self._left = list(fingerprints)

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        return [self._grounds(one.finding) for one in findings]

    def _grounds(self, finding: Finding) -> Grounds | None:
        if finding.fingerprint not in self._left:
            return None
        self._left.remove(finding.fingerprint)
        return Grounds(reason="was there before")

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        return None

    def notices(self) -> Iterator[Skipped | Problem]:
        yield from (Skipped(what=left, reason=Bilingual(en="never used", zh="未使用")) for left in self._left)


def test_a_suppressor_may_count_its_entries_and_tell_which_were_not_used(tmp_path: Path) -> None:
    rules = load_pack(write_pack(tmp_path / "pack", rule())).rules
    report = lint(body_post("蓝莓派，蓝莓派"), RuleSet(rules), Options())
    first, second = report.findings
    after = settle(report, {one.code: one for one in rules}, [Known(second.fingerprint, "gone")])
    assert after.findings == (first,)
    assert [(entry.finding, entry.by) for entry in after.suppressed] == [(second, "baseline")]
    assert [skip.what for skip in after.skipped] == ["gone"]


def test_the_first_suppressor_that_gives_a_reason_has_the_finding(tmp_path: Path) -> None:
    assert [entry.by for entry in settled(tmp_path, directive(), ignored=True).suppressed] == ["directive"]


def gated(tmp_path: Path, *directives: Directive) -> Report:
    """Check one word on which three rules of a pack speak: an error, and two warnings that it overlaps."""
    texts = [rule(), *(rule(code, code.lower()).replace("error", "warning") for code in ("ZZ100", "ZZ102"))]
    rules = load_pack(write_pack(tmp_path / "pack", *texts)).rules
    post = body_post("蓝莓派", directives=directives)
    suppressors = [Directives(directives, rules, TODAY)]
    return settle(lint(post, RuleSet(rules), Options()), {one.code: one for one in rules}, suppressors)


@pytest.mark.parametrize(
    ("ignored", "told", "suppressed"),
    [
        ((), ["ZZ101"], []),
        (("ZZ102",), ["ZZ101"], ["ZZ102"]),
        (("ZZ101",), ["ZZ100", "ZZ102"], ["ZZ101"]),
        (("ZZ101", "ZZ102"), ["ZZ100"], ["ZZ101", "ZZ102"]),
        (("ZZ10",), [], ["ZZ100", "ZZ101", "ZZ102"]),
    ],
)
def test_what_a_suppressed_finding_overlaps_is_told(
    tmp_path: Path, ignored: tuple[str, ...], told: list[str], suppressed: list[str]
) -> None:
    report = gated(tmp_path, *map(directive, ignored))
    assert [finding.code for finding in report.findings] == told
    assert all(finding.cause for finding in report.findings)
    assert [one.finding.code for one in report.suppressed] == suppressed
    assert not report.skipped
