"""Runs of several accounts that are kept: twins in parts and workers, and the ledger of each account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rednote_lint.cli.app import run
from tests.text.test_shingles import BREAD, ENDING, TEA

OUTPUT = ["--no-ocr", "--no-cache", "--quiet", "--output", "json=rednote-lint.json"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [
        ("north", TEA + ENDING),
        ("south", BREAD + ENDING),
        ("north", BREAD.replace("第一次", "头一回") + ENDING),
        ("south", TEA.replace("城西", "城东")),
        ("", BREAD),
        ("north", f"今天降温了，早点回家。{ENDING}"),
    ]
    lines = [json.dumps({"account": account, "body": body}, ensure_ascii=False) for account, body in rows]
    Path("posts.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_twins_are_the_same_in_one_run_in_workers_and_in_parts(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "posts.jsonl", *OUTPUT])
    single = Path("rednote-lint.json").read_bytes()
    told = [
        (post["path"], finding["evidence"])
        for post in json.loads(single)["posts"]
        for finding in post["findings"]
        if finding["code"] == "OR101"
    ]
    assert told == [("posts.jsonl:3", "posts.jsonl:2"), ("posts.jsonl:4", "posts.jsonl:1")]
    run(["check", "posts.jsonl", "-j", "2", *OUTPUT])
    assert Path("rednote-lint.json").read_bytes() == single
    stores = [f"part-{part}.db" for part in (1, 2)]
    for part, store in enumerate(stores, start=1):
        run(["check", "posts.jsonl", "--no-ocr", "--quiet", "--shard", f"{part}/2", "--store", store])
    run(["merge", *stores, "--quiet", "--output", "json=rednote-lint.json"])
    assert Path("rednote-lint.json").read_bytes() == single


def test_the_sentences_that_an_account_repeats_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "posts.jsonl", "--no-ocr", "--quiet", "--store", "run.db"])
    capsys.readouterr()
    run(["accounts", "run.db", "--lang", "en"])
    assert capsys.readouterr().out.splitlines() == [
        "no account named: posts 1",
        "  no sentence in 3 posts or more",
        "north: posts 3",
        "  in 3  关注我，每天分享一个城市里的安静角落",
        "  in 3  喜欢的话点个收藏，下次出门就能用上",
        "south: posts 2",
        "  no sentence in 3 posts or more",
    ]
    run(["accounts", "run.db", "--least", "2", "--format", "json"])
    (_, north, _) = json.loads(capsys.readouterr().out)
    assert north["name"] == "north" and [phrase["posts"] for phrase in north["phrases"]] == [3, 3]
