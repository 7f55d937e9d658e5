"""Keys and tokens are told, and stand in no report, whatever rule quotes their line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rednote_lint.model import Report, Subtitle, Transcript
from rednote_lint.report import FORMATS
from rednote_lint.run.linting.masking import without_secrets
from rednote_lint.text.detect.secrets import masked, secrets, with_secrets_masked, with_secrets_starred
from tests.cli.test_commands import run

KEY = "sk-ab12cd34ef56gh78ij90kl12mn34yz"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27"
TOKEN = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
HIDDEN = "13800138000abcdef0123456"
CAPTION = f"""周末加微信 camp_day88，key {KEY}
打开 https://shop.example.com/cb?access_token={TOKEN}&x=1 领取
{JWT} 加我微信 camp_day88
https://shop.example.com/?token={HIDDEN}
"""


def test_a_secret_is_masked() -> None:
    assert masked(KEY) == "sk-ab…yz"
    assert masked("abcd1234") == "ab…"
    assert with_secrets_masked(f"key {KEY}!") == "key sk-ab…yz!"
    assert len(with_secrets_starred(CAPTION)) == len(CAPTION)


@pytest.mark.parametrize(
    "text",
    [
        "sk-ii-essence-230ml",
        "sk-learning-by-doing-every-day",
        "asia travel akia",
        "token=abc",
        "?xsec_token=ABCdef123456",
    ],
)
def test_what_only_looks_alike_is_none(text: str) -> None:
    assert list(secrets(text)) == []


@pytest.mark.parametrize(
    "piece", ["sk-", "sk-a1", "eyJ.", "token=", "token: a", "bearer ", "a1-_", "?key=", "sk-" + "a" * 50]
)
def test_the_search_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        started = time.process_time()
        list(secrets(text))
        return time.process_time() - started

    assert seconds(400_000) < 40 * max(seconds(20_000), 0.002)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", [[], ["--verbose"]], ids=["short", "long"])
def test_no_report_shows_a_secret(form: list[str], lang: str, tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text(CAPTION, encoding="utf-8")
    ignore = "---\nlint: {ignore: [{rule: DV102, reason: KEY}]}\n---\n".replace("KEY", f"the key is {KEY}")
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "post.md").write_text(ignore + CAPTION, encoding="utf-8")
    outputs = [f"--output={name}=out-{name}" for name in FORMATS]
    result = run("caption.txt", "aside", "--lang", lang, "--explain", *form, *outputs, cwd=tmp_path)
    reports = {name: (tmp_path / f"out-{name}").read_text(encoding="utf-8") for name in FORMATS}
    assert result.returncode == 1, result.stderr
    for name, text in {**reports, "screen": result.stdout + result.stderr}.items():
        said = "".join(text.split())
        assert "PV206" in said, name
        assert "13800138000" not in said, name
        for secret in (KEY, TOKEN, JWT, HIDDEN):
            assert secret[6:-3] not in said, name


def test_neither_a_diff_nor_a_plan_shows_the_secret_that_a_fix_takes_away(tmp_path: Path) -> None:
    caption = tmp_path / "caption.txt"
    kept = "今天写了一个小工具。\n"
    caption.write_text(
        f"{kept}我的密钥是 {KEY}，别外传。\n回调 https://shop.example.com/cb?access_token={TOKEN}\n", encoding="utf-8"
    )
    shown = run("caption.txt", "--diff", "--unsafe-fixes", "--select", "PV206,DV105", cwd=tmp_path)
    assert shown.returncode == 1 and "-我的密钥是 sk-ab" in shown.stdout
    made = run("fix", "caption.txt", "--unsafe-fixes", "--select", "PV206,DV105", "--plan", "plan.json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    plan = (tmp_path / "plan.json").read_text(encoding="utf-8")
    for secret in (KEY, TOKEN):
        assert secret[6:-3] not in shown.stdout + shown.stderr + plan
    assert run("fix", "--apply", "plan.json", cwd=tmp_path).returncode == 0
    assert caption.read_text(encoding="utf-8") == kept + "别外传。\n"


def test_a_subtitle_shows_no_secret() -> None:
    said = Transcript(path="a.mp4", lines=(Subtitle(0.0, 1.0, f"key {KEY}"),))
    ((line,),) = (one.lines for one in without_secrets(Report(path="a", id="a", transcripts=(said,))).transcripts)
    assert line.text == f"key {masked(KEY)}"
