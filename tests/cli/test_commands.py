"""The commands as a person types them: what they print, how they end; each way of ending once as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packs.pack_files import rule, write_pack
from tests.program import called, read


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the program in this process."""
    return read(called(*arguments, cwd=cwd, environment=surroundings(cwd, **environment)))


def start(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process."""
    return subprocess.run(
        [sys.executable, "-m", "rednote_lint", *arguments],
        cwd=cwd,
        env=surroundings(cwd, **environment),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def surroundings(cwd: Path, **environment: str) -> dict[str, str]:
    cache = str(cwd / ".cache")
    mine = {"REDNOTE_LINT_CACHE": cache, "LC_ALL": "C.UTF-8", "REDNOTE_LINT_NO_PROGRESS": "1"}
    return {**os.environ, **mine, **environment}


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "caption.txt").write_text("周末去露营\n想要清单的加我微信 camp_day88", encoding="utf-8")
    return tmp_path


def test_a_path_alone_is_a_check(post: Path) -> None:
    result = start("caption.txt", "--format", "concise", cwd=post)
    assert result.returncode == 1
    assert any(line.startswith("caption.txt:2:") and " DV" in line for line in result.stdout.splitlines())


def test_a_clean_post_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text("周末去露营，天气很好。", encoding="utf-8")
    result = start("caption.txt", cwd=tmp_path)
    assert result.returncode == 0 and "rror" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--select", "format"], 0),
        (["--ignore", "diversion"], 0),
        (["--fail-on", "info"], 1),
    ],
)
def test_exit_codes_follow_the_options(post: Path, arguments: list[str], code: int) -> None:
    assert run("caption.txt", *arguments, cwd=post).returncode == code


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nowhere/"], "nowhere"),
        (["caption.txt", "--select", "DV999"], "names no rule"),
        (["caption.txt", "--preset", "recomended"], "did you mean `recommended`?"),
        (["caption.txt", "--config", "nowhere.yaml"], "no such configuration file"),
        (["caption.txt", "--output", "json"], "FORMAT=PATH"),
        (["caption.txt", "--output", "json=no/such/folder/x.json"], "cannot be written"),
        (["rule", "absolute-bset"], "did you mean"),
        (["rule", "WM119"], "did you mean `WM"),
        (["test", "nopack"], "no pack is called"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_two(post: Path, arguments: list[str], part: str) -> None:
    result = run(*arguments, cwd=post)
    assert result.returncode == 2
    assert part in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


def test_several_outputs_of_one_run(post: Path) -> None:
    result = run("caption.txt", "--format", "concise", "--output", "json=report.json", cwd=post)
    report = json.loads((post / "report.json").read_text(encoding="utf-8"))
    assert report["version"] == 1
    assert {f["code"] for f in report["posts"][0]["findings"]} <= {
        line.split()[2] for line in result.stdout.splitlines()
    }


def test_the_language_follows_the_terminal(post: Path) -> None:
    assert "原因" in run("caption.txt", cwd=post, LC_ALL="zh_CN.UTF-8").stdout
    assert "原因" in run("caption.txt", "--lang", "zh", cwd=post).stdout
    assert "原因" not in run("caption.txt", "--lang", "en", cwd=post, LC_ALL="zh_CN.UTF-8").stdout


def test_a_configuration_beside_the_post_counts_and_isolated_leaves_it_out(post: Path) -> None:
    (post / "rednote-lint.yaml").write_text("ignore: [diversion]\n", encoding="utf-8")
    assert run("caption.txt", cwd=post).returncode == 0
    assert run("caption.txt", "--isolated", cwd=post).returncode == 1
    shown = run("config", "caption.txt", cwd=post).stdout
    assert "rednote-lint.yaml" in shown
    assert "ignored by diversion (" in shown and "DV101" in shown and "baseline" not in shown
    every = run("config", "caption.txt", "--all", cwd=post).stdout
    assert "DV101 diversion/phone-number: ignored by diversion" in every and "baseline" in every


def test_the_codes_of_a_configuration_are_never_broken(post: Path) -> None:
    shown = run("config", "--all", cwd=post, COLUMNS="40").stdout
    assert max(map(len, shown.splitlines())) <= 46
    assert {"AD101", "WM307"} <= set(shown.split())


def test_a_configuration_fits_a_screen(post: Path) -> None:
    shown = run("config", cwd=post).stdout
    assert len(shown.splitlines()) <= 24 and "ignored by tag:strict (" in shown and "AD106" in shown.split()
    assert max(map(len, run("config", cwd=post, COLUMNS="40").stdout.splitlines())) <= 40


def test_the_option_most_like_a_mistyped_one_is_proposed_first(post: Path) -> None:
    told = run("check", "--igonre", "X", cwd=post).stderr
    assert "did you mean `--ignore`" in told and "--store" not in told


def test_a_path_that_is_missing_is_named_once(post: Path) -> None:
    assert "✖ nowhere.md does not exist\n" in run("nowhere.md", cwd=post).stdout


def test_a_pack_of_ones_own_is_tested_and_used(post: Path) -> None:
    write_pack(post / "brand", rule(word="露营"), name="brand")
    assert run("test", "brand", cwd=post).returncode == 0
    (post / "rednote-lint.yaml").write_text("packs: [brand]\nselect: [brand]\n", encoding="utf-8")
    assert "caption.txt:1:4: error ZZ101" in run("caption.txt", "--format", "concise", cwd=post).stdout


def test_a_rule_is_explained_as_text_and_as_json(tmp_path: Path) -> None:
    text = run("rule", "FM301", cwd=tmp_path).stdout
    assert "image-count" in text and "Source" in text and "False alarms" in text
    record = json.loads(run("rule", "format/image-count", "--format", "json", cwd=tmp_path).stdout)
    assert (record["code"], record["check"], record["params"]["measure"]) == ("FM301", "measure", "images.count")


def test_rules_are_listed_with_those_that_are_off(tmp_path: Path) -> None:
    on = json.loads(run("rules", "--format", "json", cwd=tmp_path).stdout)
    every = json.loads(run("rules", "--all", "--format", "json", cwd=tmp_path).stdout)
    assert 0 < len(on) < len(every)


def test_packs_are_listed(tmp_path: Path) -> None:
    names = {pack["name"] for pack in json.loads(run("packs", "--format", "json", cwd=tmp_path).stdout)}
    assert {"format", "diversion", "watermark"} <= names


@pytest.mark.parametrize("what", ["rule", "post", "config"])
def test_schemas_are_json(tmp_path: Path, what: str) -> None:
    schema = json.loads(run("schema", what, cwd=tmp_path).stdout)
    assert "$defs" in schema or "properties" in schema


def test_the_rule_schema_lists_the_keys_of_each_kind(tmp_path: Path) -> None:
    schema = json.loads(run("schema", "rule", cwd=tmp_path).stdout)
    kinds = {option["title"]: option for option in schema["items"]["oneOf"]}
    assert {"words", "variants", "unless", "message"} <= set(kinds["check: words"]["properties"])
    assert "measure" in kinds["check: measure"]["required"]


def test_rules_are_benched_on_a_corpus(post: Path) -> None:
    result = run("bench-rules", "caption.txt", cwd=post)
    assert result.returncode == 1
    assert "over" in result.stdout and "1 published posts" in result.stdout


def test_rules_are_benched_on_texts_of_others(tmp_path: Path) -> None:
    texts = [
        {"id": "1", "lang": "zh", "topic": "contact", "expect": "flag", "text": "加我微信 lulu_0823"},
        {"id": "2", "lang": "zh", "topic": "contact", "expect": "flag", "text": "今天吃了蓝莓派"},
        {"id": "3", "lang": "en", "topic": "contact", "expect": "pass", "text": "whatsapp group photos"},
    ]
    corpus = tmp_path / "others.jsonl"
    corpus.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    result = run("bench-rules", "--others", "others.jsonl", "--select", "DV102", "--format", "markdown", cwd=tmp_path)
    assert result.returncode == 0, result.stdout
    assert "| DV102 diversion/wechat-id | 3/3 | 3/3 | – | – | 0.40% | 1 | 0 |" in result.stdout
    assert "  - zh contact: 1 of 2 that should be, 0 of 0 harmless ones" in result.stdout
    corpus.write_text('{"id": "1", "lang": "zh", "expect": "flag"}\n', encoding="utf-8")
    result = run("bench-rules", "--others", "others.jsonl", cwd=tmp_path)
    assert result.returncode == 2 and "others.jsonl:1" in result.stderr


def test_texts_of_others_may_stand_below_a_header(tmp_path: Path) -> None:
    text = {"id": "1", "lang": "zh", "topic": "ads", "expect": "flag", "text": "国家级品质的面霜"}
    corpus = tmp_path / "others.jsonl"
    for declared, caught in (({}, 0), ({"commercial": True}, 1)):
        corpus.write_text(json.dumps({**text, "declared": declared}, ensure_ascii=False), encoding="utf-8")
        result = run(
            "bench-rules", "--others", "others.jsonl", "--select", "AD103", "--format", "markdown", cwd=tmp_path
        )
        assert f"| 0.40% | {caught} | 0 |" in result.stdout


def test_a_rule_speaks_on_texts_of_others_where_a_graver_finding_holds_its_words(tmp_path: Path) -> None:
    text = {"id": "1", "lang": "zh", "topic": "health", "expect": "flag", "text": "祖传艾草贴，专治腰椎间盘突出"}
    (tmp_path / "others.jsonl").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    result = run("bench-rules", "--others", "others.jsonl", "--preset", "strict", "--format", "markdown", cwd=tmp_path)
    rows = [line for line in result.stdout.splitlines() if line.startswith(("| HL110 ", "| HL111 "))]
    assert [row.endswith("| 1 | 0 |") for row in rows] == [True, True]


def test_statistics_go_to_stderr_and_leave_the_report_alone(post: Path) -> None:
    plain = run("caption.txt", "--format", "json", cwd=post)
    counted = run("caption.txt", "--format", "json", "--statistics", cwd=post)
    assert counted.stdout == plain.stdout
    assert "  DV102 diversion/wechat-id" in counted.stderr
    assert "words: all rules on words" in counted.stderr and "less than 0.05 each" in counted.stderr


def test_examples_that_differ_only_in_what_is_declared_show_it(tmp_path: Path) -> None:
    page = run("rule", "DC202", "--lang", "en", cwd=tmp_path).stdout
    assert "品牌方送测的相机到了 (commercial: true)" in page
    assert "品牌方送测的相机到了 (commercial: false)" in page


@pytest.mark.parametrize("code", ["WM101", "QR101"])
def test_the_examples_of_a_page_are_told_apart_by_what_it_shows(tmp_path: Path, code: str) -> None:
    page = run("rule", code, "--lang", "en", cwd=tmp_path).stdout
    found, missed = page.partition("Found in")[2].partition("Why")[0].split("Not in")
    examples = [line.strip() for part in (found, missed) for line in part.strip().splitlines()]
    assert examples and len(examples) == len(set(examples)), examples
    assert not any(part.replace(".", "").isdigit() for line in examples for part in line.split(", ")), examples


def test_a_shipped_pack_is_tested_without_compiling_the_others(post, monkeypatch):
    def refused(folder):
        raise AssertionError(folder)

    monkeypatch.setattr("rednote_lint.packs.cache.load_pack", refused)
    assert run("test", "codes", cwd=post).returncode == 0
