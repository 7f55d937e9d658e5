"""Words of shipped rules, put in and taken out by a pack or by a configuration, in three lines."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from rednote_lint.errors import UserError
from rednote_lint.model import Declarations, Post, Rule
from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.reading import LoadedPacks, load_packs, read_packs
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post

DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    text = rule().replace("[蓝莓派]", "[蓝莓派, {w: 草莓派, suggest: [水果派]}, 苹果派]")
    return write_pack(tmp_path / "base", text, name="base")


def extending(folder: Path, text: str, *, extends: str = "extends: base\n") -> Path:
    write_pack(folder, text, name="own")
    head = folder / "pack.yaml"
    head.write_text(head.read_text("utf-8") + extends, encoding="utf-8")
    return folder


def words_of(rules: tuple[Rule, ...] | list[Rule], code: str = "ZZ101") -> list[str]:
    (params,) = (rule.params for rule in rules if rule.code == code)
    return [word if isinstance(word, str) else word.w for word in params.words]


def loaded(*folders: Path, cache: Path) -> LoadedPacks:
    return read_packs(folders, partial(cached_pack, cache=cache))


def rules_of(packs: LoadedPacks) -> list[Rule]:
    return [rule for pack in packs.packs for rule in pack.rules]


CHANGE = "- code: ZZ101\n  words+: [梨派, {w: 桃派, unless: {cover: [桃派对]}}]\n  words-: [草莓派]\n"


def test_a_pack_changes_words_of_the_pack_it_extends(tmp_path: Path, base: Path, cache: Path) -> None:
    own = extending(tmp_path / "own", CHANGE + rule(code="YY101", name="own-rule", word="桃酥"))
    for _ in ("compiled now", "compiled before"):
        packs = loaded(own, base, cache=cache)
        assert packs.errors == ()
        assert words_of(rules_of(packs)) == ["蓝莓派", "苹果派", "梨派", "桃派"]
        assert words_of(rules_of(packs), "YY101") == ["桃酥"]
    assert words_of(rules_of(loaded(base, cache=cache))) == ["蓝莓派", "草莓派", "苹果派"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- code: ZZ110\n  words-: [草莓派]\n",
            r"rules\.yaml:1:9: no rule is called `ZZ110` here \(did you mean `ZZ101`",
        ),
        ("- code: AD101\n  words-: [最佳]\n", r"no rule is called `AD101` here"),
        ("- code: ZZ101\n  words-: [草莓]\n", r"rules\.yaml:1:9: `ZZ101` has no word `草莓` \(did you mean `草莓派`"),
        ("- code: ZZ101\n  words-: [蓝莓派, 草莓派, 苹果派]\n", r"no word is left; turn the rule off"),
        ("- code: ZZ101\n  words+: [草莓派]\n", r"is there twice"),
        ("- code: ZZ101\n  words+: ['']\n", r"rules\.yaml:1:9: `ZZ101` cannot be changed so"),
        (
            "- code: ZZ101\n  word-: [草莓派]\n  words+: [梨派]\n",
            r"rules\.yaml:2:3: unknown key `word-` \(did you mean `words-`",
        ),
        ("- code: ZZ101\n  words-: []\n", r"rules\.yaml:1:3: a change needs"),
        ("- words-: [草莓派]\n", r"a change names no rule"),
    ],
)
def test_a_change_that_cannot_be_made_names_its_place(
    tmp_path: Path, base: Path, cache: Path, text: str, message: str
) -> None:
    packs = loaded(base, extending(tmp_path / "own", text), cache=cache)
    (error,) = packs.errors
    assert re.search(message, str(error)), error
    assert words_of(rules_of(packs)) == ["蓝莓派", "草莓派", "苹果派"]


def test_a_pack_that_was_moved_names_its_present_place(tmp_path: Path, base: Path, cache: Path) -> None:
    own = extending(tmp_path / "own", "- code: ZZ101\n  words-: [草莓]\n")
    assert loaded(base, own, cache=cache).errors
    (error,) = loaded(base, own.rename(tmp_path / "moved"), cache=cache).errors
    assert error.place == f"{tmp_path / 'moved' / 'rules.yaml'}:1:9"


@pytest.mark.parametrize(
    ("extends", "message"),
    [("", "add `extends: PACK`"), ("extends: [baes]\n", "no pack is called `baes`.*did you mean `base`")],
)
def test_the_extended_pack_is_named(tmp_path: Path, base: Path, cache: Path, extends: str, message: str) -> None:
    (error,) = loaded(base, extending(tmp_path / "own", CHANGE, extends=extends), cache=cache).errors
    assert re.search(message, str(error))


def example_after(heading: str) -> str:
    section = DOCS.read_text("utf-8").split(f"## {heading}\n")[1]
    block = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert block is not None
    return block[1]


def said_of(folder: Path, post: Post, cache: Path) -> list[str]:
    session = Sessions(Settings(compiled=cache)).of(folder)
    return [finding.evidence for finding in session.check(post).report.findings if finding.code == "AD101"]


def test_the_documented_three_lines_turn_one_word_of_one_shipped_rule_off(tmp_path: Path, cache: Path) -> None:
    example = example_after("Changing one word of a rule")
    assert len([line for line in example.splitlines() if not line.startswith("#")]) == 3
    post = replace(body_post("全网最佳防晒，最优秀防晒"), declared=Declarations(commercial=True))
    before = said_of(tmp_path, post, cache)
    (tmp_path / "rednote-lint.yaml").write_text(example, encoding="utf-8")
    after = said_of(tmp_path, post, cache)
    assert set(before) - set(after) == {"最佳"}


@pytest.mark.parametrize("written", ["AD1O1", "ad101"])
def test_a_configuration_names_its_line_when_it_changes_what_is_not_there(
    tmp_path: Path, cache: Path, written: str
) -> None:
    text = f"lang: en\nrules:\n  {written}: {{words-: [最佳]}}\n"
    (tmp_path / "rednote-lint.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(
        UserError, match=rf"rednote-lint\.yaml:3:3: no rule is called `{written}` here \(did you mean `AD101`"
    ):
        Sessions(Settings(compiled=cache)).of(tmp_path)
    (tmp_path / "rednote-lint.yaml").write_text("rules:\n  AD101: {word-: [最佳]}\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"2:11: unknown key `word-` \(did you mean `words-`"):
        Sessions(Settings(compiled=cache)).of(tmp_path)


def test_load_packs_refuses_a_wrong_change(tmp_path: Path, base: Path, cache: Path) -> None:
    own = extending(tmp_path / "own", "- code: ZZ101\n  words-: [草莓]\n")
    with pytest.raises(UserError, match="has no word"):
        load_packs([base, own], partial(cached_pack, cache=cache))
