import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("capture_docs", ROOT / "tools" / "capture_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_readme_shows_what_the_program_prints(tool, name):  # tests/docs compares it with what it prints now
    assert len(tool.CAPTURE.findall((ROOT / name).read_text(encoding="utf-8"))) >= 2


def test_a_file_is_shown_as_it_is(tool):
    old = "<!-- file: examples/packs/our-brand/pack.yaml -->\n```yaml\nstale\n```\n<!-- end of file -->\n"
    content = (ROOT / "examples/packs/our-brand/pack.yaml").read_text(encoding="utf-8")
    assert tool.refreshed(old) == old.replace("stale\n", content)


def test_the_sums_are_those_of_the_measured_table(tool):
    made = tool.refreshed("<!-- figures -->\n<!-- end of figures -->\n")
    measured = (ROOT / "docs/rule-figures.md").read_text(encoding="utf-8")
    told, meant = re.search(r"- zh \*: (\d+) of (\d+) that should be", measured).groups()
    assert f"told of | {told} of {meant} |" in made and made.count("\n| published posts with") == 3


def test_both_readmes_have_the_same_parts():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    for sign in ("\n## ", "<!-- capture", "\n```", "\n| "):
        assert english.count(sign) == chinese.count(sign), sign


def test_a_capture_is_the_real_output(tool):
    old = "a\n<!-- capture: rednote-lint --version -->\nstale\n<!-- end of capture -->\nb\n"
    new = tool.refreshed(old)
    assert "$ rednote-lint --version\nrednote-lint, version " in new and "stale" not in new
    assert new.startswith("a\n") and new.endswith("<!-- end of capture -->\nb\n")
    assert tool.refreshed(new) == new


def test_a_command_that_fails_is_no_capture(tool):
    with pytest.raises(SystemExit, match="failed"):
        tool.refreshed("<!-- capture: rednote-lint --no-such-option -->\n<!-- end of capture -->")


def test_commands_in_a_copy_leave_the_original_alone(tool):
    new = tool.refreshed(
        "<!-- capture in a copy of examples/fix/picnic: rednote-lint picnic -q --fix --exit-zero"
        " && rednote-lint --version -->\n<!-- end of capture -->"
    )
    assert "FM305" in new and "$ rednote-lint --version" in new
    assert "＃" in (ROOT / "examples/fix/picnic/post.md").read_text(encoding="utf-8")
