"""A pack is read strictly: each mistake is named with its place and the word that was probably meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import Severity, Tier
from rednote_lint.packs.digests import pack_digest
from rednote_lint.packs.loader import load_pack
from rednote_lint.packs.reading import load_packs, read_packs
from tests.compiled_packs import compiled
from tests.packs.pack_files import rule, write_pack

FIX = "severity: error\n  fix: {{{}}}"


def test_a_rule_is_read_with_its_envelope(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path / "p", rule()))
    (only,) = pack.rules
    assert (pack.name, only.code, only.pack, only.check) == ("testpack", "ZZ101", "testpack", "words")
    assert only.severity == {"default": Severity.ERROR}
    assert only.source is not None and only.source.tier is Tier.LAW
    assert only.place == "testpack/rules.yaml:1"


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "remedy"),
    [
        ("severity: error", "severty: error", ":6:3", "unknown key `severty`", "did you mean `severity`?"),
        ("severity: error", "severity: eror", ":6:13", "eror", ""),
        ("check: words", "chek: words", ":3:3", "unknown key `chek`", "did you mean `check`?"),
        ("message:", "mesage:", ":7:3", "unknown key `mesage`", "did you mean `message`?"),
        ("check: words", "check: wrods", ":3:10", "unknown kind `wrods`", "did you mean `words`?"),
        ("code: ZZ101", "code: zz-1", ":1:9", "is no code", "capital letters"),
        ("name: a-rule", "name: A rule", ":2:9", "is no name", "hyphens"),
        ("zh: 原因", "zn: 原因", ":8:22", "unknown key `zn`", "did you mean `zh`?"),
        ("severity: error", "severity: {title: error}", ":6:13", "no `default`", "default"),
        ("severity: error", "severity: {default: info, titel: error}", ":6:29", "`titel`", "title"),
        ("tier: law", "tier: lore", ":9:56", "lore", ""),
        ("tests: {bad:", "tests: {badd:", ":10:11", "unknown key `badd`", "did you mean `bad`?"),
        ("words: [蓝莓派]", "words: [{wort: 蓝莓派}]", ":5:12", "unknown key `wort`", ""),
        ("severity: error", FIX.format("edit: shrink-imag"), ":7:15", "unknown repair `shrink-imag`", "`shrink-image`"),
        (
            "severity: error",
            FIX.format("arguments: {to: png}"),
            ":7:20",
            "arguments without an `edit`",
            "convert-image",
        ),
        ("severity: error", FIX.format("edit: shrink-image"), ":7:8", "the key `limit_mb` is missing", "limit_mb"),
        (
            "severity: error",
            FIX.format("edit: shrink-image, arguments: {limit_mb: ten}"),
            ":7:51",
            "expected a whole number or a number, got text",
            "",
        ),
        (
            "severity: error",
            FIX.format("edit: crop-ratio, arguments: {mim: 0.5}"),
            ":7:39",
            "unknown key `mim`",
            "did you mean `min`?",
        ),
        (
            "severity: error",
            FIX.format("edit: crop-ratio, arguments: {focus: middle}"),
            ":7:46",
            "middle",
            "valid here: centre, saliency",
        ),
        ("words: [蓝莓派]", "words: 蓝莓派", ":5:10", "expected a list, got text", ""),
    ],
)
def test_mistakes_are_named_with_place_and_nearest_word(
    tmp_path: Path, old: str, new: str, place: str, message: str, remedy: str
) -> None:
    text = rule()
    assert old in text
    with pytest.raises(UserError) as caught:
        load_pack(write_pack(tmp_path / "p", text.replace(old, new)))
    assert caught.value.place.endswith(f"rules.yaml{place}")
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_two_rules_may_not_share_a_code_or_a_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="`ZZ101` is taken"):
        load_pack(write_pack(tmp_path / "code", rule(), rule(name="other")))
    with pytest.raises(UserError, match="`testpack/a-rule` is taken"):
        load_pack(write_pack(tmp_path / "name", rule(), rule(code="ZZ102")))


def test_a_sentence_that_a_number_sign_cuts_short_is_refused(tmp_path: Path) -> None:
    cut = rule().replace("  why: {en: because, zh: 原因}\n", "  why:\n    en: tap the # key\n    zh: 按 键\n")
    with pytest.raises(UserError, match="cuts this sentence short") as caught:
        load_pack(write_pack(tmp_path / "p", cut))
    assert caught.value.place.endswith("rules.yaml:9:9")


def test_a_rule_file_is_a_list(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="a list of rules"):
        load_pack(write_pack(tmp_path / "p", "rules: []\n"))


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no pack\.yaml"):
        load_packs([tmp_path], compiled)


def test_two_packs_may_not_share_a_name(tmp_path: Path) -> None:
    one, two = write_pack(tmp_path / "one", rule()), write_pack(tmp_path / "two", rule(code="ZZ201"))
    with pytest.raises(UserError, match="two packs are called `testpack`"):
        load_packs([one, two], compiled)


def test_all_keys_that_a_rule_lacks_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_pack(write_pack(tmp_path / "p", "- code: ZZ101\n  check: words\n  severity: error\n"))
    assert "rules.yaml:1:3: the keys `name`, `message`, `why`, `words` are missing" in str(caught.value)
    assert "asks for `source` and `tests` as well" in str(caught.value)


def test_a_missing_key_is_told_with_all_that_are_needed(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", rule())
    (pack / "pack.yaml").write_text("name: ours\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_pack(pack)
    assert "the keys `description`, `title`, `version` are missing" in str(caught.value)
    assert caught.value.remedy == "needed here: description, name, title, version"


def test_a_date_that_is_none_is_told_in_plain_words(tmp_path: Path) -> None:
    text = rule().replace("seen: 2026-01-01", "seen: yesterday")
    assert "yesterday" in text
    with pytest.raises(UserError, match="must be a date, such as"):
        load_pack(write_pack(tmp_path / "pack", text))


@pytest.mark.posix("named pipes")
def test_a_pipe_in_a_pack_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", rule())
    os.mkfifo(pack / "z.yaml")
    with pytest.raises(UserError, match="no regular file"):
        load_pack(pack)


def test_the_digest_of_a_pack_is_that_of_its_own_files(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p", rule())
    before = pack_digest(folder)
    (folder / "clip.mp4").write_bytes(bytes(1000))
    assert pack_digest(folder) == before
    (folder / "templates").mkdir()
    (folder / "templates" / "logo.png").write_bytes(b"x")
    assert pack_digest(folder) != before


@pytest.mark.parametrize("edit", ["trim-end", "crop-bars", "crop-to", "strip-location", "fold-hash"])
def test_what_the_place_of_a_finding_gives_need_not_be_said(tmp_path: Path, edit: str) -> None:
    text = rule().replace("severity: error", FIX.format(f"edit: {edit}"))
    (only,) = load_pack(write_pack(tmp_path / "p", text)).rules
    assert only.fix is not None and only.fix.edit == edit


def test_a_broken_pack_costs_no_other_pack(tmp_path: Path) -> None:
    good = write_pack(tmp_path / "good", rule(), name="good")
    broken = write_pack(tmp_path / "broken", rule(code="ZZ201").replace("severity", "severty"), name="broken")
    twin = write_pack(tmp_path / "twin", rule(code="ZZ301"), name="good")
    copied = write_pack(tmp_path / "copied", rule(name="other"), name="copied")
    missing = tmp_path / "missing"
    later = write_pack(tmp_path / "later", rule(code="ZZ401"), name="later")
    packs, errors = read_packs([good, broken, twin, copied, missing, later], compiled)
    assert len(packs) > 10 and [pack.name for pack in packs[-2:]] == ["good", "later"]
    assert [error.place.removeprefix(str(tmp_path)) for error in errors] == [
        "/broken/rules.yaml:6:3",
        "/twin",
        "copied/rules.yaml:1",
        "/missing",
    ]
    with pytest.raises(UserError, match="severty"):
        load_packs([good, broken, later], compiled)


def test_a_pack_says_for_all_its_rules_what_becomes_of_reported_claims(tmp_path: Path) -> None:
    own = rule("ZZ102", "own-way", "草莓派").replace("  check: words", "  check: words\n  reported: hit")
    folder = write_pack(tmp_path / "pack", rule(), own)
    assert [rule.params.reported for rule in load_pack(folder).rules] == ["hit", "hit"]
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("reported: pass\n")
    assert [rule.params.reported for rule in load_pack(folder).rules] == ["pass", "hit"]
