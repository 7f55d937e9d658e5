"""A notice of the platform on the page: what it may mean in the post that is open."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from tests.cli.test_commands import run
from tests.studio.conftest import Client


def test_a_notice_is_explained_in_both_languages(client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": "加我微信号 sunny_2024 领取攻略".encode()})
    where = f"/api/posts/{number}/notice"
    told = client.ask("POST", where, {"said": "你的笔记涉嫌导流到站外，<img src=x onerror=alert(1)>"}).json["notice"]
    assert "DV102" in told and "Change first" in told and "先改这一处" in told and "data-copy" in told
    assert "<img" not in told and str(client.studio.folder) not in told


def test_nothing_and_too_much_are_refused(client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": b"x"})
    for said in ("", "x" * 100_001):
        assert client.ask("POST", f"/api/posts/{number}/notice", {"said": said}).status == 400


def test_the_page_and_the_command_give_the_same_answer(client: Client, tmp_path: Path) -> None:
    words = "想了解的看主页，私我发你清单。全网最佳营地"
    (number,) = client.drop({"p/caption.txt": words.encode()})
    told = client.ask("POST", f"/api/posts/{number}/notice", {"said": "涉嫌导流到站外"}).json["notice"]
    (tmp_path / "caption.txt").write_text(words, encoding="utf-8")
    command = ("explain-ban", ".", "--notice", "涉嫌导流到站外", "--isolated", "--no-ocr", "--format", "json")
    said = json.loads(run(*command, cwd=tmp_path).stdout)
    own = [line.strip() for line in html.unescape(told).partition("</pre>")[0].splitlines()]
    assert said["preset"] == "strict" and "Judged with the preset `strict`." in own
    causes = [" ".join(one["codes"]) for one in (*said["named"], *said["others"])]
    assert len(causes) >= 2
    assert [
        re.sub(r".*?((?: [A-Z]{2}\d{3})+)$", r"\1", line).strip() for line in own if re.match(r"\d ", line)
    ] == causes
