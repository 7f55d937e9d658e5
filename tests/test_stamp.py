"""A hit becomes a finding: worded by its rule, quoted from its file, recognisable in the next run."""

from __future__ import annotations

import msgspec

from rednote_lint.model import (
    Anchor,
    Asset,
    AssetKind,
    Bilingual,
    Client,
    Confidence,
    Declarations,
    FixPolicy,
    Hit,
    Location,
    Post,
    Rule,
    Safety,
    Scope,
    Severity,
    TextRange,
    TimeRange,
    Veto,
)
from rednote_lint.ruleset import RuleSet
from rednote_lint.stamp import Stamp
from tests.posts_made import body_post
from tests.text_posts import rule

TEXT = "第一行\n买蓝莓派，蓝莓派\n"
PATH = "p/caption.txt"


def worded(**changes: object) -> Rule:
    plain = rule("words", "on: [body]\nwords: [蓝莓派]\n")
    said = Bilingual(en="“{hit}” is here {count} times", zh="出现“{hit}”")
    return msgspec.structs.replace(plain, message=said, **changes)


def hit(start: int, end: int, **fields: object) -> Hit:
    where = Location(path=PATH, text=TextRange(start, end))
    return Hit(**{"code": "T1", "where": where, "evidence": TEXT[start:end], "scope": Scope.BODY, **fields})


def stamp(how: Rule | None = None, found: Post | None = None, client: Client = Client.BOTH) -> Stamp:
    return Stamp(found or body_post(TEXT), RuleSet([how or worded()]), client)


def test_the_words_of_the_rule_are_filled_with_what_was_found() -> None:
    finding = stamp().finding(hit(5, 8, values={"count": "2"}))
    assert finding.message == Bilingual(en="“蓝莓派” is here 2 times", zh="出现“蓝莓派”")


def test_the_line_is_quoted_with_the_place_in_it() -> None:
    excerpt = stamp().finding(hit(5, 8)).excerpt
    assert excerpt is not None
    assert (excerpt.line, excerpt.text, excerpt.start, excerpt.end) == (2, "买蓝莓派，蓝莓派", 1, 4)
    veto = Veto(code="T1", where=Location(path=PATH, text=TextRange(5, 8)), evidence="蓝莓派", reason=worded().why)
    assert stamp().veto(veto).excerpt == excerpt


def test_a_place_in_a_medium_has_no_line() -> None:
    seen = hit(0, 0, where=Location(path="p/a.mp4", time=TimeRange(1, 2)), evidence="x")
    assert stamp().finding(seen).excerpt is None


def test_equal_hits_are_told_apart_and_recognised_again() -> None:
    first, second = (stamp_.finding(hit(5, 8)) for stamp_ in [stamp()] * 2)
    assert first.fingerprint != second.fingerprint
    assert stamp().finding(hit(5, 8)).fingerprint == first.fingerprint


def test_words_before_a_hit_do_not_change_its_fingerprint() -> None:
    moved = body_post("另加的一行\n" + TEXT)
    where = Location(path=PATH, text=TextRange(11, 14))
    assert stamp(found=moved).finding(hit(5, 8, where=where)).fingerprint == stamp().finding(hit(5, 8)).fingerprint


def test_the_folder_a_post_lies_in_does_not_change_a_fingerprint() -> None:
    elsewhere = Location(path="/somewhere/else/caption.txt", text=TextRange(5, 8))
    assert stamp().finding(hit(5, 8, where=elsewhere)).fingerprint == stamp().finding(hit(5, 8)).fingerprint
    other = Location(path="p/other.txt", text=TextRange(5, 8))
    assert stamp().finding(hit(5, 8, where=other)).fingerprint != stamp().finding(hit(5, 8)).fingerprint


def test_a_file_name_of_undecodable_bytes_is_no_error() -> None:
    odd = Location(path="p/caption\udcff.txt")
    assert stamp().finding(hit(5, 8, where=odd)).fingerprint


def test_severity_follows_scope_client_and_declaration() -> None:
    how = worded(
        severity={
            "default": Severity.INFO, "title": Severity.ERROR, "web": Severity.WARNING, "commercial": Severity.ERROR
        }
    )  # fmt: skip
    paid = body_post(TEXT, declared=Declarations(commercial=True))
    assert stamp(how).finding(hit(5, 8)).severity is Severity.INFO
    assert stamp(how).finding(hit(5, 8, scope=Scope.TITLE)).severity is Severity.ERROR
    assert stamp(how, client=Client.WEB).finding(hit(5, 8)).severity is Severity.WARNING
    assert stamp(how, paid).finding(hit(5, 8)).severity is Severity.ERROR
    assert stamp(how, paid, Client.WEB).finding(hit(5, 8)).severity is Severity.WARNING


def test_a_hit_may_be_less_sure_than_its_rule() -> None:
    assert stamp().finding(hit(5, 8)).confidence is Confidence.HIGH
    assert stamp().finding(hit(5, 8, confidence=Confidence.LOW)).confidence is Confidence.LOW


def test_the_way_out_of_the_rule_is_offered() -> None:
    how = worded(fix=FixPolicy(suggest=True, safety=Safety.UNSAFE, hint=Bilingual(en="not {hit}", zh="不说{hit}")))
    finding = stamp(how).finding(hit(5, 8, suggestions=("水果派",)))
    assert finding.fix is not None
    assert [getattr(edit, "new", "") for edit in finding.fix.edits] == ["水果派"]
    assert finding.hint == Bilingual(en="not 蓝莓派", zh="不说蓝莓派")


def test_findings_follow_the_reader_through_the_post() -> None:
    clip = Location(path="p/a.mp4", time=TimeRange(9, 10))
    earlier = Location(path="p/a.mp4", time=TimeRange(1, 2))
    hits = [hit(0, 0, where=clip), hit(9, 12), hit(0, 0, where=earlier), hit(5, 8)]
    stamped = stamp()
    ordered = sorted(hits, key=lambda one: stamped.order(one.where, one.code))
    assert [one.where for one in ordered] == [hits[3].where, hits[1].where, earlier, clip]


def test_a_post_and_its_media_have_lines_in_its_text() -> None:
    text = "---\nimages:\n- 01.jpg\n---\n正文"
    post = body_post(text)
    place = Location(path=PATH, text=TextRange(text.index("01"), text.index("01") + 6))
    assets = (
        Asset(path="p/01.jpg", kind=AssetKind.IMAGE, named_at=place),
        Asset(path="p/02.jpg", kind=AssetKind.IMAGE),
    )
    stamped = stamp(found=msgspec.structs.replace(post, assets=assets))
    assert stamped.named() == {"p/01.jpg": Anchor(path=PATH, line=3)}
    assert stamped.anchor() == Anchor(path=PATH, line=1)
    assert stamp(found=msgspec.structs.replace(post, sources=())).anchor() is None
