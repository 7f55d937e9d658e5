"""What is typed on the page: written into the copy, in whatever form the post has, and checked at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rednote_lint.model import Bilingual
from rednote_lint.studio.server import Studio
from tests.studio.conftest import Client
from tests.studio.test_repairs import whole

HIT = "加我微信号 sunny_2024"


def pasted(client: Client, body: str, title: str = "") -> dict[str, Any]:
    return dict(client.ask("POST", "/api/posts", {"title": title, "body": body}).json)


def typed(client: Client, number: int, title: str, body: str) -> Any:
    return client.ask("PUT", f"/api/posts/{number}/words", {"title": title, "body": body}).json


def test_a_pasted_caption_is_checked_as_it_is_typed(client: Client) -> None:
    post = pasted(client, f"{HIT}，京都很美", "三天两夜")
    assert "DV102" in post["findings"] and "加我" in post["mirror"] and "<mark" in post["mirror"]
    assert (post["title"], post["body"]) == ("三天两夜", f"{HIT}，京都很美")
    now = typed(client, post["number"], "三天两夜", "京都很美")
    assert "DV102" not in now["findings"] and "DV102" in typed(client, post["number"], HIT, "京都")["findings"]


def test_a_reload_loses_nothing(client: Client) -> None:
    post = pasted(client, "第一行")
    typed(client, post["number"], "标题", "第一行\n\n第二行 #话题\n")
    again = client.ask("GET", f"/api/posts/{post['number']}").json
    assert (again["title"], again["body"]) == ("标题", "第一行\n\n第二行 #话题")
    assert post["number"] in [one["number"] for one in client.ask("GET", "/api/posts").json["posts"]]


def test_everything_may_be_deleted_and_typed_anew(client: Client) -> None:
    number = pasted(client, "文字", "标题")["number"]
    empty = typed(client, number, "", "")
    assert (empty["title"], empty["body"]) == ("", "") and "nothing was checked" in empty["findings"]
    again = typed(client, number, "新", "再来")
    assert (again["title"], again["body"]) == ("新", "再来")


FORMS = {
    "markdown": ("post.md", "---\r\ntitle: '旧''的'\r\n---\r\n旧的正文\r\n"),
    "heading": ("post.md", "# 旧的\n\n旧的正文\n"),
    "yaml": ("post.yaml", 'title: "旧的"\nbody: "旧的正文"\n'),
    "plain": ("caption.txt", "旧的正文"),
    "no body": ("post.md", "---\ntitle: 旧的\n---\n"),
    "jsonl": ("a.jsonl", '{"title": "旧的", "body": "旧的正文"}\n{"title": "另一篇", "body": "不动"}\n'),
    "csv": ("a.csv", 'title,body\n"旧的","旧的正文"\n"另一篇","不动"\n'),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_post_takes_what_is_typed(client: Client, studio: Studio, form: str) -> None:
    name, text = FORMS[form]
    numbers = client.drop({f"京都/{name}": text.encode()})
    now = typed(client, numbers[0], "新 “题”", "新的正文 # “好”")
    assert "error" not in now, now
    assert (now["title"], now["body"]) == ("新 “题”", "新的正文 # “好”")
    if len(numbers) > 1:
        assert client.ask("GET", f"/api/posts/{numbers[1]}").json["body"] == "不动"


def test_what_a_form_cannot_hold_is_told_and_the_copy_stays(client: Client) -> None:
    (number,) = client.drop({"p/post.md": b"---\ntitle: plain\n---\nbody\n"})
    said = typed(client, number, "a: b", "body")["error"]
    assert "post.md cannot be edited on this page" in said["en"] and "无法在本页面编辑" in said["zh"]
    assert client.ask("GET", f"/api/posts/{number}").json["title"] == "plain"


@pytest.mark.parametrize("form", ["markdown", "yaml", "plain"])
def test_declarations_are_written_and_changed(client: Client, form: str) -> None:
    name, text = FORMS[form]
    (number,) = client.drop({f"p/{name}": text.encode()})
    where = f"/api/posts/{number}/declared"
    assert client.ask("GET", f"/api/posts/{number}").json["declared"] == {"ai_generated": None, "commercial": None}
    client.ask("PUT", where, {"key": "commercial", "value": True})
    client.ask("PUT", where, {"key": "ai_generated", "value": True})
    now = client.ask("PUT", where, {"key": "ai_generated", "value": False}).json
    assert now["declared"] == {"ai_generated": False, "commercial": True}
    assert client.ask("PUT", where, {"key": "title", "value": True}).status == 400


def test_requests_of_another_form_or_too_long_are_refused(client: Client) -> None:
    for body in (b"", b"{", b"\xff", b"[]", {"title": 1}, {"other": ""}):
        assert client.ask("POST", "/api/posts", body).status == 400, body
    told = client.ask("POST", "/api/posts", {"body": "a" * 5_000_000})
    assert told.status == 400 and "too long" in told.json["error"]["en"]
    assert client.ask("GET", "/api/posts/99999").status == 400


def test_a_check_that_ended_is_told_and_can_be_made_again(client: Client, studio: Studio) -> None:
    post = pasted(client, "京都")
    whole(client, post["number"])
    held = studio._workspace.held(post["number"])
    held.revision += 1
    studio._workspace.failed(str(held.drop.number), Bilingual(en="worker processes end", zh="工作进程结束"))
    now = client.ask("GET", f"/api/posts/{held.number}").json
    assert (now["whole"], now["failure"]["en"], now["line"]["failed"]) == (False, "worker processes end", True)
    assert client.ask("POST", f"/api/posts/{held.number}/check").json["failure"] is None
    assert whole(client, held.number)["failure"] is None


def test_a_workbook_is_checked_and_says_that_it_cannot_be_edited_here(client: Client, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["title", "body"], ["标题", HIT]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (number,) = client.drop({"p/a.xlsx": (tmp_path / "a.xlsx").read_bytes()})
    assert "DV102" in client.ask("GET", f"/api/posts/{number}").json["findings"]
    assert "a.xlsx cannot be edited" in typed(client, number, "标题", "京都")["error"]["en"]
    said = client.ask("PUT", f"/api/posts/{number}/declared", {"key": "commercial", "value": True})
    assert "cannot be edited" in said.json["error"]["en"]
    assert "a.xlsx" in client.ask("GET", f"/api/posts/{number}").json["locked"]["zh"]
