from __future__ import annotations

import json
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rednote_lint.errors import UserError
from rednote_lint.fixes import session
from rednote_lint.fixes.collect import offers
from rednote_lint.fixes.outcome import FixOutcome, Unwatched
from rednote_lint.fixes.plan import load, planned, require_unchanged, save
from rednote_lint.fixes.session import FixOptions, carry_out, fix, offered, plan_of, preview
from rednote_lint.model import Asset, AssetKind, Finding, FixPolicy, Location, Post, Report, Safety, Severity, TextRange

from .made import body, finding, policy, post, rule
from .media import made as media

Check = Callable[[Post], list[Finding]]


def read(path: Path) -> str:
    return path.read_bytes().decode()


def word_check(words: dict[str, str], severity: Severity = Severity.ERROR, safety: Safety = Safety.SAFE) -> Check:
    """Find words, and suggest another for each."""

    def check(found: Post) -> list[Finding]:
        text, answers = found.sources[0].text, []
        for word, better in words.items():
            at = text.find(word)
            while at >= 0:
                where = Location(path=found.path, text=TextRange(at, at + len(word)))
                raw = finding(where, code=f"W{word}", severity=severity, suggestions=(better,))
                answers.append(_stamped(raw, policy(suggest=True, safety=safety), found))
                at = text.find(word, at + 1)
        return answers

    return check


def repair_check(name: str, is_wrong: Callable[[str], bool]) -> Check:
    def check(found: Post) -> list[Finding]:
        text = found.sources[0].text
        if not is_wrong(text):
            return []
        where = Location(path=found.path, text=TextRange(0, len(text)))
        return [_stamped(finding(where, code=name), policy(edit=name), found)]

    return check


def _stamped(raw: Finding, how: FixPolicy, found: Post) -> Finding:
    return msgspec.structs.replace(raw, fix=offers(raw, rule(how, raw.code), found))


class Desk:
    """A post in one file and the checks it must pass."""

    def __init__(self, path: Path, *checks: Check, assets: tuple[Asset, ...] = ()) -> None:
        self.path, self.checks, self.assets = path, checks, assets
        self.passes = 0

    def report(self) -> Report:
        return self.report_of(read(self.path))

    def report_of(self, text: str) -> Report:
        found = post(text, path=str(self.path), body=body(text, 0, str(self.path)), assets=self.assets)
        return Report(path=str(self.path), id="p", findings=tuple(f for check in self.checks for f in check(found)))

    def again(self, paths: Sequence[str], renamed: Mapping[str, str]) -> list[Report]:
        self.passes += 1
        return [self.report() for path in paths if path == str(self.path)]

    def imagined(self, paths: Sequence[str], texts: Mapping[str, str]) -> list[Report]:
        self.passes += 1
        return [self.report_of(texts[str(self.path)])]

    def fix(self, **options: bool) -> FixOutcome:
        return fix([self.report()], FixOptions(**options), self.again)


def desk(folder: Path, text: str, *checks: Check) -> Desk:
    path = folder / "post.md"
    path.write_bytes(text.encode())
    return Desk(path, *checks)


def test_a_fixed_post_has_no_finding_left(tmp_path: Path) -> None:
    hashes = repair_check("fold-hash", lambda text: "＃" in text)
    it = desk(tmp_path, "全网最佳，最佳 ＃咖啡", word_check({"最佳": "很好"}), hashes)
    outcome = it.fix()
    assert read(it.path) == "全网很好，很好 #咖啡"
    assert outcome.settled
    assert not outcome.reports[0].findings
    assert len(outcome.applied) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(text=st.text(st.sampled_from("最佳级国ab ＃#\u200b\r\n"), max_size=30))
def test_fixing_twice_is_fixing_once(tmp_path: Path, text: str) -> None:
    checks = (
        word_check({"最佳": "好", "国级": "大", "ab": ""}),
        repair_check("fold-hash", lambda text: "＃" in text),
        repair_check("strip-invisible", lambda text: "\u200b" in text),
    )
    it = desk(tmp_path, text, *checks)
    outcome = it.fix()
    once = read(it.path)
    if outcome.settled:
        assert not [found for found in it.report().findings if found.fix and found.fix.edits]
        it.fix()
        assert read(it.path) == once


def test_a_fix_that_made_way_comes_in_the_next_pass(tmp_path: Path) -> None:
    checks = (word_check({"最佳面霜": "好面霜"}), word_check({"面霜，": "霜，"}, Severity.WARNING))
    it = desk(tmp_path, "最佳面霜，好", *checks)
    outcome = it.fix()
    assert read(it.path) == "好霜，好"
    assert not outcome.refused
    assert it.passes == 2


def test_rules_at_odds_end_and_are_told(tmp_path: Path) -> None:
    it = desk(tmp_path, "甲", word_check({"甲": "乙", "乙": "甲"}))
    outcome = it.fix()
    assert not outcome.settled
    assert it.passes == 3


def test_what_was_written_before_an_interruption_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "post.md", word_check({"a": "b"}))
    desk.path.write_text("a a", encoding="utf-8")

    def stopped(paths: Sequence[str], renamed: Mapping[str, str]) -> list[Report]:
        raise KeyboardInterrupt

    outcome = fix([desk.report()], FixOptions(), stopped)
    assert (outcome.interrupted, len(outcome.applied), read(desk.path)) == (True, 2, "b b")


def test_ctrl_c_between_the_last_write_and_its_notes_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = desk(tmp_path, "a a", word_check({"a": "b"}))
    joined = session._joined

    def pressed(*given: Any) -> FixOutcome:
        signal.raise_signal(signal.SIGINT)
        return joined(*given)

    monkeypatch.setattr(session, "_joined", pressed)
    outcome = it.fix()
    assert (outcome.interrupted, len(outcome.applied), read(it.path)) == (True, 2, "b b")


def test_unsafe_fixes_wait_for_the_author(tmp_path: Path) -> None:
    it = desk(tmp_path, "最佳", word_check({"最佳": "好"}, safety=Safety.UNSAFE))
    assert not it.fix().applied
    assert read(it.path) == "最佳"
    assert it.fix(unsafe=True).applied
    assert read(it.path) == "好"


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    it = desk(tmp_path, "最佳", word_check({"最佳": "好"}))
    outcome = preview([it.report()], FixOptions(), it.imagined)
    assert [(change.before, change.after) for change in outcome.changed] == [("最佳", "好")]
    assert read(it.path) == "最佳"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("最佳级国ab ＃#\u200b\r\n"), max_size=30))
def test_a_preview_and_its_plan_are_what_fixing_does(tmp_path: Path, text: str) -> None:
    checks = (
        word_check({"最佳": "好", "国好": "大", "ab": ""}),
        word_check({"佳": "b", "大": "a", "#": "ab"}, Severity.WARNING),
        repair_check("fold-hash", lambda text: "＃" in text),
        repair_check("strip-invisible", lambda text: "\u200b" in text),
    )
    it = desk(tmp_path, text, *checks)
    imagined = preview([it.report()], FixOptions(), it.imagined)
    plan, _ = plan_of([it.report()], FixOptions(), it.imagined)
    assert read(it.path) == text
    done = it.fix()
    after = read(it.path)
    assert [change.after for change in imagined.changed if change.before != change.after] == [after] * (after != text)
    assert imagined.settled == done.settled
    it.path.write_bytes(text.encode())
    result = carry_out(plan.fixes, FixOptions(), Unwatched())
    assert not result.refused
    assert read(it.path) == after


def heic_check(path: Path) -> Check:
    def check(found: Post) -> list[Finding]:
        names = [asset.path for asset in found.assets if asset.path.endswith(".heic")]
        return [
            _stamped(finding(Location(path=name), code="HEIC"), policy(edit="convert-image"), found) for name in names
        ]

    return check


class MediaDesk(Desk):
    """A post whose file names its media, or that finds them beside it."""

    def report(self) -> Report:
        text, folder = read(self.path), self.path.parent
        named = [name for name in ("01.heic", "01.fixed.jpg", "02.jpg") if name in text]
        names = named or sorted(path.name for path in folder.iterdir() if path.suffix in (".heic", ".jpg"))
        assets = []
        for name in names:
            at = text.find(name)
            where = Location(path=str(self.path), text=TextRange(at, at + len(name))) if at >= 0 else None
            assets.append(Asset(path=str(folder / name), kind=AssetKind.IMAGE, named_at=where))
        self.assets = tuple(assets)
        return super().report()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "---\nimages: [01.heic, 02.jpg] # mine\ncover: '01.heic'\n---\n正文",
            "---\nimages: [01.fixed.jpg, 02.jpg] # mine\ncover: '01.fixed.jpg'\n---\n正文",
        ),
        ("---\ntitle: 好\n---\n正文", "---\ntitle: 好\nmedia: [01.fixed.jpg, 02.jpg]\n---\n正文"),
        ("正文", "---\nmedia: [01.fixed.jpg, 02.jpg]\n---\n正文"),
    ],
)
def test_the_post_names_its_repaired_files(tmp_path: Path, text: str, after: str) -> None:
    source = media.labelled_heic(tmp_path / "01.heic")
    media.scene().save(tmp_path / "02.jpg")
    before = media.digest(source)
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    it = MediaDesk(tmp_path / "post.md", heic_check(tmp_path))
    outcome = it.fix(media=True)
    assert read(it.path) == after
    assert outcome.settled
    assert not outcome.reports[0].findings
    assert not outcome.refused
    assert media.digest(source) == before


def test_a_post_that_cannot_name_a_file_says_so(tmp_path: Path) -> None:
    media.labelled_heic(tmp_path / "01.heic")
    (tmp_path / "caption.txt").write_text("正文", encoding="utf-8")
    outcome = MediaDesk(tmp_path / "caption.txt", heic_check(tmp_path)).fix(media=True)
    assert (tmp_path / "01.fixed.jpg").exists()
    assert [refusal for refusal in outcome.refused if "--in-place" in refusal.reason.en]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01.fixed.jpg", "01.heic", "caption.txt"]


def test_media_are_left_alone_without_being_asked(tmp_path: Path) -> None:
    media.labelled_heic(tmp_path / "01.heic")
    (tmp_path / "post.md").write_text("正文", encoding="utf-8")
    assert not MediaDesk(tmp_path / "post.md", heic_check(tmp_path)).fix().applied
    assert not (tmp_path / "01.fixed.jpg").exists()


def make_plan(folder: Path) -> tuple[Desk, Path]:
    it = desk(folder, "---\ntitle: 最佳 # 注释\n---\r\n全网最佳", word_check({"最佳": "很好"}))
    save(planned(offered([it.report()], FixOptions())), folder / "plan.json")
    return it, folder / "plan.json"


def test_a_plan_changes_nothing_and_applies_exactly_itself(tmp_path: Path) -> None:
    it, path = make_plan(tmp_path)
    before = it.path.read_bytes()
    plan = load(path)
    require_unchanged(plan)
    assert it.path.read_bytes() == before
    result = carry_out(plan.fixes, FixOptions(), Unwatched())
    assert not result.refused
    assert read(it.path) == "---\ntitle: 很好 # 注释\n---\r\n全网很好"
    with pytest.raises(UserError, match="changed"):
        require_unchanged(plan)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(at=st.integers(0, 200), byte=st.integers(0, 255), kind=st.sampled_from(["replace", "insert", "delete"]))
def test_any_changed_byte_between_plan_and_apply_is_refused(tmp_path: Path, at: int, byte: int, kind: str) -> None:
    it, path = make_plan(tmp_path)
    data = bytearray(it.path.read_bytes())
    before, at = bytes(data), at % len(data)
    if kind == "replace":
        data[at] = byte
    elif kind == "insert":
        data.insert(at, byte)
    else:
        del data[at]
    it.path.write_bytes(data)
    plan = load(path)
    if bytes(data) == before:
        require_unchanged(plan)
    else:
        with pytest.raises(UserError, match="nothing was applied"):
            require_unchanged(plan)


def test_a_plan_of_media_holds_their_content(tmp_path: Path) -> None:
    source = media.labelled_heic(tmp_path / "01.heic")
    (tmp_path / "post.md").write_text("正文", encoding="utf-8")
    it = MediaDesk(tmp_path / "post.md", heic_check(tmp_path))
    save(planned(offered([it.report()], FixOptions(media=True))), tmp_path / "plan.json")
    plan = load(tmp_path / "plan.json")
    assert plan.files == {str(source): media.digest(source)}
    result = carry_out(plan.fixes, FixOptions(media=True), Unwatched())
    assert [path.name for path in result.replaced.values()] == ["01.fixed.jpg"]
    source.write_bytes(source.read_bytes() + b"\0")
    with pytest.raises(UserError, match=r"01\.heic"):
        require_unchanged(plan)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"version": 9, "files": {}, "fixes": []}', b"\xff"])
def test_what_is_no_plan_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    with pytest.raises(UserError):
        load(tmp_path / "plan.json")


def test_a_plan_cannot_smuggle_in_an_operation(tmp_path: Path) -> None:
    _, path = make_plan(tmp_path)
    data = json.loads(path.read_bytes())
    data["fixes"][0]["fix"]["edits"] = [{"type": "media", "path": "a.jpg", "operation": "base"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UserError, match="unknown operation"):
        load(path)
