from pathlib import Path

import pytest

from rednote_lint.engine import lint
from rednote_lint.errors import UserError
from rednote_lint.facts import Options
from rednote_lint.model import Finding, Severity
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post

SUM = """\
- code: ZZ900
  name: adds-up
  check: sum
  of: [{of}]
  severity: warning
  message: {{en: "{{count}} hints: “{{first}}” and “{{second}}”", zh: "{{count}} 处暗示：“{{first}}”“{{second}}”"}}
  why: {{en: because, zh: 原因}}
"""


def hint(code: str, word: str) -> str:
    return rule(code, code.lower(), word).replace("severity: error", "severity: info")


def found(tmp_path: Path, body: str, *rules: str) -> tuple[Finding, ...]:
    pack = load_pack(write_pack(tmp_path / "pack", *rules, SUM.format(of="ZZ1, ZZ201")))
    return tuple(f for f in lint(body_post(body), RuleSet(pack.rules), Options()).findings)


HINTS = (hint("ZZ101", "蓝莓派"), hint("ZZ102", "草莓派"), hint("ZZ201", "派对"), hint("ZZ202", "蛋糕"))


def test_two_different_hints_become_one_finding_that_shows_both_places(tmp_path: Path) -> None:
    *others, first = sorted(found(tmp_path, "吃蓝莓派\n\n还有草莓派", *HINTS), key=lambda finding: finding.code)
    assert (first.code, first.severity, first.evidence) == ("ZZ900", Severity.WARNING, "蓝莓派 … 草莓派")
    assert first.message.en == "2 hints: “蓝莓派” and “草莓派”"
    assert first.location.text == (1, 4)
    assert [place.text for place in first.related] == [(8, 11)]
    assert [excerpt and (excerpt.line, excerpt.start) for excerpt in first.related_excerpts] == [(3, 2)]
    assert [finding.code for finding in others] == ["ZZ101", "ZZ102"]


@pytest.mark.parametrize(
    "body",
    ["蓝莓派，蓝莓派", "蓝莓派派对", "蓝莓派和蛋糕", "蓝莓派"],
    ids=["the same rule twice", "no two places", "a rule that does not count", "one hint"],
)
def test_what_is_no_second_hint_adds_nothing(tmp_path: Path, body: str) -> None:
    overlapping = hint("ZZ103", "莓派派") if body == "蓝莓派派对" else ""
    rules = (HINTS[0], HINTS[3], overlapping)
    assert "ZZ900" not in [finding.code for finding in found(tmp_path, body, *rules, hint("ZZ201", "对面"))]


def test_a_sum_is_silent_where_one_of_its_rules_said_more(tmp_path: Path) -> None:
    louder = rule("ZZ103", "louder", "柠檬派")
    codes = [f.code for f in found(tmp_path, "蓝莓派、草莓派、柠檬派", *HINTS, louder)]
    assert codes == ["ZZ101", "ZZ102", "ZZ103"]


def test_a_sum_of_rules_that_do_not_exist_is_refused(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", hint("ZZ101", "蓝莓派"), SUM.format(of="ZZ111"))
    (tmp_path / "rednote-lint.yaml").write_text("packs: [pack]", encoding="utf-8")
    with pytest.raises(UserError, match="ZZ101") as caught:
        Sessions(Settings()).of(tmp_path)
    assert "testpack/rules.yaml" in str(caught.value), pack
