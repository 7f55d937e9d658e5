"""Configuration: the nearest file counts, presets and `extend` are laid below it, mistakes have a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.config import Config, find_config, load_config
from rednote_lint.errors import UserError
from rednote_lint.model import Client, Severity
from rednote_lint.packs.reading import load_packs, read_packs
from tests.compiled_packs import compiled
from tests.test_selectors import AD, WM, a_rule


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    far = write(tmp_path / "rednote-lint.yaml", "client: web\n")
    near = write(tmp_path / "a" / "rednote-lint.toml", "client = 'app'\n")
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b") == near
    assert find_config(tmp_path) == far


def test_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    upper = write(tmp_path / "rednote-lint.yaml", "client: web\n")
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    assert find_config(tmp_path / "a") == upper
    mine = write(tmp_path / "b" / "pyproject.toml", "[tool.rednote-lint]\nclient = 'app'\n")
    assert find_config(tmp_path / "b") == mine
    assert load_config(mine).client is Client.APP


def test_without_a_file_the_recommended_preset_counts() -> None:
    config = load_config(None)
    assert config.select == ("ALL",)
    assert [rule.code for rule in config.rules_of([WM, AD])] == ["AD101"]


def test_the_strict_preset_takes_everything() -> None:
    assert len(list(load_config(None, preset="strict").rules_of([WM, AD]))) == 2


def test_extend_is_laid_below(tmp_path: Path) -> None:
    write(tmp_path / "base.yaml", "client: web\nextend-ignore: [AD]\n")
    own = write(tmp_path / "rednote-lint.yaml", "extend: ./base.yaml\nlang: zh\nextend-select: [WM101]\n")
    config = load_config(own)
    assert (config.client, config.lang) == (Client.WEB, "zh")
    assert [rule.code for rule in config.rules_of([WM, AD])] == ["WM101"]


def test_ignore_adds_to_what_the_preset_ignores(tmp_path: Path) -> None:
    own = write(tmp_path / "rednote-lint.yaml", "preset: recommended\nignore: [AD]\n")
    assert load_config(own).ignore == ("tag:strict", "AD")
    assert [rule.code for rule in load_config(own).rules_of([WM, AD])] == []


def test_the_configuration_of_the_readme_turns_one_rule_off(tmp_path: Path) -> None:
    own = write(tmp_path / "rednote-lint.yaml", "preset: recommended\nignore: [FM306]\n")
    known = [rule for pack in load_packs((), compiled) for rule in pack.rules]
    before, after = ({rule.code for rule in load_config(file).rules_of(known)} for file in (None, own))
    assert before - after == {"FM306"} and after < before


def test_extend_in_a_circle_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "extend: ./b.yaml\n")
    write(tmp_path / "b.yaml", "extend: ./a.yaml\n")
    with pytest.raises(UserError, match="extend"):
        load_config(tmp_path / "a.yaml")


def test_inline_settings_win(tmp_path: Path) -> None:
    own = write(tmp_path / "rednote-lint.yaml", "client: web\n")
    config = load_config(own, inline=["client=app", "ignore=[AD]"])
    assert config.client is Client.APP
    assert config.ignore == ("tag:strict", "AD")


def test_a_severity_may_be_set_by_any_selector(tmp_path: Path) -> None:
    own = write(tmp_path / "c.yaml", "preset: strict\nseverity: {watermark: info, WM101: warning}\n")
    severities = {rule.code: rule.severity["default"] for rule in load_config(own).rules_of([WM, AD])}
    assert severities == {"WM101": Severity.WARNING, "AD101": Severity.ERROR}


def test_a_preset_may_set_severities_and_any_file_beats_it(tmp_path: Path) -> None:
    rules = [a_rule(code, "diversion", code.lower()) for code in ("DV107", "IL205")]
    plain = write(tmp_path / "a.yaml", "preset: strict\n")
    quiet = write(tmp_path / "b.yaml", "extend: strict\nseverity: {diversion: info}\n")

    def severities(config: Config) -> set[Severity]:
        return {rule.severity["default"] for rule in config.rules_of(rules)}

    assert severities(load_config(plain)) == {Severity.WARNING}
    assert severities(load_config(quiet)) == {Severity.INFO}
    assert severities(load_config(None, preset="recommended")) == {Severity.ERROR}
    known = [rule for pack in read_packs((), compiled).packs for rule in pack.rules]
    load_config(plain).refuse_unknown_selectors(known)


def test_ignores_count_below_their_paths(tmp_path: Path) -> None:
    own = write(tmp_path / "rednote-lint.yaml", "per-path-ignores: {'drafts/': [AD], '*.mp4': [WM]}\n")
    config = load_config(own)
    assert config.ignored_at(tmp_path / "drafts" / "a" / "post.md", AD)
    assert not config.ignored_at(tmp_path / "final" / "post.md", AD)
    assert config.ignored_at(tmp_path / "final" / "clip.mp4", WM)
    assert not config.ignored_at(Path("/elsewhere/drafts/post.md"), AD)


@pytest.mark.parametrize(
    ("name", "text", "place", "part"),
    [
        ("c.yaml", "clinet: web\n", "c.yaml:1:1", "unknown key `clinet`"),
        ("c.yaml", "client: browser\n", "c.yaml:1:9", "browser"),
        ("c.yaml", "extend: recomended\n", "c.yaml", "no preset is called"),
        ("c.toml", "client = \n", "c.toml", "not valid TOML"),
        ("c.toml", "clinet = 'web'\n", "c.toml", "unknown key `clinet`"),
        ("c.yaml", "a: [", "c.yaml:2:1", "not valid YAML"),
    ],
)
def test_mistakes_have_a_place(tmp_path: Path, name: str, text: str, place: str, part: str) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(UserError, match=part.replace("(", "\\(")) as caught:
        load_config(path)
    assert place in caught.value.place


def test_an_inline_setting_without_equals_is_refused() -> None:
    with pytest.raises(UserError, match="no key=value"):
        load_config(None, inline=["client"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail-on: sometimes\n", "valid here: error, info, never, warning"),
        ("lang: fr\n", "valid here: auto, en, zh"),
        ("severity: {DV102: fatal}\n", "valid here: error, info, warning"),
        ("client: phone\n", "valid here: app, both, web"),
        ("ignore: DV\n", "expected a list, got text"),
        ("ignore: [5]\n", "expected text, got a whole number"),
        ("ocr: maybe\n", "expected true or false or nothing, got text"),
        ("[1, 2]\n", "expected keys with values, got a list"),
    ],
)
def test_a_value_of_the_wrong_kind_is_explained_in_plain_words(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        load_config(write(tmp_path / "rednote-lint.yaml", text))
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["tool = 5\n", "[tool]\nrednote-lint = 5\n"])
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "pyproject.toml", text)
    with pytest.raises(UserError, match="must be a table"):
        find_config(tmp_path)
    with pytest.raises(UserError, match="must be a table"):
        load_config(path)


@pytest.mark.posix("links that anybody may make")
def test_what_lies_at_the_name_of_a_configuration_and_is_no_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "rednote-lint.yaml").symlink_to("nowhere.yaml")
    assert find_config(tmp_path) == tmp_path / "rednote-lint.yaml"


def test_own_accounts_of_all_layers_count(tmp_path: Path) -> None:
    write(tmp_path / "base.yaml", "accounts: [one.name]\n")
    path = write(tmp_path / "rednote-lint.yaml", "extend: base.yaml\naccounts: ['@other.name']\n")
    assert load_config(path).accounts == ("one.name", "@other.name")
    toml = write(tmp_path / "b" / "pyproject.toml", "[tool.rednote-lint]\naccounts = ['nina.crochet']\n")
    assert load_config(toml).accounts == ("nina.crochet",)


@pytest.mark.parametrize("name", ["nina crochet", "https://a.b/c", ""])
def test_what_is_no_account_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "rednote-lint.yaml", f"client: web\naccounts: ['{name}']\n")
    with pytest.raises(UserError) as caught:
        load_config(path)
    assert caught.value.place.startswith(f"{path}:2:")


def test_an_account_that_is_a_number_is_refused_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "rednote-lint.yaml", "accounts: [123456789]\n")
    with pytest.raises(UserError) as caught:
        load_config(path)
    assert caught.value.place.startswith(f"{path}:1:")
