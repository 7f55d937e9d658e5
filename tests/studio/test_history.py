"""Steps back, two windows on one post, and posts that are taken off the list."""

from __future__ import annotations

import pytest

from rednote_lint.studio import history
from rednote_lint.studio.server import Studio
from tests.studio.conftest import Client
from tests.studio.test_repairs import GLUED, HIT, jpeg, post, unpacked, whole
from tests.studio.test_words import typed


def undone(client: Client, number: int) -> object:
    return client.ask("POST", f"/api/posts/{number}/undo").json


def test_an_edit_a_declaration_and_fixes_are_taken_back_one_by_one(
    client: Client, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "TOGETHER", 0.0)
    tall = jpeg(240, 640)
    (number,) = client.drop({"京都/caption.txt": HIT.encode(), "京都/1.jpg": tall})
    whole(client, number)
    assert post(client, number)["steps"] == 0
    client.ask("POST", f"/api/posts/{number}/trial")
    now = client.ask("PUT", f"/api/posts/{number}/trial").json
    assert now["steps"] == 1 and now["body"] != HIT
    client.ask("PUT", f"/api/posts/{number}/declared", {"key": "commercial", "value": True})
    assert typed(client, number, "标题", "别的")["steps"] == 3
    assert undone(client, number)["body"] == now["body"]
    before = undone(client, number)
    assert before["declared"]["commercial"] is None
    first = undone(client, number)
    assert (first["body"], first["title"], first["steps"]) == (HIT, "", 0)
    folder = unpacked(client, number, tmp_path) / "京都"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"caption.txt": HIT.encode(), "1.jpg": tall}
    assert "nothing to undo" in undone(client, number)["error"]["en"]


def test_what_is_typed_in_one_go_is_one_step(client: Client) -> None:
    (number,) = client.drop({"a/caption.txt": "一".encode()})
    for title, body in (("", "一二"), ("新", "一二"), ("新", "一二三")):
        now = typed(client, number, title, body)
    assert now["steps"] == 1
    assert (undone(client, number)["title"], post(client, number)["body"]) == ("", "一")


def test_a_step_of_a_row_is_not_taken_back_over_that_of_another(client: Client) -> None:
    first, second = client.drop({"a/plan.csv": f"title,body\n甲,{GLUED}\n乙,{GLUED}\n".encode()})
    typed(client, first, "甲", "新的甲")
    typed(client, second, "乙", "新的乙")
    assert "changed by another post" in undone(client, first)["error"]["en"]
    assert (post(client, first)["body"], post(client, second)["body"]) == ("新的甲", "新的乙")
    undone(client, second)
    assert undone(client, first)["body"] == GLUED


def test_the_edit_of_a_window_that_shows_something_older_is_refused(client: Client) -> None:
    (number,) = client.drop({"a/post.md": b"---\ntitle: x\n---\ny\n"})
    shown = post(client, number)["revision"]
    where = f"/api/posts/{number}/words?revision={shown}"
    assert client.ask("PUT", where, {"title": "x", "body": "first window"}).status == 200
    late = client.ask("PUT", where, {"title": "x", "body": "second window"})
    assert (
        late.status == 409 and "another window" in late.json["error"]["en"] and "另一个窗口" in late.json["error"]["zh"]
    )
    for method, what, body in (
        ("PUT", "declared", {"key": "commercial", "value": True}),
        ("POST", "fixes", None),
        ("POST", "undo", None),
        ("PUT", "trial", None),
    ):
        assert client.ask(method, f"/api/posts/{number}/{what}?revision={shown}", body).status == 409, what
    assert post(client, number)["body"] == "first window"
    assert (
        client.ask(
            "PUT", f"/api/posts/{number}/words?revision={late.json['revision']}", {"title": "x", "body": "z"}
        ).status
        == 200
    )


def test_a_post_is_taken_off_the_list_with_its_copy(client: Client, studio: Studio) -> None:
    first, second = client.drop({"t/a/caption.txt": b"a", "t/b/caption.txt": b"b"})
    drop = studio._workspace.held(first).drop
    assert client.ask("DELETE", f"/api/posts/{first}").status == 204
    listed = [one["number"] for one in client.ask("GET", "/api/posts").json["posts"]]
    assert first not in listed and second in listed
    assert client.ask("GET", f"/api/posts/{first}").status == 400
    assert [path.name for path in (drop.folder / "t").iterdir()] == ["b"]
    row, other = client.drop({"a/plan.csv": "title,body\n甲,一\n乙,二\n".encode()})
    client.ask("DELETE", f"/api/posts/{row}")
    again = client.ask("POST", f"/api/drops/{studio._workspace.held(other).drop.number}/posts").json["posts"]
    assert again == [other], "more files that are dropped do not bring it back"
