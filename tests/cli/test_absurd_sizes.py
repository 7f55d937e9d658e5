"""Posts of absurd size: what is only counted is told, and the post is not called clean."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rednote_lint.model import MOST_MEDIA, MOST_PLACES, MOST_TAGS
from tests.cli.test_commands import run
from tests.media_made import save_png, scene

MORE = 10
NAMES = [f"标签{number}" for number in range(MOST_TAGS + MORE)]
HEAD = "---\ntitle: 周末露营\n"
TAGS = {
    "flow.md": f"{HEAD}tags: [{', '.join(NAMES)}]\n---\n正文",
    "block.md": HEAD + "tags:\n" + "".join(f"  - {name}\n" for name in NAMES) + "---\n正文",
    "text.md": f"{HEAD}tags: '{' '.join(f'#{name}' for name in NAMES)}'\n---\n正文",
    "inline.md": f"{HEAD}---\n{' '.join(f'#{name}' for name in NAMES)}",
    "both.md": f"{HEAD}tags: [{', '.join(NAMES[:-1])}]\n---\n#{NAMES[-2]} #{NAMES[-1]}",
    "row.jsonl": json.dumps({"title": "周末露营", "body": "正文", "tags": NAMES}, ensure_ascii=False),
    "row.csv": f"title,body,tags\n周末露营,正文,{';'.join(NAMES)}\n",
}


def read(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    (post,) = json.loads(result.stdout)["posts"]
    return dict(post)


@pytest.mark.parametrize("name", TAGS)
def test_all_tags_are_counted_and_those_not_looked_at_are_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TAGS[name], encoding="utf-8")
    result = run(name, "--format", "json", "--lang", "en", cwd=tmp_path)
    post = read(result)
    (skip,) = post["skipped"]
    assert (result.returncode, skip["omission"]) == (2, "failure")
    assert skip["reason"].startswith(f"{MOST_TAGS + MORE} tags: only the first {MOST_TAGS} were checked")
    assert any(str(MOST_TAGS + MORE) in finding["message"] for finding in post["findings"])
    assert not any(finding.get("fix") and finding["fix"].get("edits") for finding in post["findings"])


def test_as_many_tags_as_are_looked_at_are_checked_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{HEAD}tags: [{', '.join(NAMES[:MOST_TAGS])}]\n---\n正文", encoding="utf-8")
    result = run("a.md", "--format", "json", cwd=tmp_path)
    assert (result.returncode, read(result)["skipped"]) == (0, [])


@pytest.mark.parametrize("listed", [True, False])
def test_all_pictures_are_counted_and_those_not_opened_are_told(listed: bool, tmp_path: Path) -> None:
    save_png(tmp_path / "0.png", scene(16, 16))
    data = (tmp_path / "0.png").read_bytes()
    names = [f"{number}.png" for number in range(MOST_MEDIA + MORE)]
    for name in names:
        (tmp_path / name).write_bytes(data)
    images = f"images: [{', '.join(names)}]\n" if listed else ""
    (tmp_path / "caption.md").write_text(f"{HEAD}{images}---\n正文", encoding="utf-8")
    result = run(".", "--format", "json", "--lang", "en", "--no-ocr", "--select", "FM301,FM302", cwd=tmp_path)
    post = read(result)
    assert result.returncode == 2
    told = f"{MOST_MEDIA + MORE} images and videos: only the first {MOST_MEDIA} were opened, {MORE} were not checked"
    assert [skip["reason"].startswith(told) for skip in post["skipped"]] == [True]
    assert any(str(MOST_MEDIA + MORE) in finding["message"] for finding in post["findings"])


def test_every_missing_picture_is_told_and_names_are_proposed_for_the_first(tmp_path: Path) -> None:
    (tmp_path / "photo-0000.png").write_bytes(b"x")
    names = [f"photo-{number}.jpg" for number in range(1, 41)]
    (tmp_path / "caption.md").write_text(f"{HEAD}images: [{', '.join(names)}]\n---\n正文", encoding="utf-8")
    problems = read(run("caption.md", "--format", "json", "--lang", "en", cwd=tmp_path))["problems"]
    assert len(problems) == len(names)
    proposed = ["photo-0000.png" in (problem["remedy"] or "") for problem in problems]
    assert proposed == [True] * 20 + [False] * 20


def test_a_corpus_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = run("bench-rules", "nowhere.txt", "--select", "FM101", "--lang", "en", cwd=tmp_path)
    assert result.returncode == 2
    assert "nowhere.txt" in result.stderr


def test_a_corpus_of_which_a_part_is_not_there_is_measured_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("周末露营", encoding="utf-8")
    result = run("bench-rules", "a.txt", "nowhere.txt", "--select", "FM101", "--lang", "en", cwd=tmp_path)
    assert (result.returncode, "1 published posts" in result.stdout) == (2, True)
    assert "nowhere.txt" in result.stderr


@pytest.mark.parametrize("between", ["\n", " "])
def test_of_contacts_without_end_the_first_are_told_and_that_there_are_more(between: str, tmp_path: Path) -> None:
    contacts = between.join(f"加我微信 wx_{number}abc，邮箱 a{number}@example.com" for number in range(2 * MOST_PLACES))
    (tmp_path / "a.md").write_text(contacts, encoding="utf-8")
    result = run("a.md", "--format", "json", "--lang", "en", "--select", "DV102,DV104", cwd=tmp_path)
    post = read(result)
    assert result.returncode == 2
    assert len(post["findings"]) == 2 * MOST_PLACES
    assert {skip["what"] for skip in post["skipped"]} == {"DV102", "DV104"}
    told = f"more than {MOST_PLACES} places in one text: only the first were checked"
    assert all(skip["reason"].startswith(told) for skip in post["skipped"])
