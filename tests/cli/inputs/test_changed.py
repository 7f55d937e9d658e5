"""`--changed` and `--exit-non-zero-on-fix`, as hooks use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run

CLEAN = "草地很软，风也很轻，下次还想再来。\n"
BAD = "想要清单的加我微信 camp_day88\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name, text in {"a/caption.txt": BAD, "b/caption.txt": CLEAN, "README.md": BAD, "site.yml": BAD}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_is_part_of_a_post_is_checked(repository):
    done = run("--changed", "README.md", "b/caption.txt", "site.yml", "--format", "json", cwd=repository)
    assert done.returncode == 0
    assert [post["path"] for post in json.loads(done.stdout)["posts"]] == ["b"]
    assert done.stderr == "Passed over, part of no post: README.md, site.yml\n"
    assert run("--changed", "README.md", "a/caption.txt", cwd=repository).returncode == 1


def test_no_post_at_all_is_no_error_and_every_report_says_so(repository):
    names = ("README.md", "site.yml", "gone/1.jpg", "gone/caption.md", "x\x1b[2J.py")
    done = run("--changed", *names, "--format", "json", "--output", "concise=out.txt", cwd=repository)
    assert (done.returncode, json.loads(done.stdout)["posts"]) == (0, [])
    assert done.stderr == "Passed over, part of no post: README.md, site.yml, gone/1.jpg and 2 more\n"
    assert (repository / "out.txt").is_file()
    spoken = run("--changed", *names, "--lang", "zh", cwd=repository)
    assert spoken.stderr.startswith("已跳过，不属于任何笔记：README.md、site.yml、gone/1.jpg，另有 2 个\n")
    assert "\x1b[2J" not in run("--changed", names[-1], cwd=repository).stderr


def test_without_it_what_is_named_is_checked(repository):
    assert run("README.md", cwd=repository).returncode == 1
    assert run("site.yml", cwd=repository).returncode == 2
    assert run("--changed", "", cwd=repository).returncode == 2


def test_a_plan_of_what_changed(repository):
    (repository / "a/caption.txt").write_text("草地很软。#野餐#周末\n", encoding="utf-8")
    done = run("fix", "--changed", "README.md", "a/caption.txt", "--plan", "plan.json", cwd=repository)
    assert done.returncode == 0, done.stderr
    plan = (repository / "plan.json").read_text(encoding="utf-8")
    assert "a/caption.txt" in plan and "README.md" not in plan


@pytest.mark.parametrize("other", [("--apply", "plan.json"), ("--crop", "0,0,9,9", "README.md")])
def test_where_files_are_named_otherwise_it_is_refused(repository, other):
    done = run("fix", "--changed", *other, cwd=repository)
    assert done.returncode == 2 and "--changed has no effect" in done.stderr


def test_exit_non_zero_on_fix(repository):
    caption = repository / "a/caption.txt"
    fixable = "草地很软。#野餐#周末\n"
    caption.write_text(fixable, encoding="utf-8")
    assert run("fix", "a", cwd=repository).returncode == 0
    caption.write_text(fixable, encoding="utf-8")
    assert run("fix", "--exit-non-zero-on-fix", "a", cwd=repository).returncode == 1
    assert run("fix", "--exit-non-zero-on-fix", "a", cwd=repository).returncode == 0
    lonely = run("check", "--exit-non-zero-on-fix", "a", cwd=repository)
    assert lonely.returncode == 2 and "--fix" in lonely.stderr
