from __future__ import annotations

import tomllib

import pytest

from rednote_lint.lsp.words_out import taken_out, taken_out_of_toml
from rednote_lint.packs.strict import parse_yaml

FILES = {
    "": {"rules": {"AD101": {"words-": ["最佳"]}}},
    "lang: zh": {"lang": "zh", "rules": {"AD101": {"words-": ["最佳"]}}},
    "# ours\r\nlang: zh\r\n": {"lang": "zh", "rules": {"AD101": {"words-": ["最佳"]}}},
    "rules:\n  AD101:\n    words-: [第一]\nlang: zh\n": {
        "rules": {"AD101": {"words-": ["第一", "最佳"]}},
        "lang": "zh",
    },
    "rules:\n  AD101:\n    words-:\n      - 第一\n": {"rules": {"AD101": {"words-": ["最佳", "第一"]}}},
    "rules:\n    AD101:\n        words+: [王者]\n": {"rules": {"AD101": {"words+": ["王者"], "words-": ["最佳"]}}},
    "rules:\n  AD102: {words-: [第一]}\n": {"rules": {"AD102": {"words-": ["第一"]}, "AD101": {"words-": ["最佳"]}}},
    "rules:\n  AD102:\n    words-: [第一]\nlang: zh": {
        "rules": {"AD102": {"words-": ["第一"]}, "AD101": {"words-": ["最佳"]}},
        "lang": "zh",
    },
}


@pytest.mark.parametrize("text", FILES)
def test_a_word_is_taken_out_and_nothing_else_changes(text: str) -> None:
    insertion = taken_out(text, "AD101", "最佳")
    assert insertion is not None
    after = text[: insertion.at] + insertion.new + text[insertion.at :]
    said = parse_yaml(after, "x.yaml").tree.value
    assert _sorted(said) == _sorted(FILES[text])
    assert "\r" not in text or "\n" not in after.replace("\r\n", "")


def _sorted(said: dict[str, object]) -> object:
    rules = said.get("rules", {})
    assert isinstance(rules, dict)
    return {
        **said,
        "rules": {code: {key: sorted(words) for key, words in rule.items()} for code, rule in rules.items()},
    }


@pytest.mark.parametrize("text", ["rules: [\n", "rules: no\n", "rules: {AD101: {words-: [最佳]}}\n"])
def test_what_cannot_be_written_is_not_offered(text: str) -> None:
    assert taken_out(text, "AD101", "最佳") is None


def test_toml_gets_a_table_of_its_own() -> None:
    text = '[project]\nname = "x"\n[tool.rednote-lint]\nlang = "zh"'
    insertion = taken_out_of_toml(text, "AD101", '最"佳', "tool.rednote-lint")
    assert insertion is not None
    said = tomllib.loads(text + insertion.new)
    assert said["tool"]["rednote-lint"] == {"lang": "zh", "rules": {"AD101": {"words-": ['最"佳']}}}
    assert taken_out_of_toml(text + insertion.new, "AD101", "最佳", "tool.rednote-lint") is None
