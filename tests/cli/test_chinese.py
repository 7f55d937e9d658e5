"""A Chinese screen has no English sentence: every command, its help, its errors; the allowed Latin words are listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rednote_lint.cli import main
from rednote_lint.cli.app import COMMANDS
from rednote_lint.cli.speech import configured
from rednote_lint.config import FILE_NAMES

QUOTED = re.compile(r"`[^`\n]*`|“[^”\n]*”|https?://\S+|[\w./-]+\.(?:yaml|txt|toml)\b\S*|--?[a-z][a-z-]*")
CODES = re.compile(r"\b[A-Z]{2}[0-9]{3}\b")
NAMES = re.compile(r"\b[a-z0-9]+(?:[-/][a-z0-9-]+)+\b")
SENTENCE = re.compile(r"[A-Za-z][A-Za-z']*(?:[ ,]+[A-Za-z][A-Za-z']*){2,}")
ALLOWED = {
    *("rednote-lint", "recommended", "strict", "minimal", "default", "ALL", "JSON", "Schema", "YAML", "FORMAT"),
    *("full", "concise", "json", "text", "auto", "en", "zh", "web", "app", "both", "error", "warning", "info", "never"),
    *("crop", "pad", "blur", "TikTok", "stderr", "tag", "x", "name", "fixed", "orig", "ext", "pack", "rule", "post"),
    *(
        "config",
        "description",
        "title",
        "version",
        "X",
        "Y",
        "AI",
        "GIF",
        "GPS",
        "WhatsApp",
        "CapCut",
        "HEIC",
        "PNG",
        "WebP",
        "JPEG",
        "SVG",
        "PDF",
    ),
    *COMMANDS,
    *("rednote", "bash", "zsh", "fish"),
}
"""What may stand in Latin letters: names of the program, its commands, its values, of formats and platforms."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "caption.txt": "周末去露营\n想要清单的加我微信 camp_day88",
        "old.json": '{"version": 0, "files": {}, "fixes": []}',
        "other.json": '{"a": 1}',
        "typed.yaml": "select: 3\n",
        "unknown.yaml": "slect: [ALL]\n",
        "broken.yaml": "select: [\n",
        "header.md": "---\ntitle: [\n---\n清水",
        "colon.md": "---\ntitle: 第一天: 出发\n---\n清水",
        "badpack/pack.yaml": "name: badpack\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "broken.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"x" * 3000)
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 3000)
    return tmp_path


def english(text: str) -> list[str]:
    """Return the runs of three and more Latin words that are neither names nor allowed."""
    bare = NAMES.sub("", CODES.sub("", QUOTED.sub("", text)))
    runs = SENTENCE.findall(bare)
    return [one for one in runs if not {word.strip(",") for word in one.split()} <= ALLOWED]


HELP = [[name, "--help"] for name in COMMANDS] + [["--help"]]
SCREENS = [
    ["caption.txt"],
    ["caption.txt", "--verbose"],
    ["caption.txt", "--format", "concise", "--explain"],
    ["nowhere/"],
    ["broken.mp4", "broken.png"],
    ["header.md", "colon.md"],
    ["rules"],
    ["rules", "--all"],
    ["rule", "WM101"],
    ["rule", "FM301"],
    ["rule", "DV102"],
    ["packs"],
    ["config", "."],
    ["config", ".", "--all"],
    ["test", "codes"],
    ["bench-rules", "caption.txt"],
    ["init", "new", "--yes"],
    [".", "--show-files"],
    [".", "--show-settings"],
]
MISTAKES = [
    ["chek"],
    ["check"],
    ["caption.txt", "--slect", "x"],
    ["caption.txt", "--format", "ful"],
    ["caption.txt", "--select"],
    ["caption.txt", "--select", "WM999"],
    ["caption.txt", "--fix=yes"],
    ["caption.txt", "--in-place"],
    ["caption.txt", "--output", "json"],
    ["caption.txt", "--output", "json=no/such/folder/a.json"],
    ["caption.txt", "--preset", "recomended"],
    ["caption.txt", "--config", "nowhere.yaml"],
    ["caption.txt", "--config", "a.yaml", "--config", "b.yaml"],
    ["caption.txt", "--config", "slect=[ALL]"],
    ["schema", "rule", "post"],
    ["schema", "ruel"],
    ["rule"],
    ["rule", "WM1O9"],
    ["fix"],
    ["fix", "caption.txt", "--crop", "1,2"],
    ["config", "nowhere"],
    ["test", "nopack"],
    ["test", "badpack"],
    ["fix", "--apply", "nowhere.json"],
    ["fix", "--apply", "caption.txt"],
    ["fix", "--apply", "old.json"],
    ["fix", "caption.txt", "--plan", "caption.txt"],
    ["fix", "caption.txt", "--plan", "other.json"],
    ["fix", "caption.txt", "--plan", "p.json", "--apply", "p.json"],
    ["fix", "nowhere.jpg", "--crop", "1,2,3,4"],
    ["caption.txt", "--lang", "fr"],
    ["caption.txt", "--ratio", "crop"],
    ["caption.txt", "--output", "json=caption.txt"],
    ["caption.txt", "--fail-on", "sometimes"],
    ["caption.txt", "--config", "typed.yaml"],
    ["caption.txt", "--config", "unknown.yaml"],
    ["caption.txt", "--config", "broken.yaml"],
    ["rules", "nopack"],
    ["schema"],
    ["init"],
    ["-", "caption.txt"],
    ["caption.txt", "--stdin-filename", "a.md"],
    ["-", "--stdin-filename", "a.jpg"],
    ["-", "--fix-media"],
    ["caption.txt", "--watch", "--fix"],
    ["caption.txt", "--show-files", "--format", "concise"],
    ["completion", "tcsh"],
    ["init", "caption.txt", "--yes"],
]


class Done(NamedTuple):
    code: int
    stdout: str
    stderr: str


@pytest.fixture
def program(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run the program as `main` does, in this process: a hundred processes would take minutes."""

    def called(*arguments: str, locale: str = "en_US.UTF-8") -> Done:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("REDNOTE_LINT_CACHE", str(folder / ".cache"))
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setattr("sys.argv", ["rednote-lint", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return called


@pytest.mark.parametrize("arguments", [*HELP, *SCREENS, *MISTAKES], ids=" ".join)
def test_no_english_sentence(program: Callable[..., Done], arguments: list[str]) -> None:
    result = program(*arguments, locale="zh_CN.UTF-8")
    assert english(result.stdout + result.stderr) == []
    assert re.search("[一-鿿]", result.stdout + result.stderr)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_ends_with_two_and_no_usage_of_click(program: Callable[..., Done], arguments: list[str]) -> None:
    result = program(*arguments)
    assert result.code == 2
    assert "error: " in result.stderr and "Try '" not in result.stderr


def test_the_option_is_enough(program: Callable[..., Done]) -> None:
    for arguments in (
        ["check", "--help", "--lang", "zh"],
        ["--lang", "zh", "--help"],
        ["--lang=zh", "check", "--help"],
    ):
        assert program(*arguments).stdout.startswith("用法：")
    assert program("--lang", "zh", "rules").stdout.startswith("adlaw")
    assert "错误：" in program("--lang", "zh", "chek").stderr


def test_an_english_screen_has_english_help(program: Callable[..., Done]) -> None:
    for arguments in HELP:
        assert not re.search("[一-鿿]", program(*arguments).stdout)


def test_a_command_with_a_slip_gets_its_neighbour_unless_it_is_a_path(
    folder: Path, program: Callable[..., Done]
) -> None:
    assert "did you mean `check`" in program("chek").stderr
    (folder / "chek").mkdir()
    (folder / "chek" / "caption.txt").write_text("周末去露营", encoding="utf-8")
    assert program("chek").code == 0


@pytest.mark.parametrize("spelling", ["WM101", "wm101", "WM1O1", "wm1ol", "TikTok-Watermark"])
def test_a_rule_is_known_however_it_is_written(program: Callable[..., Done], spelling: str) -> None:
    assert program("rule", spelling).stdout.startswith("WM101  TikTok watermark")


def test_rules_fit_a_screen_and_all_are_listed_on_demand(program: Callable[..., Done]) -> None:
    assert len(program("rules").stdout.splitlines()) <= 26
    assert len(program("rules", "--all").stdout.splitlines()) > 300
    assert "QR101" in program("rules", "codes").stdout


def test_the_language_of_the_configuration_counts_for_help_and_mistakes(
    folder: Path, program: Callable[..., Done]
) -> None:
    assert program("check", "--help", "--config", "lang=zh").stdout.startswith("用法：")
    (folder / "rednote-lint.yaml").write_text("lang: zh\n", encoding="utf-8")
    assert program("check", "--help").stdout.startswith("用法：")
    assert "错误：" in program("caption.txt", "--select", "WM999").stderr
    assert "错误：" in program("fix", "--apply", "nowhere.json").stderr
    assert program("check", "--help", "--lang", "en").stdout.startswith("Usage: ")
    assert program("check", "--help", "--isolated").stdout.startswith("Usage: ")


OWN = "rednote-lint.yaml"


@pytest.mark.parametrize(
    ("files", "usage"),
    [
        (
            {
                "rednote-lint.yaml": "extend: ../base.yaml\n",
                "../base.yaml": "extend: more/b.toml\n",
                "../more/b.toml": "lang = 'zh'\n",
            },
            "用法：",
        ),
        (
            {
                "rednote-lint.yaml": "extend: [strict, ../a.yaml, ../b.yaml]\n",
                "../a.yaml": "lang: en\n",
                "../b.yaml": 'lang: "zh"\n',
            },
            "用法：",
        ),
        ({OWN: "lang: 'en'  # mine\nextend: ../b.yaml\n", "../b.yaml": "lang: zh\n"}, "Usage: "),
        ({OWN: '"lang": &it "zh"\n'}, "用法："),
        (
            {"rednote-lint.yaml": "accounts: [a]\nrules:\n  AD101:\n    words+:\n      - w: x\n        lang: zh\n"},
            "Usage: ",
        ),
        ({OWN: "extend: ../c.yaml\n", "../c.yaml": "extend: posts/rednote-lint.yaml\n"}, "Usage: "),
    ],
)
def test_the_language_follows_the_files_that_a_configuration_extends(
    folder: Path, program: Callable[..., Done], files: dict[str, str], usage: str
) -> None:
    inner = folder / "posts"
    inner.mkdir()
    for name, text in files.items():
        path = inner / name
        path.parent.mkdir(exist_ok=True)
        path.resolve().parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (inner / "caption.txt").write_text("海边", encoding="utf-8")
    assert program("check", "posts", "--help").stdout.startswith(usage)


def test_the_language_of_a_pyproject_counts_as_well(folder: Path, program: Callable[..., Done]) -> None:
    table = '[project]\nname = "x"\n\n[tool.other]\nlang = "en"\n\n[tool.rednote-lint]\nlang = "zh"\n'
    (folder / "pyproject.toml").write_text(table, encoding="utf-8")
    assert program("check", "--help").stdout.startswith("用法：")
    assert "错误：" in program("caption.txt", "--select", "WM999").stderr
    program("fix", "caption.txt", "--unsafe-fixes", "--plan", "plan.json")
    assert "已修复" in program("fix", "--apply", "plan.json").stderr
    (folder / "pyproject.toml").write_text('[tool.other]\nlang = "zh"\n', encoding="utf-8")
    assert program("check", "--help").stdout.startswith("Usage: ")


def test_the_names_of_configurations_are_one_list() -> None:
    assert configured._NAMES == FILE_NAMES


def test_on_a_narrow_screen_help_stands_under_its_option(
    program: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rednote_lint.cli.speech.localized._columns", lambda: 40)
    lines = program("check", "--help", "--lang", "zh").stdout.splitlines()
    at = lines.index("  --preset 名称") if "  --preset 名称" in lines else lines.index("  --preset NAME")
    assert lines[at + 1].startswith("    ") and "recommended" in lines[at + 1]
