"""`rednote-lint explain-ban`, from arguments to exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rednote_lint.report.notices.notices import notices
from tests.cli.test_commands import run, surroundings
from tests.media_made import RULES
from tests.program import called

CONTACT = "想要清单的加我微信 camp_day88"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "p").mkdir()
    (tmp_path / "p/post.md").write_text(f"---\ntitle: 露营清单\n---\n周末去露营\n{CONTACT}\n", encoding="utf-8")
    return tmp_path


def explained(cwd: Path, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(run("explain-ban", "p", *arguments, "--format", "json", cwd=cwd).stdout))


def test_what_the_notice_means_comes_first(post: Path) -> None:
    told = explained(post, "--notice", "您的笔记存在交易导流行为")
    assert [one["id"] for one in told["recognized"]] == ["diversion"] and told["guess"] is False
    assert "DV102" in told["named"][0]["codes"] and told["named"][0]["places"][0] == "p/post.md:5:1"
    assert told["named"][0]["fits"] == ["diversion"] and all(not one["fits"] for one in told["others"])
    assert told["appeal_needs_changes"] and "交易导流" in told["appeal"] and "露营清单" in told["appeal"]


def test_without_a_known_notice_it_is_called_a_guess(post: Path) -> None:
    for arguments in ((), ("--notice", "您的笔记违反社区规范")):
        told = explained(post, *arguments)
        assert told["guess"] and not told["named"] and "DV102" in told["others"][0]["codes"]
        assert "FM505" not in told["appeal"] and "image" not in told["appeal"]
    shown = run("explain-ban", "p", "--lang", "zh", cwd=post).stdout
    assert "只是推测" in shown and "先改这一处" in shown


def test_a_notice_that_nothing_fits_claims_nothing_untrue(post: Path) -> None:
    told = explained(post, "--notice", "内容低俗", "--lang", "zh")
    assert not told["named"] and not told["appeal_needs_changes"]
    assert "没有找到" in told["appeal"] and "删除" not in told["appeal"]
    told = explained(post, "--notice", "检测到自动化工具", "--lang", "zh")
    assert "手动发布" in told["not_in_the_post"][0] and "哪一次操作" in told["appeal"]


def test_a_notice_may_lie_in_a_file_or_come_through_a_pipe(post: Path) -> None:
    (post / "notice.txt").write_text("涉嫌搬运\n", encoding="utf-8-sig")
    assert [one["id"] for one in explained(post, "--notice", "notice.txt")["recognized"]] == ["unoriginal"]
    piped = called(
        "explain-ban", "p", "--notice", "-", "--format", "json", cwd=post, environment=surroundings(post),
        given="涉嫌搬运".encode(),
    )  # fmt: skip
    assert json.loads(piped.stdout)["recognized"][0]["id"] == "unoriginal"
    long = "您的笔记存在交易导流行为，请修改后重新发布。\n" * 30
    assert [one["id"] for one in explained(post, "--notice", long)["recognized"]] == ["diversion"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "--notice is empty"), (b"\xff\xfe\x00", "no UTF-8 text"), (b"a" * 100_001, "longer than")],
)
def test_a_notice_that_cannot_be_read_is_refused(post: Path, content: bytes, said: str) -> None:
    (post / "notice.txt").write_bytes(content)
    result = run("explain-ban", "p", "--notice", "notice.txt", "--lang", "en", cwd=post)
    assert result.returncode == 2 and said in result.stderr


def test_one_post_is_meant(post: Path) -> None:
    for name in ("a", "b"):
        (post / "many" / name).mkdir(parents=True)
        (post / "many" / name / "caption.txt").write_text("露营", encoding="utf-8")
    result = run("explain-ban", "many", cwd=post)
    assert result.returncode == 2 and "2 posts" in result.stderr
    assert run("explain-ban", "nowhere", cwd=post).returncode == 2


def test_what_was_not_checked_is_told_and_changes_the_appeal(post: Path) -> None:
    (post / "p/1.jpg").write_bytes(b"\xff\xd8\xff broken")
    result = run("explain-ban", "p", "--notice", "内容低俗", "--lang", "en", cwd=post)
    assert "Not checked:" in result.stdout and "the media" not in result.stdout.split("For an appeal:")[1]


def test_packs_of_notices_are_there() -> None:
    there = {folder.name for folder in RULES.iterdir()}
    assert {name for notice in notices() for name in notice.packs} <= there
