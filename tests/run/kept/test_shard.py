"""Parts of a run: by what a post is, not by where it stands."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from rednote_lint.posts import discover
from rednote_lint.run.kept.shard import Shard


def parts(path: str, of: int) -> dict[str, int]:
    posts = list(discover([path]))
    found = {
        post.body.text: part
        for part in range(1, of + 1)
        for post in posts
        if post.body and Shard(part=part, of=of).has(post)
    }
    assert len(found) == len(posts)
    return found


def test_each_post_is_in_one_part_and_stays_there_when_others_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"body": f"第 {number} 篇"}, ensure_ascii=False) for number in range(200)]
    rows += [json.dumps({"id": f"n{number}", "body": f"带编号 {number}"}, ensure_ascii=False) for number in range(200)]
    Path("a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    before = parts("a.jsonl", 4)
    assert min(Counter(before.values()).values()) > 60
    Path("a.jsonl").write_text("\n".join(['{"body": "新的一篇"}', *rows]), encoding="utf-8")
    after = parts("a.jsonl", 4)
    assert {text: part for text, part in after.items() if text in before} == before
